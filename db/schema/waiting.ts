import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { objectKinds } from '../vocabulary.ts'
import { letters } from './letters.ts'

export const waiting = sqliteTable('waiting', {
  id: integer().primaryKey(),
  slug: text().notNull().unique(),
  letterId: integer('letter_id')
    .notNull()
    .references(() => letters.id),
  record: text().notNull(),
})

export const waitingReferences = sqliteTable(
  'waiting_references',
  {
    waitingId: integer('waiting_id')
      .notNull()
      .references(() => waiting.id),
    kind: text('kind', { enum: objectKinds }).notNull(),
    key: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.waitingId, table.kind, table.key] })],
)
