import { blob, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { intakeStates } from '../vocabulary.ts'
import { accounts } from './accounts.ts'
import { changes } from './changes.ts'

export const intakes = sqliteTable('intakes', {
  id: integer().primaryKey(),
  accountId: integer('account_id')
    .notNull()
    .references(() => accounts.id),
  madeAt: text('made_at').notNull(),
  fileName: text('file_name').notNull(),
  isPasted: integer('is_pasted', { mode: 'boolean' }).notNull(),
  bytes: integer().notNull(),
  sha256: text().notNull(),
  mediaType: text('media_type'),
  state: text({ enum: intakeStates }).notNull(),
  message: text().notNull().default(''),
  source: text(),
  proposals: text(),
  draft: text().notNull().default('{}'),
  revision: integer().notNull().default(0),
  changeId: integer('change_id').references(() => changes.id),
  letterSlug: text('letter_slug'),
})

export const intakeOriginals = sqliteTable('intake_originals', {
  intakeId: integer('intake_id')
    .primaryKey()
    .references(() => intakes.id),
  bytes: blob({ mode: 'buffer' }).notNull(),
})

export const intakeSteps = sqliteTable(
  'intake_steps',
  {
    intakeId: integer('intake_id')
      .notNull()
      .references(() => intakes.id),
    number: integer().notNull(),
    accountId: integer('account_id')
      .notNull()
      .references(() => accounts.id),
    madeAt: text('made_at').notNull(),
    summary: text().notNull(),
    before: text().notNull(),
    after: text().notNull(),
    undoes: integer(),
  },
  (table) => [primaryKey({ columns: [table.intakeId, table.number] })],
)
