import { getTableColumns, getTableName, type InferInsertModel, type Table } from 'drizzle-orm'
import type { SQLiteTable } from 'drizzle-orm/sqlite-core'
import type { Db } from './client.ts'

type Insert = (row: object) => number
const prepared = new WeakMap<Db, Map<Table, Insert>>()

/** Inserts one row, the statement prepared once per database and table; gives the new rowid. Absent columns are NULL or their default. */
export function insert<T extends SQLiteTable>(db: Db, table: T, row: InferInsertModel<T>): number {
  let ofDb = prepared.get(db)
  if (!ofDb) prepared.set(db, (ofDb = new Map()))
  let run = ofDb.get(table)
  if (!run) ofDb.set(table, (run = prepareInsert(db, table)))
  return run(row)
}

function prepareInsert(db: Db, table: SQLiteTable): Insert {
  const columns = Object.entries(getTableColumns(table))
  const names = columns.map(([, column]) => `"${column.name}"`).join(', ')
  const places = columns.map(() => '?').join(', ')
  const statement = db.$client.prepare(`INSERT INTO "${getTableName(table)}" (${names}) VALUES (${places})`)
  return (row) => {
    const values = columns.map(([key, column]) => {
      const value = (row as Record<string, unknown>)[key] ?? column.default
      return value == null ? null : column.mapToDriverValue(value)
    })
    return Number(statement.run(...values).lastInsertRowid)
  }
}
