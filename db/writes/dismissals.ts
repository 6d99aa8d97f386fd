import type { Db } from '../client.ts'
import { insert } from '../insert.ts'
import { dismissedSuggestions } from '../schema/index.ts'
import { idOf } from '../slugs.ts'
import { prepareOnce } from '../statements.ts'
import type { ClaimSuggestionKind } from '../vocabulary.ts'

/** What a suggestion speaks of: a claim, and another claim or, of a counterpart, an assertion; by their slugs. */
export interface SuggestionKey {
  kind: ClaimSuggestionKind
  claim: string
  other: string
}

const statements = prepareOnce(({ $client }) => ({
  find: $client
    .prepare<[number, string, number], number>(
      'SELECT id FROM dismissed_suggestions WHERE claim_id = ? AND kind = ? AND coalesce(other_claim_id, assertion_id) = ?',
    )
    .pluck(),
  remove: $client.prepare<[number]>('DELETE FROM dismissed_suggestions WHERE id = ?'),
}))

/** Puts a suggestion aside; one that is put aside already stays as it is. @throws UnknownSlug */
export function dismissSuggestion(db: Db, key: SuggestionKey, accountId: number, now = new Date()) {
  const { kind } = key
  const { claimId, otherId } = idsOf(db, key)
  db.$client
    .transaction(() => {
      if (statements(db).find.get(claimId, kind, otherId) !== undefined) return
      insert(db, dismissedSuggestions, {
        kind,
        claimId,
        ...(kind === 'counterpart' ? { assertionId: otherId } : { otherClaimId: otherId }),
        accountId,
        dismissedAt: now.toISOString(),
      })
    })
    .immediate()
}

/** Brings back a suggestion that was put aside. @throws UnknownSlug */
export function bringBackSuggestion(db: Db, key: SuggestionKey) {
  const { claimId, otherId } = idsOf(db, key)
  const id = statements(db).find.get(claimId, key.kind, otherId)
  if (id !== undefined) statements(db).remove.run(id)
}

/** Of two claims the first is the one that came first, whichever way round they are named. */
function idsOf(db: Db, { kind, claim, other }: SuggestionKey) {
  const claimId = idOf(db, 'claim', claim)
  if (kind === 'counterpart') return { claimId, otherId: idOf(db, 'assertion', other) }
  const otherId = idOf(db, 'claim', other)
  return { claimId: Math.min(claimId, otherId), otherId: Math.max(claimId, otherId) }
}
