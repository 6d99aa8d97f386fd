import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

export const topics = sqliteTable('topics', {
  id: integer().primaryKey(),
  slug: text().notNull().unique(),
  name: text().notNull(),
  isCore: integer('is_core', { mode: 'boolean' }).notNull(),
  definition: text().notNull(),
  includes: text(),
  excludes: text(),
  ordinal: integer().notNull(),
})
