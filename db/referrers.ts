import type { Db } from './client.ts'
import type { ObjectRef } from './records.ts'
import { prepareOnce } from './statements.ts'
import type { ObjectKind } from './vocabulary.ts'

const stanceKey = `SELECT 'stance' AS kind, c.slug || ' ' || a.slug AS key
  FROM stances s JOIN claims c ON c.id = s.claim_id JOIN assertions a ON a.id = s.assertion_id`
const relationKey = `SELECT 'relation' AS kind, f.slug || ' ' || r.kind || ' ' || t.slug AS key
  FROM relations r JOIN claims f ON f.id = r.from_claim_id JOIN claims t ON t.id = r.to_claim_id`
const assertionsBy = (table: string, column: string) =>
  `SELECT 'assertion' AS kind, a.slug AS key FROM ${table} x JOIN assertions a ON a.id = x.assertion_id
  WHERE x.${column} = @id`

/** For each kind that is referred to by slug: its table, and who refers to the row @id. */
const referrers: Partial<Record<ObjectKind, { table: string; sql: string }>> = {
  party: {
    table: 'parties',
    sql: `SELECT 'author' AS kind, slug AS key FROM authors WHERE party_id = @id
      UNION ALL SELECT 'authority', slug FROM authorities WHERE party_id = @id
      UNION ALL ${assertionsBy('attribution_links', 'party_id')}`,
  },
  // An assertion names its author only where that is not the letter's.
  author: {
    table: 'authors',
    sql: `SELECT 'letter' AS kind, slug AS key FROM letters WHERE author_id = @id
      UNION ALL SELECT 'assertion', a.slug FROM assertions a JOIN letters l ON l.id = a.letter_id
        WHERE a.author_id = @id AND l.author_id <> @id`,
  },
  authority: {
    table: 'authorities',
    sql: `SELECT 'letter' AS kind, l.slug AS key FROM footnote_authorities x
        JOIN footnotes f ON f.id = x.footnote_id JOIN letters l ON l.id = f.letter_id WHERE x.authority_id = @id
      UNION ALL ${assertionsBy('attribution_links', 'authority_id')}
      UNION ALL ${assertionsBy('citations', 'authority_id')}`,
  },
  topic: {
    table: 'topics',
    sql: `SELECT 'claim' AS kind, c.slug AS key FROM claim_topics x JOIN claims c ON c.id = x.claim_id
        WHERE x.topic_id = @id
      UNION ALL ${assertionsBy('assertion_topics', 'topic_id')}`,
  },
  letter: {
    table: 'letters',
    sql: `SELECT 'assertion' AS kind, slug AS key FROM assertions WHERE letter_id = @id
      UNION ALL SELECT 'letter', l.slug FROM letter_references r JOIN letters l ON l.id = r.letter_id
        WHERE r.target_letter_id = @id`,
  },
  assertion: { table: 'assertions', sql: `${stanceKey} WHERE s.assertion_id = @id` },
  claim: {
    table: 'claims',
    sql: `${stanceKey} WHERE s.claim_id = @id
      UNION ALL ${relationKey} WHERE r.from_claim_id = @id
      UNION ALL ${relationKey} WHERE r.to_claim_id = @id
      UNION ALL SELECT 'claim', slug FROM claims WHERE merged_into_id = @id`,
  },
}

const statements = prepareOnce(({ $client }) => {
  const waiting = (kind: string) => `SELECT 'waiting' AS kind, w.slug AS key
    FROM waiting_references r JOIN waiting w ON w.id = r.waiting_id WHERE r.kind = '${kind}' AND r.key = @slug`
  const prepare = (kind: string, { table, sql }: { table: string; sql: string }) =>
    $client.prepare<[{ slug: string }], ObjectRef>(
      `${sql.replaceAll('@id', `(SELECT id FROM ${table} WHERE slug = @slug)`)} UNION ALL ${waiting(kind)}`,
    )
  return Object.fromEntries(
    Object.entries(referrers).map(([kind, given]) => [kind, prepare(kind, given)]),
  ) as Partial<Record<ObjectKind, ReturnType<typeof prepare>>>
})

/** The objects whose records name this one now, at most `limit` of them; no further ones are looked for. */
export function listReferrers(
  db: Db,
  { kind, key }: ObjectRef,
  limit = Number.POSITIVE_INFINITY,
): ObjectRef[] {
  const found = new Map<string, ObjectRef>()
  for (const ref of statements(db)[kind]?.iterate({ slug: key }) ?? []) {
    // One that names it in several places is found once for each.
    found.set(`${ref.kind} ${ref.key}`, ref)
    if (found.size >= limit) break
  }
  return [...found.values()]
}
