import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { accountActions, roles } from '../vocabulary.ts'

export const accounts = sqliteTable('accounts', {
  id: integer().primaryKey(),
  name: text().notNull().unique(),
  role: text('role', { enum: roles }).notNull(),
  passwordHash: text('password_hash'),
  usesKeys: integer('uses_keys', { mode: 'boolean' }).notNull().default(true),
  madeAt: text('made_at').notNull(),
  /** The last visit, to the hour. */
  seenAt: text('seen_at'),
  disabledAt: text('disabled_at'),
})

export const sessions = sqliteTable('sessions', {
  tokenHash: text('token_hash').primaryKey(),
  accountId: integer('account_id')
    .notNull()
    .references(() => accounts.id),
  madeAt: text('made_at').notNull(),
  seenAt: text('seen_at').notNull(),
  expiresAt: text('expires_at').notNull(),
})

export const signInLinks = sqliteTable('sign_in_links', {
  id: integer().primaryKey(),
  tokenHash: text('token_hash').notNull().unique(),
  role: text('role', { enum: roles }).notNull(),
  accountId: integer('account_id').references(() => accounts.id),
  madeById: integer('made_by_id').references(() => accounts.id),
  madeAt: text('made_at').notNull(),
  expiresAt: text('expires_at').notNull(),
  usedAt: text('used_at'),
})

export const accountChanges = sqliteTable('account_changes', {
  id: integer().primaryKey(),
  accountId: integer('account_id').references(() => accounts.id),
  byAccountId: integer('by_account_id').references(() => accounts.id),
  madeAt: text('made_at').notNull(),
  action: text('action', { enum: accountActions }).notNull(),
  before: text(),
  after: text(),
})
