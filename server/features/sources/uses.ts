import type { Db } from '../../../db/client.ts'
import { datedLetters } from '../../../db/datedLetters.ts'
import { intervalInWords } from '../../domain/dates.ts'
import { groupBy } from '../../domain/groupBy.ts'
import { letterIndex } from '../../domain/letterIndex.ts'
import { countOf, stanceWords } from '../../domain/words.ts'
import type { PageContext, PlacedParty } from '../../web/pageContext.ts'
import {
  type AuthorityUse,
  type LetterRow,
  listLetters,
  listNamings,
  listSomeUses,
  listStances,
  type NamingRow,
  type StanceRow,
  type Use,
  type UseRow,
  type Way,
} from './queries.ts'

/** So many sources, footnotes or assertions stand on a page. */
export const pageSize = 100
/** So many letters and claims of one side are listed for an authority; its own page has them all. */
const lettersListed = 8
export const claimsListed = 4

export type Standing = 'both' | 'left' | 'right' | 'others' | 'none'
export const standings: readonly Standing[] = ['both', 'left', 'right', 'others', 'none']

/** Which of the sides that face each other invoke an authority; not those that only report what it says. */
export function standingOf({ uses }: AuthorityUse, { sides }: PageContext): Standing {
  const isInvokedBy = (partyId: number | undefined) =>
    partyId !== undefined && uses.some((use) => use.partyId === partyId && use.letters > 0)
  const left = isInvokedBy(sides.left.id)
  const right = isInvokedBy(sides.right?.id)
  if (left && right) return 'both'
  if (left || right) return left ? 'left' : 'right'
  return uses.length ? 'others' : 'none'
}

/** What an authority is. */
export const headOf = ({ slug, name, kind, partyId }: AuthorityUse, parties: readonly PlacedParty[]) => ({
  slug,
  name,
  kind,
  speaksFor: named(parties.find(({ id }) => id === partyId)),
})

/** A party as it is named on a page. */
export const named = (party: PlacedParty | undefined) =>
  party ? { slug: party.slug, name: party.name, place: party.place } : null

/** What the lists on a page need to know of all authorities that they show. */
export interface Detail {
  uses: Map<number, UseRow[]>
  namings: Map<number, NamingRow[]>
  stances: Map<number, StanceRow[]>
  letters: Map<number, LetterRow>
  compareLetters: (one: number, other: number) => number
  dateOf: (letterId: number) => string
}

export function readDetail(db: Db, authorityIds: number[]): Detail {
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
export function usesView(authority: AuthorityUse, detail: Detail, parties: readonly PlacedParty[]) {
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
export function claimsOf(assertionIds: Iterable<number>, stances: Detail['stances']) {
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
export function swapped({ sides }: PageContext, address: (sides: object) => string) {
  const { left, right } = sides
  return { swapHref: right && address({ left: right.slug, right: left.slug }) }
}
