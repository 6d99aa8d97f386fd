import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { authorityKinds, authorKinds } from '../vocabulary.ts'

export const corpus = sqliteTable('corpus', {
  id: integer().primaryKey(),
  title: text().notNull(),
  namesNote: text('names_note'),
  dataVersion: integer('data_version').notNull().default(0),
  lettersVersion: integer('letters_version').notNull().default(0),
})

export const parties = sqliteTable('parties', {
  id: integer().primaryKey(),
  slug: text().notNull().unique(),
  name: text().notNull(),
  ordinal: integer().notNull(),
})

export const authors = sqliteTable('authors', {
  id: integer().primaryKey(),
  slug: text().notNull().unique(),
  name: text().notNull(),
  person: text(),
  kind: text('kind', { enum: authorKinds }).notNull(),
  partyId: integer('party_id').references(() => parties.id),
})

export const authorities = sqliteTable('authorities', {
  id: integer().primaryKey(),
  slug: text().notNull().unique(),
  name: text().notNull(),
  kind: text('kind', { enum: authorityKinds }).notNull(),
  partyId: integer('party_id').references(() => parties.id),
})
