import type { DatedLetter } from '../../../db/datedLetters.ts'
import { countedKinds, type Position, type StanceKind, stanceKinds } from '../../../db/vocabulary.ts'
import { assertionBase } from '../../domain/assertionBase.ts'
import { attributionInWords } from '../../domain/attribution.ts'
import { paragraphInWords } from '../../domain/citation.ts'
import { intervalInWords } from '../../domain/dates.ts'
import { type LetterIndex, letterIndex } from '../../domain/letterIndex.ts'
import { silenceInWords } from '../../domain/silence.ts'
import { capitalised, countOf, kindWords, positionWords, stanceWords } from '../../domain/words.ts'
import { type PageContext, type PlacedParty, placedParties } from '../../web/pageContext.ts'
import { type Params, urls, withParams } from '../../web/urls.ts'
import type { ClaimRow, LinkRow, PositionRow, QuoteRow } from './queries/claims.ts'

/** What the sides of every claim on a page are made with. */
export interface SideSetting {
  parties: readonly PlacedParty[]
  sidesParams: Params
  /** The same as a query string, to be put behind the hundreds of addresses of a page. */
  query: string
  countsAllKinds: boolean
  index: LetterIndex
  dateInWords: (letterId: number) => string
}

export function sideSetting(
  { sides, sidesParams }: PageContext,
  letters: readonly DatedLetter[],
  countsAllKinds: boolean,
): SideSetting {
  const index = letterIndex(letters)
  const known = new Map<number, string>()
  return {
    parties: placedParties(sides),
    sidesParams,
    query: withParams('', sidesParams),
    countsAllKinds,
    index,
    dateInWords(letterId) {
      let words = known.get(letterId)
      if (words === undefined) known.set(letterId, (words = intervalInWords(index.dateOf(letterId))))
      return words
    },
  }
}

/** A side's position on a claim, with its base; or its silence, dated. */
export interface PositionView {
  party: string
  place: number
  position: Position
  positionWords: string
  /** The name of its sign in icons.svg. */
  shape: string
  /** "7 assertions in 4 of 4 letters"; null for a side that does not address the claim. */
  base: string | null
  /** "1 letter, later than the claim"; null for a side that addresses it. */
  silence: string | null
}

/** The signs of the positions, as icons.svg names them. */
export const shapes: Record<Position, string> = {
  asserts: 'asserts',
  disputes: 'disputes',
  qualifies: 'qualifies',
  mixed: 'mixed',
  'only reports': 'reports',
  'not addressed': 'silent',
}

const capitalisedPositions = Object.fromEntries(
  Object.entries(positionWords).map(([position, words]) => [position, capitalised(words)]),
) as Record<Position, string>

export function positionView(
  party: PlacedParty,
  row: PositionRow | undefined,
  { madeFrom, madeTo }: Pick<ClaimRow, 'madeFrom' | 'madeTo'>,
  { countsAllKinds, index }: SideSetting,
): PositionView {
  const position = row?.position ?? 'not addressed'
  return {
    party: party.slug,
    place: party.place,
    position,
    positionWords: capitalisedPositions[position],
    shape: shapes[position],
    base: row ? assertionBase(row, party.letters, countsAllKinds) : null,
    silence: row ? null : silenceInWords(index.silence(party.id, { from: madeFrom, to: madeTo })),
  }
}

export interface QuoteView {
  /** The stance in words where nothing above the quote says it. */
  stance: string | null
  /** "evaluation" or "demand": what is not among the assertions that are counted. */
  kind: string | null
  words: string
  /** The language of the letter where it is not that of the page. */
  language: string | null
  author: string
  date: string
  paragraph: string
  href: string
  attribution: AttributionView | null
  scope: string | null
}

export interface AttributionView {
  text: string
  author: string
  links: { words: string; name: string; href: string | null }[]
}

export interface SideView extends PositionView {
  quotes: QuoteView[]
  /** The assertions that are not shown here, and where they are. */
  more: { text: string; href: string; quotesHref: string } | null
}

/** A side of a claim with the words that speak for it. `rowOf` gives the position of any party on this claim. */
export function sideView(
  party: PlacedParty,
  claim: ClaimRow,
  rowOf: (partyId: number) => PositionRow | undefined,
  quotes: readonly QuoteRow[],
  linksOf: ReadonlyMap<number, LinkRow[]>,
  setting: SideSetting,
): SideView {
  const row = rowOf(party.id)
  const shown =
    quotes.length > 1
      ? quotes.toSorted(([, , a], [, , b]) => stanceKinds.indexOf(a) - stanceKinds.indexOf(b))
      : quotes
  const rest = row ? row.assertions - shown.length : 0
  const addresses = (partyId: number) => rowOf(partyId) !== undefined
  return {
    ...positionView(party, row, claim, setting),
    quotes: shown.map((quote, i) =>
      quoteView(quote, i ? besideWords(quote[2]) : null, claim, linksOf.get(quote[4]), addresses, setting),
    ),
    more:
      rest > 0
        ? {
            text: `${countOf(rest)} more`,
            href: sideAddress(claim.slug, party.slug, setting.query),
            quotesHref: urls.claimQuotes(claim.slug, party.slug) + setting.query,
          }
        : null,
  }
}

/** The place of a side on the claim's own page. */
const sideAddress = (claim: string, party: string, query: string) =>
  `${urls.claim(claim)}${query}#side-${party}`

/** A quote with where it stands. `stanceInWords` is printed over it; null where what stands above says it. */
export function quoteView(
  row: QuoteRow,
  stanceInWords: string | null,
  claim: ClaimRow,
  links: LinkRow[] | undefined,
  addresses: (partyId: number) => boolean,
  setting: SideSetting,
): QuoteView {
  const [
    ,
    partyId,
    stance,
    scopeNote,
    ,
    assertion,
    words,
    author,
    letterId,
    letter,
    language,
    paragraph,
    kind,
  ] = row
  return {
    stance: stanceInWords,
    kind: countedKinds.includes(kind) ? null : kindWords[kind],
    words,
    language: language === 'en' ? null : language,
    author,
    date: setting.dateInWords(letterId),
    paragraph: paragraphInWords(paragraph),
    href: `${urls.letter(letter)}${setting.query}#${assertion}`,
    attribution: links
      ? attributionView(author, links, claim, (id) => id !== partyId && addresses(id), setting)
      : null,
    // What an assertion leaves out of a claim that it supports stands on the claim's own page.
    scope: stance === 'disputes' || stance === 'qualifies' ? scopeNote : null,
  }
}

const besideWords = (stance: StanceKind) => `Also ${stanceWords[stance]}`

/** The chain as a sentence; a party of whom `addresses` says that it speaks on the claim is led to by its words there. */
function attributionView(
  author: string,
  links: LinkRow[],
  claim: ClaimRow,
  addresses: (partyId: number) => boolean,
  { parties, query }: SideSetting,
): AttributionView {
  const { text, parts } = attributionInWords(
    author,
    links.map(({ name, isAdopted }) => ({ name, isAdopted: isAdopted === 1 })),
  )
  const hrefOf = ({ partyId, authority }: LinkRow) => {
    const party = parties.find(({ id }) => id === partyId)
    if (party && addresses(party.id)) return sideAddress(claim.slug, party.slug, query)
    if (authority !== null) return urls.source(authority) + query
    return party ? urls.party(party.slug) + query : null
  }
  return {
    text,
    author,
    links: parts.map(({ words, name, index }) => ({ words, name, href: hrefOf(links[index]!) })),
  }
}
