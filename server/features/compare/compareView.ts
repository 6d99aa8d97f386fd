import type { Db } from '../../../db/client.ts'
import type { Pattern } from '../../../db/vocabulary.ts'
import { corpusBanner } from '../../domain/corpusBanner.ts'
import { groupBy } from '../../domain/groupBy.ts'
import type { PageContext, PlacedParty } from '../../web/pageContext.ts'
import { keepEachUntilChanged } from '../../web/untilChanged.ts'
import { urls } from '../../web/urls.ts'
import { compareAddress } from './choice.ts'
import { claimHead } from './claimHead.ts'
import { facingView } from './facingView.ts'
import type { Asked } from './forms.ts'
import {
  factsInWords,
  formView,
  foundInWords,
  type Listing,
  ordersView,
  pagerView,
  placeParams,
  readListing,
  readTotals,
  topicOf,
} from './listing.ts'
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
import type { TopicName } from './queries/names.ts'
import { type PositionView, positionView, type SideSetting, type SideView, sideView } from './sideView.ts'

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
  others: (PositionView & { name: string; href: string })[]
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
    banner: corpusBanner(context.parties),
    form: formView(db, listing, { action: urls.compare(), addressOf: compareAddress }),
    orders: ordersView(selection, setting.sidesParams, compareAddress),
    ...facingView(context, (sidesParams) =>
      compareAddress(selection, { ...sidesParams, ...placeParams(asked) }),
    ),
    found: foundInWords(db, listing, totals),
    claims: claimViews(db, listing, topics),
    pager: pagerView(listing, compareAddress),
  }
}

const keepClaims = keepEachUntilChanged<ClaimView>(2000)

/**
 * The claims of the page with their two sides. Each is kept until anything changes: the same claims stand on the front
 * page, on their topics' pages and wherever a filter or an order leads.
 */
function claimViews(
  db: Db,
  { list, setting, dataVersion }: Listing,
  topics: readonly TopicName[],
): ClaimView[] {
  const places = setting.parties.map(({ slug }) => slug).join(' ')
  const asked = `${places} ${setting.query} ${setting.countsAllKinds}`
  return keepClaims(db, dataVersion, asked, list.ids, (ids) => readClaimViews(db, ids, setting, topics))
}

/** The claims with these ids. */
function readClaimViews(
  db: Db,
  ids: readonly number[],
  setting: SideSetting,
  topics: readonly TopicName[],
): Map<number, ClaimView> {
  const [left, right] = setting.parties
  if (!left) return new Map()
  const claims = readClaims(db, ids)
  const positionsOf = groupBy(readPositions(db, ids), ({ claimId }) => claimId)
  const { quotes, linksOf } = readQuotes(db, ids, left.id, right?.id ?? null)
  const quotesOf = groupBy(quotes, ([claimId]) => claimId)
  const topicsOf = readTopics(db, ids)
  const mirrorsOf = readMirrors(
    db,
    claims.filter(({ isMirrored }) => isMirrored).map(({ id }) => id),
  )
  const topicLinks = new Map(
    topics.map(({ id, slug, name }) => [id, { name, href: urls.topic(slug) + setting.query }]),
  )
  const [facing, others] = [setting.parties.slice(0, 2), setting.parties.slice(2)]

  const viewOf = (claim: ClaimRow): ClaimView => {
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
  }
  return new Map(claims.map((claim) => [claim.id, viewOf(claim)]))
}

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
