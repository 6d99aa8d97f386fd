import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { dateGrounds, dateKinds, paragraphRoles, referenceKinds, urlStates } from '../vocabulary.ts'
import { authorities, authors } from './parties.ts'

export const letters = sqliteTable('letters', {
  id: integer().primaryKey(),
  slug: text().notNull().unique(),
  title: text().notNull(),
  shortTitle: text('short_title').notNull(),
  authorId: integer('author_id')
    .notNull()
    .references(() => authors.id),
  addressee: text().notNull(),
  symbol: text(),
  language: text().notNull().default('en'),
  text: text().notNull(),
  sha256: text().notNull().unique(),
  datedFrom: text('dated_from'),
  datedTo: text('dated_to'),
})

export const letterDates = sqliteTable(
  'letter_dates',
  {
    letterId: integer('letter_id')
      .notNull()
      .references(() => letters.id),
    kind: text('kind', { enum: dateKinds }).notNull(),
    earliest: text(),
    latest: text(),
    ground: text('ground', { enum: dateGrounds }).notNull(),
    basis: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.letterId, table.kind] })],
)

export const provenanceSteps = sqliteTable(
  'provenance_steps',
  {
    letterId: integer('letter_id')
      .notNull()
      .references(() => letters.id),
    ordinal: integer().notNull(),
    description: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.letterId, table.ordinal] })],
)

export const letterReferences = sqliteTable(
  'letter_references',
  {
    letterId: integer('letter_id')
      .notNull()
      .references(() => letters.id),
    kind: text('kind', { enum: referenceKinds }).notNull(),
    ordinal: integer().notNull(),
    title: text().notNull(),
    sender: text(),
    dated: text(),
    targetLetterId: integer('target_letter_id').references(() => letters.id),
  },
  (table) => [primaryKey({ columns: [table.letterId, table.kind, table.ordinal] })],
)

export const textChanges = sqliteTable(
  'text_changes',
  {
    letterId: integer('letter_id')
      .notNull()
      .references(() => letters.id),
    ordinal: integer().notNull(),
    description: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.letterId, table.ordinal] })],
)

export const paragraphs = sqliteTable('paragraphs', {
  id: integer().primaryKey(),
  letterId: integer('letter_id')
    .notNull()
    .references(() => letters.id),
  ordinal: integer().notNull(),
  label: text().notNull(),
  role: text('role', { enum: paragraphRoles }).notNull(),
  marker: text(),
  start: integer().notNull(),
  end: integer().notNull(),
})

export const footnotes = sqliteTable('footnotes', {
  id: integer().primaryKey(),
  letterId: integer('letter_id')
    .notNull()
    .references(() => letters.id),
  ordinal: integer().notNull(),
  marker: text().notNull(),
  text: text().notNull(),
})

export const footnoteUrls = sqliteTable(
  'footnote_urls',
  {
    footnoteId: integer('footnote_id')
      .notNull()
      .references(() => footnotes.id),
    ordinal: integer().notNull(),
    url: text().notNull(),
    state: text('state', { enum: urlStates }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.footnoteId, table.ordinal] })],
)

export const footnoteMarkers = sqliteTable(
  'footnote_markers',
  {
    footnoteId: integer('footnote_id')
      .notNull()
      .references(() => footnotes.id),
    ordinal: integer().notNull(),
    offset: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.footnoteId, table.ordinal] })],
)

export const footnoteAuthorities = sqliteTable(
  'footnote_authorities',
  {
    footnoteId: integer('footnote_id')
      .notNull()
      .references(() => footnotes.id),
    authorityId: integer('authority_id')
      .notNull()
      .references(() => authorities.id),
    ordinal: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.footnoteId, table.authorityId] })],
)
