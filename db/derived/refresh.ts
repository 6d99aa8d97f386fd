import type { Db } from '../client.ts'
import { type FacetChange, recountClaim } from './claim.ts'
import { moveInSet } from './claimSets.ts'
import { addToCount, counters } from './counters.ts'
import { keyOf } from './facetValues.ts'
import { groupMembers, regroup } from './groups.ts'

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
    moveFacets(db, claimId, recountClaim(db, claimId, assertionIds))
  }
  regroup(db, touched.keys())
}

function moveFacets(db: Db, claimId: number, { before, after }: FacetChange) {
  const [had, has] = [before, after].map((values) => new Set(values.map(keyOf))) as [Set<string>, Set<string>]
  const left = before.filter((value) => !has.has(keyOf(value)))
  const joined = after.filter((value) => !had.has(keyOf(value)))
  for (const value of left) moveInSet(db, value, claimId, false)
  for (const value of joined) moveInSet(db, value, claimId, true)

  // In the same topics as before, only what was left or joined is counted anew: a large claim has thousands of values.
  const isMoved = !before.length || !after.length || [...left, ...joined].some(([facet]) => facet === 'topic')
  const wasCounted = isMoved ? counters(before) : counters(before, left)
  const isCounted = isMoved ? counters(after) : counters(after, joined)
  for (const [key, counter] of wasCounted) {
    if (!isCounted.has(key)) addToCount(db, counter, -1)
  }
  for (const [key, counter] of isCounted) if (!wasCounted.has(key)) addToCount(db, counter, 1)
}
