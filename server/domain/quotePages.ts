import { positionOf, type StanceCounts } from '../../db/positions.ts'
import { type Position, type StanceKind, stanceKinds } from '../../db/vocabulary.ts'

/**
 * The quotes of one speaker on one claim, in order and a page at a time. Their order is: those that make up its position, then
 * qualifications beside it, then reports; each by date of letter, then by place in the letter. A claim may have
 * thousands, so the order is worked out from how many there are in each letter; only those of a page are then read.
 */

/** How many of one letter's assertions take each stance on the claim. */
export interface QuoteCounts extends StanceCounts {
  letterId: number
}

/** Where a quote stands in the order. `ordinal` is its place in its letter. */
export interface QuotePlace {
  letterId: number
  ordinal: number
  stance: StanceKind
}

/** All quotes of one letter that come at the same rank. */
interface Batch {
  letterId: number
  rank: number
  count: number
}

/** The letters to read for one page, and what `pageOfQuotes` needs to cut it out. */
export interface PagePlan {
  letterIds: number[]
  batches: Batch[]
  position: Position
  total: number
  /** How many quotes stand before the first batch. */
  before: number
  after: QuotePlace | null
  size: number
}

export interface QuotePage<Quote> {
  quotes: Quote[]
  /** 1 for the first quote of all; 0 where there is none. */
  first: number
  last: number
  total: number
  hasMore: boolean
}

/** Which letters must be read for the page that comes after `after`; a place that is no longer there begins anew. */
export function planPage(
  counts: readonly QuoteCounts[],
  compareLetters: (one: number, other: number) => number,
  after: QuotePlace | null,
  size: number,
): PagePlan {
  const position = positionOf(sum(counts))
  const batches = allBatches(counts, position, compareLetters)
  const total = batches.reduce((n, batch) => n + batch.count, 0)
  const found = after
    ? batches.findIndex(
        (batch) => batch.letterId === after.letterId && batch.rank === rankOf(after.stance, position),
      )
    : -1
  const goesOn = found !== -1
  const from = goesOn ? found : 0

  let to = from
  for (let room = size; to < batches.length && room > 0; to++) {
    // The page before may have used up all of the batch in which it ended.
    if (!goesOn || to > from) room -= batches[to]!.count
  }
  const chosen = batches.slice(from, to)
  return {
    letterIds: [...new Set(chosen.map((batch) => batch.letterId))],
    batches: chosen,
    position,
    total,
    before: batches.slice(0, from).reduce((n, batch) => n + batch.count, 0),
    after: goesOn ? after : null,
    size,
  }
}

/** The page, cut out of all quotes that the planned letters hold on the claim, given in any order. */
export function pageOfQuotes<Quote extends QuotePlace>(
  plan: PagePlan,
  quotes: readonly Quote[],
): QuotePage<Quote> {
  const batchOf = new Map(plan.batches.map((batch, i) => [`${batch.rank} ${batch.letterId}`, i]))
  const placed = quotes
    .flatMap((quote) => {
      const batch = batchOf.get(`${rankOf(quote.stance, plan.position)} ${quote.letterId}`)
      return batch === undefined ? [] : [{ quote, batch }]
    })
    .sort((a, b) => a.batch - b.batch || a.quote.ordinal - b.quote.ordinal)
  const { after } = plan
  const passed = after
    ? placed.filter(({ quote, batch }) => batch === 0 && quote.ordinal <= after.ordinal).length
    : 0
  const shown = placed.slice(passed, passed + plan.size).map(({ quote }) => quote)
  const last = plan.before + passed + shown.length
  return {
    quotes: shown,
    first: shown.length ? plan.before + passed + 1 : 0,
    last,
    total: plan.total,
    hasMore: last < plan.total,
  }
}

/** 0 for a quote that makes up the position, 1 for a qualification beside it, 2 for what is only reported. */
function rankOf(stance: StanceKind, position: Position): number {
  if (stance === 'reports') return 2
  return stance === 'qualifies' && position !== 'qualifies' ? 1 : 0
}

function allBatches(
  counts: readonly QuoteCounts[],
  position: Position,
  compareLetters: (one: number, other: number) => number,
): Batch[] {
  return counts
    .flatMap((letter) => {
      const byRank = [0, 0, 0]
      for (const stance of stanceKinds) byRank[rankOf(stance, position)]! += letter[stance]
      return byRank.map((count, rank) => ({ letterId: letter.letterId, rank, count }))
    })
    .filter((batch) => batch.count > 0)
    .sort((a, b) => a.rank - b.rank || compareLetters(a.letterId, b.letterId))
}

function sum(counts: readonly StanceCounts[]): StanceCounts {
  const total: StanceCounts = { asserts: 0, disputes: 0, qualifies: 0, reports: 0 }
  for (const each of counts) for (const stance of stanceKinds) total[stance] += each[stance]
  return total
}
