import type { Db } from '../../../db/client.ts'
import { presentRecord } from '../../../db/present.ts'
import type { AssertionRecord, ClaimRecord, WaitingRecord } from '../../../db/records.ts'
import { slugTables } from '../../../db/slugs.ts'
import { prepareOnce } from '../../../db/statements.ts'
import type { RegisterKind } from '../../domain/registers/readRecord.ts'

export interface ListedRow {
  slug: string
  name: string
  /** What else tells it from others: its kind, its side. */
  about: string | null
  uses: number
}

interface Carriers {
  claims: number
  assertions: number
  waiting: number
}

const partyOf = (alias: string) => `(SELECT name FROM parties p WHERE p.id = ${alias}.party_id)`
const usesOfAuthority = `(SELECT count(*) FROM citations c WHERE c.authority_id = a.id)
  + (SELECT count(*) FROM attribution_links l WHERE l.authority_id = a.id)
  + (SELECT count(*) FROM footnote_authorities f WHERE f.authority_id = a.id)`

const lists: Record<RegisterKind, string> = {
  topic: `SELECT t.slug, t.name, CASE t.is_core WHEN 1 THEN 'core' END AS about,
      coalesce((SELECT claims FROM facet_counts f WHERE f.topic_id = t.id AND f.facet = '' AND f.value = ''), 0) AS uses
    FROM topics t WHERE t.name LIKE @words ORDER BY t.ordinal LIMIT @limit`,
  party: `SELECT p.slug, p.name, NULL AS about,
      (SELECT count(*) FROM authors a JOIN letters l ON l.author_id = a.id WHERE a.party_id = p.id) AS uses
    FROM parties p WHERE p.name LIKE @words ORDER BY p.ordinal LIMIT @limit`,
  author: `SELECT a.slug, a.name || coalesce(' (' || a.person || ')', '') AS name,
      a.kind || coalesce(', ' || ${partyOf('a')}, '') AS about,
      (SELECT count(*) FROM letters l WHERE l.author_id = a.id) AS uses
    FROM authors a WHERE a.name LIKE @words OR a.person LIKE @words ORDER BY a.name, a.id LIMIT @limit`,
  authority: `SELECT a.slug, a.name, a.kind || coalesce(', ' || ${partyOf('a')}, '') AS about, ${usesOfAuthority} AS uses
    FROM authorities a WHERE a.name LIKE @words ORDER BY a.name, a.id LIMIT @limit`,
}

const statements = prepareOnce(({ $client }) => {
  const ofKind = <T>(make: (kind: RegisterKind) => T) =>
    Object.fromEntries((Object.keys(lists) as RegisterKind[]).map((kind) => [kind, make(kind)])) as Record<
      RegisterKind,
      T
    >
  const carrying = (sql: string) => $client.prepare<[string], string>(sql).pluck()
  return {
    lists: ofKind((kind) => $client.prepare<[{ words: string; limit: number }], ListedRow>(lists[kind])),
    totals: ofKind((kind) => $client.prepare<[], number>(`SELECT count(*) FROM ${slugTables[kind]}`).pluck()),
    named: ofKind((kind) =>
      $client
        .prepare<[string], string>(
          `SELECT slug FROM ${slugTables[kind]} WHERE name = ? COLLATE NOCASE ORDER BY id LIMIT 10`,
        )
        .pluck(),
    ),
    wasSlug: $client
      .prepare<[string, string], number>('SELECT 1 FROM old_slugs WHERE kind = ? AND slug = ?')
      .pluck(),
    parties: $client.prepare<[], { slug: string; name: string }>(
      'SELECT slug, name FROM parties ORDER BY ordinal',
    ),
    topics: $client.prepare<[], { slug: string; name: string }>(
      'SELECT slug, name FROM topics ORDER BY ordinal',
    ),
    carriers: $client.prepare<[{ topic: string }], Carriers>(`
      SELECT (SELECT count(*) FROM claim_topics WHERE topic_id = t.id) AS claims,
        (SELECT count(*) FROM assertion_topics WHERE topic_id = t.id) AS assertions,
        (SELECT count(*) FROM waiting_references WHERE kind = 'topic' AND key = t.slug) AS waiting
      FROM topics t WHERE t.slug = @topic`),
    claims: carrying(`
      SELECT c.slug FROM topics t JOIN claim_topics x ON x.topic_id = t.id JOIN claims c ON c.id = x.claim_id
      WHERE t.slug = ? ORDER BY c.id`),
    assertions: carrying(`
      SELECT a.slug FROM topics t JOIN assertion_topics x ON x.topic_id = t.id JOIN assertions a ON a.id = x.assertion_id
      WHERE t.slug = ? ORDER BY a.id`),
    waiting: carrying(`
      SELECT w.slug FROM waiting_references r JOIN waiting w ON w.id = r.waiting_id
      WHERE r.kind = 'topic' AND r.key = ? ORDER BY w.id`),
  }
})

/** So many of a list stand on a page; a search narrows it down. */
export const mostListed = 300

export const listRegister = (db: Db, kind: RegisterKind, words: string) =>
  statements(db).lists[kind].all({ words: `%${words.replaceAll(/[%_]/g, ' ')}%`, limit: mostListed })

export const countRegister = (db: Db, kind: RegisterKind) => statements(db).totals[kind].get()!

/** The slugs of those that have this name. */
export const listNamed = (db: Db, kind: RegisterKind, name: string) => statements(db).named[kind].all(name)

/** Whether an object had this slug before. */
export const wasSlug = (db: Db, kind: RegisterKind, slug: string) =>
  statements(db).wasSlug.get(kind, slug) !== undefined

export const listParties = (db: Db) => statements(db).parties.all()
export const listTopics = (db: Db) => statements(db).topics.all()

/** How much carries a topic. */
export const countCarriers = (db: Db, topic: string): Carriers =>
  statements(db).carriers.get({ topic }) ?? { claims: 0, assertions: 0, waiting: 0 }

/** Everything that carries a topic. */
export function readCarriers(db: Db, topic: string) {
  const run = statements(db)
  return {
    claims: run.claims.all(topic).map((slug): ClaimRecord => presentRecord(db, 'claim', slug)!),
    assertions: run.assertions
      .all(topic)
      .map((slug): AssertionRecord => presentRecord(db, 'assertion', slug)!),
    waiting: run.waiting.all(topic).map((slug): WaitingRecord => presentRecord(db, 'waiting', slug)!),
  }
}
