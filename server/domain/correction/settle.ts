import { type Edit, edit } from '../../../db/edit.ts'
import type { AssertionRecord, ClaimRecord, StanceRecord, WaitingRecord } from '../../../db/records.ts'

/** What a person decided about a waiting assertion: where its words stand, and what they say and rest on now. */
export type Settlement = Pick<AssertionRecord, 'ranges' | 'gist' | 'figures' | 'attribution' | 'citations'>

/**
 * The edits that bring a waiting assertion back on the record at the words that a person chose, with its stances. A
 * claim that was merged meanwhile gives its stance to the claim it went into. `claimOf` finds a claim as it is now.
 */
export function settle(
  waiting: WaitingRecord,
  settlement: Settlement,
  claimOf: (slug: string) => ClaimRecord | undefined,
): Edit[] {
  const { assertion } = waiting
  const stances = new Map<string, StanceRecord>()
  for (const stance of waiting.stances) {
    const claim = presentClaim(stance.claim, claimOf)
    if (!claim || stances.has(claim.id)) continue
    const latest = claim.earlier_wordings.length + 1
    // The wordings of another claim are counted apart.
    const wording = claim.id === stance.claim ? Math.min(stance.wording, latest) : latest
    stances.set(claim.id, { ...stance, claim: claim.id, assertion: assertion.id, wording })
  }
  return [
    edit('waiting', waiting, null),
    edit('assertion', null, { ...assertion, ...settlement }),
    ...[...stances.values()].map((stance) => edit('stance', null, stance)),
  ]
}

/** The claim under this slug, or the one that it was merged into. */
export function presentClaim(
  slug: string,
  claimOf: (slug: string) => ClaimRecord | undefined,
): ClaimRecord | undefined {
  let claim = claimOf(slug)
  for (let steps = 0; claim?.merged_into !== undefined && steps < 100; steps++)
    claim = claimOf(claim.merged_into)
  return claim
}

/** The edits that let a waiting assertion go; its record stays in the history. */
export const letGo = (waiting: WaitingRecord): Edit[] => [edit('waiting', waiting, null)]
