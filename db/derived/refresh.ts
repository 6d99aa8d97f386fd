import type { Db } from '../client.ts'
import { prepareOnce } from '../statements.ts'
import { type FacetValue, recountClaim } from './claim.ts'
import { moveInSet } from './claimSets.ts'
import { groupMembers, regroup } from './groups.ts'

const statements = prepareOnce(({ $client }) => ({
  facets: $client.prepare<[number], { facet: string; value: string }>(
    'SELECT facet, value FROM claim_facets WHERE claim_id = ?',
  ),
  addFacet: $client.prepare('INSERT INTO claim_facets (facet, value, claim_id) VALUES (?, ?, ?)'),
  dropFacet: $client.prepare('DELETE FROM claim_facets WHERE facet = ? AND value = ? AND claim_id = ?'),
  count: $client.prepare(`
    INSERT INTO facet_counts (topic_id, facet, value, claims) VALUES (?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET claims = claims + excluded.claims`),
  dropEmptyCount: $client.prepare(
    'DELETE FROM facet_counts WHERE topic_id = ? AND facet = ? AND value = ? AND claims = 0',
  ),
}))

/** Brings everything that is kept for these claims, and for those they mirror, up to date. Part of the writing transaction. */
export function refreshClaims(db: Db, claimIds: Iterable<number>) {
  const touched = new Set<number>()
  for (const claimId of claimIds) {
    touched.add(claimId)
    for (const member of groupMembers(db, claimId)) touched.add(member)
  }
  for (const claimId of touched) {
    const before = statements(db)
      .facets.all(claimId)
      .map((row): FacetValue => [row.facet, row.value])
    const after = recountClaim(db, claimId)
    moveFacets(db, claimId, before, after)
  }
  regroup(db, touched)
}

function moveFacets(db: Db, claimId: number, before: FacetValue[], after: FacetValue[]) {
  const run = statements(db)
  const had = new Map(before.map((value) => [value.join(' '), value]))
  const has = new Map(after.map((value) => [value.join(' '), value]))
  for (const [key, [facet, value]] of had) {
    if (has.has(key)) continue
    run.dropFacet.run(facet, value, claimId)
    moveInSet(db, [facet, value], claimId, false)
  }
  for (const [key, [facet, value]] of has) {
    if (had.has(key)) continue
    run.addFacet.run(facet, value, claimId)
    moveInSet(db, [facet, value], claimId, true)
  }

  const wasCounted = counters(before)
  const isCounted = counters(after)
  for (const [key, counter] of wasCounted) {
    if (isCounted.has(key)) continue
    run.count.run(...counter, -1)
    run.dropEmptyCount.run(...counter)
  }
  for (const [key, counter] of isCounted) if (!wasCounted.has(key)) run.count.run(...counter, 1)
}

type Counter = [topicId: number, facet: string, value: string]

/** The counters that a claim with these facet values stands in: each value, and the claim itself, overall and per topic. */
function counters(values: FacetValue[]): Map<string, Counter> {
  if (!values.length) return new Map()
  const topicIds = [0, ...values.filter(([facet]) => facet === 'topic').map(([, value]) => Number(value))]
  const all: FacetValue[] = [['', ''], ...values]
  return new Map(
    topicIds.flatMap((topicId) =>
      all.map(([facet, value]): [string, Counter] => [
        `${topicId} ${facet} ${value}`,
        [topicId, facet, value],
      ]),
    ),
  )
}
