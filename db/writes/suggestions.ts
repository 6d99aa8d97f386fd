import type { Db } from '../client.ts'
import { insert } from '../insert.ts'
import { suggestionDecisions, suggestions } from '../schema/index.ts'
import { UnknownSlug } from '../slugs.ts'
import { numberOf } from '../suggestionStates.ts'
import type { SuggestionDecision } from '../vocabulary.ts'
import type { Change } from './change.ts'

interface Place {
  start: number
  end: number
}

/** A suggestion to keep: its ranges in the order of the letter, who proposes it, and whatever else is known about it. */
export interface NewSuggestion extends Place {
  ranges: readonly Place[]
  sources: readonly string[]
}

/**
 * Keeps suggestions for a letter's text as it is now, no two for the same words. Asked again, what nobody has decided on
 * is replaced or goes (what is proposed again keeps its number); what somebody has, stays as it was decided on.
 * @throws UnknownSlug
 */
export function storeSuggestions(
  db: Db,
  letter: string,
  proposed: readonly NewSuggestion[],
  madeAt = new Date(),
) {
  const { $client } = db
  $client
    .transaction(() => {
      const textSha256 = $client
        .prepare<[string], string>('SELECT sha256 FROM letters WHERE slug = ?')
        .pluck()
        .get(letter)
      if (textSha256 === undefined) throw new UnknownSlug('letter', letter)
      const present = new Map(
        $client
          .prepare<[string], PresentRow>(`
          SELECT id, ranges, EXISTS (SELECT 1 FROM suggestion_decisions d WHERE d.suggestion_id = s.id) AS isDecided
          FROM suggestions s WHERE text_sha256 = ?`)
          .all(textSha256)
          .map((row) => [row.ranges, row]),
      )
      const replace = $client.prepare(
        'UPDATE suggestions SET record = ?, sources = ?, made_at = ? WHERE id = ?',
      )
      for (const { ranges: places, start: _start, end: _end, sources, ...rest } of proposed) {
        const ranges = rangesInJson(places)
        const row = {
          record: JSON.stringify(rest),
          sources: JSON.stringify(sources),
          madeAt: madeAt.toISOString(),
        }
        const old = present.get(ranges)
        present.delete(ranges)
        if (!old) insert(db, suggestions, { textSha256, ranges, ...row })
        else if (!old.isDecided) replace.run(row.record, row.sources, row.madeAt, old.id)
      }
      const remove = $client.prepare('DELETE FROM suggestions WHERE id = ?')
      for (const { id, isDecided } of present.values()) if (!isDecided) remove.run(id)
    })
    .immediate()
}

/** One writing for the same ranges, by which they are known again. */
const rangesInJson = (ranges: readonly Place[]) =>
  JSON.stringify(ranges.map(({ start, end }) => ({ start, end })))

interface PresentRow {
  id: number
  ranges: string
  isDecided: 0 | 1
}

/** Where words of one text stand in another; null where that cannot be told. */
type FindPlaces = (places: readonly Place[]) => readonly Place[] | null

/**
 * A corrected text takes over what was suggested for the one before it, each with its number and the decision that holds,
 * where its words are found again. The earlier text keeps its own: it may come back. What is suggested for the new one already
 * stays. It is a part of the change that corrects the text: both happen or neither.
 */
export function carrySuggestions({ db }: Change, from: string, to: string, find: FindPlaces) {
  const { $client } = db
  const listed = $client.prepare<[string], SuggestionRow>(
    `SELECT id, ${numberOf('suggestions')} AS number, ranges, record, sources, made_at AS madeAt
     FROM suggestions WHERE text_sha256 = ? ORDER BY id`,
  )
  const isThere = $client
    .prepare<[string, string], number>('SELECT 1 FROM suggestions WHERE text_sha256 = ? AND ranges = ?')
    .pluck()
  const isTaken = $client
    .prepare<[string, number], number>(
      `SELECT 1 FROM suggestions WHERE text_sha256 = ? AND ${numberOf('suggestions')} = ?`,
    )
    .pluck()
  const decideAgain = $client.prepare(`
    INSERT INTO suggestion_decisions (suggestion_id, decision, account_id, made_at, change_id, note)
    SELECT ?, decision, account_id, made_at, change_id, note FROM suggestion_decisions
    WHERE id = (SELECT max(id) FROM suggestion_decisions WHERE suggestion_id = ?)`)
  for (const { id, number, ranges: before, record, sources, madeAt } of listed.all(from)) {
    const places = find(JSON.parse(before) as Place[])
    const ranges = places && rangesInJson(places)
    if (!ranges || isThere.get(to, ranges)) continue
    const originId = isTaken.get(to, number) ? null : number
    const row = { textSha256: to, ranges, record, sources, madeAt, originId }
    decideAgain.run(insert(db, suggestions, row), id)
  }
}

interface SuggestionRow {
  id: number
  number: number
  ranges: string
  record: string
  sources: string
  madeAt: string
}

export interface Decision {
  suggestionId: number
  decision: SuggestionDecision
  accountId: number
  /** The change of the collection that it leads to, where the decision is made inside of one. */
  changeId?: number
  note?: string
  /** The number of the last decision on the suggestion that the editor has seen; null where there was none. */
  expectedDecision: number | null
}

/** Somebody has decided on the suggestion meanwhile. */
export class StaleDecision extends Error {
  readonly suggestionId: number
  /** The number of the decision that holds now. */
  readonly present: number | null

  constructor(suggestionId: number, present: number | null) {
    super('This suggestion has been decided on meanwhile.')
    this.suggestionId = suggestionId
    this.present = present
  }
}

/**
 * Adds a decision on a suggestion, and gives its number. May be called inside of `makeChange`: then both happen or neither.
 * @throws StaleDecision where it is based on an older state; a RangeError where there is no such suggestion.
 */
export function decide(db: Db, { expectedDecision, ...decision }: Decision, madeAt = new Date()): number {
  const { $client } = db
  const { suggestionId } = decision
  return $client
    .transaction(() => {
      if (!$client.prepare('SELECT 1 FROM suggestions WHERE id = ?').get(suggestionId))
        throw new RangeError(`There is no suggestion ${suggestionId}.`)
      const present = $client
        .prepare<[number], number | null>('SELECT max(id) FROM suggestion_decisions WHERE suggestion_id = ?')
        .pluck()
        .get(suggestionId)!
      if (present !== expectedDecision) throw new StaleDecision(suggestionId, present)
      return insert(db, suggestionDecisions, { ...decision, madeAt: madeAt.toISOString() })
    })
    .immediate()
}
