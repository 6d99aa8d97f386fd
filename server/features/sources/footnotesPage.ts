import type { Db } from '../../../db/client.ts'
import { datedLetters } from '../../../db/datedLetters.ts'
import { findId } from '../../../db/slugs.ts'
import { corpusBanner } from '../../domain/corpusBanner.ts'
import { intervalInWords } from '../../domain/dates.ts'
import { footnoteParts } from '../../domain/footnoteParts.ts'
import { groupBy } from '../../domain/groupBy.ts'
import { letterIndex } from '../../domain/letterIndex.ts'
import { type PageContext, placedParties } from '../../web/pageContext.ts'
import { urls } from '../../web/urls.ts'
import { type SourceCounts, sourceCounts } from './counting.ts'
import type { SourcesForm } from './forms.ts'
import {
  type FootnoteRow,
  findFootnoteOrdinal,
  listFootnotes,
  listFootnoteUses,
  listLetters,
  listStances,
} from './queries.ts'
import { claimsListed, claimsOf, named, pageSize } from './uses.ts'

/** Every footnote, letter by letter in the order of time. */
export async function footnotesPage(db: Db, form: SourcesForm, context: PageContext) {
  const parties = placedParties(context.sides)
  const index = letterIndex(datedLetters(db))
  const counted = await sourceCounts(db)
  const counts = counted.footnotes
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
    total: counted.authorities.length,
    footnotes: footnoteTotals(db, counted),
    banner: corpusBanner(context.parties),
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

/** How many footnotes there are, and what is the matter with them. */
export function footnoteTotals(db: Db, { footnotes: counts }: SourceCounts) {
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

/** Footnotes with their words, the authorities they name, and the claims that rest on them. */
export function footnoteViews(db: Db, rows: readonly FootnoteRow[]) {
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
