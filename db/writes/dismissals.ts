import type { Db } from '../client.ts'
import { insert } from '../insert.ts'
import { dismissals } from '../schema/index.ts'
import { idOf } from '../slugs.ts'
import { prepareOnce } from '../statements.ts'
import type { ClaimSuggestionKind, DismissalAction } from '../vocabulary.ts'

/** What a suggestion speaks of: a claim, and another claim or, of a counterpart, an assertion; by their slugs. */
export interface SuggestionKey {
  kind: ClaimSuggestionKind
  claim: string
  other: string
}

const statements = prepareOnce(({ $client }) => ({
  last: $client
    .prepare<[number, string, number], DismissalAction>(`
    SELECT action FROM dismissals WHERE claim_id = ? AND kind = ? AND coalesce(other_claim_id, assertion_id) = ?
    ORDER BY id DESC LIMIT 1`)
    .pluck(),
}))

/** Puts a suggestion aside or brings it back; one that is so already stays as it is. @throws UnknownSlug */
export function decideOnSuggestion(
  db: Db,
  key: SuggestionKey,
  action: DismissalAction,
  accountId: number,
  now = new Date(),
) {
  const { kind } = key
  const { claimId, otherId } = idsOf(db, key)
  db.$client
    .transaction(() => {
      const last = statements(db).last.get(claimId, kind, otherId) ?? 'brought back'
      if (last === action) return
      insert(db, dismissals, {
        kind,
        claimId,
        ...(kind === 'counterpart' ? { assertionId: otherId } : { otherClaimId: otherId }),
        accountId,
        madeAt: now.toISOString(),
        action,
      })
    })
    .immediate()
}

/** Of two claims the first is the one that came first, whichever way round they are named. */
function idsOf(db: Db, { kind, claim, other }: SuggestionKey) {
  const claimId = idOf(db, 'claim', claim)
  if (kind === 'counterpart') return { claimId, otherId: idOf(db, 'assertion', other) }
  const otherId = idOf(db, 'claim', other)
  return { claimId: Math.min(claimId, otherId), otherId: Math.max(claimId, otherId) }
}
