import type { Db } from '../../../db/client.ts'
import type { ObjectRef } from '../../../db/records.ts'
import { prepareOnce } from '../../../db/statements.ts'
import type { ObjectKind } from '../../../db/vocabulary.ts'
import { groupBy } from '../../domain/groupBy.ts'
import type { Filter, LifePlace } from './forms.ts'

export interface ChangeRow {
  number: number
  /** An ISO moment in UTC. */
  madeAt: string
  actor: string
  action: string
  summary: string
  /** The number of the change that this one takes back. */
  undoes: number | null
}

export interface ObjectRow {
  change: number
  /** Its place among the objects of the change, from 1 without gaps. */
  ordinal: number
  kind: ObjectKind
  key: string
  /** The record as JSON. */
  before: string | null
  after: string | null
}

/** How many objects a change touched; `kinds` is null where there are too many to be told apart at every look. */
export interface ObjectCounts {
  total: number
  kinds: { kind: ObjectKind; objects: number }[] | null
}

/** Objects of a change are counted by kind up to this many. */
const mostCounted = 10_000
/** Choices that a filter offers. */
const mostChoices = 200

/** The change with which an object went, or since which it waits. */
export interface DepartureRow extends ChangeRow {
  isWaiting: 0 | 1
}

const statements = prepareOnce(({ $client }) => ({
  // An assertion that waits left the record with the line that made it wait: that one tells more.
  departure: $client.prepare<[{ kind: ObjectKind; key: string }], DepartureRow & { isGone: 0 | 1 }>(`
    SELECT c.id AS number, c.made_at AS madeAt, c.actor, c.action, c.summary, c.undoes,
      o.after IS NULL AS isGone, o.kind = 'waiting' AND o.after IS NOT NULL AS isWaiting
    FROM change_objects o JOIN changes c ON c.id = o.change_id
    WHERE o.key = @key AND o.kind IN (@kind, CASE @kind WHEN 'assertion' THEN 'waiting' END)
    ORDER BY o.change_id DESC, isWaiting DESC LIMIT 1`),
  latest: $client.prepare<[], ChangeRow>(
    'SELECT id AS number, made_at AS madeAt, actor, action, summary, undoes FROM changes ORDER BY id DESC LIMIT 1',
  ),
  change: $client.prepare<[number], ChangeRow>(
    'SELECT id AS number, made_at AS madeAt, actor, action, summary, undoes FROM changes WHERE id = ?',
  ),
  changes: $client.prepare<[Filter & { before: number; limit: number }], ChangeRow>(`
    SELECT c.id AS number, c.made_at AS madeAt, c.actor, c.action, c.summary, c.undoes
    FROM changes c
    WHERE c.id < @before
      AND (@actor IS NULL OR c.actor = @actor)
      AND (@action IS NULL OR c.action = @action)
      AND (@from IS NULL OR c.made_at >= @from)
      AND (@to IS NULL OR substr(c.made_at, 1, 10) <= @to)
      AND (@kind IS NULL OR EXISTS (SELECT 1 FROM change_objects o WHERE o.change_id = c.id AND o.kind = @kind))
    ORDER BY c.id DESC LIMIT @limit`),
  alsoUndone: $client.prepare<[string], { change: number; undoes: number }>(`
    SELECT change_id AS change, undoes FROM also_undone
    WHERE change_id IN (SELECT value FROM json_each(?)) ORDER BY undoes DESC`),
  upTo: $client
    .prepare<[number, number], number>(
      'SELECT count(*) FROM (SELECT 1 FROM change_objects WHERE change_id <= ? LIMIT ?)',
    )
    .pluck(),
  totals: $client.prepare<[string], { change: number; total: number }>(`
    SELECT l.value AS change, coalesce((SELECT max(ordinal) FROM change_objects WHERE change_id = l.value), 0) AS total
    FROM json_each(?) l`),
  // A change that undoes several touches an object once for each of them.
  kinds: $client.prepare<[string], { change: number; kind: ObjectKind; objects: number }>(`
    SELECT change_id AS change, kind, count(DISTINCT key) AS objects FROM change_objects
    WHERE change_id IN (SELECT value FROM json_each(?)) GROUP BY change_id, kind`),
  names: $client
    .prepare<['actor' | 'action', number], string>(
      'SELECT name FROM change_names WHERE part = ? ORDER BY name LIMIT ?',
    )
    .pluck(),
  objects: $client.prepare<[number, number, number], ObjectRow>(`
    SELECT change_id AS change, ordinal, kind, key, before, after FROM change_objects
    WHERE change_id = ? AND ordinal > ? ORDER BY ordinal LIMIT ?`),
  // The next change to an object has kept what it was called until then.
  calledThen: $client.prepare<
    [string],
    { change: number; kind: ObjectKind; key: string; name: string | null }
  >(`
    SELECT a.value ->> 'change' AS change, a.value ->> 'kind' AS kind, a.value ->> 'key' AS key, (
      SELECT coalesce(o.before ->> 'wording', o.before ->> 'gist') FROM change_objects o
      WHERE o.kind = a.value ->> 'kind' AND o.key = a.value ->> 'key' AND o.change_id > a.value ->> 'change'
        AND o.before IS NOT NULL
      ORDER BY o.change_id, o.ordinal LIMIT 1
    ) AS name
    FROM json_each(?) a`),
  // To a claim's life belong its stances and relations, to an assertion's its stances: their keys are slugs with blanks
  // between them, and a blank sorts just before "!". What stands last in a key is looked up in the record.
  life: $client.prepare<
    [{ kind: string; keys: string; change: number; ordinal: number; limit: number }],
    ObjectRow & ChangeRow
  >(`
    WITH names AS (SELECT value AS key FROM json_each(@keys)),
    touched AS (
      SELECT o.rowid AS place FROM names n CROSS JOIN change_objects o ON o.kind = @kind AND o.key = n.key
      UNION SELECT o.rowid FROM names n CROSS JOIN change_objects o
        ON o.kind IN ('stance', 'relation') AND o.key > n.key || ' ' AND o.key < n.key || '!' WHERE @kind = 'claim'
      UNION SELECT o.rowid FROM names n CROSS JOIN change_objects o
        ON o.kind = 'relation' AND coalesce(o.after, o.before) ->> '$.to' = n.key WHERE @kind = 'claim'
      UNION SELECT o.rowid FROM names n CROSS JOIN change_objects o
        ON o.kind = 'stance' AND coalesce(o.after, o.before) ->> '$.assertion' = n.key WHERE @kind = 'assertion'
    )
    SELECT o.change_id AS change, o.ordinal, o.kind, o.key, o.before, o.after,
      c.id AS number, c.made_at AS madeAt, c.actor, c.action, c.summary, c.undoes
    FROM touched t JOIN change_objects o ON o.rowid = t.place JOIN changes c ON c.id = o.change_id
    WHERE o.change_id < @change OR (o.change_id = @change AND o.ordinal > @ordinal)
    ORDER BY o.change_id DESC, o.ordinal LIMIT @limit`),
}))

/** The last change, undefined where nothing was ever written. */
export const findLatest = (db: Db) => statements(db).latest.get()

export const findChange = (db: Db, number: number) => statements(db).change.get(number)

/** An object as it was after a change. */
interface ObjectThen extends ObjectRef {
  change: number
}

/** What claims and assertions were called after these changes, where they were changed or removed later; "change kind key" is the key. */
export const listCalledThen = (db: Db, objects: readonly ObjectThen[]): Map<string, string> =>
  new Map(
    statements(db)
      .calledThen.all(JSON.stringify(objects))
      .flatMap(({ change, kind, key, name }) =>
        name === null ? [] : [[`${change} ${kind} ${key}`, name] as const],
      ),
  )

/** What each of these changes took back besides the one that was asked for, the latest first. */
export const listAlsoUndone = (db: Db, changes: readonly number[]): Map<number, number[]> => {
  const byChange = groupBy(statements(db).alsoUndone.all(JSON.stringify(changes)), ({ change }) => change)
  return new Map([...byChange].map(([change, rows]) => [change, rows.map(({ undoes }) => undoes)]))
}

/** How many objects all changes up to this one touched; counts no further than `atMost`. */
export const countObjectsUpTo = (db: Db, change: number, atMost: number): number =>
  statements(db).upTo.get(change, atMost) ?? 0

/** Changes that fit, the newest first, from behind `before` on. */
export const listChanges = (db: Db, filter: Filter, before: number | null, limit: number): ChangeRow[] =>
  statements(db).changes.all({ ...filter, before: before ?? Number.MAX_SAFE_INTEGER, limit })

/** How many objects each of these changes touched. */
export function countObjects(db: Db, changes: readonly number[]): Map<number, ObjectCounts> {
  const totals = statements(db).totals.all(JSON.stringify(changes))
  const countable = totals.filter(({ total }) => total <= mostCounted).map(({ change }) => change)
  const kinds = groupBy(statements(db).kinds.all(JSON.stringify(countable)), ({ change }) => change)
  return new Map(
    totals.map(({ change, total }) => [
      change,
      { total, kinds: total <= mostCounted ? (kinds.get(change) ?? []) : null },
    ]),
  )
}

/** Who has made changes, and by which actions. */
export const listChoices = (db: Db) => ({
  actors: statements(db).names.all('actor', mostChoices),
  actions: statements(db).names.all('action', mostChoices),
})

/** Objects of a change, in their order, those behind the place `after`. */
export const listObjects = (db: Db, change: number, after: number, limit: number): ObjectRow[] =>
  statements(db).objects.all(change, after, limit)

/** All that happened to an object under any of its keys, the latest change first, with what belongs to it. */
export const listLife = (
  db: Db,
  kind: ObjectKind,
  keys: readonly string[],
  after: LifePlace | null,
  limit: number,
): (ObjectRow & ChangeRow)[] =>
  statements(db).life.all({
    kind,
    keys: JSON.stringify(keys),
    ...(after ?? { change: Number.MAX_SAFE_INTEGER, ordinal: 0 }),
    limit,
  })

/** The change with which an object went that is not there, or since which it waits; undefined where the history knows of none. */
export function findDeparture(db: Db, kind: ObjectKind, key: string): DepartureRow | undefined {
  const row = statements(db).departure.get({ kind, key })
  return row && (row.isGone || row.isWaiting) ? row : undefined
}
