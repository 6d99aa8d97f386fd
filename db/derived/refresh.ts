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

/** The claims that a change has touched, each with the assertions whose bearing on it has changed; null where more has. */
export type TouchedClaims = ReadonlyMap<number, ReadonlySet<number> | null>

const noAssertions: ReadonlySet<number> = new Set()

/** Brings everything that is kept for these claims, and for those they mirror, up to date. Part of the writing transaction. */
export function refreshClaims(db: Db, claims: TouchedClaims) {
  const touched = new Map(claims)
  for (const claimId of claims.keys()) {
    for (const member of groupMembers(db, claimId)) {
      if (!touched.has(member)) touched.set(member, noAssertions)
    }
  }
  for (const [claimId, assertionIds] of touched) {
    const before = statements(db)
      .facets.all(claimId)
      .map((row): FacetValue => [row.facet, row.value])
    const after = recountClaim(db, claimId, assertionIds)
    moveFacets(db, claimId, before, after)
  }
  regroup(db, touched.keys())
}

function moveFacets(db: Db, claimId: number, before: FacetValue[], after: FacetValue[]) {
  const run = statements(db)
  const [had, has] = [keysOf(before), keysOf(after)]
  const left = before.filter((value) => !has.has(keyOf(value)))
  const joined = after.filter((value) => !had.has(keyOf(value)))
  for (const [facet, value] of left) {
    run.dropFacet.run(facet, value, claimId)
    moveInSet(db, [facet, value], claimId, false)
  }
  for (const [facet, value] of joined) {
    run.addFacet.run(facet, value, claimId)
    moveInSet(db, [facet, value], claimId, true)
  }

  // In the same topics as before, only what was left or joined is counted anew: a large claim has thousands of values.
  const isMoved = !before.length || !after.length || [...left, ...joined].some(([facet]) => facet === 'topic')
  const wasCounted = isMoved ? counters(before, allOf(before)) : counters(before, left)
  const isCounted = isMoved ? counters(after, allOf(after)) : counters(after, joined)
  for (const [key, counter] of wasCounted) {
    if (isCounted.has(key)) continue
    run.count.run(...counter, -1)
    run.dropEmptyCount.run(...counter)
  }
  for (const [key, counter] of isCounted) if (!wasCounted.has(key)) run.count.run(...counter, 1)
}

const keyOf = (value: FacetValue) => value.join(' ')
const keysOf = (values: FacetValue[]) => new Set(values.map(keyOf))

/** Every value that a claim is counted under, and the claim itself; nothing where it is not current. */
const allOf = (values: FacetValue[]): FacetValue[] => (values.length ? [['', ''], ...values] : [])

type Counter = [topicId: number, facet: string, value: string]

/** The counters of `counted` that a claim with these facet values stands in: overall, and in each of its topics. */
function counters(values: FacetValue[], counted: FacetValue[]): Map<string, Counter> {
  const topicIds = [0, ...values.filter(([facet]) => facet === 'topic').map(([, value]) => Number(value))]
  return new Map(
    topicIds.flatMap((topicId) =>
      counted.map(([facet, value]): [string, Counter] => [
        `${topicId} ${facet} ${value}`,
        [topicId, facet, value],
      ]),
    ),
  )
}
