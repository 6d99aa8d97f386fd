import { normaliseText } from './text/normalise.ts'

/** What people type beyond these limits is left out, and the page says so. Code points; terms. */
export const longestQuery = 300
export const mostTerms = 12

/** The least that can be looked for, in letters and digits. */
export const shortestQuery = 2

/** One thing to look for: a word, or words that must stand together. */
export interface SearchTerm {
  /** As it was typed, to be shown again. */
  text: string
  /** The words as the index parts them; there is at least one. */
  words: string[]
  /** Whether words that only begin with the last of `words` are meant too. */
  isPrefix: boolean
}

/** What somebody typed, understood. */
export interface SearchQuery {
  /** What was typed, its spaces put in order, cut where it was too long. */
  text: string
  isCut: boolean
  terms: SearchTerm[]
  /** Words that stand nearly everywhere in English and were passed over, because others remain. */
  stopWords: string[]
  /** How many terms there were beyond `mostTerms`. */
  beyond: number
}

/**
 * Understands what people type into a search field. Words in quotation marks must stand together, as must those that a
 * hyphen, a slash or a full stop joins ("62/243"); a star ends the beginning of a word ("muni*"). Nothing else is an
 * operator and nothing is an error: brackets, commas and the like part words.
 */
export function parseSearch(typed: string): SearchQuery {
  // More than enough of it to find the first 300 characters, however long it is.
  const readable = normaliseText(typed.slice(0, 20 * longestQuery).replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, ' '))
  const characters = Array.from(readable)
  const isCut = characters.length > longestQuery || typed.length > 20 * longestQuery
  const text = characters.slice(0, longestQuery).join('').trim()

  const found = distinct(parts(text).flatMap(termOf))
  const isStopWord = ({ words, isPrefix, isQuoted }: FoundTerm) =>
    words.length === 1 && !isPrefix && !isQuoted && stopWords.has(words[0]!.toLowerCase())
  const telling = found.filter((term) => !isStopWord(term))
  const isTold = lettersOf(telling) >= shortestQuery
  const kept = isTold ? telling : found
  return {
    text,
    isCut,
    terms: kept.slice(0, mostTerms).map(({ text, words, isPrefix }) => ({ text, words, isPrefix })),
    stopWords: isTold ? found.filter(isStopWord).map(({ text }) => text) : [],
    beyond: Math.max(0, kept.length - mostTerms),
  }
}

/** Whether there is enough to look for. */
export const isSearchable = ({ terms }: SearchQuery): boolean => lettersOf(terms) >= shortestQuery

const lettersOf = (terms: readonly SearchTerm[]) =>
  terms.reduce((n, { words }) => n + Array.from(words.join('')).length, 0)

/**
 * The terms in the query language of FTS5, every one quoted, so that nothing in them is an operator. '' for no terms.
 */
export function matchExpression(terms: readonly SearchTerm[], operator: 'AND' | 'OR'): string {
  return terms
    .map(({ words, isPrefix }) => `"${words.join(' ').replaceAll('"', '""')}"${isPrefix ? ' *' : ''}`)
    .join(` ${operator} `)
}

/** How often a term is found, counted only up to a cap; of a phrase, its rarest word. */
export interface CountedTerm {
  term: SearchTerm
  hits: number
}

/**
 * Which terms to rank by. Ranking costs time for each hit of each term, and everybody waits for it: the rarest terms are
 * taken first, as long as all their hits together stay within `budget`. The others are left out.
 * No term chosen means that all of them are too common to be ranked.
 */
export function affordableTerms(
  counted: readonly CountedTerm[],
  budget: number,
): { chosen: SearchTerm[]; leftOut: SearchTerm[] } {
  let spent = 0
  const chosen = new Set<SearchTerm>()
  for (const { term, hits } of counted.toSorted((a, b) => a.hits - b.hits)) {
    if (spent + hits > budget) break
    spent += hits
    chosen.add(term)
  }
  const inOrder = counted.map(({ term }) => term)
  return {
    chosen: inOrder.filter((term) => chosen.has(term)),
    leftOut: inOrder.filter((term) => !chosen.has(term)),
  }
}

/** A stretch of a text; `hit` where words stand that were looked for. */
export interface HitPiece {
  text: string
  hit: boolean
}

/** Put around hits by FTS5: private-use characters, which no letter is written with. */
export const hitStart = '\ue000'
export const hitEnd = '\ue001'

/** A text with hits between `hitStart` and `hitEnd`, in pieces. */
export function hitPieces(marked: string): HitPiece[] {
  const pieces: HitPiece[] = []
  let hit = false
  for (const part of marked.split(/([\ue000\ue001])/)) {
    if (part === hitStart) hit = true
    else if (part === hitEnd) hit = false
    else if (part) pieces.push({ text: part, hit })
  }
  return pieces
}

interface FoundTerm extends SearchTerm {
  isQuoted: boolean
}

/** What stands in a pair of quotation marks, and each word outside of them. A mark without a partner is passed over. */
function parts(text: string): { text: string; isQuoted: boolean }[] {
  return Array.from(
    text.matchAll(/["“”„«»]([^"“”„«»]+)["“”„«»]|[^\s"“”„«»()[\]{}<>,;|]+/gu),
    ([whole, quoted]) => ({
      text: quoted ?? whole,
      isQuoted: quoted !== undefined,
    }),
  )
}

/** What the index (unicode61) takes for a word: letters, digits and private-use characters, with the marks on them. */
const word = /[\p{L}\p{N}\p{Co}](?:[\p{L}\p{N}\p{Co}]|[\u0300-\u0331])*/gu

function termOf({ text, isQuoted }: { text: string; isQuoted: boolean }): FoundTerm[] {
  const bare = isQuoted ? text : text.replace(/[’'`´]s$/iu, '')
  const words = bare.match(word)
  if (!words) return []
  return [{ text: text.trim(), words, isPrefix: mayBePrefix(words.at(-1)!) && text.endsWith('*'), isQuoted }]
}

/**
 * Whether words may be looked for by their beginning. Not by one letter, nor by one that stemming leaves only one letter of:
 * the index keeps beginnings of two and three letters, and would have to be read whole.
 */
export function mayBePrefix(beginning: string): boolean {
  return Array.from(beginning).length >= 2 && !/^(?:[aeiou](?:ing|ed)s?|ies)$/i.test(beginning)
}

function distinct(terms: FoundTerm[]): FoundTerm[] {
  const seen = new Set<string>()
  return terms.filter(({ words, isPrefix }) => {
    const key = `${words.join(' ').toLowerCase()}${isPrefix ? '*' : ''}`
    return !seen.has(key) && seen.add(key)
  })
}

const stopWords = new Set(
  `a an and are as at be been but by for from had has have he her his if in into is it its of on or our she so such than
  that the their them then there these they this those to was we were what when where which who will with would you
  your`.split(/\s+/),
)
