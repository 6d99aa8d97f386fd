import type { Db } from '../client.ts'
import { listInSql, prepareOnce } from '../statements.ts'
import { countedKinds } from '../vocabulary.ts'

const counts = `
  count(*) FILTER (WHERE s.stance = 'asserts'), count(*) FILTER (WHERE s.stance = 'disputes'),
  count(*) FILTER (WHERE s.stance = 'qualifies'), count(*) FILTER (WHERE s.stance = 'reports'),
  count(*), count(*) FILTER (WHERE a.kind IN (${listInSql(countedKinds)}))`

interface Speaker {
  letterId: number
  authorId: number
}
type OfSpeaker = Speaker & { claimId: number }

/** A letter that bears on a claim, once for each of those who speak in it. */
export interface LetterRow {
  letterId: number
  kind: string
  datedFrom: string | null
  datedTo: string | null
}

const fill = (tables: string) => `
  INSERT INTO claim_letters
    (claim_id, letter_id, author_id, asserts, disputes, qualifies, reports, assertions, counted)
  SELECT s.claim_id, a.letter_id, a.author_id, ${counts} FROM ${tables}`
// The + keeps SQLite from going through all that the author ever said.
const fillSpeaker = (tables: string) => `${fill(tables)}
  WHERE s.claim_id = @claimId AND a.letter_id = @letterId AND +a.author_id = @authorId
  GROUP BY a.letter_id, a.author_id`

const lettersFrom = (tables: string) => `
  SELECT cl.letter_id AS letterId, au.kind, l.dated_from AS datedFrom, l.dated_to AS datedTo
  FROM ${tables} JOIN authors au ON au.id = cl.author_id JOIN letters l INDEXED BY letters_dated ON l.id = cl.letter_id
  WHERE cl.claim_id = ?`

/** A claim with more assertions than a letter is likely to hold is looked for among those of the letter. */
const manyAssertions = 50

const statements = prepareOnce(({ $client }) => ({
  speaker: $client.prepare<[number], Speaker>(
    'SELECT letter_id AS letterId, author_id AS authorId FROM assertions WHERE id = ?',
  ),
  clear: $client.prepare('DELETE FROM claim_letters WHERE claim_id = ?'),
  clearSpeaker: $client.prepare<[OfSpeaker]>(
    'DELETE FROM claim_letters WHERE claim_id = @claimId AND letter_id = @letterId AND author_id = @authorId',
  ),
  fill: $client.prepare<[number]>(
    `${fill('stances s JOIN assertions a ON a.id = s.assertion_id')} WHERE s.claim_id = ? GROUP BY a.letter_id, a.author_id`,
  ),
  fillByLetter: $client.prepare<[OfSpeaker]>(
    fillSpeaker('assertions a CROSS JOIN stances s ON s.assertion_id = a.id'),
  ),
  fillByClaim: $client.prepare<[OfSpeaker]>(
    fillSpeaker('stances s CROSS JOIN assertions a ON a.id = s.assertion_id'),
  ),
  ids: $client
    .prepare<[number], number>('SELECT DISTINCT letter_id FROM claim_letters WHERE claim_id = ?')
    .pluck(),
  has: $client
    .prepare<[number, number], number>(
      'SELECT 1 FROM claim_letters WHERE claim_id = ? AND letter_id = ? LIMIT 1',
    )
    .pluck(),
  rows: $client.prepare<[number], LetterRow>(lettersFrom('claim_letters cl')),
  rowsAmong: $client.prepare<[string, number], LetterRow>(
    lettersFrom('json_each(?) few CROSS JOIN claim_letters cl ON cl.letter_id = few.value'),
  ),
}))

/** What became of the letters that bear on a claim. */
export interface LettersChange {
  /** Their ids; where `among` is given, of those alone. */
  before: number[]
  after: number[]
  /** The letters that may have changed; null for any. */
  among: number[] | null
  /** Whether everybody who bore on the claim still does. */
  isKept: boolean
}

/**
 * Recounts claim_letters for a claim that had so many assertions (`size`): what the speakers of `touched` say, or
 * everything (null).
 */
export function recountLetters(
  db: Db,
  claimId: number,
  isCurrent: boolean,
  touched: ReadonlySet<number> | null,
  size: number,
): LettersChange {
  const run = statements(db)
  const speakers = isCurrent && touched && speakersOf(db, touched)
  if (!speakers) {
    const before = run.ids.all(claimId)
    run.clear.run(claimId)
    if (isCurrent) run.fill.run(claimId)
    return { before, after: run.ids.all(claimId), among: null, isKept: false }
  }
  const among = [...new Set(speakers.map(({ letterId }) => letterId))]
  const present = () => among.filter((letterId) => run.has.get(claimId, letterId) !== undefined)
  const before = present()
  const fillSpeaker = size > manyAssertions ? run.fillByLetter : run.fillByClaim
  let isKept = true
  for (const speaker of speakers) {
    run.clearSpeaker.run({ claimId, ...speaker })
    if (!fillSpeaker.run({ claimId, ...speaker }).changes) isKept = false
  }
  return { before, after: present(), among, isKept }
}

/** The letters that bear on a claim with their dates: all, or those among these. */
export const listLetters = (db: Db, claimId: number, among: readonly number[] | null): LetterRow[] =>
  among ? statements(db).rowsAmong.all(JSON.stringify(among), claimId) : statements(db).rows.all(claimId)

/** Who says these assertions in which letters; null where one of them is not there any more. */
function speakersOf(db: Db, assertionIds: Iterable<number>): Speaker[] | null {
  const speakers = new Map<string, Speaker>()
  for (const id of assertionIds) {
    const speaker = statements(db).speaker.get(id)
    if (!speaker) return null
    speakers.set(`${speaker.letterId} ${speaker.authorId}`, speaker)
  }
  return [...speakers.values()]
}

/** Between which days a claim was first made: by the earliest of its letters, whichever that was. */
export function firstMade(letters: readonly Pick<LetterRow, 'datedFrom' | 'datedTo'>[]): {
  from: string | null
  to: string | null
} {
  const froms = letters.map((letter) => letter.datedFrom)
  const tos = letters.map((letter) => letter.datedTo).filter((day) => day !== null)
  return {
    from: froms.includes(null) ? null : (froms.sort()[0] ?? null),
    to: tos.sort()[0] ?? null,
  }
}

/** The month of a letter, "undated" unless its whole interval lies in one. */
export function monthOf({ datedFrom, datedTo }: LetterRow): string {
  const month = datedFrom?.slice(0, 7)
  return month !== undefined && month === datedTo?.slice(0, 7) ? month : 'undated'
}
