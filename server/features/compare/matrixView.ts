import type { Db } from '../../../db/client.ts'
import { datedLetters } from '../../../db/datedLetters.ts'
import type { Position } from '../../../db/vocabulary.ts'
import { assertionsInWords, ofAnyKind } from '../../domain/assertionBase.ts'
import { corpusBanner } from '../../domain/corpusBanner.ts'
import { compareIntervals, type Interval, intervalInBrief } from '../../domain/dates.ts'
import { groupBy } from '../../domain/groupBy.ts'
import { lettersInWords } from '../../domain/markedLetters.ts'
import { grid } from '../../domain/matrix.ts'
import { capitalised, positionWords } from '../../domain/words.ts'
import type { PageContext, PlacedParty } from '../../web/pageContext.ts'
import { urls } from '../../web/urls.ts'
import { matrixAddress, type Selection } from './choice.ts'
import { claimHead } from './claimHead.ts'
import { facingView } from './facingView.ts'
import type { Asked } from './forms.ts'
import {
  factsInWords,
  formView,
  foundInWords,
  ordersView,
  pagerView,
  placeParams,
  readListing,
  readTotals,
  topicOf,
} from './listing.ts'
import { type ClaimRow, readClaims, readPositions } from './queries/claims.ts'
import { readCells } from './queries/matrix.ts'
import { lettersById } from './queries/names.ts'
import { positionView, type SideSetting, shapes } from './sideView.ts'

/** With more letters than this the columns are parties, unless letters are chosen. */
const mostLetters = 12
/** So many chosen letters can stand side by side. */
const mostChosenLetters = 24

/** A letter or a party; `place` is that of the party, null for a letter of none. */
export interface MatrixColumn {
  slug: string
  name: string
  /** The date of a letter, the number of letters of a party. */
  note: string
  title: string
  href: string
  place: number | null
  /** Whether anything of it is marked: if not, nobody can say what it does not address. */
  isMarked: boolean
  /** Whether it is the first column of its party. */
  isFirst: boolean
}

/** A position with the way to its quotes, or, where there is none, the silence in words. */
export interface MatrixCell {
  place: number | null
  /** Null where nothing of the letter or the party is marked yet: that is no silence. */
  position: Position | null
  shape: string | null
  /** "Minister of North, 31 October 2020: asserts, 2 assertions and 1 evaluation or demand" */
  words: string
  count: number | null
  href: string | null
  quotesHref: string | null
}

/** The model of the matrix: a line for each claim, a column for each letter or party. */
export function matrixPage(db: Db, asked: Asked, context: PageContext) {
  const listing = readListing(db, asked, context)
  const { selection, setting, list } = listing
  const { by, letterIds } = columnsOf(db, selection, setting)
  const shown: Selection = { ...selection, by: asked.by }
  const totals = readTotals(db, listing, context)
  const claims = readClaims(db, list.ids)
  const table =
    by === 'letter' ? letterTable(db, claims, letterIds, setting) : partyTable(db, claims, setting)
  const topic = topicOf(listing)
  return {
    title: topic ? `Claim matrix: ${topic.name}` : 'Claim matrix',
    by,
    topic: topic && { slug: topic.slug, name: topic.name },
    facts: factsInWords(totals),
    banner: corpusBanner(context.parties),
    /** Whether letters were asked for, but are too many to stand side by side unless some are chosen. */
    mustChooseLetters: asked.by === 'letter' && by === 'party',
    views: (['letter', 'party'] as const).map((view) => ({
      text: view === 'letter' ? 'By letter' : 'By side',
      href: matrixAddress({ ...selection, by: view }, setting.sidesParams),
      isCurrent: view === by,
    })),
    form: formView(db, { ...listing, selection: shown }, { action: urls.matrix(), addressOf: matrixAddress }),
    orders: ordersView(selection, setting.sidesParams, matrixAddress),
    ...facingView(context, (sidesParams) =>
      matrixAddress(selection, { ...sidesParams, ...placeParams(asked) }),
    ),
    found: foundInWords(db, listing, totals),
    legend: (['asserts', 'disputes', 'qualifies', 'mixed', 'only reports', 'not addressed'] as const).map(
      (position) => ({ shape: shapes[position], words: capitalised(positionWords[position]) }),
    ),
    ...table,
    pager: pagerView(listing, matrixAddress),
  }
}

/** By letter while they are few, or where letters are chosen to be looked at; else by party. */
function columnsOf(db: Db, { choice, by }: Selection, { index }: SideSetting) {
  const letters = datedLetters(db)
  const chosen = choice.letter.map(({ value }) => Number(value)).slice(0, mostChosenLetters)
  const isFew = letters.length <= mostLetters
  const letterIds = (isFew ? letters.map(({ id }) => id) : chosen).sort(index.compare)
  const wanted = by ?? (isFew ? 'letter' : 'party')
  return { by: wanted === 'letter' && letterIds.length ? ('letter' as const) : ('party' as const), letterIds }
}

interface Table {
  /** The parties over their letters; none in a matrix by party. */
  groups: { name: string; place: number | null; columns: number; href: string | null }[]
  columns: MatrixColumn[]
  claims: (ReturnType<typeof claimHead> & { cells: MatrixCell[] })[]
}

function letterTable(db: Db, claims: ClaimRow[], letterIds: number[], setting: SideSetting): Table {
  const names = lettersById(db, letterIds)
  const placeOf = (partyId: number | null) => setting.parties.find(({ id }) => id === partyId)?.place ?? null
  const afterAll = setting.parties.length + 1
  const letters = letterIds
    .flatMap((id) => names.get(id) ?? [])
    .map((letter) => ({ ...letter, place: placeOf(letter.partyId), date: setting.index.dateOf(letter.id) }))
    // Letters come in the order of their dates; sorting by place leaves them so within each party.
    .sort((a, b) => (a.place ?? afterAll) - (b.place ?? afterAll))
  const cells = readCells(
    db,
    claims.map(({ id }) => id),
    letters,
  )
  const countsOf = new Map(cells.map((cell) => [`${cell.claimId} ${cell.columnId}`, cell]))
  const groups = [...groupBy(letters, ({ place }) => place)].map(([place, list]) => {
    const party = setting.parties.find((one) => one.place === place)
    return {
      name: party?.name ?? 'No side',
      place,
      columns: list.length,
      href: party ? urls.party(party.slug) + setting.query : null,
    }
  })
  return {
    groups,
    columns: letters.map((letter, i) => ({
      slug: letter.slug,
      name: letter.shortTitle,
      note: intervalInBrief(letter.date),
      title: letter.title,
      href: urls.letter(letter.slug) + setting.query,
      place: letter.place,
      isMarked: setting.index.isMarked(letter.id),
      isFirst: i > 0 && letters[i - 1]?.place !== letter.place,
    })),
    claims: grid(claims, letters, cells).map(({ claim, cells: row }) => ({
      ...claimHead(claim, setting.query),
      cells: row.map((cell, i): MatrixCell => {
        const letter = letters[i]!
        const name = `${letter.authorName}, ${setting.dateInWords(letter.id)}`
        if (!setting.index.isMarked(letter.id)) return unreadCell(letter.place, name)
        if (!cell) return silentCell(letter.place, `${name}: not addressed. ${lateness(claim, letter.date)}`)
        const counts = countsOf.get(`${claim.id} ${letter.id}`)!
        const href = urls.matrixQuotes(claim.slug, { letter: letter.slug, ...setting.sidesParams })
        return spokenCell(letter.place, cell.position, name, counts, setting, href, href)
      }),
    })),
  }
}

function partyTable(db: Db, claims: ClaimRow[], setting: SideSetting): Table {
  const rows = groupBy(
    readPositions(
      db,
      claims.map(({ id }) => id),
    ),
    ({ claimId }) => claimId,
  )
  return {
    groups: [],
    columns: setting.parties.map((party, i) => ({
      slug: party.slug,
      name: party.name,
      note: lettersInWords(party),
      title: party.name,
      href: urls.party(party.slug) + setting.query,
      place: party.place,
      isMarked: !isUnread(party),
      isFirst: i > 0,
    })),
    claims: claims.map((claim) => ({
      ...claimHead(claim, setting.query),
      cells: setting.parties.map((party) => partyCell(party, claim, rows.get(claim.id) ?? [], setting)),
    })),
  }
}

function partyCell(
  party: PlacedParty,
  claim: ClaimRow,
  rows: ReturnType<typeof readPositions>,
  setting: SideSetting,
): MatrixCell {
  const row = rows.find(({ partyId }) => partyId === party.id)
  const { silence } = positionView(party, row, claim, setting)
  if (!row && isUnread(party)) return unreadCell(party.place, party.name)
  if (!row) return silentCell(party.place, `${party.name}: not addressed. ${silence}`)
  return spokenCell(
    party.place,
    row.position,
    party.name,
    row,
    setting,
    `${urls.claim(claim.slug)}${setting.query}#side-${party.slug}`,
    urls.matrixQuotes(claim.slug, { party: party.slug, ...setting.sidesParams }),
  )
}

const silentCell = (place: number | null, words: string): MatrixCell => ({
  place,
  position: 'not addressed',
  shape: shapes['not addressed'],
  words,
  count: null,
  href: null,
  quotesHref: null,
})

const unreadCell = (place: number | null, name: string): MatrixCell => ({
  place,
  position: null,
  shape: null,
  words: `${name}: not marked yet`,
  count: null,
  href: null,
  quotesHref: null,
})

/** Whether a party has letters, and nothing is marked in any of them. */
const isUnread = ({ letters, unmarked }: PlacedParty) => letters === 0 && unmarked > 0

function spokenCell(
  place: number | null,
  position: Position,
  name: string,
  { assertions, counted }: { assertions: number; counted: number },
  { countsAllKinds }: SideSetting,
  href: string,
  quotesHref: string,
): MatrixCell {
  const isCounted = counted > 0 && !countsAllKinds
  const count = isCounted ? counted : assertions
  const said = countsAllKinds ? ofAnyKind(assertions) : assertionsInWords({ assertions, counted })
  return {
    place,
    position,
    shape: shapes[position],
    words: `${name}: ${positionWords[position]}, ${said}`,
    count,
    href,
    quotesHref,
  }
}

/** How one letter that does not address a claim lies in time to it. */
function lateness({ madeFrom, madeTo }: ClaimRow, date: Interval): string {
  const words = {
    later: 'The letter is later than the claim',
    earlier: 'The letter is earlier than the claim',
    undatable: 'The letter can’t be dated against the claim',
  }
  return words[compareIntervals(date, { from: madeFrom, to: madeTo })]
}
