import type { Db } from '../../../db/client.ts'
import { datedLetters } from '../../../db/datedLetters.ts'
import type { Pattern } from '../../../db/vocabulary.ts'
import { corpusBanner } from '../../domain/corpusBanner.ts'
import { intervalInWords } from '../../domain/dates.ts'
import { groupBy } from '../../domain/groupBy.ts'
import { capitalised, cappedCount, countOf, patternWords } from '../../domain/words.ts'
import { type PageContext, type PlacedParty, placedParties } from '../../web/pageContext.ts'
import { type Params, urls } from '../../web/urls.ts'
import { compareAddress, countChosen, readChoice, type Selection } from './choice.ts'
import { countCap, filterForm, filtersView } from './filterView.ts'
import { type Asked, placeInAddress, type Sort, sorts } from './forms.ts'
import {
  type ClaimRow,
  type MirrorRow,
  type PositionRow,
  readClaims,
  readMirrors,
  readPositions,
  readQuotes,
  readTopics,
} from './queries/claims.ts'
import { countClaims, countFacets } from './queries/counts.ts'
import { lettersById, listTopics, slugFinder, type TopicName } from './queries/names.ts'
import { type ClaimList, listClaims } from './queries/order.ts'
import { type Picked, pick } from './queries/picked.ts'
import { mostAssertions, type Totals, totalsOf } from './queries/totals.ts'
import {
  type PositionView,
  positionView,
  type SideSetting,
  type SideView,
  sideSetting,
  sideView,
} from './sideView.ts'

/** So many claims stand on a page. */
const pageSize = 50

/** How an address is made of a selection: of Compare or of the matrix. */
export type AddressOf = (selection: Selection, more: Params) => string

/** What Compare and the matrix have in common: which claims, out of how many, by which filters, in which order. */
export interface Listing {
  selection: Selection
  topics: TopicName[]
  picked: Picked
  list: ClaimList
  setting: SideSetting
}

/** Reads the choice and finds the claims of the page. `topic` is the one that the path names. */
export function readListing(db: Db, asked: Asked, context: PageContext, topic?: string): Listing {
  const topics = listTopics(db)
  const finder = slugFinder(db, topics, context.parties)
  const choice = readChoice(topic === undefined ? asked : { ...asked, topic: [topic] }, finder)
  const selection: Selection = {
    choice,
    sort: asked.sort,
    countsAllKinds: asked.countsAllKinds,
    by: asked.by,
  }
  const picked = pick(db, choice)
  return {
    selection,
    topics,
    picked,
    list: listClaims(db, picked, { ...asked, size: pageSize }),
    setting: sideSetting(context, datedLetters(db), asked.countsAllKinds),
  }
}

export interface ClaimView {
  slug: string
  wording: string
  href: string
  pattern: Pattern
  patternWords: string
  topics: { name: string; href: string }[]
  mirrors: { wording: string; href: string }[]
  /** The sides that face each other: left, right. */
  sides: SideView[]
  /** The other parties' positions, where there are three or more. */
  others: PositionView[]
}

/** The model of Compare: the front page, or a topic's page. */
export function comparePage(db: Db, asked: Asked, context: PageContext, topicSlug?: string) {
  const listing = readListing(db, asked, context, topicSlug)
  const { selection, topics, setting } = listing
  const totals = readTotals(db, listing, context)
  const topic = topicOf(listing)
  return {
    title: topic?.name ?? context.site.title,
    topic: topic && {
      slug: topic.slug,
      name: topic.name,
      definition: topic.definition,
      includes: topic.includes,
      excludes: topic.excludes,
    },
    facts: factsInWords(totals),
    banner: corpusBanner(context.parties.map(({ letters }) => letters)),
    form: formView(db, listing, { action: urls.compare(), addressOf: compareAddress }),
    orders: ordersView(selection, setting.sidesParams, compareAddress),
    ...facingView(context, selection, compareAddress),
    found: foundInWords(db, listing, totals),
    claims: claimViews(db, listing, topics),
    pager: pagerView(listing, compareAddress),
  }
}

/** The one topic that the page is about, if exactly one is chosen. */
export function topicOf({ selection, topics }: Listing): TopicName | null {
  const [topic, ...others] = selection.choice.topic
  return (!others.length && topics.find(({ id }) => String(id) === topic?.value)) || null
}

export const readTotals = (db: Db, listing: Listing, context: PageContext): Totals =>
  totalsOf(db, topicOf(listing)?.id ?? 0, context.site.dataVersion)

/** "14 claims, 41 assertions in 5 letters, 14 October 2020 to 23 January 2023" */
export function factsInWords({ claims, assertions, counted, letters, span }: Totals): string {
  const besides = assertions - counted
  const counts =
    assertions > mostAssertions
      ? `${cappedCount(assertions, mostAssertions)} assertions`
      : `${countOf(counted, 'assertion')}${besides ? ` and ${countOf(besides, 'evaluation or demand', 'evaluations or demands')}` : ''}`
  const days = span.from || span.to ? `, ${intervalInWords(span)}` : ''
  return `${claimsInWords(claims)}, ${counts} in ${countOf(letters, 'letter')}${days}`
}

const claimsInWords = (n: number) =>
  n > countCap ? `${cappedCount(n, countCap)} claims` : countOf(n, 'claim')

/** How many claims fit, of how many. */
export function foundInWords(db: Db, { picked, selection }: Listing, totals: Totals): string {
  const chosen = countChosen(selection.choice)
  if (!chosen) return claimsInWords(totals.claims)
  if (picked.keptTopic() !== null) return `${claimsInWords(totals.claims)} on this topic`
  const n = picked.claims()?.size ?? 0
  return `${cappedCount(n, countCap)} of ${claimsInWords(countClaims(db, 0))} ${n === 1 ? 'fits' : 'fit'} the filters`
}

/** The filters with their counts. */
export function formView(
  db: Db,
  { selection, topics, picked, setting }: Listing,
  page: { action: string; addressOf: AddressOf },
) {
  const counts = countFacets(db, selection.choice, picked)
  const letterIds = [...counts.letter.claims.keys(), ...selection.choice.letter.map(({ value }) => value)]
  const names = {
    topics,
    letters: lettersById(db, letterIds.map(Number)),
    parties: setting.parties,
    index: setting.index,
  }
  const filters = filtersView(selection.choice, counts, names)
  return filterForm(selection, filters, names, setting.sidesParams, page)
}

const orderWords: Record<Sort, string> = {
  contested: 'Contested first',
  topic: 'By topic',
  date: 'By date',
  size: 'By number of assertions',
}

export const ordersView = (selection: Selection, sidesParams: Params, addressOf: AddressOf) =>
  sorts.map((sort) => ({
    text: orderWords[sort],
    href: addressOf({ ...selection, sort }, sidesParams),
    isCurrent: sort === selection.sort,
  }))

/** The sides that face each other, the way to exchange them, and, of three or more parties, to choose them. */
export function facingView(context: PageContext, selection: Selection, addressOf: AddressOf) {
  const { sides, parties, sidesParams } = context
  const facing = placedParties(sides)
    .slice(0, 2)
    .map((party) => ({
      party: party.slug,
      name: party.name,
      place: party.place,
      letters: countOf(party.letters, 'letter'),
      href: urls.party(party.slug, sidesParams),
    }))
  const exchanged: Params = sides.right
    ? { left: sides.right.slug, right: parties.length > 2 ? sides.left.slug : null }
    : {}
  return {
    facing,
    swapHref: sides.right ? addressOf(selection, exchanged) : null,
    /** Which two of three or more parties face each other. */
    sidesChoice:
      parties.length > 2
        ? {
            action: addressOf(selection, {}).split('?')[0] ?? '/',
            kept: keptFields(addressOf(selection, {})),
            parties: placedParties(sides).map(({ slug, name }) => ({ slug, name })),
            left: sides.left.slug,
            right: sides.right?.slug ?? null,
          }
        : null,
  }
}

/** The parameters of an address as fields of a form. */
const keptFields = (address: string) =>
  [...new URLSearchParams(address.split('?')[1] ?? '')].map(([name, value]) => ({ name, value }))

/** The claims of the page with their two sides. */
function claimViews(db: Db, { list, setting }: Listing, topics: readonly TopicName[]): ClaimView[] {
  const [left, right] = setting.parties
  if (!left || !list.ids.length) return []
  const claims = readClaims(db, list.ids)
  const positionsOf = groupBy(readPositions(db, list.ids), ({ claimId }) => claimId)
  const { quotes, linksOf } = readQuotes(db, list.ids, left.id, right?.id ?? null)
  const quotesOf = groupBy(quotes, ([claimId]) => claimId)
  const topicsOf = readTopics(db, list.ids)
  const mirrorsOf = readMirrors(
    db,
    claims.filter(({ isMirrored }) => isMirrored).map(({ id }) => id),
  )
  const topicLinks = new Map(
    topics.map(({ id, slug, name }) => [id, { name, href: urls.topic(slug) + setting.query }]),
  )
  const [facing, others] = [setting.parties.slice(0, 2), setting.parties.slice(2)]

  return claims.map((claim) => {
    const rows = positionsOf.get(claim.id) ?? []
    const rowOf = (partyId: number) => rows.find((row) => row.partyId === partyId)
    const quotesHere = quotesOf.get(claim.id) ?? []
    return {
      ...claimHead(claim, setting.query),
      topics: (topicsOf.get(claim.id) ?? []).map(({ topicId }) => topicLinks.get(topicId)!),
      mirrors: (mirrorsOf.get(claim.id) ?? []).map(mirrorLink(setting.query)),
      sides: facing.map((party) =>
        sideView(
          party,
          claim,
          rowOf,
          quotesHere.filter(([, partyId]) => partyId === party.id),
          linksOf,
          setting,
        ),
      ),
      others: othersView(others, claim, rowOf, setting),
    }
  })
}

export const claimHead = ({ slug, wording, pattern }: ClaimRow, query: string) => ({
  slug,
  wording,
  href: urls.claim(slug) + query,
  pattern,
  patternWords: capitalised(patternWords[pattern]),
})

const mirrorLink =
  (query: string) =>
  ({ slug, wording }: MirrorRow) => ({ wording, href: urls.claim(slug) + query })

/** The positions of the parties that do not face each other here, in one line. */
const othersView = (
  others: readonly PlacedParty[],
  claim: ClaimRow,
  rowOf: (partyId: number) => PositionRow | undefined,
  setting: SideSetting,
) =>
  others.map((party) => ({
    ...positionView(party, rowOf(party.id), claim, setting),
    name: party.name,
    href: urls.party(party.slug, setting.sidesParams),
  }))

/** The ways to the page before and the page after. */
export function pagerView({ list, selection, setting }: Listing, addressOf: AddressOf) {
  const to = (name: 'before' | 'after', place: ClaimList['first']) =>
    place && addressOf(selection, { ...setting.sidesParams, [name]: placeInAddress(place) })
  return {
    here: `${countOf(list.ids.length, 'claim')} on this page`,
    previousHref: list.hasBefore ? to('before', list.first) : null,
    nextHref: list.hasAfter ? to('after', list.last) : null,
    firstHref: list.hasBefore ? addressOf(selection, setting.sidesParams) : null,
    isCut: list.isCut,
  }
}
