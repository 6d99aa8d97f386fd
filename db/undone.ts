import type { Db } from './client.ts'
import { prepareOnce } from './statements.ts'

/**
 * A row for each number that `changes` selects, one for each change that took it back, one for each that took back one of
 * these, and so on. Every one of them turns over whether the first stands; `first` is the one of those that took back the
 * change itself by which the row came in.
 */
const turns = (changes: string) => `
  WITH RECURSIVE turns (change, first, id) AS (
    ${changes}
    UNION ALL
    SELECT turns.change, coalesce(turns.first, later.id), later.id
    FROM turns JOIN changes later ON later.undoes = turns.id
    UNION ALL
    SELECT turns.change, coalesce(turns.first, later.change_id), later.change_id
    FROM turns JOIN also_undone later ON later.undoes = turns.id
  )`

const statements = prepareOnce(({ $client }) => ({
  undone: $client.prepare<[string], { change: number; by: number }>(`
    ${turns('SELECT DISTINCT value, NULL, value FROM json_each(?)')}
    SELECT change, max(first) AS "by" FROM (
      SELECT change, first FROM turns WHERE first IS NOT NULL GROUP BY change, first HAVING count(*) % 2 = 1
    ) GROUP BY change HAVING count(*) % 2 = 1`),
}))

/** SQL that says, within a larger statement, whether the change whose number `column` holds is undone. */
export const standsUndone = (column: string) =>
  `(${turns(`SELECT ${column}, NULL, ${column}`)} SELECT count(*) % 2 = 0 FROM turns)`

/** Those of the changes that are undone, and by which change each: one that was done again is not among them. */
export const listUndone = (db: Db, changes: readonly number[]): Map<number, number> =>
  new Map(
    statements(db)
      .undone.all(JSON.stringify(changes))
      .map(({ change, by }) => [change, by]),
  )

/** The change that has taken this one back; undefined where it stands. */
export const undoneBy = (db: Db, change: number): number | undefined => listUndone(db, [change]).get(change)
