import { figuresIn } from '../suggest/figuresInText.ts'
import { wordsOf } from './isUndisturbed.ts'

/** The sentence of a range before a correction, and the one that stands in its place now. */
export interface SentencePair {
  before: string
  after: string
}

/** What is recorded about words, or typed in its place, as far as other words may put it in doubt. */
export interface Recorded {
  gist: string
  figures: readonly Partial<Record<FigureField, string | number>>[]
  attribution: readonly { name: string }[]
}

const figureFields = ['number', 'bound', 'unit', 'counted', 'where', 'when'] as const
type FigureField = (typeof figureFields)[number]

/** Words that the sentences had and have no more, and words that came in, as written. */
export interface Replaced {
  removed: string[]
  added: string[]
}

export function replacedWords(pairs: readonly SentencePair[]): Replaced {
  const wordsBefore = pairs.flatMap(({ before }) => wordsOf(before))
  const wordsAfter = pairs.flatMap(({ after }) => wordsOf(after))
  const without = (words: string[], others: string[]) => {
    const known = new Set(others.map(keyOf))
    return [...new Set(words.filter((word) => !known.has(keyOf(word))))]
  }
  return { removed: without(wordsBefore, wordsAfter), added: without(wordsAfter, wordsBefore) }
}

/**
 * What the new words put in doubt, by the field of the form that holds it, each with a sentence that says why: it names a word
 * or a number that its sentences had and have no more. A gist that is another than before was looked at. Crude on purpose: it points out, and a person says what holds.
 */
export function inDoubt(
  recorded: Recorded,
  pairs: readonly SentencePair[],
  gistBefore = recorded.gist,
): Record<string, string> {
  const { removed, added } = replacedWords(pairs)
  const numbersAfter = new Set(pairs.flatMap(({ after }) => numbersIn(after)))
  const numbersGone = pairs.flatMap(({ before }) => numbersIn(before)).filter((n) => !numbersAfter.has(n))
  const gone = new Map(removed.map((word) => [keyOf(word), word]))
  for (const number of numbersGone.map(String)) if (!gone.has(number)) gone.set(number, number)
  const doubts: Record<string, string> = {}
  const look = (field: string, words: string | number | undefined) => {
    const named = wordsOf(String(words ?? '')).filter((word) => gone.has(keyOf(word)))
    if (named.length)
      doubts[field] =
        `The letter’s words have ${quoted(named.map((word) => gone.get(keyOf(word))!))} no more.`
  }
  look('gist', recorded.gist)
  if (!doubts.gist && recorded.gist === gistBefore && (removed.length || added.length)) {
    doubts.gist = 'The words have changed. Does it still say what they say?'
  }
  recorded.figures.forEach((figure, i) => {
    for (const field of figureFields) look(`figure-${i + 1}-${field}`, figure[field])
  })
  recorded.attribution.forEach(({ name }, i) => {
    look(`attribution-${i + 1}-name`, name)
  })
  return doubts
}

const quoted = (words: readonly string[]) => [...new Set(words)].map((word) => `“${word}”`).join(', ')

/** Counts that are written in words are numbers too. */
const numbersIn = (sentence: string) => figuresIn(sentence).flatMap(({ number }) => number ?? [])

/** Whether a word is the same whatever its capitals, and a number whatever its commas. */
const keyOf = (word: string) => (/^\d/.test(word) ? word.replace(/,(?=\d{3})/g, '') : word.toLowerCase())
