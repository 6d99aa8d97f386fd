import type { Db } from './client.ts'
import { presentRecord } from './present.ts'
import { namingReferences } from './presentNames.ts'
import type { ObjectRef, RecordOf } from './records.ts'
import { prepareOnce } from './statements.ts'
import type { ObjectKind } from './vocabulary.ts'

/**
 * What others made of an object after a change: how it was then, how it is now, and the change that touched it last. The
 * records name what they refer to, for people to read.
 */
export interface ChangedSince {
  was: object | null
  now: object | null
  latest: { number: number; actor: string; summary: string; madeAt: string } | null
}

const statements = prepareOnce(({ $client }) => ({
  firstAfter: $client
    .prepare<[string, string, number], string | null>(
      'SELECT before FROM change_objects WHERE kind = ? AND key = ? AND change_id > ? ORDER BY change_id, ordinal LIMIT 1',
    )
    .pluck(),
  latest: $client.prepare<[string, string], NonNullable<ChangedSince['latest']>>(`
    SELECT c.id AS number, c.actor, c.summary, c.made_at AS madeAt FROM changes c WHERE c.id = (
      SELECT max(change_id) FROM change_objects WHERE kind = ? AND key = ?)`),
}))

export function changedSince(db: Db, { kind, key }: ObjectRef, base: number): ChangedSince {
  const run = statements(db)
  const before = run.firstAfter.get(kind, key, base)
  const was = before ? (JSON.parse(before) as RecordOf[ObjectKind]) : null
  const now = presentRecord(db, kind, key) ?? null
  const named = namingReferences(
    db,
    [was, now].flatMap((record) => (record ? [{ kind, record }] : [])),
  )
  return {
    was: was && named({ kind, record: was }),
    now: now && named({ kind, record: now }),
    latest: run.latest.get(kind, key) ?? null,
  }
}
