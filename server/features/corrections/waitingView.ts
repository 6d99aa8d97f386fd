import type { Db } from '../../../db/client.ts'
import { presentRecord } from '../../../db/present.ts'
import type { LetterRecord, StanceRecord, WaitingRecord } from '../../../db/records.ts'
import type { WaitingReason } from '../../../db/vocabulary.ts'
import { compareTexts } from '../../domain/correction/comparison.ts'
import { counterparts } from '../../domain/correction/counterpart.ts'
import { presentClaim } from '../../domain/correction/settle.ts'
import type { Range } from '../../domain/text/anchor.ts'
import { type CodePoints, codePoints } from '../../domain/text/codePoints.ts'
import { diffPieces, wordDiff } from '../../domain/wordDiff.ts'
import { urls } from '../../web/urls.ts'
import { findLetter, findLetterBefore, findWording } from './queries.ts'

/** Why an assertion waits, in a sentence. */
export const reasonWords: Record<WaitingReason, string> = {
  words: 'Its words are others now, or are gone.',
  place: 'Its words stand there, but at more than one place, or elsewhere than before.',
  beside: 'Its words stand there, but a number, a name or a negation beside them has changed.',
  note: 'A footnote on which it rests is gone.',
}

/** The claims on which stances bear, as they are now. */
export const claimsOf = (db: Db, stances: readonly StanceRecord[]) =>
  stances.flatMap(({ claim, stance }) => {
    const slug = presentClaim(claim, (one) => presentRecord(db, 'claim', one))?.id
    const wording = slug === undefined ? undefined : findWording(db, slug)
    return slug === undefined || wording === undefined
      ? []
      : [{ slug, wording, stance, href: urls.claim(slug) }]
  })

/** A letter at one time, with the index of its text. */
export interface Version extends LetterRecord {
  points: CodePoints
}

const versionOf = (letter: LetterRecord): Version => ({ ...letter, points: codePoints(letter.text) })

/** A letter's text before a correction and now: made ready once for all that waits in it. */
export interface Versions {
  before: Version
  now: Version
  standsNow: (range: Range) => Range | undefined
}

/** Finds the two versions of the text of each waiting assertion. */
export function versionFinder(db: Db): (waiting: WaitingRecord) => Versions {
  const known = new Map<string, Versions>()
  const letters = new Map<string, LetterRecord>()
  const letterNow = (slug: string) => {
    const now = letters.get(slug) ?? findLetter(db, slug)!
    letters.set(slug, now)
    return now
  }
  return ({ assertion }) => {
    const now = letterNow(assertion.letter)
    const before = findLetterBefore(db, assertion.id) ?? now
    const key = `${before.sha256} ${now.sha256}`
    let versions = known.get(key)
    if (!versions) {
      const standsNow = counterparts(compareTexts(before, now))
      known.set(key, (versions = { before: versionOf(before), now: versionOf(now), standsNow }))
    }
    return versions
  }
}

/** What waits, with its old and its new words side by side. */
export function waitingView(db: Db, waiting: WaitingRecord, { before, now, standsNow }: Versions) {
  const { assertion, stances, reason } = waiting
  return {
    slug: assertion.id,
    gist: assertion.gist,
    reason: reasonWords[reason],
    letter: { slug: now.id, title: now.title, language: now.language, href: urls.letter(now.id) },
    claims: claimsOf(db, stances),
    href: urls.deskWaitingOne(assertion.id),
    ranges: assertion.ranges.map((range) => {
      const found = standsNow(range)
      const segments = wordDiff(inSurroundings(before, range), found ? inSurroundings(now, found) : '')
      return {
        exact: range.exact,
        label: labelAt(before, range),
        labelNow: found ? labelAt(now, found) : null,
        before: diffPieces(segments, 'before'),
        after: diffPieces(segments, 'after'),
      }
    }),
  }
}

export const paragraphOf = ({ paragraphs }: LetterRecord, range: Range) =>
  paragraphs.find(({ start, end }) => start <= range.start && range.end <= end)

const labelAt = (letter: LetterRecord, range: Range) => paragraphOf(letter, range)?.label ?? null

/** Words around a range that are shown with it, in code points. */
const around = 120

/** The words of a range with some of those around it in its paragraph. */
export function inSurroundings(letter: Version, range: Range): string {
  const { points } = letter
  const paragraph = paragraphOf(letter, range) ?? range
  const [start, end] = [
    Math.max(paragraph.start, range.start - around),
    Math.min(paragraph.end, range.end + around),
  ]
  const head = points.slice(start, range.start)
  const tail = points.slice(range.end, end)
  return (
    (start > paragraph.start ? head.replace(/^\S*\s/, '… ') : head) +
    points.slice(range.start, range.end) +
    (end < paragraph.end ? tail.replace(/\s\S*$/, ' …') : tail)
  )
}
