import type { Db } from '../../../db/client.ts'
import { datedLetters } from '../../../db/datedLetters.ts'
import { positionOf, type StanceCounts } from '../../../db/positions.ts'
import { countedKinds } from '../../../db/vocabulary.ts'
import { assertionsInWords } from '../../domain/assertionBase.ts'
import { compareIntervals, type Interval, intervalInWords } from '../../domain/dates.ts'
import { groupBy } from '../../domain/groupBy.ts'
import { type LetterIndex, letterIndex } from '../../domain/letterIndex.ts'
import { capitalised, kindWords, positionWords, stanceWords } from '../../domain/words.ts'
import { type PageContext, placedParties } from '../../web/pageContext.ts'
import { type BesideClaimRow, type BesideQuoteRow, type LetterRow, readBeside } from './queries.ts'

/**
 * Two letters aligned on the claims that both address, the first on the left. A claim of the one whose mirror the other
 * addresses is aligned with it. What is left stands in a list of its own: what each says that the other does not address.
 */
export function besidePage(db: Db, one: LetterRow, other: LetterRow, context: PageContext) {
  const index = letterIndex(datedLetters(db))
  const read = readBeside(db, one.id, other.id)
  const quotesOf = groupBy(read.quotes, ({ claimId, letterId }) => `${claimId} ${letterId}`)
  const saidBy = (letter: LetterRow) => (claimId: number) => quotesOf.get(`${claimId} ${letter.id}`) ?? []
  const [byOne, byOther] = [saidBy(one), saidBy(other)]
  const claimOf = new Map(read.claims.map((claim) => [claim.id, claim]))

  const shared = read.claims.filter(({ id }) => byOne(id).length && byOther(id).length)
  const isShared = new Set(shared.map(({ id }) => id))
  const mirrored = mirrorPairs(read.mirrors)
    .filter(({ left, right }) => byOne(left).length && byOther(right).length)
    .filter(({ left, right }) => !isShared.has(left) || !isShared.has(right))
  const isAligned = new Set([...isShared, ...mirrored.flatMap(({ left, right }) => [left, right])])
  const only = (said: (claimId: number) => BesideQuoteRow[]) =>
    read.claims
      .filter(({ id }) => said(id).length && !isAligned.has(id))
      .map((claim) => ({ claim: claimView(claim), ...sideView(said(claim.id)) }))

  return {
    letters: [one, other].map((letter, i) => letterView(letter, i + 1, index, context)),
    time: timeInWords(index.dateOf(one.id), index.dateOf(other.id), read),
    counts: {
      shared: shared.length,
      contested: shared.filter(({ pattern }) => pattern === 'contested').length,
      mirrored: mirrored.length,
      claims: [byOne, byOther].map((said) => read.claims.filter(({ id }) => said(id).length).length),
    },
    shared: shared.map((claim) => ({
      claim: claimView(claim),
      sides: [sideView(byOne(claim.id)), sideView(byOther(claim.id))],
    })),
    mirrored: mirrored.map(({ left, right, reason }) => ({
      reason,
      sides: [
        { claim: claimView(claimOf.get(left)!), ...sideView(byOne(left)) },
        { claim: claimView(claimOf.get(right)!), ...sideView(byOther(right)) },
      ],
    })),
    only: [only(byOne), only(byOther)],
  }
}

/** Each pair both ways round: the first of it may stand on the left or on the right. */
function mirrorPairs(mirrors: readonly { one: number; other: number; reason: string }[]) {
  return mirrors.flatMap(({ one, other, reason }) => [
    { left: one, right: other, reason },
    { left: other, right: one, reason },
  ])
}

const claimView = ({ slug, wording, pattern }: BesideClaimRow) => ({ slug, wording, pattern })

/** What one letter says on a claim. */
function sideView(quotes: readonly BesideQuoteRow[]) {
  const counts: StanceCounts = { asserts: 0, disputes: 0, qualifies: 0, reports: 0 }
  for (const { stance } of quotes) counts[stance] += 1
  const position = positionOf(counts)
  return {
    position,
    positionWords: capitalised(positionWords[position]),
    base: assertionsInWords({
      assertions: quotes.length,
      counted: quotes.filter(({ kind }) => countedKinds.includes(kind)).length,
    }),
    quotes: quotes.map(({ slug, quote, kind, stance, scopeNote, label }) => ({
      slug,
      quote,
      stance,
      stanceWords: stanceWords[stance],
      isApart: stance !== position,
      kindWords: kind === 'fact' ? null : kindWords[kind],
      scopeNote,
      paragraph: label,
    })),
  }
}

function letterView(letter: LetterRow, place: number, index: LetterIndex, { sides }: PageContext) {
  const party = placedParties(sides).find(({ id }) => id === letter.partyId)
  return {
    slug: letter.slug,
    title: letter.title,
    shortTitle: letter.shortTitle,
    author: { name: letter.authorName, person: letter.authorPerson, kind: letter.authorKind },
    party: party ? { slug: party.slug, name: party.name } : null,
    /** Where it stands on this page: the first letter on the left. */
    place,
    language: letter.language,
    date: intervalInWords(index.dateOf(letter.id)),
    /** If not, nobody can say what it does not address. */
    isMarked: index.isMarked(letter.id),
  }
}

/** Which letter could answer which: one cannot answer what was written after it. */
function timeInWords(
  one: Interval,
  other: Interval,
  { oneAnswersOther, otherAnswersOne }: { oneAnswersOther: boolean; otherAnswersOne: boolean },
): string {
  if (oneAnswersOther) return 'The letter on the left says that it answers the one on the right.'
  if (otherAnswersOne) return 'The letter on the right says that it answers the one on the left.'
  const order = compareIntervals(one, other)
  if (order === 'earlier')
    return 'The letter on the right is certainly later: only it could answer the other.'
  if (order === 'later') return 'The letter on the left is certainly later: only it could answer the other.'
  return 'Which of the two is later can’t be told from their dates: either could answer the other, or neither.'
}
