import type { Db } from '../../../db/client.ts'
import { datedLetters } from '../../../db/datedLetters.ts'
import { besidesInWords } from '../../domain/assertionBase.ts'
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
  listStances,
  listUses,
  type NamingRow,
  type StanceRow,
  type Use,
  type UseRow,
  type Way,
} from './queries.ts'

/** So many sources, footnotes or assertions stand on a page. */
export const pageSize = 100
/** So many assertions that make use of one authority are looked at for a list; its own page has them all. */
const usesListed = 24
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

/** How many uses of an authority a list looks at. */
export const weightOf = ({ assertionIds, namings }: AuthorityUse) =>
  Math.min(assertionIds.length, usesListed) + Math.min(namings, usesListed)

export function readDetail(db: Db, authorities: readonly AuthorityUse[]): Detail {
  const uses = listUses(
    db,
    authorities.flatMap(({ id, assertionIds }) =>
      assertionIds.slice(0, usesListed).map((assertionId) => [id, assertionId] as const),
    ),
  )
  const namings = listNamings(
    db,
    authorities.map(({ id }) => id),
  )
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

/**
 * What each side uses an authority for; the authors of no side only where they use it. Claims for which several sides use
 * it come first, in the same order on each, so that they stand across from one another.
 */
export function usesView(authority: AuthorityUse, detail: Detail, parties: readonly PlacedParty[]) {
  const uses = detail.uses.get(authority.id) ?? []
  const namings = detail.namings.get(authority.id) ?? []
  const claimIdsOf = ({ assertionId }: UseRow) =>
    (detail.stances.get(assertionId) ?? []).map(({ claimId }) => claimId)
  const usersOf = groupBy(
    uses.flatMap((use) => claimIdsOf(use).map((claimId) => ({ claimId, partyId: use.partyId }))),
    ({ claimId }) => claimId,
  )
  const isShared = (claimId: number) => new Set(usersOf.get(claimId)?.map(({ partyId }) => partyId)).size > 1
  const compareClaims: CompareClaims = (a, b) =>
    Number(isShared(b.claimId)) - Number(isShared(a.claimId)) ||
    (isShared(a.claimId) ? 0 : b.assertions - a.assertions) ||
    a.claimId - b.claimId
  const of = (party: PlacedParty | null) => {
    const partyId = party?.id ?? null
    const counted = authority.uses.find((use) => use.partyId === partyId)
    return {
      party: party && named(party)!,
      ...useInWords(counted, party?.letters ?? null),
      ...placesView(
        uses.filter((use) => use.partyId === partyId),
        namings.filter((naming) => naming.partyId === partyId),
        counted?.letters ?? 0,
        detail,
        compareClaims,
      ),
    }
  }
  const withoutParty = of(null)
  const assertions = authority.assertionIds.length
  return {
    sides: parties.map(of),
    withoutParty: withoutParty.isSilent ? null : withoutParty,
    /** Where only the first of its assertions were looked at: how many, and how many there are. */
    cut: assertions > usesListed ? { first: usesListed, of: assertions } : null,
  }
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
    besides ? besidesInWords(besides) : null,
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
function placesView(
  uses: readonly UseRow[],
  namings: readonly NamingRow[],
  lettersCounted: number,
  detail: Detail,
  compareClaims: CompareClaims,
) {
  const usesIn = groupBy(uses, ({ letterId }) => letterId)
  const namingsIn = groupBy(namings, ({ letterId }) => letterId)
  const letterIds = [...new Set([...usesIn.keys(), ...namingsIn.keys()])].sort(detail.compareLetters)
  const claims = claimsOf(new Set(uses.map(({ assertionId }) => assertionId)), detail.stances, compareClaims)
  return {
    places: letterIds.slice(0, lettersListed).map((letterId) => ({
      letter: letterOf(detail, letterId),
      footnotes: (namingsIn.get(letterId) ?? []).map(({ marker, isLinked }) => ({
        marker,
        isLinked: isLinked === 1,
      })),
      words: passagesOf(usesIn.get(letterId) ?? []),
    })),
    moreLetters: Math.max(
      0,
      Math.max(letterIds.length, lettersCounted) - Math.min(letterIds.length, lettersListed),
    ),
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

type CompareClaims = (
  one: { claimId: number; assertions: number },
  other: { claimId: number; assertions: number },
) => number

/** Those with most assertions first. */
const bySize: CompareClaims = (a, b) => b.assertions - a.assertions || a.claimId - b.claimId

/** The claims on which these assertions bear. */
export function claimsOf(
  assertionIds: Iterable<number>,
  stances: Detail['stances'],
  compare: CompareClaims = bySize,
) {
  const rows = [...assertionIds].flatMap((id) => stances.get(id) ?? [])
  return [...groupBy(rows, ({ claimId }) => claimId)]
    .map(([claimId, list]) => ({ claimId, list, assertions: list.length }))
    .sort(compare)
    .map(({ list, assertions }) => ({
      slug: list[0]!.slug,
      wording: list[0]!.wording,
      assertions,
      stances: [...new Set(list.map(({ stance }) => stance))].map((stance) => ({
        stance,
        words: stanceWords[stance],
      })),
    }))
}

/** The address with the sides exchanged, or null where nobody faces anybody. */
export function swapped({ sides }: PageContext, address: (sides: object) => string) {
  const { left, right, others } = sides
  return { swapHref: right && address({ left: right.slug, right: others.length ? left.slug : null }) }
}
