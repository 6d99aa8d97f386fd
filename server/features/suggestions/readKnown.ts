import type { Db } from '../../../db/client.ts'
import { prepareOnce } from '../../../db/statements.ts'
import type { AssertionKind, ParagraphRole, StanceKind } from '../../../db/vocabulary.ts'
import { groupBy } from '../../domain/groupBy.ts'
import type { Known, KnownAssertion, KnownLetter } from '../../domain/suggest/known.ts'

/**
 * A collection of any size teaches suggestions by its latest letters and claims only: some seconds and a third of a gigabyte
 * in a process of its own, and whoever marks words waits for it.
 */
const mostLetters = 80
const mostClaims = 5000

/** What the collection holds, as plain values that suggestions learn from. Reads only. */
export function readKnown(db: Db): Known {
  const rows = <Row>(sql: string, ...values: unknown[]) =>
    db.$client.prepare<unknown[], Row>(sql).all(...values)
  const letters = readLetters(db)
  const assertionIds = new Set(letters.flatMap(({ assertions }) => assertions.map(({ id }) => id)))
  const stances = groupBy(
    rows<{ claim: string; assertion: string; stance: StanceKind }>(
      `SELECT c.slug AS claim, a.slug AS assertion, s.stance
       FROM stances s JOIN claims c ON c.id = s.claim_id JOIN assertions a ON a.id = s.assertion_id
       WHERE a.letter_id IN (${latestLetters}) ORDER BY c.id, s.ordinal`,
      mostLetters,
    ).filter(({ assertion }) => assertionIds.has(assertion)),
    ({ claim }) => claim,
  )
  const claimTopics = groupBy(
    rows<{ claim: string; topic: string }>(
      `SELECT c.slug AS claim, t.slug AS topic FROM claim_topics ct
       JOIN claims c ON c.id = ct.claim_id JOIN topics t ON t.id = ct.topic_id
       WHERE c.id IN (SELECT id FROM claims WHERE state = 'current' ORDER BY id DESC LIMIT ?)
       ORDER BY c.id, ct.ordinal`,
      mostClaims,
    ),
    ({ claim }) => claim,
  )
  return {
    parties: rows('SELECT slug AS id, name FROM parties ORDER BY ordinal'),
    authorities: rows(
      `SELECT a.slug AS id, a.name, p.slug AS party FROM authorities a
       LEFT JOIN parties p ON p.id = a.party_id ORDER BY a.id`,
    ),
    topics: rows(
      `SELECT slug AS id, name, definition, coalesce(includes, '') AS includes FROM topics ORDER BY ordinal`,
    ),
    claims: rows<{ id: string; wording: string; who: string; what: string }>(
      `SELECT slug AS id, wording, coalesce(scope_who, '') AS who, coalesce(scope_what, '') AS what FROM claims WHERE state = 'current' ORDER BY id DESC LIMIT ?`,
      mostClaims,
    )
      .reverse()
      .map(({ id, ...claim }) => ({
        id,
        ...claim,
        topics: (claimTopics.get(id) ?? []).map(({ topic }) => topic),
        stances: (stances.get(id) ?? []).map(({ assertion, stance }) => ({ assertion, stance })),
      })),
    letters,
  }
}

const latestLetters = `SELECT id FROM letters l
  WHERE EXISTS (SELECT 1 FROM assertions a WHERE a.letter_id = l.id) ORDER BY id DESC LIMIT ?`

function readLetters(db: Db): KnownLetter[] {
  const rows = <Row>(sql: string) => db.$client.prepare<unknown[], Row>(sql).all(mostLetters)
  const paragraphs = groupBy(
    rows<{ letterId: number; role: ParagraphRole; start: number; text: string }>(
      `SELECT p.letter_id AS letterId, p.role, p.start, substr(l.text, p.start + 1, p."end" - p.start) AS text
       FROM paragraphs p JOIN letters l ON l.id = p.letter_id
       WHERE l.id IN (${latestLetters}) ORDER BY p.letter_id, p.ordinal`,
    ),
    ({ letterId }) => letterId,
  )
  const ranges = groupBy(
    rows<{ id: number; start: number; end: number }>(
      `SELECT r.assertion_id AS id, r.start, r."end" FROM ranges r JOIN assertions a ON a.id = r.assertion_id
       WHERE a.letter_id IN (${latestLetters}) ORDER BY r.assertion_id, r.ordinal`,
    ),
    ({ id }) => id,
  )
  const topics = groupBy(
    rows<{ id: number; topic: string }>(
      `SELECT at.assertion_id AS id, t.slug AS topic FROM assertion_topics at
       JOIN topics t ON t.id = at.topic_id JOIN assertions a ON a.id = at.assertion_id
       WHERE a.letter_id IN (${latestLetters}) ORDER BY at.assertion_id, at.ordinal`,
    ),
    ({ id }) => id,
  )
  const assertions = groupBy(
    rows<AssertionRow>(
      `SELECT a.id AS rowId, a.letter_id AS letterId, a.slug AS id, a.gist, a.quote, a.kind, a.modality, a.agent,
         p.slug AS party
       FROM assertions a JOIN authors w ON w.id = a.author_id LEFT JOIN parties p ON p.id = w.party_id
       WHERE a.letter_id IN (${latestLetters}) ORDER BY a.letter_id, a.ordinal`,
    ),
    ({ letterId }) => letterId,
  )
  return rows<{ rowId: number; id: string; party: string | null }>(
    `SELECT l.id AS rowId, l.slug AS id, p.slug AS party
     FROM letters l JOIN authors w ON w.id = l.author_id LEFT JOIN parties p ON p.id = w.party_id
     WHERE l.id IN (${latestLetters}) ORDER BY l.id`,
  ).map(({ rowId, id, party }) => ({
    id,
    party,
    paragraphs: (paragraphs.get(rowId) ?? []).map(({ letterId: _, ...paragraph }) => paragraph),
    assertions: (assertions.get(rowId) ?? []).map(({ rowId: row, letterId: _, ...assertion }) => ({
      ...assertion,
      ranges: (ranges.get(row) ?? []).map(({ start, end }) => ({ start, end })),
      topics: (topics.get(row) ?? []).map(({ topic }) => topic),
    })),
  }))
}

interface AssertionRow extends Omit<KnownAssertion, 'ranges' | 'topics'> {
  rowId: number
  letterId: number
  kind: AssertionKind
}

const statements = prepareOnce(({ $client }) => ({
  // The sign keeps SQLite at the changes' own order: of a kind there may be millions.
  taught: $client
    .prepare<[number], number>(`
      SELECT 1 FROM change_objects WHERE change_id > ? AND (
        +kind IN ('assertion', 'claim', 'stance', 'topic', 'party', 'authority', 'order')
        OR (+kind = 'letter' AND before IS NOT NULL)
        OR (+kind = 'author' AND before IS NOT NULL AND before ->> '$.party' IS NOT after ->> '$.party')
      ) LIMIT 1`)
    .pluck(),
}))

/** Whether anything that `readKnown` reads has changed after this change: a letter teaches nothing until something in it is marked. */
export const hasTaughtSince = (db: Db, change: number): boolean =>
  statements(db).taught.get(change) !== undefined

/** The side that an author or a party with this id speaks for; undefined where there is neither. */
export function findParty(db: Db, id: string): { party: string | null } | undefined {
  return db.$client
    .prepare<[string, string], { party: string | null }>(
      `SELECT slug AS party FROM parties WHERE slug = ?
       UNION ALL SELECT p.slug FROM authors a LEFT JOIN parties p ON p.id = a.party_id WHERE a.slug = ?`,
    )
    .get(id, id)
}
