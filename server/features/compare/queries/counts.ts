import type { ClaimSet, PackedChunk } from '../../../../db/claimSet.ts'
import type { Db } from '../../../../db/client.ts'
import { listInSql, prepareOnce } from '../../../../db/statements.ts'
import { groupBy } from '../../../domain/groupBy.ts'
import type { Choice } from '../choice.ts'
import { type Facet, facets } from '../forms.ts'
import type { Picked } from './picked.ts'

/*
 * How many claims each value of a filter would show, given what is chosen in the other filters. Where nothing is, or one
 * topic alone, the numbers are kept ready; otherwise the claims that fit the others are a set of bits, and each value's
 * set is counted against it: exact for any number, at most ten rows a value for 600,000 claims. A letter has no set, its few
 * claims are gone through. Letters and months may be thousands: only the most frequent ones of the collection (or topic)
 * are counted, and those that are chosen. Where few claims fit, all their letters are counted, so that none is missed.
 */
const mostValues = 100
const fewClaims = 2_000

export interface FacetCounts {
  /** The number of claims by value; values that would show none are left out. */
  claims: Map<string, number>
  /** Whether there are more values than were counted. */
  isCut: boolean
}

/** Facets with so few values that all are counted. */
const shortFacets = ['pattern', 'mirrored', 'topic', 'kind', 'stance'] as const
type ShortFacet = (typeof shortFacets)[number]
type LongFacet = Exclude<Facet, ShortFacet>

type Count = { value: string; claims: number }
type ValueChunk = PackedChunk & { value: string }

const statements = prepareOnce(({ $client }) => {
  const letterCounts = 'SELECT CAST(c.letter_id AS TEXT) AS value, c.claims'
  return {
    total: $client
      .prepare<[number], number>(
        "SELECT claims FROM facet_counts WHERE topic_id = ? AND facet = '' AND value = ''",
      )
      .pluck(),
    ofShortFacets: $client.prepare<[number], Count & { facet: Facet }>(`
    SELECT facet, value, claims FROM facet_counts
    WHERE topic_id = ? AND facet IN (${listInSql(shortFacets)})`),
    mostFrequent: {
      letter: $client.prepare<[number, number], Count>(
        `${letterCounts} FROM letter_counts c WHERE c.topic_id = ? ORDER BY c.claims DESC, c.letter_id LIMIT ?`,
      ),
      month: $client.prepare<[number, number], Count>(`
      SELECT value, claims FROM facet_counts WHERE topic_id = ? AND facet = 'month' ORDER BY claims DESC, value LIMIT ?`),
    },
    ofValues: {
      letter: $client.prepare<[string, number], Count>(`
      ${letterCounts} FROM json_each(?) j
      CROSS JOIN letter_counts c ON c.topic_id = ? AND c.letter_id = CAST(j.value AS INTEGER)`),
      month: $client.prepare<[string, number], Count>(`
      SELECT f.value, f.claims FROM json_each(?) j
      CROSS JOIN facet_counts f ON f.topic_id = ? AND f.facet = 'month' AND f.value = j.value`),
    },
    chunks: $client.prepare<[string], ValueChunk>(
      'SELECT value, chunk, claims FROM claim_sets WHERE facet = ?',
    ),
    chunksOfValues: $client.prepare<[string, string], ValueChunk>(`
    SELECT s.value, s.chunk, s.claims FROM json_each(?) j
    CROSS JOIN claim_sets s ON s.facet = ? AND s.value = j.value`),
    // One row for each letter: a row for each of its claims would cost more than all the rest.
    claimsOfLetters: $client.prepare<[string], { value: string; claimIds: string }>(`
    SELECT j.value, (
      SELECT json_group_array(cl.claim_id) FROM claim_letters cl INDEXED BY claim_letters_by_letter
      WHERE cl.letter_id = CAST(j.value AS INTEGER)
    ) AS claimIds FROM json_each(?) j`),
    lettersOfClaims: $client.prepare<[string, number], Count>(`
    SELECT CAST(letter_id AS TEXT) AS value, count(*) AS claims
    FROM (SELECT DISTINCT l.claim_id, l.letter_id FROM json_each(?) j CROSS JOIN claim_letters l ON l.claim_id = j.value)
    GROUP BY letter_id ORDER BY claims DESC LIMIT ?`),
  }
})

/** How many current claims there are, in the whole collection (0) or in a topic. */
export const countClaims = (db: Db, topicId: number) => statements(db).total.get(topicId) ?? 0

export function countFacets(db: Db, choice: Choice, picked: Picked): Record<Facet, FacetCounts> {
  const kept = new Map<number, Map<Facet, Count[]>>()
  const keptOf = (topicId: number) => {
    let counts = kept.get(topicId)
    if (!counts) {
      counts = groupBy(statements(db).ofShortFacets.all(topicId), ({ facet }) => facet)
      kept.set(topicId, counts)
    }
    return counts
  }
  const isShort = (facet: Facet): facet is ShortFacet => (shortFacets as readonly Facet[]).includes(facet)

  const counted = facets.map((facet): [Facet, FacetCounts] => {
    const topicId = picked.keptTopic(facet)
    if (isShort(facet)) {
      const counts =
        topicId === null
          ? countIn(picked.claims(facet)!, statements(db).chunks.all(facet))
          : (keptOf(topicId).get(facet) ?? [])
      return [facet, { claims: asMap(counts), isCut: false }]
    }
    return [facet, countLongFacet(db, choice, picked, facet)]
  })
  return Object.fromEntries(counted) as Record<Facet, FacetCounts>
}

/** Letters or months: the most frequent ones, and those chosen. */
function countLongFacet(db: Db, choice: Choice, picked: Picked, facet: LongFacet): FacetCounts {
  const run = statements(db)
  const chosen = choice[facet].map(({ value }) => value)
  const topicId = picked.keptTopic(facet)
  const claims = picked.claims(facet)
  if (claims && topicId === null && facet === 'letter' && claims.size <= fewClaims) {
    const counts = run.lettersOfClaims.all(JSON.stringify(claims.ids()), mostValues + 1)
    const known = new Set(counts.map(({ value }) => value))
    const others = chosen.filter((value) => !known.has(value))
    const more = countInLetters(db, claims, others)
    return { claims: asMap([...counts.slice(0, mostValues), ...more]), isCut: counts.length > mostValues }
  }
  const frequent = run.mostFrequent[facet].all(topicId ?? 0, mostValues + 1)
  const isCut = frequent.length > mostValues
  const counts = frequent.slice(0, mostValues)
  if (topicId !== null) {
    const known = new Set(counts.map(({ value }) => value))
    const others = chosen.filter((value) => !known.has(value))
    const more = others.length ? run.ofValues[facet].all(JSON.stringify(others), topicId) : []
    return { claims: asMap([...counts, ...more]), isCut }
  }
  const values = [...new Set([...counts.map(({ value }) => value), ...chosen])]
  const fitting =
    facet === 'letter'
      ? countInLetters(db, claims!, values)
      : countIn(claims!, run.chunksOfValues.all(JSON.stringify(values), facet))
  return { claims: asMap(fitting), isCut }
}

/** How many of the claims these letters speak on. */
function countInLetters(db: Db, claims: ClaimSet, letterIds: string[]): Count[] {
  return statements(db)
    .claimsOfLetters.all(JSON.stringify(letterIds))
    .map(({ value, claimIds }) => {
      const ids: number[] = JSON.parse(claimIds)
      // A claim stands beside itself where several speak on it in one letter.
      return { value, claims: ids.filter((id, i) => id !== ids[i - 1] && claims.has(id)).length }
    })
}

function countIn(claims: ClaimSet, chunks: ValueChunk[]): Count[] {
  return chunks.map((chunk) => ({ value: chunk.value, claims: claims.countOf(chunk) }))
}

/** The numbers by value, added up over the chunks of a value; none where nothing is found. */
function asMap(counts: Count[]): Map<string, number> {
  const map = new Map<string, number>()
  for (const { value, claims } of counts) if (claims) map.set(value, (map.get(value) ?? 0) + claims)
  return map
}
