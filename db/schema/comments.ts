import { type AnySQLiteColumn, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { commentActions, objectKinds } from '../vocabulary.ts'
import { accounts } from './accounts.ts'

export const comments = sqliteTable('comments', {
  id: integer().primaryKey(),
  kind: text('kind', { enum: objectKinds }).notNull(),
  key: text().notNull(),
  replyTo: integer('reply_to').references((): AnySQLiteColumn => comments.id),
  accountId: integer('account_id')
    .notNull()
    .references(() => accounts.id),
  madeAt: text('made_at').notNull(),
  body: text().notNull(),
})

export const commentStates = sqliteTable('comment_states', {
  id: integer().primaryKey(),
  commentId: integer('comment_id')
    .notNull()
    .references(() => comments.id),
  accountId: integer('account_id')
    .notNull()
    .references(() => accounts.id),
  madeAt: text('made_at').notNull(),
  action: text('action', { enum: commentActions }).notNull(),
  body: text(),
})
