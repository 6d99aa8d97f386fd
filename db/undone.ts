import type { Db } from './client.ts'
import { prepareOnce } from './statements.ts'

/**
 * A chain for each number that `changes` selects: from a change to the last that undid it, from that to the last that undid
 * that, and so on. The end of the chain stands, the one before it does not, and so by turns back to the change.
 */
const chains = (changes: string) => `
  WITH RECURSIVE chain (change, id, steps, first) AS (
    ${changes}
    UNION ALL
    SELECT chain.change, later.id, chain.steps + 1, coalesce(chain.first, later.id)
    FROM chain JOIN changes later ON later.undoes = chain.id
    WHERE later.id = (SELECT max(id) FROM changes WHERE undoes = chain.id)
  )`

const statements = prepareOnce(({ $client }) => ({
  undone: $client.prepare<[string], { change: number; by: number }>(`
    ${chains('SELECT value, value, 0, NULL FROM json_each(?)')}
    SELECT change, max(first) AS "by" FROM chain GROUP BY change HAVING max(steps) % 2 = 1`),
}))

/** SQL that says, within a larger statement, whether the change whose number `column` holds is undone. */
export const standsUndone = (column: string) =>
  `(${chains(`SELECT ${column}, ${column}, 0, NULL`)} SELECT max(steps) % 2 = 1 FROM chain)`

/** Those of the changes that are undone, and by which change each: one that was done again is not among them. */
export const listUndone = (db: Db, changes: readonly number[]): Map<number, number> =>
  new Map(
    statements(db)
      .undone.all(JSON.stringify(changes))
      .map(({ change, by }) => [change, by]),
  )

/** The change that has taken this one back; undefined where it stands. */
export const undoneBy = (db: Db, change: number): number | undefined => listUndone(db, [change]).get(change)
