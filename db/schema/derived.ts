import { blob, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { patterns, positions } from '../vocabulary.ts'
import { claims } from './claims.ts'
import { letters } from './letters.ts'
import { authors, parties } from './parties.ts'

export const claimLetters = sqliteTable(
  'claim_letters',
  {
    claimId: integer('claim_id')
      .notNull()
      .references(() => claims.id),
    letterId: integer('letter_id')
      .notNull()
      .references(() => letters.id),
    authorId: integer('author_id')
      .notNull()
      .references(() => authors.id),
    asserts: integer().notNull(),
    disputes: integer().notNull(),
    qualifies: integer().notNull(),
    reports: integer().notNull(),
    assertions: integer().notNull(),
    counted: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.claimId, table.letterId, table.authorId] })],
)

export const claimParties = sqliteTable(
  'claim_parties',
  {
    claimId: integer('claim_id')
      .notNull()
      .references(() => claims.id),
    partyId: integer('party_id')
      .notNull()
      .references(() => parties.id),
    asserts: integer().notNull(),
    disputes: integer().notNull(),
    qualifies: integer().notNull(),
    reports: integer().notNull(),
    assertions: integer().notNull(),
    counted: integer().notNull(),
    letters: integer().notNull(),
    countedLetters: integer('counted_letters').notNull(),
    firstAssertsId: integer('first_asserts_id'),
    firstDisputesId: integer('first_disputes_id'),
    firstQualifiesId: integer('first_qualifies_id'),
    firstReportsId: integer('first_reports_id'),
    position: text('position', { enum: positions }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.claimId, table.partyId] })],
)

export const claimSummaries = sqliteTable('claim_summaries', {
  claimId: integer('claim_id')
    .primaryKey()
    .references(() => claims.id),
  pattern: text('pattern', { enum: patterns }).notNull(),
  onlyPartyId: integer('only_party_id').references(() => parties.id),
  isMirrored: integer('is_mirrored', { mode: 'boolean' }).notNull(),
  assertions: integer().notNull(),
  counted: integer().notNull(),
  letters: integer().notNull(),
  madeFrom: text('made_from'),
  madeTo: text('made_to'),
  groupId: integer('group_id').notNull(),
  rankPattern: integer('rank_pattern').notNull(),
  rankTopic: integer('rank_topic').notNull(),
  rankDate: text('rank_date').notNull(),
  rankSize: integer('rank_size').notNull(),
  facetValues: text('facet_values').notNull(),
})

export const claimSets = sqliteTable(
  'claim_sets',
  {
    facet: text().notNull(),
    value: text().notNull(),
    chunk: integer().notNull(),
    claims: blob({ mode: 'buffer' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.facet, table.value, table.chunk] })],
)

export const facetCounts = sqliteTable(
  'facet_counts',
  {
    topicId: integer('topic_id').notNull(),
    facet: text().notNull(),
    value: text().notNull(),
    claims: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.topicId, table.facet, table.value] })],
)

export const letterCounts = sqliteTable(
  'letter_counts',
  {
    topicId: integer('topic_id').notNull(),
    letterId: integer('letter_id').notNull(),
    claims: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.topicId, table.letterId] })],
)
