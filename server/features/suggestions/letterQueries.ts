import { type Choice, choicesOf } from '../../../db/choices.ts'
import type { Db } from '../../../db/client.ts'
import { presentRecord } from '../../../db/present.ts'
import type { LetterRecord } from '../../../db/records.ts'
import { listInSql, prepareOnce } from '../../../db/statements.ts'
import { type AssertionKind, countedKinds } from '../../../db/vocabulary.ts'

/** A letter with what the desk needs beside its record. */
export interface DeskLetter {
  id: number
  record: LetterRecord
  authorName: string
  partyId: number | null
  /** The slug of the side that it speaks for. */
  party: string | null
}

/** A range of an assertion of the letter; offsets in code points of its text. */
export interface MarkRow {
  slug: string
  gist: string
  kind: AssertionKind
  start: number
  end: number
}

export interface ListedLetter {
  slug: string
  title: string
  author: string
  assertions: number
  counted: number
}

export interface TextChange {
  number: number
  actor: string
  summary: string
  madeAt: string
}

/** Facts and legal characterisations of a letter `l`. */
const countedOf = `(SELECT count(*) FROM assertions x
        WHERE x.letter_id = l.id AND x.kind IN (${listInSql(countedKinds)})) AS counted`

const statements = prepareOnce(({ $client }) => ({
  letter: $client.prepare<[string], Omit<DeskLetter, 'record'>>(`
    SELECT l.id, a.name AS authorName, a.party_id AS partyId, p.slug AS party
    FROM letters l JOIN authors a ON a.id = l.author_id LEFT JOIN parties p ON p.id = a.party_id WHERE l.slug = ?`),
  marks: $client.prepare<[number], MarkRow>(`
    SELECT a.slug, a.gist, a.kind, r.start, r."end" FROM assertions a JOIN ranges r ON r.assertion_id = a.id
    WHERE a.letter_id = ? ORDER BY r.start, r."end" DESC, a.ordinal`),
  topics: $client.prepare<[], Choice>('SELECT slug, name FROM topics ORDER BY ordinal'),
  parties: $client.prepare<[], Choice>('SELECT slug, name FROM parties ORDER BY ordinal'),
  latest: $client.prepare<[number], ListedLetter>(`
    SELECT l.slug, l.title, a.name AS author, (SELECT count(*) FROM assertions x WHERE x.letter_id = l.id) AS assertions,
      ${countedOf}
    FROM letters l JOIN authors a ON a.id = l.author_id ORDER BY l.id DESC LIMIT ?`),
  listed: $client.prepare<[string], ListedLetter>(`
    SELECT l.slug, l.title, a.name AS author, (SELECT count(*) FROM assertions x WHERE x.letter_id = l.id) AS assertions,
      ${countedOf}
    FROM json_each(?) j CROSS JOIN letters l ON l.slug = j.value JOIN authors a ON a.id = l.author_id ORDER BY l.id DESC`),
  slugsOf: $client.prepare<[number], string>('SELECT slug FROM assertions WHERE letter_id = ?').pluck(),
  wasUsed: $client
    .prepare<[string, string], number>('SELECT 1 FROM change_objects WHERE kind = ? AND key = ? LIMIT 1')
    .pluck(),
  hadSlug: $client
    .prepare<[string, string], number>('SELECT 1 FROM old_slugs WHERE kind = ? AND slug = ?')
    .pluck(),
  lastChange: $client
    .prepare<[{ slug: string }], number>(`
    SELECT coalesce(max(change_id), 0) FROM (
      SELECT change_id FROM change_objects WHERE kind = 'assertion' AND key = @slug
      UNION ALL SELECT change_id FROM change_objects
      WHERE kind = 'stance' AND coalesce(after, before) ->> '$.assertion' = @slug
    )`)
    .pluck(),
  former: $client
    .prepare<[string, string], string>(`
    SELECT after FROM change_objects WHERE kind = 'letter' AND key = ? AND after ->> '$.sha256' = ? LIMIT 1`)
    .pluck(),
  broughtText: $client.prepare<[string, string], TextChange>(`
    SELECT c.id AS number, c.actor, c.summary, c.made_at AS madeAt
    FROM change_objects o JOIN changes c ON c.id = o.change_id
    WHERE o.kind = 'letter' AND o.key = ? AND o.after ->> '$.sha256' = ? AND o.before ->> '$.sha256' <> o.after ->> '$.sha256'
    ORDER BY o.change_id DESC LIMIT 1`),
  letterOf: $client
    .prepare<[string], string>(
      'SELECT l.slug FROM assertions a JOIN letters l ON l.id = a.letter_id WHERE a.slug = ?',
    )
    .pluck(),
  formerLetterOf: $client
    .prepare<[string], string>(`
    SELECT json_extract(before, '$.letter') FROM change_objects WHERE kind = 'assertion' AND key = ? AND after IS NULL
    ORDER BY change_id DESC LIMIT 1`)
    .pluck(),
  claimsOf: $client
    .prepare<[string], string>(`
    SELECT c.slug FROM assertions a JOIN stances s ON s.assertion_id = a.id JOIN claims c ON c.id = s.claim_id
    WHERE a.slug = ? ORDER BY s.claim_id`)
    .pluck(),
}))

export function findDeskLetter(db: Db, slug: string): DeskLetter | undefined {
  const row = statements(db).letter.get(slug)
  const record = row && presentRecord(db, 'letter', slug)
  return record && { ...row, record }
}

/** Every range that is marked in a letter, in its order. */
export const listMarks = (db: Db, letterId: number) => statements(db).marks.all(letterId)

/** What the form offers to choose from. The lists hold what is chosen already. */
export function formOptions(db: Db, chosen: { author: string; authorities: string[] }) {
  const find = statements(db)
  return {
    topics: find.topics.all(),
    parties: find.parties.all(),
    authorities: choicesOf(db, 'authority', chosen.authorities),
    authors: choicesOf(db, 'author', [chosen.author]),
  }
}

/** These letters, and the latest of all: those that came in last first. */
export function listLetters(db: Db, slugs: readonly string[], latest: number): ListedLetter[] {
  const { listed, latest: last } = statements(db)
  const wanted = listed.all(JSON.stringify(slugs))
  return [...wanted, ...last.all(latest).filter(({ slug }) => !slugs.includes(slug))]
}

/** Slugs of a letter's assertions. */
export const listAssertionSlugs = (db: Db, letterId: number) => statements(db).slugsOf.all(letterId)

/** Whether an object of this kind has, or ever had, this slug: one that was removed may be put back. */
export const wasSlug = (db: Db, kind: 'assertion' | 'claim', slug: string): boolean =>
  statements(db).wasUsed.get(kind, slug) !== undefined || statements(db).hadSlug.get(kind, slug) !== undefined

/** The letter in which an assertion stands. */
export const letterOfAssertion = (db: Db, assertion: string) => statements(db).letterOf.get(assertion)

/** The letter in which an assertion stood that was removed. */
export const formerLetterOf = (db: Db, assertion: string) => statements(db).formerLetterOf.get(assertion)

/** The slugs of the claims that an assertion bears on. */
export const claimsOfAssertion = (db: Db, assertion: string) => statements(db).claimsOf.all(assertion)

/** The letter as it was with the text of this checksum. */
export function findFormerLetter(db: Db, letter: string, sha256: string): LetterRecord | undefined {
  const json = statements(db).former.get(letter, sha256)
  return json === undefined ? undefined : JSON.parse(json)
}

/** The change that gave a letter the text that it has now: a correction, or what took one back. */
export const findTextChange = (db: Db, { id, sha256 }: LetterRecord) =>
  statements(db).broughtText.get(id, sha256)

/** The number of the last change that touched an assertion or one of its stances; 0 where the history has none. */
export const lastChangeOfMarking = (db: Db, assertion: string) =>
  statements(db).lastChange.get({ slug: assertion })!
