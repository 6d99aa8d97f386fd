import type { Db } from './client.ts'
import type { ObjectRef, RecordOf } from './records.ts'
import { referencesIn, withReferences } from './references.ts'
import { prepareOnce } from './statements.ts'
import type { ObjectKind } from './vocabulary.ts'

const statements = prepareOnce(({ $client }) => ({
  // An object may be there under another slug by now.
  present: $client.prepare<[string], ObjectRef & { label: string | null }>(`
    WITH asked AS (SELECT value ->> 'kind' AS kind, value ->> 'key' AS slug FROM json_each(?)),
    found AS (
      SELECT a.kind, a.slug, coalesce(o.current_slug, a.slug) AS present
      FROM asked a LEFT JOIN old_slugs o ON o.kind = a.kind AND o.slug = a.slug
    )
    SELECT kind, slug AS key, CASE kind
      WHEN 'claim' THEN (SELECT wording FROM claims WHERE slug = present)
      WHEN 'assertion' THEN (SELECT gist FROM assertions WHERE slug = present)
      WHEN 'letter' THEN (SELECT title FROM letters WHERE slug = present)
      WHEN 'topic' THEN (SELECT name FROM topics WHERE slug = present)
      WHEN 'party' THEN (SELECT name FROM parties WHERE slug = present)
      WHEN 'author' THEN (SELECT name FROM authors WHERE slug = present)
      WHEN 'authority' THEN (SELECT name FROM authorities WHERE slug = present)
      WHEN 'waiting' THEN (SELECT record ->> '$.assertion.gist' FROM waiting WHERE slug = present)
    END AS label FROM found`),
}))

/** What those of the objects that are there now are called; "kind key" is the key. An assertion may be one that waits. */
export function listPresent(db: Db, refs: readonly ObjectRef[]): Map<string, string> {
  const waiting = refs.filter(({ kind }) => kind === 'assertion').map(({ key }) => ({ kind: 'waiting', key }))
  const rows = statements(db).present.all(JSON.stringify([...refs, ...waiting]))
  return new Map(
    rows.flatMap(({ kind, key, label }) => (label === null ? [] : [[`${kind} ${key}`, label] as const])),
  )
}

/** A record of any kind. */
interface AnyRecord {
  kind: ObjectKind
  record: RecordOf[ObjectKind]
}

/**
 * Puts names in place of the slugs by which these records refer to others, for people to read. What has no name keeps its
 * slug; what shares its name, as something does with what it was called before, has both.
 */
export function namingReferences(
  db: Db,
  records: readonly AnyRecord[],
): (one: AnyRecord) => AnyRecord['record'] {
  const all = records.flatMap(({ kind, record }) => referencesIn(kind, record))
  const refs = [...new Map(all.map((ref) => [`${ref.kind} ${ref.key}`, ref])).values()]
  const names = listPresent(db, refs)
  const bearers = new Map<string, number>()
  for (const { kind, key } of refs) {
    const name = `${kind} ${names.get(`${kind} ${key}`)}`
    bearers.set(name, (bearers.get(name) ?? 0) + 1)
  }
  return ({ kind, record }) =>
    withReferences(kind, record, (of, slug) => {
      const name =
        names.get(`${of} ${slug}`) ?? (of === 'assertion' ? names.get(`waiting ${slug}`) : undefined)
      if (name === undefined) return slug
      return (bearers.get(`${of} ${name}`) ?? 1) > 1 ? `${name} (${slug})` : name
    })
}
