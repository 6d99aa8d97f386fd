import type { Db } from '../../../db/client.ts'
import { type DatedLetter, datedLetters } from '../../../db/datedLetters.ts'
import { corpusBanner } from '../../domain/corpusBanner.ts'
import { intervalInWords } from '../../domain/dates.ts'
import { type LetterIndex, letterIndex } from '../../domain/letterIndex.ts'
import { type PageContext, placedParties } from '../../web/pageContext.ts'
import { keepUntilChanged } from '../../web/untilChanged.ts'
import { listLetters } from './queries.ts'

/** So many letters stand on one page of the list. */
const pageSize = 100

/** The letters in order, for each order of the sides that is asked for: there may be tens of thousands of them. */
const keepOrder = keepUntilChanged<DatedLetter[]>(4)

/** The letters: side by side's order and by date, those of no side last; the page after the letter named. */
export function lettersPage(db: Db, after: string | undefined, context: PageContext) {
  const dated = datedLetters(db)
  const index = letterIndex(dated)
  const parties = placedParties(context.sides)
  const places = new Map(parties.map(({ id, place }) => [id, place]))
  const ordered = keepOrder(db, context.site.dataVersion, parties.map(({ slug }) => slug).join(' '), () =>
    inOrder(dated, index, (partyId) => places.get(partyId ?? 0) ?? parties.length + 1),
  )

  const start = ordered.findIndex(({ slug }) => slug === after) + 1
  const shown = ordered.slice(start, start + pageSize)
  const rows = listLetters(
    db,
    shown.map(({ id }) => id),
  )
  const letters = rows.map((row, i) => ({
    partyId: shown[i]!.partyId,
    slug: row.slug,
    title: row.title,
    shortTitle: row.shortTitle,
    addressee: row.addressee,
    author: { name: row.authorName, person: row.authorPerson, kind: row.authorKind },
    date: intervalInWords(index.dateOf(row.id)),
    counts: {
      paragraphs: row.paragraphs,
      assertions: row.assertions,
      counted: row.counted,
      claims: row.claims,
      contested: row.contested,
    },
  }))
  const withoutPartyId = ({ partyId: _, ...letter }: (typeof letters)[number]) => letter

  return {
    total: ordered.length,
    first: shown.length ? start + 1 : 0,
    last: start + shown.length,
    nextAfter: start + shown.length < ordered.length ? (shown.at(-1)?.slug ?? null) : null,
    banner: corpusBanner(context.parties),
    groups: [...parties, null]
      .map((party) => ({
        party: party && {
          slug: party.slug,
          name: party.name,
          place: party.place,
          letters: party.letters,
          unmarked: party.unmarked,
        },
        letters: letters
          .filter(({ partyId }) => (partyId ?? null) === (party?.id ?? null))
          .map(withoutPartyId),
      }))
      .filter((group) => group.letters.length > 0),
  }
}

/** Letters by the place of their side, then by date. */
function inOrder(
  letters: readonly DatedLetter[],
  index: LetterIndex,
  placeOf: (partyId: number | null) => number,
): DatedLetter[] {
  return letters.toSorted((a, b) => placeOf(a.partyId) - placeOf(b.partyId) || index.compare(a.id, b.id))
}
