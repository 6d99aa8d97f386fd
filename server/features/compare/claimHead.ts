import { type Pattern, patterns } from '../../../db/vocabulary.ts'
import { capitalised, patternWords } from '../../domain/words.ts'
import { urls } from '../../web/urls.ts'
import type { ClaimRow } from './queries/claims.ts'

const capitalisedPatterns = Object.fromEntries(
  patterns.map((pattern) => [pattern, capitalised(patternWords[pattern])]),
) as Record<Pattern, string>

/** What every list shows of a claim itself. `query` holds the sides, to be kept in its address. */
export const claimHead = ({ slug, wording, pattern }: ClaimRow, query: string) => ({
  slug,
  wording,
  href: urls.claim(slug) + query,
  pattern,
  patternWords: capitalisedPatterns[pattern],
})
