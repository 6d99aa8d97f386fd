import type { Db } from '../../../db/client.ts'
import { datedLetters } from '../../../db/datedLetters.ts'
import { findId } from '../../../db/slugs.ts'
import { authorityKinds } from '../../../db/vocabulary.ts'
import { attributionInWords } from '../../domain/attribution.ts'
import { citeQuote } from '../../domain/citation.ts'
import { corpusBanner } from '../../domain/corpusBanner.ts'
import { intervalInWords } from '../../domain/dates.ts'
import { footnoteParts } from '../../domain/footnoteParts.ts'
import { groupBy } from '../../domain/groupBy.ts'
import { letterIndex } from '../../domain/letterIndex.ts'
import { quoteInSentence } from '../../domain/text/quoteInSentence.ts'
import { capitalised, countOf, kindWords, stanceWords } from '../../domain/words.ts'
import { type PageContext, type PlacedParty, placedParties } from '../../web/pageContext.ts'
import { urls } from '../../web/urls.ts'
import type { Sort, SourcesForm } from './forms.ts'
import {
  type AssertionRow,
  type AuthorityUse,
  authorityUses,
  type FootnoteRow,
  findFootnoteOrdinal,
  footnoteCounts,
  type LetterRow,
  type LinkRow,
  listAssertions,
  listFootnotes,
  listFootnotesNaming,
  listFootnoteUses,
  listLetters,
  listNamings,
  listSomeUses,
  listStances,
  type NamingRow,
  type RangeRow,
  readWords,
  type StanceRow,
  type Use,
  type UseRow,
  type Way,
} from './queries.ts'

const pageSize = 100
/** So many letters and claims of one side are listed for an authority; its own page has them all. */
const lettersListed = 8
const claimsListed = 4

export const authorityKindWords: Record<(typeof authorityKinds)[number], string> = {
  organisation: 'organisation',
  state: 'state',
  official: 'official',
  document: 'document',
  media: 'media',
  other: 'other',
}

type Standing = 'both' | 'left' | 'right' | 'others' | 'none'
const standings: readonly Standing[] = ['both', 'left', 'right', 'others', 'none']

/** The list of authorities: those that both facing sides invoke first. */
export function authoritiesPage(db: Db, form: SourcesForm, context: PageContext) {
  const parties = placedParties(context.sides)
  const all = authorityUses(db)
  const chosen = form.kind.length ? all.filter(({ kind }) => form.kind.includes(kind)) : all
  const placed = sorted(
    chosen.map((authority) => ({ authority, standing: standingOf(authority, context) })),
    form.sort,
  )
  const after = form.after === null ? -1 : placed.findIndex(({ authority }) => authority.slug === form.after)
  const shown = placed.slice(after + 1, after + 1 + pageSize)
  const last = after + 1 + shown.length

  const detail = readDetail(
    db,
    shown.map(({ authority }) => authority.id),
  )
  const items = shown.map(({ authority, standing }) => ({
    ...headOf(authority, parties),
    standing,
    ...usesView(authority, detail, parties),
  }))
  const countOfStanding = groupBy(placed, ({ standing }) => standing)
  const address = (more: object) =>
    urls.sources({
      kind: form.kind,
      sort: form.sort === 'sides' ? null : form.sort,
      ...context.sidesParams,
      ...more,
    })
  return {
    title: 'Sources',
    show: 'authorities' as const,
    banner: corpusBanner(context.parties.map(({ letters }) => letters)),
    total: all.length,
    found: placed.length,
    first: shown.length ? after + 2 : 0,
    last,
    sort: form.sort,
    kinds: authorityKinds.map((kind) => ({
      value: kind,
      label: capitalised(authorityKindWords[kind]),
      count: all.filter((authority) => authority.kind === kind).length,
      selected: form.kind.includes(kind),
    })),
    /** The items of this page by who invokes them; one group without a name where another order was asked for. */
    groups:
      form.sort === 'sides'
        ? standings
            .map((standing) => ({
              standing,
              ...standingWords(standing, context),
              count: countOfStanding.get(standing)?.length ?? 0,
              items: items.filter((item) => item.standing === standing),
            }))
            .filter((group) => group.items.length > 0)
        : [{ standing: null, heading: null, lead: null, count: placed.length, items }],
    footnotes: footnoteTotals(db),
    ...swapped(context, (sides) => address({ ...sides, after: null })),
    firstHref: after >= 0 ? address({}) : null,
    nextHref: last < placed.length ? address({ after: shown.at(-1)!.authority.slug }) : null,
  }
}

function standingOf({ uses }: AuthorityUse, { sides }: PageContext): Standing {
  const isInvokedBy = (partyId: number | undefined) =>
    partyId !== undefined && uses.some((use) => use.partyId === partyId && use.letters > 0)
  const left = isInvokedBy(sides.left.id)
  const right = isInvokedBy(sides.right?.id)
  if (left && right) return 'both'
  if (left || right) return left ? 'left' : 'right'
  return uses.length ? 'others' : 'none'
}

function standingWords(standing: Standing, { sides, parties }: PageContext) {
  const only = parties.length > 1 ? 'only' : ''
  const words: Record<Standing, { heading: string; lead: string | null }> = {
    both: {
      heading: 'Invoked by both sides',
      lead: 'The same source in the letters of both: what each uses it for, side by side.',
    },
    left: { heading: `Invoked ${only} by: ${sides.left.name}`.replace('  ', ' '), lead: null },
    right: { heading: `Invoked ${only} by: ${sides.right?.name}`.replace('  ', ' '), lead: null },
    others: {
      heading: 'Not invoked by these sides',
      lead: 'Only reported, without being made the letter’s own ground, or invoked by others.',
    },
    none: { heading: 'Not invoked', lead: 'Known to the collection, but no letter rests on it.' },
  }
  return words[standing]
}

interface Placed {
  authority: AuthorityUse
  standing: Standing
}

/** By name only where that is asked for: the usual order must not depend on what anybody is called. */
function sorted(placed: Placed[], sort: Sort): Placed[] {
  const letters = sumOf('letters')
  const assertions = sumOf('counted')
  const bySize = (a: Placed, b: Placed) =>
    letters(b) - letters(a) || assertions(b) - assertions(a) || a.authority.id - b.authority.id
  if (sort === 'name') {
    return placed.sort((a, b) => collator.compare(a.authority.name, b.authority.name) || bySize(a, b))
  }
  if (sort === 'uses') return placed.sort(bySize)
  return placed.sort((a, b) => standings.indexOf(a.standing) - standings.indexOf(b.standing) || bySize(a, b))
}

const collator = new Intl.Collator('en')
const sumOf = (what: 'letters' | 'counted') => {
  const sums = new Map<AuthorityUse, number>()
  return ({ authority }: Placed) => {
    let sum = sums.get(authority)
    if (sum === undefined) sums.set(authority, (sum = authority.uses.reduce((n, use) => n + use[what], 0)))
    return sum
  }
}

const headOf = ({ slug, name, kind, partyId }: AuthorityUse, parties: readonly PlacedParty[]) => ({
  slug,
  name,
  kind,
  kindWords: authorityKindWords[kind],
  speaksFor: named(parties.find(({ id }) => id === partyId)),
})

const named = (party: PlacedParty | undefined) =>
  party ? { slug: party.slug, name: party.name, place: party.place } : null

/** What the lists on a page need to know of all authorities that they show. */
interface Detail {
  uses: Map<number, UseRow[]>
  namings: Map<number, NamingRow[]>
  stances: Map<number, StanceRow[]>
  letters: Map<number, LetterRow>
  compareLetters: (one: number, other: number) => number
  dateOf: (letterId: number) => string
}

function readDetail(db: Db, authorityIds: number[]): Detail {
  const uses = listSomeUses(db, authorityIds)
  const namings = listNamings(db, authorityIds)
  const stances = listStances(db, new Set(uses.map(({ assertionId }) => assertionId)))
  const letterIds = new Set([...uses, ...namings].map(({ letterId }) => letterId))
  const index = letterIndex(datedLetters(db))
  return {
    uses: groupBy(uses, ({ authorityId }) => authorityId),
    namings: groupBy(namings, ({ authorityId }) => authorityId),
    stances: groupBy(stances, ({ assertionId }) => assertionId),
    letters: new Map(listLetters(db, letterIds).map((row) => [row.id, row])),
    compareLetters: index.compare,
    dateOf: (letterId) => intervalInWords(index.dateOf(letterId)),
  }
}

/** What each side uses an authority for; the authors of no side only where they use it. */
function usesView(authority: AuthorityUse, detail: Detail, parties: readonly PlacedParty[]) {
  const uses = detail.uses.get(authority.id) ?? []
  const namings = detail.namings.get(authority.id) ?? []
  const of = (party: PlacedParty | null) => {
    const partyId = party?.id ?? null
    return {
      party: party && named(party)!,
      ...useInWords(
        authority.uses.find((use) => use.partyId === partyId),
        party?.letters ?? null,
      ),
      ...placesView(
        uses.filter((use) => use.partyId === partyId),
        namings.filter((naming) => naming.partyId === partyId),
        detail,
      ),
    }
  }
  const withoutParty = of(null)
  return { sides: parties.map(of), withoutParty: withoutParty.isSilent ? null : withoutParty }
}

/** "Invoked in 3 of 4 letters; 9 assertions rest on it, and 1 evaluation or demand." */
export function useInWords(use: Use | undefined, ofLetters: number | null) {
  const { assertions = 0, counted = 0, reported = 0, letters = 0 } = use ?? {}
  const base = (n: number) =>
    ofLetters !== null && n <= ofLetters
      ? `${countOf(n)} of ${countOf(ofLetters, 'letter')}`
      : countOf(n, 'letter')
  const besides = assertions - counted
  const resting = [
    counted ? `${countOf(counted, 'assertion')} rest${counted === 1 ? 's' : ''} on it` : null,
    besides ? `${countOf(besides, 'evaluation or demand', 'evaluations or demands')}` : null,
  ].filter((words) => words !== null)
  const invoked = letters
    ? `Invoked in ${base(letters)}; ${resting.length ? resting.join(', and ') : 'named in a footnote on which no assertion rests'}.`
    : null
  return {
    isSilent: !letters && !reported,
    letters,
    ofLetters,
    assertions,
    counted,
    reported,
    words:
      invoked ??
      (reported ? null : ofLetters === null ? null : `Not invoked in ${countOf(ofLetters, 'letter')}.`),
    reportedWords: reported
      ? `${countOf(reported, 'assertion')} only report${reported === 1 ? 's' : ''} what it says.`
      : null,
  }
}

/** In which letters, dated, by which footnotes or words; and for which claims. */
function placesView(uses: readonly UseRow[], namings: readonly NamingRow[], detail: Detail) {
  const usesIn = groupBy(uses, ({ letterId }) => letterId)
  const namingsIn = groupBy(namings, ({ letterId }) => letterId)
  const letterIds = [...new Set([...usesIn.keys(), ...namingsIn.keys()])].sort(detail.compareLetters)
  const claims = claimsOf(new Set(uses.map(({ assertionId }) => assertionId)), detail.stances)
  return {
    places: letterIds.slice(0, lettersListed).map((letterId) => ({
      letter: letterOf(detail, letterId),
      footnotes: (namingsIn.get(letterId) ?? []).map(({ marker, isLinked }) => ({
        marker,
        isLinked: isLinked === 1,
      })),
      words: passagesOf(usesIn.get(letterId) ?? []),
    })),
    moreLetters: Math.max(0, letterIds.length - lettersListed),
    claims: claims.slice(0, claimsListed),
    moreClaims: claims.slice(claimsListed),
  }
}

function letterOf({ letters, dateOf }: Detail, letterId: number) {
  const { slug, shortTitle, author } = letters.get(letterId)!
  return { slug, shortTitle, author, date: dateOf(letterId) }
}

const wayWords: Record<Exclude<Way, 'footnote'>, string> = {
  words: 'named in the text',
  adopted: 'relayed and made the letter’s own',
  reported: 'only reported',
}

/** The ways other than by a footnote, each with the first assertion that it leads to. */
function passagesOf(uses: readonly UseRow[]) {
  return (['words', 'adopted', 'reported'] as const).flatMap((way) => {
    const found = uses.filter((use) => use.way === way)
    return found.length
      ? [{ way, label: wayWords[way], assertion: found[0]!.assertion, assertions: found.length }]
      : []
  })
}

/** The claims on which these assertions bear, those with most of them first. */
function claimsOf(assertionIds: Iterable<number>, stances: Detail['stances']) {
  const rows = [...assertionIds].flatMap((id) => stances.get(id) ?? [])
  return [...groupBy(rows, ({ claimId }) => claimId).values()]
    .sort((a, b) => b.length - a.length || a[0]!.claimId - b[0]!.claimId)
    .map((list) => ({
      slug: list[0]!.slug,
      wording: list[0]!.wording,
      assertions: list.length,
      stances: [...new Set(list.map(({ stance }) => stance))].map((stance) => ({
        stance,
        words: stanceWords[stance],
      })),
    }))
}

/** The address with the sides exchanged, or null where nobody faces anybody. */
function swapped({ sides }: PageContext, address: (sides: object) => string) {
  const { left, right } = sides
  return { swapHref: right && address({ left: right.slug, right: left.slug }) }
}

export type FootnoteTotals = ReturnType<typeof footnoteTotals>

function footnoteTotals(db: Db) {
  const counts = footnoteCounts(db)
  const sum = (what: 'footnotes' | 'unlinked' | 'broken' | 'empty') =>
    counts.reduce((n, row) => n + row[what], 0)
  return {
    footnotes: sum('footnotes'),
    letters: counts.length,
    ofLetters: datedLetters(db).length,
    unlinked: sum('unlinked'),
    broken: sum('broken'),
    empty: sum('empty'),
  }
}

/** Every footnote, letter by letter in the order of time. */
export function footnotesPage(db: Db, form: SourcesForm, context: PageContext) {
  const parties = placedParties(context.sides)
  const index = letterIndex(datedLetters(db))
  const counts = footnoteCounts(db).toSorted((a, b) => index.compare(a.letterId, b.letterId))
  const place = footnotePlace(db, form.after)
  const from = place ? counts.findIndex(({ letterId }) => letterId === place.letterId) : -1
  const goesOn = from !== -1
  const read = counts.slice(goesOn ? from : 0)
  const letterIds: number[] = []
  for (let i = 0, room = pageSize + 1; i < read.length && room > 0; i++) {
    letterIds.push(read[i]!.letterId)
    // Of the letter in which the page before ended, all may have been shown.
    if (!goesOn || i > 0) room -= read[i]!.footnotes
  }
  const rows = listFootnotes(db, letterIds, goesOn ? place!.ordinal : 0, pageSize + 1)
  const shown = rows.slice(0, pageSize)
  const notes = footnoteViews(db, shown)
  const letters = new Map(
    listLetters(db, new Set(shown.map(({ letterId }) => letterId))).map((row) => [row.id, row]),
  )
  const countsOf = new Map(counts.map((row) => [row.letterId, row]))
  const address = (more: object) => urls.sources({ show: 'footnotes', ...context.sidesParams, ...more })
  const last = shown.at(-1)
  return {
    title: 'Footnotes',
    show: 'footnotes' as const,
    total: authorityUses(db).length,
    footnotes: footnoteTotals(db),
    letters: [...groupBy(shown, ({ letterId }) => letterId)].map(([letterId, list]) => {
      const letter = letters.get(letterId)!
      return {
        slug: letter.slug,
        title: letter.title,
        author: letter.author,
        party: named(parties.find(({ id }) => id === letter.partyId)),
        date: intervalInWords(index.dateOf(letterId)),
        footnotes: countsOf.get(letterId)!.footnotes,
        notes: list.map(({ id }) => notes.get(id)!),
      }
    }),
    firstHref: goesOn ? address({}) : null,
    nextHref:
      rows.length > pageSize && last
        ? address({ after: `${letters.get(last.letterId)!.slug}:${last.marker}` })
        : null,
  }
}

function footnotePlace(db: Db, after: string | null) {
  const [, slug = '', marker = ''] = /^([^:]+):(.+)$/.exec(after ?? '') ?? []
  const letterId = findId(db, 'letter', slug)
  const ordinal = letterId === undefined ? undefined : findFootnoteOrdinal(db, letterId, marker)
  return letterId === undefined || ordinal === undefined ? null : { letterId, ordinal }
}

/** Footnotes with their words, the authorities they name, and the claims that rest on them. */
function footnoteViews(db: Db, rows: readonly FootnoteRow[]) {
  const uses = groupBy(
    listFootnoteUses(
      db,
      rows.map(({ id }) => id),
    ),
    ({ footnoteId }) => footnoteId,
  )
  const assertionIds = new Set([...uses.values()].flat().map(({ assertionId }) => assertionId))
  const stances = groupBy(listStances(db, assertionIds), ({ assertionId }) => assertionId)
  return new Map(
    rows.map((row) => {
      const resting = uses.get(row.id) ?? []
      const claims = claimsOf(
        resting.map(({ assertionId }) => assertionId),
        stances,
      )
      return [
        row.id,
        {
          marker: row.marker,
          parts: footnoteParts(row.text, JSON.parse(row.urls)),
          authorities: JSON.parse(row.authorities) as { slug: string; name: string }[],
          assertions: resting.length,
          claims: claims.slice(0, claimsListed),
          moreClaims: claims.slice(claimsListed),
        },
      ]
    }),
  )
}

/** One authority: every assertion that makes use of it, in the columns of the sides. */
export function sourcePage(db: Db, slug: string, after: string | null, context: PageContext) {
  const authority = authorityUses(db).find((one) => one.slug === slug)
  if (!authority) return undefined
  const parties = placedParties(context.sides)
  const afterId = after === null ? 0 : (findId(db, 'assertion', after) ?? 0)
  const rows = listAssertions(db, authority.id, afterId, pageSize + 1)
  const shown = rows.slice(0, pageSize)
  const items = assertionViews(db, shown, context)

  const notes = listFootnotesNaming(db, authority.id, pageSize)
  const noteViews = footnoteViews(db, notes)
  const index = letterIndex(datedLetters(db))
  const noteLetters = new Map(
    listLetters(db, new Set(notes.map(({ letterId }) => letterId))).map((row) => [row.id, row]),
  )
  const address = (more: object) => urls.source(slug, { ...context.sidesParams, ...more })
  const columnOf = (party: PlacedParty | null) => ({
    party: party && named(party)!,
    ...useInWords(
      authority.uses.find((use) => use.partyId === (party?.id ?? null)),
      party?.letters ?? null,
    ),
    items: items
      .filter(({ partyId }) => partyId === (party?.id ?? null))
      .map(({ partyId: _, ...item }) => item),
  })
  const withoutParty = columnOf(null)
  return {
    title: authority.name,
    source: headOf(authority, parties),
    standing: standingOf(authority, context),
    banner: corpusBanner(context.parties.map(({ letters }) => letters)),
    columns: parties.map(columnOf),
    withoutParty: withoutParty.isSilent ? null : withoutParty,
    total: authority.uses.reduce((n, use) => n + use.assertions + use.reported, 0),
    shown: shown.length,
    footnotes: [...groupBy(notes, ({ letterId }) => letterId)]
      .sort(([one], [other]) => index.compare(one, other))
      .map(([letterId, list]) => {
        const letter = noteLetters.get(letterId)!
        return {
          slug: letter.slug,
          title: letter.title,
          shortTitle: letter.shortTitle,
          party: named(parties.find(({ id }) => id === letter.partyId)),
          date: intervalInWords(index.dateOf(letterId)),
          notes: list.map(({ id }) => noteViews.get(id)!),
        }
      }),
    ...swapped(context, (sides) => urls.source(slug, { ...sides })),
    firstHref: afterId ? address({}) : null,
    nextHref: rows.length > pageSize ? address({ after: shown.at(-1)!.slug }) : null,
  }
}

function assertionViews(db: Db, rows: readonly AssertionRow[], { origin }: PageContext) {
  const ids = rows.map(({ id }) => id)
  const { ranges, links } = readWords(db, ids)
  const rangesOf = groupBy(ranges, ({ assertionId }) => assertionId)
  const linksOf = groupBy(links, ({ assertionId }) => assertionId)
  const stances = groupBy(listStances(db, ids), ({ assertionId }) => assertionId)
  const index = letterIndex(datedLetters(db))
  return rows
    .toSorted((a, b) => index.compare(a.letterId, b.letterId) || a.id - b.id)
    .map((row) => {
      const words = rangesOf.get(row.id) ?? []
      const date = index.dateOf(row.letterId)
      const exact = words.map((range) => range.exact)
      const paragraphs = [...new Set(words.map(({ label }) => label))]
      const author = { name: row.authorName, person: row.authorPerson }
      const lettersAuthor = { name: row.letterAuthorName, person: row.letterAuthorPerson }
      const ways = JSON.parse(row.ways) as [Way, string | null][]
      return {
        partyId: row.partyId,
        slug: row.slug,
        kindWords: row.kind === 'fact' ? null : kindWords[row.kind],
        isReported: ways.every(([way]) => way === 'reported'),
        sentence: quoteInSentence(inParagraphs(words)),
        paragraphs,
        author: row.authorName,
        withinLetterOf: row.isLettersAuthor ? null : row.letterAuthorName,
        letter: {
          slug: row.letterSlug,
          shortTitle: row.letterShortTitle,
          language: row.letterLanguage,
          date: intervalInWords(date),
        },
        footnotes: ways.flatMap(([, marker]) => (marker === null ? [] : [marker])),
        isNamedInText: ways.some(([way]) => way === 'words'),
        attribution: attributionView(row.authorName, linksOf.get(row.id) ?? []),
        claims: claimsOf([row.id], stances),
        citation: citeQuote({
          quotes: exact,
          paragraphs,
          speaker: row.isLettersAuthor ? null : author,
          letter: {
            author: lettersAuthor,
            title: row.letterTitle,
            date,
            symbol: row.letterSymbol,
            address: origin + urls.letter(row.letterSlug),
          },
          address: origin + urls.assertion(row.slug),
        }),
      }
    })
}

/** The chain in words, each name with the page of its source; null where the author speaks alone. */
function attributionView(author: string, links: readonly LinkRow[]) {
  if (!links.length) return null
  const { text, parts } = attributionInWords(
    author,
    links.map(({ name, isAdopted }) => ({ name, isAdopted: isAdopted === 1 })),
  )
  return {
    text,
    author,
    links: parts.map(({ words, name, index }) => ({ words, name, source: links[index]!.authority })),
  }
}

/** Ranges of one paragraph share it as one object: what stands in one sentence is then shown as one. */
function inParagraphs(ranges: readonly RangeRow[]) {
  const paragraphs = new Map(
    ranges.map((row) => [row.paragraphId, { start: row.paragraphStart, text: row.paragraphText }]),
  )
  return ranges.map(({ start, end, paragraphId }) => ({
    start,
    end,
    paragraph: paragraphs.get(paragraphId)!,
  }))
}
