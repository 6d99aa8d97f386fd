import type { Db } from '../../../db/client.ts'
import { datedLetters } from '../../../db/datedLetters.ts'
import { findId } from '../../../db/slugs.ts'
import { attributionInWords } from '../../domain/attribution.ts'
import { countLeading } from '../../domain/binarySearch.ts'
import { citeQuote } from '../../domain/citation.ts'
import { corpusBanner } from '../../domain/corpusBanner.ts'
import { intervalInWords } from '../../domain/dates.ts'
import { groupBy } from '../../domain/groupBy.ts'
import { letterIndex } from '../../domain/letterIndex.ts'
import { quotedRanges } from '../../domain/text/quotedRanges.ts'
import { quoteInSentence } from '../../domain/text/quoteInSentence.ts'
import { kindWords } from '../../domain/words.ts'
import { type PageContext, type PlacedParty, placedParties } from '../../web/pageContext.ts'
import { urls } from '../../web/urls.ts'
import { sourceCounts } from './counting.ts'
import { footnoteViews } from './footnotesPage.ts'
import {
  type AssertionRow,
  type LinkRow,
  listAssertions,
  listFootnotesNaming,
  listLetters,
  listStances,
  readWords,
  type Way,
} from './queries.ts'
import { claimsOf, headOf, named, pageSize, standingOf, swapped, useInWords } from './uses.ts'

/** One authority: every assertion that makes use of it, in the columns of the sides. */
export async function sourcePage(db: Db, slug: string, after: string | null, context: PageContext) {
  const { authorities } = await sourceCounts(db)
  const authority = authorities.find((one) => one.slug === slug)
  if (!authority) return undefined
  const parties = placedParties(context.sides)
  const afterId = after === null ? 0 : (findId(db, 'assertion', after) ?? 0)
  const { assertionIds } = authority
  const start = countLeading(assertionIds.length, (i) => assertionIds[i]! <= afterId)
  const shown = listAssertions(db, authority.id, assertionIds.slice(start, start + pageSize))
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
    banner: corpusBanner(context.parties),
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
    moreFootnotes: Math.max(0, authority.namings - notes.length),
    ...swapped(context, (sides) => urls.source(slug, { ...sides })),
    firstHref: afterId ? address({}) : null,
    nextHref: start + pageSize < assertionIds.length ? address({ after: shown.at(-1)!.slug }) : null,
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
        sentence: quoteInSentence(quotedRanges(words)),
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
