import type { Db } from '../../../db/client.ts'
import {
  affordableTerms,
  matchExpression,
  mayBePrefix,
  type SearchQuery,
  type SearchTerm,
} from '../../domain/searchQuery.ts'
import { type SearchType, searchTypes } from './forms.ts'
import {
  countHits,
  countResults,
  type Found,
  findRank,
  lastRow,
  listNewest,
  listRanked,
  windowRows,
} from './queries.ts'

/** Counts of results stop here: "1,000+". */
export const countCap = 1000

/** How many results of each type stand on the page that shows all three, and on a page of one type. */
const fewResults: Record<SearchType, number> = { claims: 5, quotes: 8, letters: 5 }
const manyResults = 20

/**
 * How many hits may be ranked at once, which bounds every statement to 20 ms at a million quotes. Fewer where each hit
 * must be looked up in other tables besides: a paragraph's letter, a quote's author.
 */
const rankedHits = 5000
const lookedUpHits = 2500

/** So many terms are looked for at once where all are too common to be ranked. */
const mostUnranked = 2

const budgetOf = (type: SearchType, partyId: number | null) =>
  type === 'letters' || partyId !== null ? lookedUpHits : rankedHits

/** What is asked of the search, in ids. */
export interface LookUp {
  query: SearchQuery
  partyId: number | null
  /** null for all three. */
  type: SearchType | null
  /** The id of the last result of the page before, where results are ranked. */
  after: number | null
  /** The row before which to look on, where they are not. */
  before: number | null
}

/** The results of one type. `list` is null where another type alone is asked for. */
export interface TypeResults {
  type: SearchType
  count: number
  /** Whether there may be more than `count`. */
  isCapped: boolean
  isRanked: boolean
  list: Found[] | null
  /** Where the next page goes on: behind the last of `list`, or before a row; null at the end. */
  next: { after: number } | { before: number } | null
}

/** What was found, and how what was typed had to be taken. */
export interface LookedUp {
  results: Record<SearchType, TypeResults>
  /** Every term as it was looked for, to be marked where it stands. */
  marked: string
  /** Nothing holds all terms: these are the results with any of them. */
  isAny: boolean
  /** Terms that stand nowhere; those taken for the beginnings of words; those that could not be. */
  missing: string[]
  completed: { typed: string; beginning: string }[]
  notCompleted: string[]
  /** Terms that are too common to be looked for beside the others, and whether some results are not ranked. */
  leftOut: string[]
}

interface ResolvedTerm {
  typed: SearchTerm
  /** As it is looked for. */
  term: SearchTerm
  hits: Record<SearchType, number>
}

export function lookUp(db: Db, asked: LookUp): LookedUp {
  const resolved = asked.query.terms.map((term) => resolve(db, term))
  const found = resolved.filter(isFound)

  const plansOf = (terms: ResolvedTerm[], operator: 'AND' | 'OR') =>
    searchTypes.map((type) => planOf(db, type, terms, operator, asked.partyId))
  const isAll = found.length === resolved.length
  const all = isAll ? plansOf(resolved, 'AND') : []
  const isAny = found.length > 0 && resolved.length > 1 && all.every(({ count }) => count === 0)
  const plans = isAny ? plansOf(found, 'OR') : isAll ? all : plansOf([], 'AND')

  return {
    results: Object.fromEntries(
      plans.map((plan) => [plan.type, listOf(db, plan, asked)]),
    ) as LookedUp['results'],
    marked: matchExpression(
      resolved.map(({ term }) => term),
      'OR',
    ),
    isAny,
    missing: resolved.filter((one) => !isFound(one)).map(({ term }) => term.text),
    completed: resolved.flatMap(({ typed, term }) =>
      term.isPrefix && !typed.isPrefix ? [{ typed: typed.text, beginning: term.text }] : [],
    ),
    notCompleted: resolved.flatMap(({ typed, term }) =>
      typed.isPrefix && !term.isPrefix ? [typed.text] : [],
    ),
    leftOut: [...new Set(plans.flatMap(({ leftOut }) => leftOut.map(({ text }) => text)))],
  }
}

/** A term with its hits in each type. A word that stands nowhere is taken for the beginning of one. */
function resolve(db: Db, typed: SearchTerm): ResolvedTerm {
  const isAffordable = !typed.isPrefix || isAffordablePrefix(db, typed)
  const whole = { typed, ...withHits(db, isAffordable ? typed : { ...typed, isPrefix: false }) }
  if (isFound(whole) || typed.isPrefix || typed.words.length > 1) return whole
  for (const term of beginningsOf(typed.words[0]!)) {
    if (!isAffordablePrefix(db, term)) continue
    const begun = { typed, ...withHits(db, term) }
    if (isFound(begun)) return begun
  }
  return whole
}

/**
 * What a word may be the beginning of: itself, or itself without its last letters, because the index holds stems
 * ("munitio" is longer than "munit", the stem of "munitions").
 */
function beginningsOf(word: string): SearchTerm[] {
  const letters = Array.from(word)
  return [0, 1, 2, 3]
    .filter((less) => letters.length - less >= (less ? 4 : 3))
    .map((less) => letters.slice(0, letters.length - less).join(''))
    .map((beginning) => ({ text: beginning, words: [beginning], isPrefix: true }))
}

const withHits = (db: Db, term: SearchTerm) => ({ term, hits: hitsOf(db, term) })

const isFound = ({ hits }: { hits: ResolvedTerm['hits'] }) => searchTypes.some((type) => hits[type] > 0)

const hitsOf = (db: Db, term: SearchTerm): ResolvedTerm['hits'] => ({
  claims: hitsOfType(db, 'claims', term),
  quotes: hitsOfType(db, 'quotes', term),
  letters: hitsOfType(db, 'letters', term),
})

/**
 * Counts up to the budget. To count a phrase, FTS5 reads all hits of its rarest word: that one is looked for first, among
 * the longest words.
 */
function hitsOfType(db: Db, type: SearchType, term: SearchTerm): number {
  const hits = (counted: SearchTerm) => countHits(db, type, matchExpression([counted], 'AND'), rankedHits)
  if (term.words.length === 1) return hits(term)
  const whole = term.isPrefix ? term.words.slice(0, -1) : term.words
  const longest = [...new Set(whole)].sort((a, b) => b.length - a.length).slice(0, 4)
  for (const word of longest) {
    if (hits({ text: word, words: [word], isPrefix: false }) <= lookedUpHits) return hits(term)
  }
  return rankedHits + 1
}

/**
 * FTS5 merges the rows of all words that begin so before it gives the first; only beginnings of two and three letters are
 * kept ready. A longer one has no more hits than its first three letters.
 */
function isAffordablePrefix(db: Db, { words }: SearchTerm): boolean {
  const beginning = Array.from(words.at(-1)!)
  if (!mayBePrefix(beginning.join(''))) return false
  if (beginning.length <= 3) return true
  const three = beginning.slice(0, 3).join('')
  if (!mayBePrefix(three)) return false
  const match = matchExpression([{ text: three, words: [three], isPrefix: true }], 'AND')
  return searchTypes.every((type) => countHits(db, type, match, lookedUpHits) <= lookedUpHits)
}

/** How one type is searched: ranked by the terms that can be afforded, or not at all. `match` '' finds nothing. */
interface Plan {
  type: SearchType
  match: string
  leftOut: SearchTerm[]
  count: number
  /** Where nothing is ranked: what the newest rows hold. */
  newest: Found[] | null
}

function planOf(
  db: Db,
  type: SearchType,
  terms: readonly ResolvedTerm[],
  operator: 'AND' | 'OR',
  partyId: number | null,
): Plan {
  const counted = terms.map(({ term, hits }) => ({ term, hits: hits[type] }))
  const { chosen, leftOut } = affordableTerms(counted, budgetOf(type, partyId))
  if (chosen.length || !leftOut.length) {
    const match = matchExpression(chosen, operator)
    const count = match && countResults(db, type, { match, partyId }, countCap)
    return { type, match, leftOut, count: count || 0, newest: null }
  }
  const match = matchExpression(leftOut.slice(0, mostUnranked), operator)
  const newest = listNewest(db, type, { match, partyId }, countCap + 1, lastRow(db, type) + 1)
  return { type, match, leftOut: leftOut.slice(mostUnranked), count: newest.length, newest }
}

function listOf(db: Db, plan: Plan, { type: askedType, partyId, after, before }: LookUp): TypeResults {
  const { type, match, count, newest } = plan
  const results = {
    type,
    count: Math.min(count, countCap),
    isCapped: count > countCap || newest !== null,
    isRanked: newest === null,
  }
  if (askedType !== null && askedType !== type) return { ...results, list: null, next: null }
  if (match === '') return { ...results, list: [], next: null }

  const limit = askedType === null ? fewResults[type] : manyResults
  if (newest === null) {
    const rank = after === null ? undefined : findRank(db, type, match, after)
    const last = after === null || rank === undefined ? null : { id: after, rank }
    const found = listRanked(db, type, { match, partyId }, limit + 1, last)
    const list = found.slice(0, limit)
    return { ...results, list, next: found.length > limit ? { after: list.at(-1)!.id } : null }
  }
  const end = before ?? lastRow(db, type) + 1
  const found = before === null ? newest : listNewest(db, type, { match, partyId }, limit + 1, end)
  const list = found.slice(0, limit)
  const lookOnBefore = found.length > limit ? list.at(-1)!.rows[0]! : end - windowRows
  return { ...results, list, next: lookOnBefore > 1 ? { before: lookOnBefore } : null }
}
