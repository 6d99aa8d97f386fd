import type { Db } from '../../../db/client.ts'
import { datedLetters } from '../../../db/datedLetters.ts'
import { assertionsInWords } from '../../domain/assertionBase.ts'
import { intervalInWords } from '../../domain/dates.ts'
import { cappedCount, countOf } from '../../domain/words.ts'
import type { PageContext } from '../../web/pageContext.ts'
import { keepUntilChanged } from '../../web/untilChanged.ts'
import { type Params, withParams } from '../../web/urls.ts'
import { countChosen, paramsOf, readChoice, type Selection } from './choice.ts'
import { countCap, filterForm, filtersView } from './filterView.ts'
import { type Asked, placeInAddress, type Sort, sorts } from './forms.ts'
import { countClaims, countFacets } from './queries/counts.ts'
import { lettersById, listTopics, slugFinder, type TopicName } from './queries/names.ts'
import { type ClaimList, listClaims } from './queries/order.ts'
import { type Picked, pick } from './queries/picked.ts'
import { mostAssertions, type Totals, totalsOf } from './queries/totals.ts'
import { type SideSetting, sideSetting } from './sideView.ts'

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
  dataVersion: number
}

/** Which claims stand on a page, kept until anything changes: to find them among a million takes longer than to show them. */
const keepList = keepUntilChanged<ClaimList>(500)

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
  const page = withParams('', { ...paramsOf(selection), ...placeParams(asked) })
  return {
    selection,
    topics,
    picked,
    list: keepList(db, context.site.dataVersion, page, () =>
      listClaims(db, picked, { ...asked, size: pageSize }),
    ),
    setting: sideSetting(context, datedLetters(db), asked.countsAllKinds),
    dataVersion: context.site.dataVersion,
  }
}

/** The one topic that the page is about, if exactly one is chosen. */
export function topicOf({ selection, topics }: Listing): TopicName | null {
  const [topic, ...others] = selection.choice.topic
  return (!others.length && topics.find(({ id }) => String(id) === topic?.value)) || null
}

export const readTotals = (db: Db, listing: Listing, context: PageContext): Totals =>
  totalsOf(db, topicOf(listing)?.id ?? 0, context.site.dataVersion)

/** "14 claims, 41 assertions in 5 letters, 14 October 2020 to 23 January 2023, 1 undated" */
export function factsInWords({ claims, assertions, counted, letters, span, undated }: Totals): string {
  const counts =
    assertions > mostAssertions
      ? `${cappedCount(assertions, mostAssertions)} assertions`
      : assertionsInWords({ assertions, counted })
  const days = undated < letters ? [intervalInWords(span)] : []
  const without = undated ? [undated === letters ? 'undated' : `${undated} undated`] : []
  return [claimsInWords(claims), `${counts} in ${countOf(letters, 'letter')}`, ...days, ...without].join(', ')
}

const claimsInWords = (n: number) =>
  n > countCap ? `${cappedCount(n, countCap)} claims` : countOf(n, 'claim')

const keepFound = keepUntilChanged<string>(500)

/** How many claims fit, of how many. */
export const foundInWords = (db: Db, listing: Listing, totals: Totals): string =>
  keepFound(db, listing.dataVersion, withParams('', paramsOf(listing.selection)), () =>
    countFound(db, listing, totals),
  )

function countFound(db: Db, { picked, selection }: Listing, totals: Totals): string {
  const chosen = countChosen(selection.choice)
  if (!chosen) return claimsInWords(totals.claims)
  if (picked.keptTopic() !== null) return `${claimsInWords(totals.claims)} on this topic`
  const n = picked.claims()?.size ?? 0
  return `${cappedCount(n, countCap)} of ${claimsInWords(countClaims(db, 0))} ${n === 1 ? 'fits' : 'fit'} the filters`
}

const keepForm = keepUntilChanged<ReturnType<typeof filterForm>>(64)

/** The filters with their counts. Kept until anything changes: they are the same on every page of one selection. */
export function formView(db: Db, listing: Listing, page: { action: string; addressOf: AddressOf }) {
  const { selection, topics, picked, setting, dataVersion } = listing
  return keepForm(db, dataVersion, page.addressOf(selection, setting.sidesParams), () => {
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
  })
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

/** The place in the order that was asked for, as parameters. */
export const placeParams = ({ after, before }: Asked): Params => ({
  after: after && placeInAddress(after),
  before: before && placeInAddress(before),
})

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
