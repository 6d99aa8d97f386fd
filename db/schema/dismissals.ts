import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { claimSuggestionKinds, dismissalActions } from '../vocabulary.ts'
import { accounts } from './accounts.ts'

/** What was decided on suggestions on claims; ids are those of rows that may be away. */
export const dismissals = sqliteTable('dismissals', {
  id: integer().primaryKey(),
  kind: text('kind', { enum: claimSuggestionKinds }).notNull(),
  claimId: integer('claim_id').notNull(),
  otherClaimId: integer('other_claim_id'),
  assertionId: integer('assertion_id'),
  accountId: integer('account_id')
    .notNull()
    .references(() => accounts.id),
  madeAt: text('made_at').notNull(),
  action: text('action', { enum: dismissalActions }).notNull(),
})
