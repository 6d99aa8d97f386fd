import { integer, primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { agents, assertionKinds, bounds, modalities } from '../vocabulary.ts'
import { footnotes, letters, paragraphs } from './letters.ts'
import { authorities, authors, parties } from './parties.ts'
import { topics } from './topics.ts'

export const assertions = sqliteTable('assertions', {
  id: integer().primaryKey(),
  slug: text().notNull().unique(),
  letterId: integer('letter_id')
    .notNull()
    .references(() => letters.id),
  authorId: integer('author_id')
    .notNull()
    .references(() => authors.id),
  ordinal: integer().notNull(),
  quote: text().notNull(),
  gist: text().notNull(),
  kind: text('kind', { enum: assertionKinds }).notNull(),
  modality: text('modality', { enum: modalities }).notNull(),
  agent: text('agent', { enum: agents }).notNull(),
})

export const ranges = sqliteTable(
  'ranges',
  {
    assertionId: integer('assertion_id')
      .notNull()
      .references(() => assertions.id),
    ordinal: integer().notNull(),
    start: integer().notNull(),
    end: integer().notNull(),
    exact: text().notNull(),
    prefix: text().notNull(),
    suffix: text().notNull(),
    paragraphId: integer('paragraph_id')
      .notNull()
      .references(() => paragraphs.id),
  },
  (table) => [primaryKey({ columns: [table.assertionId, table.ordinal] })],
)

export const attributionLinks = sqliteTable(
  'attribution_links',
  {
    assertionId: integer('assertion_id')
      .notNull()
      .references(() => assertions.id),
    ordinal: integer().notNull(),
    name: text().notNull(),
    partyId: integer('party_id').references(() => parties.id),
    authorityId: integer('authority_id').references(() => authorities.id),
    isAdopted: integer('is_adopted', { mode: 'boolean' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.assertionId, table.ordinal] })],
)

export const figures = sqliteTable(
  'figures',
  {
    assertionId: integer('assertion_id')
      .notNull()
      .references(() => assertions.id),
    ordinal: integer().notNull(),
    number: real(),
    bound: text('bound', { enum: bounds }).notNull(),
    unit: text().notNull(),
    counted: text().notNull(),
    scopeWhere: text('scope_where'),
    scopeWhen: text('scope_when'),
  },
  (table) => [primaryKey({ columns: [table.assertionId, table.ordinal] })],
)

export const citations = sqliteTable(
  'citations',
  {
    assertionId: integer('assertion_id')
      .notNull()
      .references(() => assertions.id),
    ordinal: integer().notNull(),
    footnoteId: integer('footnote_id').references(() => footnotes.id),
    authorityId: integer('authority_id').references(() => authorities.id),
  },
  (table) => [primaryKey({ columns: [table.assertionId, table.ordinal] })],
)

export const assertionTopics = sqliteTable(
  'assertion_topics',
  {
    assertionId: integer('assertion_id')
      .notNull()
      .references(() => assertions.id),
    topicId: integer('topic_id')
      .notNull()
      .references(() => topics.id),
    ordinal: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.assertionId, table.topicId] })],
)
