import { ClaimSet, type PackedChunk } from '../../../../db/claimSet.ts'
import type { Db } from '../../../../db/client.ts'
import { prepareOnce } from '../../../../db/statements.ts'
import type { Choice } from '../choice.ts'
import { type Facet, facets } from '../forms.ts'

const statements = prepareOnce(({ $client }) => ({
  chunks: $client.prepare<[string], PackedChunk>(`
    SELECT s.chunk, s.claims FROM json_each(?) j
    CROSS JOIN claim_sets s ON s.facet = j.value ->> 0 AND s.value = j.value ->> 1`),
  ofLetters: $client
    .prepare<[string], number>(`
    SELECT cl.claim_id FROM json_each(?) j
    CROSS JOIN claim_letters cl INDEXED BY claim_letters_by_letter ON cl.letter_id = CAST(j.value AS INTEGER)`)
    .pluck(),
}))

/** A value of a facet as claim_sets keeps it; letters have none there. */
export type FacetValue = readonly [facet: Exclude<Facet, 'letter'> | 'size', value: string]

/** The claims that any of these values selects, still packed: at most ten rows a value for 600,000 claims. */
export const chunksOf = (db: Db, values: readonly FacetValue[]): PackedChunk[] =>
  statements(db).chunks.all(JSON.stringify(values))

/** The claims that any of these values of a filter selects. */
const claimsOf = (db: Db, facet: Facet, values: readonly string[]): ClaimSet =>
  facet === 'letter'
    ? ClaimSet.of(statements(db).ofLetters.all(JSON.stringify(values)))
    : new ClaimSet(
        chunksOf(
          db,
          values.map((value) => [facet, value]),
        ),
      )

/** The claims that a choice picks out, read once for a page. */
export interface Picked {
  /** The claims that fit all that is chosen (except one filter); null where nothing is, so that every claim fits. */
  claims(except?: Facet): ClaimSet | null
  /** The topic whose counts are kept ready for this choice (except one filter), 0 for the whole collection; else null. */
  keptTopic(except?: Facet): number | null
}

export function pick(db: Db, choice: Choice): Picked {
  const sets = new Map<Facet, ClaimSet>()
  const setOf = (facet: Facet) => {
    let set = sets.get(facet)
    if (!set) {
      set = claimsOf(
        db,
        facet,
        choice[facet].map(({ value }) => value),
      )
      sets.set(facet, set)
    }
    return set
  }
  const chosenExcept = (except?: Facet) =>
    facets.filter((facet) => facet !== except && choice[facet].length > 0)
  const ready = new Map<string, ClaimSet>()

  return {
    claims(except) {
      const chosen = chosenExcept(except)
      if (!chosen.length) return null
      const key = chosen.join(' ')
      let claims = ready.get(key)
      if (!claims) {
        claims = chosen.map(setOf).reduce((all, set) => all.and(set))
        ready.set(key, claims)
      }
      return claims
    },
    keptTopic(except) {
      const chosen = chosenExcept(except)
      if (!chosen.length) return 0
      const [topic, ...others] = choice.topic
      return chosen.length === 1 && chosen[0] === 'topic' && topic && !others.length
        ? Number(topic.value)
        : null
    },
  }
}
