import { ClaimSet } from '../../../../db/claimSet.ts'
import type { Db } from '../../../../db/client.ts'
import { prepareOnce } from '../../../../db/statements.ts'
import { patterns } from '../../../../db/vocabulary.ts'
import type { Place, Sort } from '../forms.ts'
import { chunksOf, type FacetValue, type Picked } from './picked.ts'

/*
 * Which claims stand on a page, without ever looking at more than a few thousand of 600,000:
 *
 * - Nothing chosen: the index of the order is read from the cursor on, 51 entries.
 * - A choice that fits few claims: these are looked up and sorted. How many fit is known beforehand, from the sets of
 *   claims (an AND of bits), not by trying.
 * - A choice that fits more: the index of the order is walked and each claim asked of the set, which fills a page after
 *   some hundreds of entries, unless the order and the choice run against each other ("only the one side" in the order
 *   "contested first" begins after all contested claims). Therefore the order is cut into spans of ranks whose claims
 *   are known to lie in certain sets. A span that cannot hold any is passed over unread; the others are walked, or their
 *   claims looked up, whichever promises to be less work; a walk that takes much longer than it promised is given up for looking up.
 * - Whatever happens, no more than 5,000 claims are looked up at once, and after 20,000 entries the page ends where it is
 *   and the next one goes on from there. Reached only where more than 5,000 claims of a span fit the choice or are
 *   mirrored, and none of its first 20,000 is among them.
 */
const usualLimits = { sortedAtOnce: 500, mostSorted: 5_000, mostWalked: 20_000 }
type Limits = typeof usualLimits

export interface ClaimList {
  ids: number[]
  /** The places of the first and of the last claim (or where the walk ended), from which other pages go on. */
  first: Place | null
  last: Place | null
  hasBefore: boolean
  hasAfter: boolean
  /** Whether the page ended before it was full although there may be more. */
  isCut: boolean
}

export interface Window {
  sort: Sort
  after: Place | null
  before: Place | null
  size: number
}

const columns: Record<Sort, string> = {
  contested: 'rank_pattern',
  topic: 'rank_topic',
  date: 'rank_date',
  size: 'rank_size',
}

type RawPlace = [rank: number | string, groupId: number, claimId: number]
/** Beyond which place, and up to which rank, a statement is to read. */
type Range = [...RawPlace, end: number | string]

const statements = prepareOnce(({ $client }) => {
  const inOrder = (sort: Sort, isForward: boolean, from: string) => {
    const rank = columns[sort]
    const [beyond, within, direction] = isForward ? ['>', '<=', ''] : ['<', '>=', 'DESC']
    return `
      SELECT s.${rank}, s.group_id, s.claim_id FROM ${from}
      WHERE (s.${rank}, s.group_id, s.claim_id) ${beyond} (?, ?, ?) AND s.${rank} ${within} ?
      ORDER BY s.${rank} ${direction}, s.group_id ${direction}, s.claim_id ${direction} LIMIT ?`
  }
  const both = (sort: Sort) =>
    [true, false].map((isForward) => ({
      walk: $client
        .prepare<[...RawPlace, number | string, number], RawPlace>(
          inOrder(sort, isForward, `claim_summaries s INDEXED BY claim_summaries_by_${indexNames[sort]}`),
        )
        .raw(),
      among: $client
        .prepare<[string, ...RawPlace, number | string, number], RawPlace>(
          inOrder(sort, isForward, 'json_each(?) j CROSS JOIN claim_summaries s ON s.claim_id = j.value'),
        )
        .raw(),
    }))
  return {
    contested: both('contested'),
    topic: both('topic'),
    date: both('date'),
    size: both('size'),
    topics: $client.prepare<[], { id: number; ordinal: number }>(
      'SELECT id, ordinal FROM topics ORDER BY ordinal',
    ),
    values: $client
      .prepare<[string], string>('SELECT DISTINCT value FROM claim_sets WHERE facet = ?')
      .pluck(),
  }
})

const indexNames: Record<Sort, string> = { contested: 'pattern', topic: 'topic', date: 'date', size: 'size' }

/** The claims of one page of an order, of those that are picked. */
export function listClaims(db: Db, picked: Picked, window: Window, limits = usualLimits): ClaimList {
  const isForward = window.before === null
  const claims = picked.claims()
  const { places, cutAt } = find(db, claims, window, isForward, limits)
  if (!isForward && !places.length && !cutAt) {
    return listClaims(db, picked, { ...window, before: null }, limits)
  }

  const hasMore = places.length > window.size
  const shown = places.slice(0, window.size)
  if (!isForward) shown.reverse()
  const isCut = cutAt !== null && !hasMore
  return {
    ids: shown.map(({ claimId }) => claimId),
    first: isCut && !isForward ? cutAt : (shown[0] ?? window.after),
    last: isCut && isForward ? cutAt : (shown.at(-1) ?? null),
    hasBefore: isForward ? window.after !== null : hasMore || isCut,
    hasAfter: !isForward || hasMore || isCut,
    isCut,
  }
}

interface Found {
  places: Place[]
  cutAt: Place | null
}

/** One claim more than a page holds, so that it is known whether there are more. */
function find(db: Db, claims: ClaimSet | null, window: Window, isForward: boolean, limits: Limits): Found {
  const start = window.after ?? window.before
  const ends = everything(window.sort)
  const limit = window.size + 1
  if (claims === null) {
    const { walk } = statements(db)[window.sort][isForward ? 0 : 1]!
    return { places: walk.all(...bounds(ends, start, isForward), limit).map(asPlace), cutAt: null }
  }
  if (claims.size <= limits.sortedAtOnce) {
    const { among } = statements(db)[window.sort][isForward ? 0 : 1]!
    const ids = JSON.stringify(claims.ids())
    return { places: among.all(ids, ...bounds(ends, start, isForward), limit).map(asPlace), cutAt: null }
  }
  return findInSpans(db, claims, window, isForward, limits)
}

function findInSpans(
  db: Db,
  claims: ClaimSet,
  window: Window,
  isForward: boolean,
  { mostSorted, mostWalked }: Limits,
): Found {
  const { walk, among } = statements(db)[window.sort][isForward ? 0 : 1]!
  const start = window.after ?? window.before
  const limit = window.size + 1
  const mirrored = chunksOf(db, [['mirrored', 'yes']])
  const places: Place[] = []
  let left = mostWalked

  /** Walks at most so many entries, until the page is full or the span read; else tells where it stopped. */
  const walkOn = (range: Range, candidates: ClaimSet, most: number): Place | null => {
    let walked = 0
    for (const row of walk.iterate(...range, most)) {
      walked += 1
      left -= 1
      const place = asPlace(row)
      if (candidates.has(place.claimId) && places.push(place) === limit) return null
      if (walked === most) return place
    }
    return null
  }

  for (const span of spansOf(db, window.sort, isForward)) {
    if (start && (isForward ? span.to < start.rank : span.from > start.rank)) continue
    const held = span.within && new ClaimSet([...chunksOf(db, span.within), ...mirrored])
    const candidates = held ? claims.and(held) : claims
    const size = candidates.size
    if (!size) continue
    let range = bounds(span, start, isForward)
    if (left <= 0) return { places, cutAt: asPlace([range[0], range[1], range[2]]) }

    const isSmall = size <= mostSorted
    const promised = held ? Math.ceil((limit * held.size) / size) : Number.POSITIVE_INFINITY
    if (!isSmall || promised < size) {
      const stoppedAt = walkOn(range, candidates, isSmall ? Math.min(left, 4 * promised) : left)
      if (places.length === limit) break
      if (!stoppedAt) continue
      if (!isSmall || left <= 0) return { places, cutAt: stoppedAt }
      range = bounds(span, stoppedAt, isForward)
    }
    left -= size
    const ids = JSON.stringify(candidates.ids())
    places.push(...among.all(ids, ...range, limit - places.length).map(asPlace))
    if (places.length === limit) break
  }
  return { places, cutAt: null }
}

interface Span {
  from: number | string
  to: number | string
}

/** Before and after every claim of a rank; both can stand in an address. */
const first = { groupId: 0, claimId: 0 }
const last = { groupId: 999_999_999_999_999, claimId: 999_999_999_999_999 }
/** Sorts after every day and month. */
const afterDays = '~'

const everything = (sort: Sort): Span =>
  sort === 'date'
    ? { from: '', to: afterDays }
    : { from: Number.MIN_SAFE_INTEGER, to: Number.MAX_SAFE_INTEGER }

const asPlace = ([rank, groupId, claimId]: RawPlace): Place => ({ rank, groupId, claimId })

/** What of a span lies beyond `start`. */
function bounds(span: Span, start: Place | null, isForward: boolean): Range {
  const [near, far] = isForward ? [span.from, span.to] : [span.to, span.from]
  const isInside = start !== null && (isForward ? start.rank >= near : start.rank <= near)
  const from = isInside ? start : { rank: near, ...(isForward ? first : last) }
  return [from.rank, from.groupId, from.claimId, far]
}

/**
 * An order cut into spans of ranks, from its beginning or its end. Every claim with a rank of the span is in one of the sets
 * `within`, or is mirrored: it then stands with its partner, whatever its own rank.
 */
function spansOf(db: Db, sort: Sort, isForward: boolean): (Span & { within: FacetValue[] | null })[] {
  const spans = {
    contested: patternSpans,
    topic: topicSpans,
    date: daySpans,
    size: sizeSpans,
  }[sort](db)
  return isForward ? spans : spans.reverse()
}

type SetSpan = Span & { within: FacetValue[] | null }

const patternSpans = (): SetSpan[] =>
  patterns.map((pattern, rank) => ({ from: rank, to: rank, within: [['pattern', pattern]] }))

const topicSpans = (db: Db): SetSpan[] => [
  ...statements(db)
    .topics.all()
    .map(({ id, ordinal }): SetSpan => ({ from: ordinal, to: ordinal, within: [['topic', String(id)]] })),
  { from: Number.MAX_SAFE_INTEGER, to: Number.MAX_SAFE_INTEGER, within: null },
]

/**
 * The months in which letters lie, and the gaps between them: there only a letter without a certain month decides. No two
 * spans share an end: days ("2020-11-30") lie between "2020-11-" and "2020-11~", and none between "2020-11~~" and "2020-12".
 */
function daySpans(db: Db): SetSpan[] {
  const undated: FacetValue = ['month', 'undated']
  const months = statements(db)
    .values.all('month')
    .filter((month) => month !== 'undated')
    .sort()
  const spans: SetSpan[] = []
  let gapFrom = ''
  for (const month of months) {
    spans.push({ from: gapFrom, to: month, within: [undated] })
    spans.push({ from: `${month}-`, to: `${month}${afterDays}`, within: [['month', month], undated] })
    gapFrom = `${month}${afterDays}${afterDays}`
  }
  // Claims that no letter makes have no month at all; they have no counted assertion either.
  return [...spans, { from: gapFrom, to: afterDays, within: [undated, ['size', '0']] }]
}

function sizeSpans(db: Db): SetSpan[] {
  const sizes = statements(db)
    .values.all('size')
    .map(Number)
    .sort((a, b) => b - a)
  return sizes.map((size) => ({
    from: -size,
    // The smallest of up to 3, 15, 63 … is 1, 4, 16 …
    to: size ? -(size + 1) / 4 : 0,
    within: [['size', String(size)]],
  }))
}
