import type { Db } from './client.ts'
import { prepareOnce } from './statements.ts'

const statements = prepareOnce(({ $client }) => ({
  lastUndo: $client.prepare<[number], number | null>('SELECT max(id) FROM changes WHERE undoes = ?').pluck(),
}))

/** The change that has taken this one back; undefined where it stands: never undone, or undone and done again. */
export function undoneBy(db: Db, change: number): number | undefined {
  const last = statements(db).lastUndo.get(change)
  return last && undoneBy(db, last) === undefined ? last : undefined
}
