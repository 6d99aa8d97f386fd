import type { Db } from './client.ts'
import { prepareOnce } from './statements.ts'
import { standsUndone } from './undone.ts'
import type { SuggestionDecision } from './vocabulary.ts'

/** Open until somebody decides; open again when that is taken back, there or by undoing the change that it led to. */
export type SuggestionState = 'open' | Exclude<SuggestionDecision, 'reopened'>

/** How many of a letter's suggestions are in each state. */
export type SuggestionProgress = Record<SuggestionState | 'all', number>

/** The number by which people know a suggestion: a corrected text takes it over with the suggestion. */
export const numberOf = (suggestion: string) => `coalesce(${suggestion}.origin_id, ${suggestion}.id)`

/** Joins to suggestions `s` the last decision `d` on each. */
export const lastDecision = `LEFT JOIN suggestion_decisions d
  ON d.id = (SELECT max(id) FROM suggestion_decisions WHERE suggestion_id = s.id)`
/** Whether the change that `d` led to is undone just now. */
export const isUndone = standsUndone('d.change_id')
export const stateOf = `CASE WHEN d.id IS NULL OR d.decision = 'reopened' OR ${isUndone} THEN 'open' ELSE d.decision END`

type Count = { letter: string; state: SuggestionState; count: number }

const counted = (letters: string) => `
  SELECT l.slug AS letter, ${stateOf} AS state, count(*) AS count
  FROM letters l JOIN suggestions s ON s.text_sha256 = l.sha256 ${lastDecision}
  ${letters} GROUP BY l.id, state ORDER BY l.id`

const statements = prepareOnce(({ $client }) => ({
  all: $client.prepare<[], Count>(counted('')),
  ofLetter: $client.prepare<[string], Count>(counted('WHERE l.slug = ?')),
}))

/** How far each letter with suggestions for its present text is; only one letter, where it is given. */
export function suggestionProgress(db: Db, letter?: string): Map<string, SuggestionProgress> {
  const byLetter = new Map<string, SuggestionProgress>()
  const { all, ofLetter } = statements(db)
  for (const { letter: slug, state, count } of letter === undefined ? all.all() : ofLetter.all(letter)) {
    const counts = byLetter.get(slug) ?? { all: 0, open: 0, accepted: 0, changed: 0, skipped: 0, rejected: 0 }
    counts[state] = count
    counts.all += count
    byLetter.set(slug, counts)
  }
  return byLetter
}
