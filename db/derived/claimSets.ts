import { chunkOf, pack, repack } from '../claimSet.ts'
import type { Db } from '../client.ts'
import { prepareOnce } from '../statements.ts'
import { type FacetValue, keyOf } from './facetValues.ts'

const statements = prepareOnce(({ $client }) => ({
  chunk: $client
    .prepare<[string, string, number], Buffer>(
      'SELECT claims FROM claim_sets WHERE facet = ? AND value = ? AND chunk = ?',
    )
    .pluck(),
  put: $client.prepare<[string, string, number, Buffer]>(
    `INSERT INTO claim_sets (facet, value, chunk, claims) VALUES (?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET claims = excluded.claims`,
  ),
  drop: $client.prepare('DELETE FROM claim_sets WHERE facet = ? AND value = ? AND chunk = ?'),
}))

/** The claims that a letter speaks on are read from claim_letters; which claims a position selects, nobody asks. */
const without = new Set(['letter', 'position', 'contested'])
const hasSet = ([facet]: FacetValue) => !without.has(facet)

/** Puts a claim into the set of a facet's value, or takes it out. */
export function moveInSet(db: Db, facetValue: FacetValue, claimId: number, isMember: boolean) {
  if (!hasSet(facetValue)) return
  const [facet, value] = facetValue
  const run = statements(db)
  const chunk = chunkOf(claimId)
  const claims = repack(run.chunk.get(facet, value, chunk), claimId, isMember)
  if (claims.length) run.put.run(facet, value, chunk, claims)
  else run.drop.run(facet, value, chunk)
}

/**
 * Makes the sets of claims that come in ascending order, into an empty table: `add` each, then `close`. No more than one
 * chunk of each set is held at a time.
 */
export function setsBuilder(db: Db) {
  const { put } = statements(db)
  let chunk = 0
  let open = new Map<string, { value: FacetValue; claimIds: number[] }>()
  const close = () => {
    for (const { value, claimIds } of open.values()) put.run(...value, chunk, pack(claimIds))
    open = new Map()
  }
  const add = (claimId: number, values: readonly FacetValue[]) => {
    if (chunkOf(claimId) !== chunk) {
      close()
      chunk = chunkOf(claimId)
    }
    for (const value of values) {
      if (!hasSet(value)) continue
      const set = open.get(keyOf(value))
      if (set) set.claimIds.push(claimId)
      else open.set(keyOf(value), { value, claimIds: [claimId] })
    }
  }
  return { add, close }
}
