import type { Choice } from '../../../db/choices.ts'
import type { Db } from '../../../db/client.ts'
import { presentRecord } from '../../../db/present.ts'
import type { AssertionRecord, LetterRecord, StanceRecord, WaitingRecord } from '../../../db/records.ts'
import { listInSql, prepareOnce } from '../../../db/statements.ts'
import { countedKinds } from '../../../db/vocabulary.ts'

export interface DeskLetterRow {
  slug: string
  title: string
  author: string
  assertions: number
  counted: number
  waiting: number
}

/** So many letters stand on a page of the desk; a search narrows it down. */
export const mostListed = 200

interface LetterChangeRow {
  number: number
  actor: string
  summary: string
  before: string
  after: string
}

const statements = prepareOnce(({ $client }) => {
  const slugs = (sql: string) => $client.prepare<[string], string>(sql).pluck()
  return {
    assertions: slugs(
      'SELECT a.slug FROM letters l JOIN assertions a ON a.letter_id = l.id WHERE l.slug = ? ORDER BY a.ordinal',
    ),
    claims: slugs(`
      SELECT c.slug FROM assertions a JOIN stances s ON s.assertion_id = a.id JOIN claims c ON c.id = s.claim_id
      WHERE a.slug = ? ORDER BY s.claim_id`),
    sameText: $client
      .prepare<[string, string], string>('SELECT slug FROM letters WHERE sha256 = ? AND slug <> ?')
      .pluck(),
    // Letters by their dates and titles are found in an index of these (letters_by_date): their texts are long.
    letters: $client.prepare<[{ words: string; limit: number }], DeskLetterRow>(`
      SELECT l.slug, l.title, au.name AS author, found.waiting,
        (SELECT count(*) FROM assertions a WHERE a.letter_id = l.id) AS assertions,
        (SELECT count(*) FROM assertions a WHERE a.letter_id = l.id AND a.kind IN (${listInSql(countedKinds)})) AS counted
      FROM (
        SELECT l.id, l.dated_to, (SELECT count(*) FROM waiting w WHERE w.letter_id = l.id) AS waiting
        FROM letters l WHERE l.title LIKE @words ORDER BY waiting DESC, l.dated_to, l.id LIMIT @limit
      ) found CROSS JOIN letters l ON l.id = found.id JOIN authors au ON au.id = l.author_id
      ORDER BY found.waiting DESC, found.dated_to, found.id`),
    waiting: $client
      .prepare<[string | null, string | null], string>(`
      SELECT w.record FROM waiting w JOIN letters l ON l.id = w.letter_id
      WHERE ? IS NULL OR l.slug = ? ORDER BY l.dated_to, l.id, w.record ->> '$.assertion.ranges[0].start' LIMIT 200`)
      .pluck(),
    waitingTotal: $client
      .prepare<[string | null, string | null], number>(
        'SELECT count(*) FROM waiting w JOIN letters l ON l.id = w.letter_id WHERE ? IS NULL OR l.slug = ?',
      )
      .pluck(),
    // The text that a waiting assertion's ranges are of: what stood there before the correction that took it off.
    textBefore: $client
      .prepare<[string], string>(`
      SELECT l.before FROM change_objects w JOIN change_objects l ON l.change_id = w.change_id AND l.kind = 'letter'
      WHERE w.kind = 'waiting' AND w.key = ? AND w.before IS NULL AND l.before IS NOT NULL
      ORDER BY w.change_id DESC LIMIT 1`)
      .pluck(),
    parties: $client.prepare<[], Choice>('SELECT slug, name FROM parties ORDER BY ordinal'),
    letterAt: $client
      .prepare<[string, number], string | null>(`
      SELECT before FROM change_objects WHERE kind = 'letter' AND key = ? AND change_id > ?
      ORDER BY change_id, ordinal LIMIT 1`)
      .pluck(),
    letterChanges: $client.prepare<[string, number], LetterChangeRow>(`
      SELECT c.id AS number, c.actor, c.summary, o.before, o.after FROM change_objects o JOIN changes c ON c.id = o.change_id
      WHERE o.kind = 'letter' AND o.key = ? AND o.change_id > ? AND o.before IS NOT NULL AND o.after IS NOT NULL
      ORDER BY o.change_id DESC LIMIT 20`),
    wording: $client.prepare<[string], string>('SELECT wording FROM claims WHERE slug = ?').pluck(),
  }
})

export const findLetter = (db: Db, slug: string): LetterRecord | undefined =>
  presentRecord(db, 'letter', slug)

/** The assertions of a letter, in the order of its text. */
export const listAssertions = (db: Db, letter: string): AssertionRecord[] =>
  statements(db)
    .assertions.all(letter)
    .map((slug) => presentRecord(db, 'assertion', slug)!)

export const listStances = (db: Db, assertion: string): StanceRecord[] =>
  statements(db)
    .claims.all(assertion)
    .map((claim) => presentRecord(db, 'stance', `${claim} ${assertion}`)!)

/** Another letter that has this text. */
export const findSameText = (db: Db, sha256: string, but: string) => statements(db).sameText.get(sha256, but)

/** Letters whose title holds these words, those with something waiting first. */
export const listDeskLetters = (db: Db, words: string) =>
  statements(db).letters.all({ words: `%${words.replaceAll(/[%_]/g, ' ')}%`, limit: mostListed })

/** What waits, of one letter or of all, in the order of the letters and their texts; 200 at most. */
export const listWaiting = (db: Db, letter: string | null): WaitingRecord[] =>
  statements(db)
    .waiting.all(letter, letter)
    .map((json) => JSON.parse(json))

export const countWaiting = (db: Db, letter: string | null = null): number =>
  statements(db).waitingTotal.get(letter, letter)!

/** The letter as it was when the assertion stood in it. */
export function findLetterBefore(db: Db, assertion: string): LetterRecord | undefined {
  const json = statements(db).textBefore.get(assertion)
  return json === undefined ? undefined : JSON.parse(json)
}

export const findWording = (db: Db, claim: string) => statements(db).wording.get(claim)

export const listParties = (db: Db) => statements(db).parties.all()

/** A letter as it was right after the change with this number; undefined where no later change touched it. */
export function findLetterAt(db: Db, slug: string, change: number): LetterRecord | undefined {
  const json = statements(db).letterAt.get(slug, change)
  return json ? JSON.parse(json) : undefined
}

/** The latest changes of a letter after the one with this number, each with the letter before and after it. */
export const listLetterChanges = (db: Db, slug: string, change: number) =>
  statements(db)
    .letterChanges.all(slug, change)
    .map(({ before, after, ...line }) => ({
      ...line,
      before: JSON.parse(before) as LetterRecord,
      after: JSON.parse(after) as LetterRecord,
    }))
