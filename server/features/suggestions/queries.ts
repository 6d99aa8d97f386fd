import type { Db } from '../../../db/client.ts'
import {
  isUndone,
  lastDecision,
  numberOf,
  type SuggestionState,
  stateOf,
} from '../../../db/suggestionStates.ts'
import type { SuggestionDecision } from '../../../db/vocabulary.ts'
import type { LetterParagraph } from '../../domain/suggest/known.ts'
import type { ReadableLetter } from '../../domain/suggest/rawLetter.ts'
import type { Suggestion } from '../../domain/suggest/suggest.ts'
import type { Range } from '../../domain/text/anchor.ts'

export interface MadeDecision {
  id: number
  /** The number of the suggestion. */
  suggestionId: number
  decision: SuggestionDecision
  /** Who decided. */
  by: string
  madeAt: string
  changeId: number | null
  note: string | null
}

export interface QueuedSuggestion extends Suggestion {
  /** Its number, which stays when a corrected text takes it over. */
  id: number
  /** The id of its row, which is of one text of the letter. */
  rowId: number
  madeAt: string
  state: SuggestionState
  /** The last one; `isUndone` where the change that it led to has been undone since. */
  decision: (MadeDecision & { isUndone: boolean }) | null
}

export function suggestionQueries(db: Db) {
  const { $client } = db
  const queue = $client.prepare<[string], QueueRow>(`
    SELECT ${numberOf('s')} AS id, s.id AS rowId, s.ranges, s.start, s."end", s.record, s.sources, s.made_at AS madeAt, ${stateOf} AS state, ${isUndone} AS isUndone,
      d.id AS decisionId, d.decision, a.name AS "by", d.made_at AS decidedAt, d.change_id AS changeId, d.note
    FROM letters l JOIN suggestions s ON s.text_sha256 = l.sha256 ${lastDecision} LEFT JOIN accounts a ON a.id = d.account_id
    WHERE l.slug = ? ORDER BY s.start, s."end" DESC, s.ranges`)
  const wasSuggested = $client.prepare<[number, string], number>(`
    SELECT 1 FROM suggestions s WHERE ${numberOf('s')} = ? AND s.text_sha256 IN (
      SELECT after ->> '$.sha256' FROM change_objects WHERE kind = 'letter' AND key = ? AND after IS NOT NULL)`)
  const since = $client.prepare<[string, number], MadeDecision>(`
    SELECT d.id, ${numberOf('s')} AS suggestionId, d.decision, a.name AS "by", d.made_at AS madeAt,
      d.change_id AS changeId, d.note
    FROM letters l JOIN suggestions s ON s.text_sha256 = l.sha256
      JOIN suggestion_decisions d ON d.suggestion_id = s.id JOIN accounts a ON a.id = d.account_id
    WHERE l.slug = ? AND d.id > ? ORDER BY d.id`)

  return {
    /** A letter's suggestions in the order of its text; those for an earlier text of it are not among them. */
    queueOf: (letter: string): QueuedSuggestion[] => queue.all(letter).map(asQueued),

    /** Whether a suggestion of this number was made for any text that the letter has or had. */
    wasSuggested: (letter: string, number: number) => wasSuggested.get(number, letter) !== undefined,

    /** What was decided on a letter's suggestions after the decision with this number, the first first; 0 for all. */
    decisionsSince: (letter: string, decision: number): MadeDecision[] => since.all(letter, decision),
  }
}

interface QueueRow {
  id: number
  rowId: number
  ranges: string
  start: number
  end: number
  record: string
  sources: string
  madeAt: string
  state: SuggestionState
  isUndone: 0 | 1
  decisionId: number | null
  decision: SuggestionDecision
  by: string
  decidedAt: string
  changeId: number | null
  note: string | null
}

function asQueued(row: QueueRow): QueuedSuggestion {
  const { id, rowId, start, end, madeAt, state, decisionId, decision, by, decidedAt, changeId, note } = row
  return {
    ...(JSON.parse(row.record) as Omit<Suggestion, 'ranges' | 'start' | 'end' | 'sources'>),
    id,
    rowId,
    ranges: JSON.parse(row.ranges) as Range[],
    start,
    end,
    sources: JSON.parse(row.sources) as string[],
    madeAt,
    state,
    decision:
      decisionId === null
        ? null
        : {
            id: decisionId,
            suggestionId: id,
            decision,
            by,
            madeAt: decidedAt,
            changeId,
            note,
            isUndone: row.isUndone === 1,
          },
  }
}

/** A letter as suggestions read it, and the side that it speaks for; undefined where there is no such letter. */
export function readLetterToSuggest(
  db: Db,
  slug: string,
): { letter: ReadableLetter; party: string | null } | undefined {
  const { $client } = db
  const found = $client
    .prepare<[string], { id: number; text: string; party: string | null }>(
      `SELECT l.id, l.text, p.slug AS party
       FROM letters l JOIN authors a ON a.id = l.author_id LEFT JOIN parties p ON p.id = a.party_id WHERE l.slug = ?`,
    )
    .get(slug)
  if (!found) return undefined
  const { id, text, party } = found
  const paragraphs = $client
    .prepare<[number], LetterParagraph>(
      `SELECT p.role, p.start, substr(l.text, p.start + 1, p."end" - p.start) AS text
       FROM paragraphs p JOIN letters l ON l.id = p.letter_id WHERE l.id = ? ORDER BY p.ordinal`,
    )
    .all(id)
  const footnotes = $client
    .prepare<[number], { marker: string; offsets: string }>(
      `SELECT f.marker, json_group_array(m.offset) AS offsets
       FROM footnotes f JOIN footnote_markers m ON m.footnote_id = f.id WHERE f.letter_id = ? GROUP BY f.id ORDER BY f.ordinal`,
    )
    .all(id)
    .map(({ marker, offsets }) => ({ marker, offsets: JSON.parse(offsets) as number[] }))
  return { letter: { text, paragraphs, footnotes }, party }
}
