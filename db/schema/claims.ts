import { type AnySQLiteColumn, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { claimStates, relationKinds, stanceKinds } from '../vocabulary.ts'
import { assertions } from './assertions.ts'
import { topics } from './topics.ts'

export const claims = sqliteTable('claims', {
  id: integer().primaryKey(),
  slug: text().notNull().unique(),
  wording: text().notNull(),
  scopeWho: text('scope_who'),
  scopeWhat: text('scope_what'),
  scopeWhom: text('scope_whom'),
  scopeWhere: text('scope_where'),
  scopeWhen: text('scope_when'),
  state: text('state', { enum: claimStates }).notNull().default('current'),
  retiredReason: text('retired_reason'),
  mergedIntoId: integer('merged_into_id').references((): AnySQLiteColumn => claims.id),
})

export const wordings = sqliteTable(
  'wordings',
  {
    claimId: integer('claim_id')
      .notNull()
      .references(() => claims.id),
    number: integer().notNull(),
    wording: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.claimId, table.number] })],
)

export const claimTopics = sqliteTable(
  'claim_topics',
  {
    claimId: integer('claim_id')
      .notNull()
      .references(() => claims.id),
    topicId: integer('topic_id')
      .notNull()
      .references(() => topics.id),
    ordinal: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.claimId, table.topicId] })],
)

export const stances = sqliteTable(
  'stances',
  {
    claimId: integer('claim_id')
      .notNull()
      .references(() => claims.id),
    assertionId: integer('assertion_id')
      .notNull()
      .references(() => assertions.id),
    ordinal: integer().notNull(),
    stance: text('stance', { enum: stanceKinds }).notNull(),
    wording: integer().notNull().default(1),
    scopeNote: text('scope_note'),
    scopeWho: text('scope_who'),
    scopeWhat: text('scope_what'),
    scopeWhom: text('scope_whom'),
    scopeWhere: text('scope_where'),
    scopeWhen: text('scope_when'),
  },
  (table) => [primaryKey({ columns: [table.claimId, table.assertionId] })],
)

export const relations = sqliteTable('relations', {
  id: integer().primaryKey(),
  fromClaimId: integer('from_claim_id')
    .notNull()
    .references(() => claims.id),
  toClaimId: integer('to_claim_id')
    .notNull()
    .references(() => claims.id),
  kind: text('kind', { enum: relationKinds }).notNull(),
  reason: text().notNull(),
})
