import type { Db } from '../client.ts'
import { insert } from '../insert.ts'
import { suggestionDecisions, suggestions } from '../schema/index.ts'
import { UnknownSlug } from '../slugs.ts'
import type { SuggestionDecision } from '../vocabulary.ts'

/** A suggestion to keep: its place in the letter, who proposes it, and whatever else is known about it. */
export interface NewSuggestion {
  start: number
  end: number
  sources: readonly string[]
}

/**
 * Keeps suggestions for a letter's text as it is now. Asked again, what nobody has decided on is replaced; what somebody
 * has, stays as it was decided on.
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
      $client
        .prepare(`
        DELETE FROM suggestions WHERE text_sha256 = ?
          AND NOT EXISTS (SELECT 1 FROM suggestion_decisions d WHERE d.suggestion_id = suggestions.id)`)
        .run(textSha256)
      const isKept = $client
        .prepare<[string, number, number], number>(
          'SELECT 1 FROM suggestions WHERE text_sha256 = ? AND start = ? AND "end" = ?',
        )
        .pluck()
      for (const { start, end, sources, ...record } of proposed) {
        if (isKept.get(textSha256, start, end)) continue
        insert(db, suggestions, {
          textSha256,
          start,
          end,
          record: JSON.stringify(record),
          sources: JSON.stringify(sources),
          madeAt: madeAt.toISOString(),
        })
      }
    })
    .immediate()
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
