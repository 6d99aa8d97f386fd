import type { Db } from '../client.ts'
import { recount } from '../derived/recount.ts'
import { insert } from '../insert.ts'
import { alsoUndone, changeObjects, changes } from '../schema/index.ts'
import type { Change } from './change.ts'

/**
 * Fills an empty database with a past state of `from`: `write` adds the objects, and the history up to that change is
 * copied, so that nothing tells the result from the database as it was then.
 */
export function restore(db: Db, from: Db, upTo: number, write: (change: Change) => void) {
  db.$client
    .transaction(() => {
      const nothing = () => {}
      write({ db, id: upTo, record: nothing, touchClaim: nothing, touchLetters: nothing })
      recount(db)
      copyHistory(db, from, upTo)
      // Every change has raised the version by one.
      db.$client.prepare('UPDATE corpus SET data_version = ?, letters_version = 1').run(upTo)
    })
    .immediate()
}

/** Accounts are of the present alone: a line keeps the name that signed it. */
function copyHistory(db: Db, from: Db, upTo: number) {
  const lines = from.$client.prepare<[number], typeof changes.$inferInsert>(
    'SELECT id, made_at AS madeAt, actor, action, summary, undoes FROM changes WHERE id <= ? ORDER BY id',
  )
  for (const line of lines.iterate(upTo)) insert(db, changes, line)
  const undone = from.$client.prepare<[number], typeof alsoUndone.$inferInsert>(
    'SELECT change_id AS changeId, undoes FROM also_undone WHERE change_id <= ? ORDER BY change_id, undoes',
  )
  for (const row of undone.iterate(upTo)) insert(db, alsoUndone, row)
  const objects = from.$client.prepare<[number], typeof changeObjects.$inferInsert>(`
    SELECT change_id AS changeId, ordinal, kind, key, before, after,
      place_id AS placeId, place_ordinal AS placeOrdinal
    FROM change_objects WHERE change_id <= ? ORDER BY change_id, ordinal`)
  for (const object of objects.iterate(upTo)) insert(db, changeObjects, object)
}
