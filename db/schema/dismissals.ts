import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { claimSuggestionKinds } from '../vocabulary.ts'
import { accounts } from './accounts.ts'
import { assertions } from './assertions.ts'
import { claims } from './claims.ts'

export const dismissedSuggestions = sqliteTable('dismissed_suggestions', {
  id: integer().primaryKey(),
  kind: text('kind', { enum: claimSuggestionKinds }).notNull(),
  claimId: integer('claim_id')
    .notNull()
    .references(() => claims.id, { onDelete: 'cascade' }),
  otherClaimId: integer('other_claim_id').references(() => claims.id, { onDelete: 'cascade' }),
  assertionId: integer('assertion_id').references(() => assertions.id, { onDelete: 'cascade' }),
  accountId: integer('account_id')
    .notNull()
    .references(() => accounts.id),
  dismissedAt: text('dismissed_at').notNull(),
})
