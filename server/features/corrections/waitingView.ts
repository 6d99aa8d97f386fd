import type { Db } from '../../../db/client.ts'
import { presentRecord } from '../../../db/present.ts'
import type { LetterRecord, RangeRecord, StanceRecord, WaitingRecord } from '../../../db/records.ts'
import type { WaitingReason } from '../../../db/vocabulary.ts'
import { paragraphInWords } from '../../domain/citation.ts'
import { counterparts } from '../../domain/correction/counterpart.ts'
import type { RangedText } from '../../domain/correction/moveRanges.ts'
import { presentClaim, type Settlement } from '../../domain/correction/settle.ts'
import { describe, occurrences, type Range } from '../../domain/text/anchor.ts'
import { codePoints } from '../../domain/text/codePoints.ts'
import { normaliseText } from '../../domain/text/normalise.ts'
import { diffPieces, wordDiff } from '../../domain/wordDiff.ts'
import { capitalised } from '../../domain/words.ts'
import { urls } from '../../web/urls.ts'
import type { TypedSettlement } from './forms.ts'
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

/** A letter's text before a correction and now: made ready once for all that waits in it. */
interface Versions {
  before: LetterRecord
  now: LetterRecord
  standsNow: (range: Range) => Range | undefined
}

/** Finds the two versions of the text of each waiting assertion. */
export function versionFinder(db: Db): (waiting: WaitingRecord) => Versions {
  const known = new Map<string, Versions>()
  return ({ assertion }) => {
    const now = findLetter(db, assertion.letter)!
    const before = findLetterBefore(db, assertion.id) ?? now
    const key = `${before.sha256} ${now.sha256}`
    let versions = known.get(key)
    if (!versions) known.set(key, (versions = { before, now, standsNow: counterparts(before, now) }))
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

const paragraphOf = ({ paragraphs }: LetterRecord, range: Range) =>
  paragraphs.find(({ start, end }) => start <= range.start && range.end <= end)

const labelAt = (letter: LetterRecord, range: Range) => paragraphOf(letter, range)?.label ?? null

/** Words around a range that are shown with it, in code points. */
const around = 120

/** The words of a range with some of those around it in its paragraph. */
function inSurroundings(letter: LetterRecord, range: Range): string {
  const points = codePoints(letter.text)
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

/** A place in the letter that may be chosen for a range. */
interface Offer {
  value: string
  words: string
  hint: string
}

const mostOffers = 12

/** What may be chosen for each range: where its very words stand, what stands in its place, and what was typed before. */
export function offersFor(
  { assertion }: WaitingRecord,
  { now, standsNow }: Versions,
  typed: TypedSettlement | null,
): Offer[][] {
  return assertion.ranges.map((range, i) => {
    const found = standsNow(range)
    const words = normaliseText(typed?.ranges[i]?.words ?? '')
    const places = [
      ...occurrences(now.text, range.exact),
      ...(found ? [found] : []),
      ...(words ? occurrences(now.text, words) : []),
    ].filter((place) => paragraphOf(now, place))
    const unique = new Map(places.map((place) => [`${place.start}-${place.end}`, place]))
    const points = codePoints(now.text)
    return [...unique].slice(0, mostOffers).map(([value, place]) => ({
      value,
      words: points.slice(place.start, place.end),
      hint: `${capitalised(paragraphInWords(paragraphOf(now, place)!.label))}: ${inSurroundings(now, place)}`,
    }))
  })
}

/** What was chosen, or what is wrong with it, by field. */
export function readChoices(
  waiting: WaitingRecord,
  letter: LetterRecord,
  typed: TypedSettlement,
): { ok: true; settlement: Settlement } | { ok: false; errors: Record<string, string[]> } {
  const errors: Record<string, string[]> = {}
  const ranges = typed.ranges.flatMap(({ choice, words }, i): RangeRecord[] => {
    if (choice === 'none' && typed.ranges.length > 1) return []
    const found = choice === 'typed' ? placeOfTyped(letter, words) : placeChosen(letter, choice)
    if (typeof found !== 'string') return [{ ...found, ...describe(letter.text, found) }]
    errors[choice === 'typed' ? `r${i}-words` : `r${i}-choice`] = [found]
    return []
  })
  if (!Object.keys(errors).length && !ranges.length) {
    errors['r0-choice'] = ['At least one of the places must keep words.']
  }
  const markers = typed.notes.filter((marker) => marker !== '')
  const gone = typed.notes.findIndex(
    (marker) => marker !== '' && !letter.footnotes.some((note) => note.marker === marker),
  )
  if (gone >= 0) errors[`c${gone}-note`] = ['The letter has no such note.']
  if (Object.keys(errors).length) return { ok: false, errors }
  const citations = [
    ...[...new Set(markers)].map((footnote) => ({ footnote })),
    ...waiting.assertion.citations.filter((citation) => 'authority' in citation),
  ]
  return { ok: true, settlement: { ranges: ranges.sort((a, b) => a.start - b.start), citations } }
}

function placeOfTyped(letter: RangedText, typed: string): Range | string {
  const words = normaliseText(typed)
  if (words === '') return 'Type the words as they stand in the letter.'
  const places = occurrences(letter.text, words).filter((place) =>
    letter.paragraphs.some(({ start, end }) => start <= place.start && place.end <= end),
  )
  if (!places.length) return 'These words do not stand in the letter within one paragraph. Copy them exactly.'
  if (places.length === 1) return places[0]!
  return `These words stand ${places.length} times in the letter. Choose one of these places above, or type more words.`
}

function placeChosen(letter: RangedText, choice: string): Range | string {
  const [, start, end] = /^(\d{1,9})-(\d{1,9})$/.exec(choice) ?? []
  if (start === undefined) return 'Choose where the words stand, or type them.'
  const range = { start: Number(start), end: Number(end) }
  const isThere =
    range.start < range.end &&
    letter.paragraphs.some((one) => one.start <= range.start && range.end <= one.end)
  return isThere ? range : 'This is no place in the letter as it is now.'
}

/** The footnotes that the assertion rested on, with their words then, and the present notes that say the same. */
export function notesBefore({ assertion }: WaitingRecord, { before, now }: Versions) {
  return assertion.citations.flatMap((citation) => {
    if ('authority' in citation) return []
    const text = before.footnotes.find(({ marker }) => marker === citation.footnote)?.text ?? ''
    const same = now.footnotes.filter((note) => note.text === text)
    return [{ marker: citation.footnote, text, present: same.length === 1 ? same[0]!.marker : '' }]
  })
}
