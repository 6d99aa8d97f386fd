import { getTableColumns, getTableName, type InferInsertModel, type Table } from 'drizzle-orm'
import type { SQLiteTable } from 'drizzle-orm/sqlite-core'
import type { Db } from './client.ts'

type Row = Record<string, unknown>
type Update = (row: Row, where: Row) => void
const prepared = new WeakMap<Db, Map<Table, Map<string, Update>>>()

/** Sets the named columns of the row with this id. */
export const update = <T extends SQLiteTable>(
  db: Db,
  table: T,
  id: number,
  row: Partial<InferInsertModel<T>>,
) => updateWhere(db, table, { id }, row)

/** Sets the named columns of the row with this key; one that is undefined becomes NULL. Prepared once per database and columns. */
export function updateWhere<T extends SQLiteTable>(
  db: Db,
  table: T,
  where: Row,
  row: Partial<InferInsertModel<T>>,
) {
  let ofDb = prepared.get(db)
  if (!ofDb) prepared.set(db, (ofDb = new Map()))
  let ofTable = ofDb.get(table)
  if (!ofTable) ofDb.set(table, (ofTable = new Map()))
  const key = [...Object.keys(row), '', ...Object.keys(where)].join()
  let run = ofTable.get(key)
  if (!run) ofTable.set(key, (run = prepareUpdate(db, table, Object.keys(row), Object.keys(where))))
  run(row, where)
}

/** Sets the columns in which the row with this key is to differ from what it is; none, where it is the same. */
export function updateChanged<T extends SQLiteTable>(
  db: Db,
  table: T,
  where: Row,
  before: Partial<InferInsertModel<T>>,
  after: Partial<InferInsertModel<T>>,
) {
  const changed = Object.entries(after).filter(([name, value]) => value !== (before as Row)[name])
  if (changed.length) updateWhere(db, table, where, Object.fromEntries(changed) as typeof after)
}

function prepareUpdate(db: Db, table: SQLiteTable, names: string[], keys: string[]): Update {
  const columns = getTableColumns(table)
  const named = (name: string) => `"${columns[name]!.name}" = ?`
  const statement = db.$client.prepare(
    `UPDATE "${getTableName(table)}" SET ${names.map(named).join(', ')} WHERE ${keys.map(named).join(' AND ')}`,
  )
  const values = (row: Row, of: string[]) =>
    of.map((name) => (row[name] == null ? null : columns[name]!.mapToDriverValue(row[name])))
  return (row, where) => {
    statement.run(...values(row, names), ...values(where, keys))
  }
}
