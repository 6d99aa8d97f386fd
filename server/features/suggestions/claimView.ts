import type { Db } from '../../../db/client.ts'
import { datedLetters } from '../../../db/datedLetters.ts'
import { type Pattern, type Position, type StanceKind, scopeSlots } from '../../../db/vocabulary.ts'
import { assertionBase } from '../../domain/assertionBase.ts'
import { paragraphInWords } from '../../domain/citation.ts'
import { intervalInWords } from '../../domain/dates.ts'
import { letterIndex } from '../../domain/letterIndex.ts'
import { capitalised, positionWords, stanceWords } from '../../domain/words.ts'
import { type PageContext, type PlacedParty, placedParties } from '../../web/pageContext.ts'
import { urls } from '../../web/urls.ts'
import { type ClaimRow, type HeldRow, listClaims, listHeld } from './claimQueries.ts'

/** A claim to choose, with what each side says to it: the others first, since that is what an editor must know. */
export interface ClaimCard {
  slug: string
  wording: string
  href: string
  pattern: Pattern | null
  isCurrent: boolean
  slots: { slot: string; words: string }[]
  sides: ClaimSide[]
}

export interface ClaimSide {
  name: string
  place: number
  /** Whether it is the side that the letter speaks for. */
  isOwn: boolean
  position: Position
  words: string
  base: string | null
  quotes: {
    words: string
    stance: string | null
    language: string
    date: string
    paragraph: string
    href: string
  }[]
}

export function claimCards(
  db: Db,
  slugs: readonly string[],
  ownPartyId: number | null,
  context: PageContext,
): Map<string, ClaimCard> {
  const rows = listClaims(db, slugs)
  const held = listHeld(
    db,
    rows.map(({ id }) => id),
  )
  const parties = placedParties(context.sides)
  const index = letterIndex(datedLetters(db))
  const dateOf = (letterId: number) => intervalInWords(index.dateOf(letterId))
  return new Map(
    rows.map((row) => [
      row.slug,
      cardOf(
        row,
        held.filter(({ claimId }) => claimId === row.id),
        parties,
        ownPartyId,
        dateOf,
      ),
    ]),
  )
}

function cardOf(
  row: ClaimRow,
  held: readonly HeldRow[],
  parties: readonly PlacedParty[],
  ownPartyId: number | null,
  dateOf: (letterId: number) => string,
): ClaimCard {
  const sides = parties.map((party) =>
    sideOf(
      party,
      party.id === ownPartyId,
      held.filter(({ partyId }) => partyId === party.id),
      dateOf,
    ),
  )
  return {
    slug: row.slug,
    wording: row.wording,
    href: urls.claim(row.slug),
    pattern: row.pattern,
    isCurrent: row.state === 'current',
    slots: scopeSlots.flatMap((slot) => (row[slot] ? [{ slot, words: row[slot] }] : [])),
    sides: [...sides.filter(({ isOwn }) => !isOwn), ...sides.filter(({ isOwn }) => isOwn)],
  }
}

function sideOf(
  party: PlacedParty,
  isOwn: boolean,
  rows: readonly HeldRow[],
  dateOf: (letterId: number) => string,
): ClaimSide {
  const position = rows[0]?.position ?? 'not addressed'
  return {
    name: party.name,
    place: party.place,
    isOwn,
    position,
    words: capitalised(positionWords[position]),
    base: rows[0] ? assertionBase(rows[0], party.letters) : null,
    quotes: rows.map((row) => ({
      words: row.quote,
      stance: rows.length > 1 ? stanceWords[row.stance as StanceKind] : null,
      language: row.language,
      date: dateOf(row.letterId),
      paragraph: paragraphInWords(row.label),
      href: urls.letter(row.letter, {}, row.assertion),
    })),
  }
}
