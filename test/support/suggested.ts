import type { Db } from '../../db/client.ts'
import { presentRecord } from '../../db/present.ts'
import { storeSuggestions } from '../../db/writes/suggestions.ts'
import type { Suggestion } from '../../server/domain/suggest/suggest.ts'
import { occurrences } from '../../server/domain/text/anchor.ts'

/** A suggestion of these words of a letter, joined by " … " where they stand apart; what a test does not care about is filled in. */
export function aSuggestion(text: string, quote: string, given: Partial<Suggestion> = {}): Suggestion {
  const ranges = quote.split(' … ').map((part) => {
    const range = occurrences(text, part)[0]
    if (!range) throw new Error(`The letter does not hold “${part}”`)
    return range
  })
  return {
    quote,
    ranges,
    start: ranges[0]!.start,
    end: ranges.at(-1)!.end,
    likelihood: 0.9,
    sources: ['rules'],
    kind: 'fact',
    modality: 'plain',
    agent: 'named',
    topics: ['ferries'],
    offeredTopics: [],
    attribution: [],
    figures: [],
    citations: [],
    claims: [],
    newClaim: { isLikely: false, reason: '' },
    stance: 'asserts',
    reasons: {
      span: 'Clause.',
      kind: 'No word of law.',
      modality: 'Nothing softens it.',
      agent: 'Somebody is named.',
      stance: '',
      topics: {},
      attribution: [],
      figures: [],
      citations: [],
    },
    ...given,
  }
}

/** Keeps suggestions of these words for a letter of the database. */
export function suggest(db: Db, letter: string, quotes: readonly string[], given: Partial<Suggestion> = {}) {
  const { text } = presentRecord(db, 'letter', letter)!
  storeSuggestions(
    db,
    letter,
    quotes.map((quote) => aSuggestion(text, quote, given)),
  )
}
