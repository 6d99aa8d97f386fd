import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { objectKinds } from '../vocabulary.ts'
import { accounts } from './accounts.ts'

export const oldSlugs = sqliteTable(
  'old_slugs',
  {
    kind: text('kind', { enum: objectKinds }).notNull(),
    slug: text().notNull(),
    currentSlug: text('current_slug').notNull(),
    ordinal: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.kind, table.slug] })],
)

export const changes = sqliteTable('changes', {
  id: integer().primaryKey(),
  madeAt: text('made_at').notNull(),
  actor: text().notNull(),
  action: text().notNull(),
  summary: text().notNull(),
  accountId: integer('account_id').references(() => accounts.id),
  /** The change that this one takes back. */
  undoes: integer(),
})

/** Of a change that takes back several: those besides `changes.undoes`, which were built on it. */
export const alsoUndone = sqliteTable(
  'also_undone',
  {
    changeId: integer('change_id')
      .notNull()
      .references(() => changes.id),
    undoes: integer()
      .notNull()
      .references(() => changes.id),
  },
  (table) => [primaryKey({ columns: [table.changeId, table.undoes] })],
)

export const changeObjects = sqliteTable(
  'change_objects',
  {
    changeId: integer('change_id')
      .notNull()
      .references(() => changes.id),
    ordinal: integer().notNull(),
    kind: text('kind', { enum: objectKinds }).notNull(),
    key: text().notNull(),
    before: text(),
    after: text(),
    /** Of an object that was removed, or put back: where it stood, or stands again. */
    placeId: integer('place_id'),
    placeOrdinal: integer('place_ordinal'),
  },
  (table) => [primaryKey({ columns: [table.changeId, table.ordinal] })],
)

/** Who has made changes and by which actions, each name once: a trigger notes them. */
export const changeNames = sqliteTable(
  'change_names',
  {
    part: text({ enum: ['actor', 'action'] }).notNull(),
    name: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.part, table.name] })],
)
