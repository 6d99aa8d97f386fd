import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { suggestionDecisions as decisionKinds } from '../vocabulary.ts'
import { accounts } from './accounts.ts'
import { changes } from './changes.ts'

export const suggestions = sqliteTable('suggestions', {
  id: integer().primaryKey(),
  textSha256: text('text_sha256').notNull(),
  /** JSON, in the order of the text; the columns `start` and `end` are told from it. */
  ranges: text().notNull(),
  record: text().notNull(),
  sources: text().notNull(),
  madeAt: text('made_at').notNull(),
  /** The suggestion for an earlier text that this one was taken over from, and from which it has its number. */
  originId: integer('origin_id'),
})

export const suggestionDecisions = sqliteTable('suggestion_decisions', {
  id: integer().primaryKey(),
  suggestionId: integer('suggestion_id')
    .notNull()
    .references(() => suggestions.id),
  decision: text('decision', { enum: decisionKinds }).notNull(),
  accountId: integer('account_id')
    .notNull()
    .references(() => accounts.id),
  madeAt: text('made_at').notNull(),
  changeId: integer('change_id').references(() => changes.id),
  note: text(),
})
