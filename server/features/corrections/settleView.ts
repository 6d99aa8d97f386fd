import { choicesOf, namesIn } from '../../../db/choices.ts'
import type { Db } from '../../../db/client.ts'
import type { WaitingRecord } from '../../../db/records.ts'
import { findId } from '../../../db/slugs.ts'
import { bounds } from '../../../db/vocabulary.ts'
import { paragraphInWords } from '../../domain/citation.ts'
import type { RangedText } from '../../domain/correction/comparison.ts'
import { inDoubt, replacedWords, type SentencePair } from '../../domain/correction/inDoubt.ts'
import type { Settlement } from '../../domain/correction/settle.ts'
import { rangeInForm, readMarking } from '../../domain/marking/readMarking.ts'
import { flatRows, noAttribution, noFigure, withRoom } from '../../domain/marking/sentRows.ts'
import { valuesOfAssertion } from '../../domain/marking/valuesOf.ts'
import { occurrences, type Range } from '../../domain/text/anchor.ts'
import { normaliseText } from '../../domain/text/normalise.ts'
import { sentenceAround } from '../../domain/text/sentences.ts'
import { capitalised } from '../../domain/words.ts'
import type { Form } from '../../web/form.ts'
import { footnotesOf, type TypedSettlement, typedSettlement } from './forms.ts'
import { listParties } from './queries.ts'
import { inSurroundings, paragraphOf, type Version, type Versions } from './waitingView.ts'

/** A place in the letter that may be chosen for a range. */
interface Offer {
  value: string
  words: string
  hint: string
}

const mostOffers = 12

/** What may be chosen for each range: where its very words stand, what stands in its place, and what was typed before. */
function offersFor(
  { assertion }: WaitingRecord,
  { now, standsNow }: Versions,
  typed: TypedSettlement | null,
): Offer[][] {
  return assertion.ranges.map((range, i) => {
    const found = standsNow(range)
    const words = normaliseText(typed?.ranges[i]?.words ?? '')
    const places = [
      ...occurrences(now.points, range.exact),
      ...(found ? [found] : []),
      ...(words ? occurrences(now.points, words) : []),
    ].filter((place) => paragraphOf(now, place))
    const unique = new Map(places.map((place) => [`${place.start}-${place.end}`, place]))
    return [...unique].slice(0, mostOffers).map(([value, place]) => ({
      value,
      words: now.points.slice(place.start, place.end),
      hint: `${capitalised(paragraphInWords(paragraphOf(now, place)!.label))}: ${inSurroundings(now, place)}`,
    }))
  })
}

/** Where a range stands as chosen, null where its words are left out; or what is wrong with the choice. */
type Placed = Range | null | { field: string; message: string }

const isWrong = (placed: Placed): placed is { field: string; message: string } =>
  placed !== null && 'message' in placed

const placesOf = (letter: RangedText, { ranges }: TypedSettlement): Placed[] =>
  ranges.map(({ choice, words }, i) => {
    if (choice === 'none' && ranges.length > 1) return null
    const found = choice === 'typed' ? placeOfTyped(letter, words) : placeChosen(letter, choice)
    if (typeof found !== 'string') return found
    return { field: choice === 'typed' ? `r${i}-words` : `r${i}-choice`, message: found }
  })

/** What was settled; or what is wrong with it, by field, with what the new words still put in doubt. */
export function readSettled(
  db: Db,
  waiting: WaitingRecord,
  versions: Versions,
  typed: TypedSettlement,
): { ok: true; settlement: Settlement } | { ok: false; errors: Form['errors'] } {
  const letter = versions.now
  const errors: Form['errors'] = {}
  const placed = placesOf(letter, typed)
  for (const one of placed) if (isWrong(one)) errors[one.field] = [one.message]
  const ranges = placed.flatMap((one) => (one === null || isWrong(one) ? [] : [one]))
  if (!Object.keys(errors).length && !ranges.length)
    errors['r0-choice'] = ['At least one of the places must keep words.']
  typed.notes.forEach((marker, i) => {
    const isThere = marker === '' || letter.footnotes.some((note) => note.marker === marker)
    if (!isThere) errors[`c${i}-note`] = ['The letter has no such note.']
  })
  if (Object.keys(errors).length) return { ok: false, errors }
  const read = readMarking(
    {
      ...valuesOfAssertion(waiting.assertion, []),
      ...recordedIn(typed),
      ranges: ranges.map(rangeInForm),
      footnotes: typed.notes.filter((marker) => marker !== ''),
    },
    letter,
    // Its stances come back as they were: no claim is chosen here.
    {
      has: (kind, slug) => findId(db, kind, slug) !== undefined,
      named: namesIn(db),
      claim: () => undefined,
      worded: () => undefined,
    },
  )
  if (!read.ok) {
    const { words, ...others } = read.errors
    return { ok: false, errors: words ? { 'r0-choice': words, ...others } : others }
  }
  const { gist, figures, attribution, citations } = read.marking.assertion
  const recorded = { gist, figures, attribution }
  const doubts = inDoubt(recorded, sentencesOf(waiting, versions, placed), waiting.assertion.gist)
  if (!typed.isConfirmed && Object.keys(doubts).length) {
    const message = 'Look at what is pointed out: change it, or say that it holds all the same.'
    return { ok: false, errors: { confirmed: [message] } }
  }
  return { ok: true, settlement: { ranges: read.marking.assertion.ranges, citations, ...recorded } }
}

const recordedIn = ({ gist, figures, attribution, authorities }: TypedSettlement) => ({
  gist,
  figures,
  attribution,
  authorities,
})

/** The sentences of the ranges before, with those at the places that were chosen; else with those that stand there now. */
function sentencesOf(
  { assertion }: WaitingRecord,
  { before, now, standsNow }: Versions,
  placed: readonly Placed[],
): SentencePair[] {
  return assertion.ranges.flatMap((range, i) => {
    const chosen = placed[i]
    if (chosen === null) return []
    const place = chosen && !isWrong(chosen) ? chosen : standsNow(range)
    return [{ before: sentenceOf(before, range), after: place ? sentenceOf(now, place) : '' }]
  })
}

function sentenceOf(letter: Version, range: Range): string {
  const paragraph = paragraphOf(letter, range)
  if (!paragraph) return ''
  const { points } = letter
  const words = points.slice(paragraph.start, paragraph.end)
  const inside = { start: range.start - paragraph.start, end: range.end - paragraph.start }
  const { start, end } = sentenceAround(words, inside)
  return points.slice(paragraph.start + start, paragraph.start + end)
}

/** The form that settles a waiting assertion; `typed` is null when it is shown first. */
export function settleView(
  db: Db,
  waiting: WaitingRecord,
  versions: Versions,
  typed: TypedSettlement | null,
  errors: Form['errors'],
) {
  const { now } = versions
  const notes = notesBefore(waiting, versions)
  const shown = typed ?? { ...typedSettlement(waiting), notes: notes.map(({ present }) => present) }
  const hasRoom = shown.act === 'more'
  const figures = withRoom(shown.figures, hasRoom, noFigure)
  const attribution = withRoom(shown.attribution, hasRoom, noAttribution)
  const pairs = sentencesOf(waiting, versions, typed ? placesOf(now, typed) : [])
  const doubts = inDoubt(shown, pairs, waiting.assertion.gist)
  const authorities = choicesOf(db, 'authority', [
    ...shown.authorities,
    ...shown.attribution.flatMap(({ who }) =>
      who.startsWith('authority:') ? [who.slice('authority:'.length)] : [],
    ),
  ]).list
  return {
    offers: offersFor(waiting, versions, typed),
    notes,
    noteChoices: now.footnotes.map(({ marker, text }) => ({
      value: marker,
      text: `${marker}: ${text.slice(0, 90)}`,
    })),
    form: {
      values: Object.fromEntries([
        ...shown.ranges.flatMap(({ choice, words }, i) => [
          [`r${i}-choice`, choice],
          [`r${i}-words`, words],
        ]),
        ...shown.notes.map((marker, i) => [`c${i}-note`, marker]),
        ['gist', shown.gist],
        ['confirmed', shown.isConfirmed ? 'yes' : ''],
        ['authority', shown.authorities],
        ...Object.entries(flatRows({ attribution, figures })),
      ]),
      errors,
    },
    figures: figures.map((_, i) => ({ n: i + 1, hints: {}, doubts: doubtsOf(doubts, `figure-${i + 1}-`) })),
    attribution: attribution.map((_, i) => ({
      n: i + 1,
      hints: {},
      doubts: doubtsOf(doubts, `attribution-${i + 1}-`),
    })),
    authorities: authorities.filter(({ slug }) => authoritiesBefore(waiting).includes(slug)),
    doubts,
    replaced: replacedWords(pairs),
    bounds: bounds.map((bound) => ({ value: bound, text: bound })),
    whom: {
      parties: listParties(db).map(({ slug, name }) => ({ value: `party:${slug}`, text: name })),
      authorities: authorities.map(({ slug, name }) => ({ value: `authority:${slug}`, text: name })),
    },
  }
}

const authoritiesBefore = ({ assertion }: WaitingRecord) =>
  assertion.citations.flatMap((citation) => ('authority' in citation ? [citation.authority] : []))

/** The doubts about the fields of one row, by the names that the row has for them. */
const doubtsOf = (doubts: Record<string, string>, row: string) =>
  Object.fromEntries(
    Object.entries(doubts).flatMap(([field, words]) =>
      field.startsWith(row) ? [[field.slice(row.length), words]] : [],
    ),
  )

/** The footnotes that the assertion rested on, with their words then, and the present notes that say the same. */
function notesBefore(waiting: WaitingRecord, { before, now }: Versions) {
  return footnotesOf(waiting).map((footnote) => {
    const text = before.footnotes.find(({ marker }) => marker === footnote)?.text ?? ''
    const same = now.footnotes.filter((note) => note.text === text)
    const doubt =
      same.length === 1 ? null : 'No note of the letter has these words now, or more than one has.'
    return {
      doubt,
      marker: footnote,
      text,
      present: same.length === 1 ? same[0]!.marker : '',
    }
  })
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
