import type { Db } from './client.ts'
import { prepareOnce } from './statements.ts'

const statements = prepareOnce(({ $client }) => ({
  // From a change to the last that undid it, from that to the last that undid that, and so on: the end of the chain
  // stands, the one before it does not, and so by turns back to the change.
  undone: $client.prepare<[string], { change: number; by: number }>(`
    WITH RECURSIVE chain (change, id, steps, first) AS (
      SELECT value, value, 0, NULL FROM json_each(?)
      UNION ALL
      SELECT chain.change, later.id, chain.steps + 1, coalesce(chain.first, later.id)
      FROM chain JOIN changes later ON later.undoes = chain.id
      WHERE later.id = (SELECT max(id) FROM changes WHERE undoes = chain.id)
    )
    SELECT change, max(first) AS "by" FROM chain GROUP BY change HAVING max(steps) % 2 = 1`),
}))

/** Those of the changes that are undone, and by which change each: one that was done again is not among them. */
export const listUndone = (db: Db, changes: readonly number[]): Map<number, number> =>
  new Map(
    statements(db)
      .undone.all(JSON.stringify(changes))
      .map(({ change, by }) => [change, by]),
  )

/** The change that has taken this one back; undefined where it stands. */
export const undoneBy = (db: Db, change: number): number | undefined => listUndone(db, [change]).get(change)
