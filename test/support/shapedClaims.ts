import type { Db } from '../../db/client.ts'
import { presentRecord } from '../../db/present.ts'
import { makeChange } from '../../db/writes/change.ts'
import { decideOnSuggestion } from '../../db/writes/dismissals.ts'
import { applyEdits } from '../../db/writes/edits.ts'
import { reword } from '../../server/domain/shaping/claims.ts'
import { planMerge } from '../../server/domain/shaping/merging.ts'
import { readWholeClaim } from '../../server/features/claims/desk/queries.ts'

/** Gives the desk something to show on claims: stances to confirm, a merged claim, a suggestion that was put aside. */
export function shapeClaims(db: Db, accountId: number) {
  const [first, second, third, fourth] = db.$client
    .prepare<[], string>(`
    SELECT c.slug FROM claims c JOIN claim_summaries s ON s.claim_id = c.id
    ORDER BY s.pattern = 'contested' DESC, s.assertions DESC, c.id LIMIT 4`)
    .pluck()
    .all()
  const line = { actor: 'An editor', action: 'shape', summary: 'Shaped claims' }
  makeChange(db, line, (change) => {
    const record = presentRecord(db, 'claim', first!)!
    applyEdits(change, reword(record, `It is allegedly not so. ${record.wording}`))
    const merger = planMerge(readWholeClaim(db, third!)!, readWholeClaim(db, second!)!, {
      isReversed: false,
      keptFromGone: new Set(),
    })
    applyEdits(change, merger.edits)
  })
  const alike = { kind: 'duplicate', claim: first!, other: fourth! } as const
  for (const action of ['put aside', 'brought back', 'put aside'] as const)
    decideOnSuggestion(db, alike, action, accountId)
  for (const action of ['put aside', 'brought back'] as const)
    decideOnSuggestion(db, { ...alike, kind: 'mirror' }, action, accountId)
  return { reworded: first!, into: second!, merged: third!, other: fourth! }
}
