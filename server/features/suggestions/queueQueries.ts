import type { Db } from '../../../db/client.ts'
import { prepareOnce } from '../../../db/statements.ts'

const statements = prepareOnce(({ $client }) => ({
  made: $client.prepare<[string], { changeId: number; slug: string }>(`
    SELECT o.change_id AS changeId, o.key AS slug FROM json_each(?) j
      CROSS JOIN change_objects o ON o.change_id = j.value AND o.kind = 'assertion' AND o.after IS NOT NULL
      CROSS JOIN assertions a ON a.slug = o.key`),
  change: $client.prepare<[number], { number: number; actor: string; madeAt: string; summary: string }>(
    'SELECT id AS number, actor, made_at AS madeAt, summary FROM changes WHERE id = ?',
  ),
  lastDecision: $client.prepare<[], number>('SELECT coalesce(max(id), 0) FROM suggestion_decisions').pluck(),
}))

/** For each of these changes the assertion that it added, as long as it is still there. */
export const assertionsMadeBy = (db: Db, changes: readonly number[]): Map<number, string> =>
  new Map(
    statements(db)
      .made.all(JSON.stringify(changes))
      .map(({ changeId, slug }) => [changeId, slug]),
  )

export const findChange = (db: Db, number: number) => statements(db).change.get(number)

/** The number of the last decision of all: what is decided later is news. */
export const lastDecision = (db: Db) => statements(db).lastDecision.get()!
