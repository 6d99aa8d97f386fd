import type { Db } from './client.ts'
import { prepareOnce } from './statements.ts'
import type { SuggestionDecision } from './vocabulary.ts'

/** Open until somebody decides; open again when that is taken back, there or by undoing the change that it led to. */
export type SuggestionState = 'open' | Exclude<SuggestionDecision, 'reopened'>

/** How many of a letter's suggestions are in each state. */
export type SuggestionProgress = Record<SuggestionState | 'all', number>

/** Joins to suggestions `s` the last decision `d` on each. */
export const lastDecision = `LEFT JOIN suggestion_decisions d
  ON d.id = (SELECT max(id) FROM suggestion_decisions WHERE suggestion_id = s.id)`
/** Whether the change that `d` led to is undone, and not by an undo that was undone itself. */
export const isUndone = `EXISTS (SELECT 1 FROM changes u WHERE u.undoes = d.change_id
  AND NOT EXISTS (SELECT 1 FROM changes v WHERE v.undoes = u.id))`
export const stateOf = `CASE WHEN d.id IS NULL OR d.decision = 'reopened' OR ${isUndone} THEN 'open' ELSE d.decision END`

const statements = prepareOnce(({ $client }) => ({
  progress: $client.prepare<[string | null], { letter: string; state: SuggestionState; count: number }>(`
    SELECT l.slug AS letter, ${stateOf} AS state, count(*) AS count
    FROM letters l JOIN suggestions s ON s.text_sha256 = l.sha256 ${lastDecision}
    WHERE l.slug = coalesce(?, l.slug) GROUP BY l.id, state ORDER BY l.id`),
}))

/** How far each letter with suggestions for its present text is; only one letter, where it is given. */
export function suggestionProgress(db: Db, letter?: string): Map<string, SuggestionProgress> {
  const byLetter = new Map<string, SuggestionProgress>()
  for (const { letter: slug, state, count } of statements(db).progress.all(letter ?? null)) {
    const counts = byLetter.get(slug) ?? { all: 0, open: 0, accepted: 0, changed: 0, skipped: 0, rejected: 0 }
    counts[state] = count
    counts.all += count
    byLetter.set(slug, counts)
  }
  return byLetter
}
