import type { Db } from './client.ts'
import type { ObjectRef } from './records.ts'
import { currentSlug, findId, hasSlug } from './slugs.ts'
import { prepareOnce } from './statements.ts'

/** The key that an object of a line of history had before it, as the index change_objects_by_former_key has it. */
export const keyBefore = `CASE kind
  WHEN 'stance' THEN (before ->> 'claim') || ' ' || (before ->> 'assertion')
  WHEN 'relation' THEN (before ->> 'from') || ' ' || (before ->> 'kind') || ' ' || (before ->> 'to')
  WHEN 'waiting' THEN before ->> '$.assertion.id'
  ELSE before ->> 'id' END`

const statements = prepareOnce(({ $client }) => ({
  // By the lines that brought it from one key to another: whoever is named by others gets another key with them. What it was
  // called before it came here, no line tells.
  all: $client
    .prepare<[ObjectRef], string>(`
    WITH RECURSIVE keys (key) AS (
      SELECT @key
      UNION SELECT slug FROM old_slugs WHERE kind = @kind AND current_slug = @key
      UNION SELECT ${keyBefore} FROM keys JOIN change_objects o ON o.kind = @kind AND o.key = keys.key
      WHERE before IS NOT NULL
    )
    SELECT key FROM keys`)
    .pluck(),
  departure: $client.prepare<[{ since: number } & ObjectRef], { key: string; change: number }>(`
    SELECT key, change_id AS change FROM change_objects
    WHERE kind = @kind AND ${keyBefore} = @key AND key <> ${keyBefore} AND change_id >= @since
    ORDER BY change_id DESC LIMIT 1`),
  lastUnder: $client
    .prepare<[ObjectRef], number>(
      'SELECT coalesce(max(change_id), 0) FROM change_objects WHERE kind = @kind AND key = @key',
    )
    .pluck(),
}))

/** The key of an object, and all that it has had before. */
export const allKeys = (db: Db, { kind, key }: ObjectRef): string[] => statements(db).all.all({ kind, key })

/** The key under which the history goes on with an object that had this one. */
export function presentKey(db: Db, { kind, key }: ObjectRef): string {
  if (hasSlug(kind)) {
    if (findId(db, kind, key) !== undefined) return key
    const current = currentSlug(db, kind, key)
    if (current !== undefined) return current
  }
  let at = key
  for (const seen = new Set<string>(); !seen.has(at); ) {
    seen.add(at)
    const since = statements(db).lastUnder.get({ kind, key: at })!
    at = statements(db).departure.get({ kind, key: at, since })?.key ?? at
  }
  return at
}

/** The objects by whose names another is called: a stance by its claim and its assertion, a relation by its two claims. */
export function partsOf({ kind, key }: ObjectRef): ObjectRef[] {
  const [first = '', ...rest] = key.split(' ')
  const last = rest.at(-1)
  if (last !== undefined && kind === 'stance')
    return [
      { kind: 'claim', key: first },
      { kind: 'assertion', key: last },
    ]
  if (last !== undefined && kind === 'relation')
    return [first, last].map((slug) => ({ kind: 'claim', key: slug }))
  return [{ kind, key }]
}
