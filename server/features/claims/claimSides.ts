import type { Db } from '../../../db/client.ts'
import { datedLetters } from '../../../db/datedLetters.ts'
import type { Position } from '../../../db/vocabulary.ts'
import { assertionBase } from '../../domain/assertionBase.ts'
import { firstOf, type Interval } from '../../domain/dates.ts'
import { groupBy } from '../../domain/groupBy.ts'
import { letterIndex } from '../../domain/letterIndex.ts'
import { type PagePlan, pageOfQuotes, planPage, type QuotePlace } from '../../domain/quotePages.ts'
import { silenceInWords } from '../../domain/silence.ts'
import { type PageContext, type PlacedParty, placedParties } from '../../web/pageContext.ts'
import { keepUntilChanged } from '../../web/untilChanged.ts'
import { type ClaimRow, type CountsRow, countQuotes, listFigured, listPlaces, readQuotes } from './queries.ts'
import { positionInWords, type Quote, quoteViews } from './quotes.ts'

/** So many quotes of a side stand on one page. */
const pageSize = 40

/** In the place of a party's slug (no slug has an underscore): authors who belong to no party. */
export const noParty = 'no_party'

/** A side of the claim: a party with its position and one page of its quotes, or the authors of no party. */
export interface ClaimSide {
  /** The party's slug, or `noParty`. */
  slug: string
  name: string
  /** 1 left, 2 right, then the others; null for authors of no party. */
  place: number | null
  position: Position
  positionWords: string
  /** "7 assertions in 4 of 4 letters"; null where it does not address the claim. */
  base: string | null
  /** The letters that stand behind "not addressed", dated against the claim; null where it is addressed. */
  silence: string | null
  total: number
  first: number
  last: number
  /** The last quote shown, where more follow: what the address of the next page names. */
  nextAfter: string | null
  quotes: SideQuote[]
}

/** `repeatsSources`: it rests on exactly the sources of the quote above it, which stand there. */
export type SideQuote = Quote & { repeatsSources: boolean }

export interface ClaimSides {
  parties: ClaimSide[]
  /** Authors of no party; null where none says anything on the claim. */
  withoutParty: ClaimSide | null
  firstMade: Interval
  /** The ids of the assertions that are shown. */
  shownIds: number[]
  figured: Figured
}

/** All quotes that give a figure, whether or not they stand on this page: side by side, by date, by place in the letter. */
export interface Figured {
  quotes: { side: ClaimSide; quote: Quote }[]
  hasMore: boolean
}

// A claim with thousands of quotes has dozens of pages, all with the same counts.
const keepCounts = keepUntilChanged<CountsRow[]>(8)

/**
 * Every side's position on a claim with a page of its quotes; with `only`, the quotes of that one alone (the page after
 * `after`). A fixed number of statements, and no quote is read that is not on a page, except for its figures.
 */
export function readSides(
  db: Db,
  claim: ClaimRow,
  context: PageContext,
  only?: { slug: string; after: QuotePlace | null },
): ClaimSides {
  const index = letterIndex(datedLetters(db))
  const counts = keepCounts(db, context.site.dataVersion, claim.slug, () => countQuotes(db, claim))
  const countsOf = groupBy(counts, (row) => row.partyId)
  const firstMade = firstOf(counts.map((row) => index.dateOf(row.letterId)))
  const parties = placedParties(context.sides)

  const speakers: { party: PlacedParty | null; rows: CountsRow[]; plan: PagePlan }[] = [...parties, null].map(
    (party) => {
      const rows = countsOf.get(party?.id ?? null) ?? []
      const slug = party?.slug ?? noParty
      const size = only && only.slug !== slug ? 0 : pageSize
      return { party, rows, plan: planPage(rows, index.compare, only?.after ?? null, size) }
    },
  )
  const letterIds = new Set(speakers.flatMap(({ plan }) => plan.letterIds))
  const placesOf = groupBy(listPlaces(db, claim.id, letterIds), (place) => place.partyId)
  const pages = speakers.map(({ party, plan }) => pageOfQuotes(plan, placesOf.get(party?.id ?? null) ?? []))

  const shownIds = pages.flatMap((page) => page.quotes.map((quote) => quote.id))
  const positionOfQuote = new Map(
    pages.flatMap((page, i) => page.quotes.map((quote) => [quote.id, speakers[i]!.plan.position])),
  )
  const figured = only ? [] : listFigured(db, claim.id)
  const readIds = [...new Set([...shownIds, ...figured.map(({ id }) => id)])]
  const quotes = quoteViews(readQuotes(db, claim.id, readIds), (row) => ({
    position: positionOfQuote.get(row.id) ?? 'not addressed',
    wordingNumber: claim.wordingNumber,
    origin: context.origin,
    dateOf: index.dateOf,
    partyOf: (partyId) => {
      const party = context.parties.find(({ id }) => id === partyId)
      return party ? { slug: party.slug, name: party.name, hasQuotes: countsOf.has(partyId) } : null
    },
  }))
  const quoteOf = new Map(quotes.map((quote, i) => [readIds[i], quote]))

  const sides = speakers.map(({ party, rows, plan }, i): ClaimSide => {
    const { first, last, total, hasMore, quotes: shown } = pages[i]!
    return {
      slug: party?.slug ?? noParty,
      name: party?.name ?? 'Authors of no side',
      place: party?.place ?? null,
      position: plan.position,
      positionWords: positionInWords(plan.position),
      base: rows.length ? assertionBase(added(rows), party?.letters ?? 0) : null,
      silence: rows.length || !party ? null : silenceInWords(index.silence(party.id, firstMade)),
      total,
      first,
      last,
      nextAfter: hasMore && shown.length ? (quoteOf.get(shown.at(-1)!.id)?.slug ?? null) : null,
      quotes: withRepeats(shown.map((place) => quoteOf.get(place.id)!)),
    }
  })
  const withoutParty = sides.at(-1)!
  const figuredOf = groupBy(
    figured.toSorted(
      (one, other) => index.compare(one.letterId, other.letterId) || one.ordinal - other.ordinal,
    ),
    ({ partyId }) => partyId,
  )
  return {
    parties: sides.slice(0, -1),
    withoutParty: withoutParty.total ? withoutParty : null,
    firstMade,
    shownIds,
    figured: {
      quotes: speakers.flatMap(({ party }, i) =>
        (figuredOf.get(party?.id ?? null) ?? []).map(({ id }) => ({
          side: sides[i]!,
          quote: quoteOf.get(id)!,
        })),
      ),
      hasMore: figured.some(({ isCut }) => isCut === 1),
    },
  }
}

const withRepeats = (quotes: readonly Quote[]): SideQuote[] =>
  quotes.map((quote, i) => ({
    ...quote,
    repeatsSources: quote.sources.length > 0 && sourcesOf(quote) === sourcesOf(quotes[i - 1]),
  }))

/** What a quote rests on, as one name: notes are numbered within their letter. */
const sourcesOf = (quote: Quote | undefined) =>
  quote &&
  JSON.stringify([
    quote.letter.slug,
    ...quote.sources.map(({ footnote, authority }) => [footnote?.marker, authority?.slug]),
  ])

const added = (rows: readonly CountsRow[]) => ({
  counted: rows.reduce((n, row) => n + row.counted, 0),
  assertions: rows.reduce((n, row) => n + row.assertions, 0),
  letters: rows.length,
  countedLetters: rows.filter((row) => row.counted > 0).length,
})
