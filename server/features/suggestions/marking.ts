import { claimWorded } from '../../../db/claimWorded.ts'
import type { Db } from '../../../db/client.ts'
import { compareTexts } from '../../domain/correction/comparison.ts'
import { rangeMover } from '../../domain/correction/moveRanges.ts'
import { findQuote } from '../../domain/marking/findQuote.ts'
import { followWords, isOutdated, withNothingProposed } from '../../domain/marking/proposed.ts'
import { quoteOf } from '../../domain/marking/ranges.ts'
import { chosenWords, type MarkingErrors, parseRange, rangeInForm } from '../../domain/marking/readMarking.ts'
import { chosenClaim, emptyLink, type MarkingValues } from '../../domain/marking/values.ts'
import { valuesOfDescribed } from '../../domain/marking/valuesOf.ts'
import type { Range } from '../../domain/text/anchor.ts'
import { codePoints } from '../../domain/text/codePoints.ts'
import type { PageContext } from '../../web/pageContext.ts'
import { findClaims } from './claimQueries.ts'
import type { DescribedWords, DescribeRequest } from './describing.ts'
import { type DeskLetter, findFormerLetter, findTextChange, type TextChange } from './letterQueries.ts'
import type { Act } from './markingForm.ts'
import { type MarkingView, markingView } from './markingView.ts'
import { markedWords, markersAt } from './wordsView.ts'

/** What every page with the form works with. */
export interface Desk {
  db: Db
  describe: (request: DescribeRequest) => Promise<DescribedWords | undefined>
}

export interface FormState {
  values: MarkingValues
  errors?: MarkingErrors
  /** The ranges with which the page began, as a draft that is kept of the form is compared with. */
  before?: readonly Range[]
  near?: Range | null
  isWhole?: boolean
  hasRoom?: boolean
  /** What was told of the words when they were proposed: it stands where nothing fresher can be had. */
  stored?: DescribedWords | undefined
}

/** Told to whoever has typed something for an earlier text of a letter. */
export interface CorrectedView {
  /** The change that gave the letter its present text. */
  change: TextChange | null
  /** Whether the words that were suggested stand there no more, or cannot be told from others. */
  isGone: boolean
  /** Whether something was typed, and stands in the form again. */
  isTyped: boolean
  /** The address that the form had before: what is kept of it in the browser goes once this one is taken. */
  was: string | null
}

export const correctedView = (
  db: Db,
  { record }: DeskLetter,
  { isGone = false, isTyped = false, was = null }: Partial<Omit<CorrectedView, 'change'>> = {},
): CorrectedView => ({ change: findTextChange(db, record) ?? null, isGone, isTyped, was })

/** So many claims are shown that are found by words. */
const mostFound = 6

/** The form as it is shown: what the words tell is asked anew, so that a claim made a minute ago is among the likely ones. */
export async function showForm(
  { db, describe }: Desk,
  letter: DeskLetter,
  {
    values: typed,
    errors = {},
    before = [],
    near = null,
    isWhole = false,
    hasRoom = false,
    stored,
  }: FormState,
  context: PageContext,
): Promise<MarkingView> {
  const wanted = hasRoom ? { ...typed, links: [...typed.links, emptyLink()] } : typed
  const found = wanted.links.map(({ find, claim, wording }) => {
    // A claim that is about to be made anew is offered: it is there already.
    const worded = claim === 'new' && wording.trim() ? claimWorded(db, wording) : undefined
    const hits = find.trim() ? findClaims(db, find, mostFound) : null
    return worded ? [...new Set([worded.slug, ...(hits ?? [])])] : hits
  })
  const claims = [
    ...found.flatMap((slugs) => slugs ?? []),
    ...wanted.links.flatMap((link) => chosenClaim(link) ?? []),
  ]
  const { values, described } = await told(describe, letter, wanted, claims, stored)
  return markingView(
    db,
    letter,
    { values, errors, described, found, before, near, isWhole, hasRoom },
    context,
  )
}

/** The values as they are saved: what is proposed in them and was left alone follows words that were changed last. */
export async function settled(
  { describe }: Desk,
  letter: DeskLetter,
  values: MarkingValues,
  stored?: DescribedWords,
): Promise<MarkingValues> {
  const { ranges } = chosenWords(values, letter.record)
  return isOutdated(values, ranges) ? (await told(describe, letter, values, [], stored)).values : values
}

/** What is told of the chosen words, and the values with what is proposed in them. */
async function told(
  describe: Desk['describe'],
  letter: DeskLetter,
  values: MarkingValues,
  claims: readonly string[],
  stored: DescribedWords | undefined,
) {
  const { ranges } = chosenWords(values, letter.record)
  const marked = markedWords(letter.record, ranges)
  const fresh = marked && (await describe({ party: letter.party, marked, claims }))
  const described = freshened(stored, marked?.quote, fresh)
  const proposed = described && valuesOfDescribed(described, ranges, markersAt(letter.record, ranges))
  const quote = quoteOf(letter.record.text, ranges)
  return { values: followWords(values, ranges, quote, proposed), described }
}

/** Where the words are those that were proposed, their claims are told anew; the rest was told with more around it. */
function freshened(
  stored: DescribedWords | undefined,
  quote: string | undefined,
  fresh: DescribedWords | undefined,
) {
  if (!stored || stored.quote !== quote) return fresh
  if (!fresh) return stored
  const { claims, newClaim, stancesOn } = fresh
  return { ...stored, claims, newClaim, stancesOn }
}

/** What is wrong with the words while the rest is still being filled in; that there are none yet only where they were to be taken. */
export function wordErrors(values: MarkingValues, { record }: DeskLetter, act: Act): MarkingErrors {
  const { words, quote, first } = chosenWords(values, record).errors
  const wrong = Object.entries({ words: act === 'words' ? words : undefined, quote, first })
  return Object.fromEntries(wrong.flatMap(([field, message]) => (message ? [[field, [message]]] : [])))
}

/** The same where the letter was corrected meanwhile: that is to be read first, so that no field takes the focus. */
export function movedWordErrors(values: MarkingValues, letter: DeskLetter): MarkingErrors {
  const errors = wordErrors(values, letter, 'words')
  return Object.keys(errors).length ? { form: [], ...errors } : {}
}

/** The form for words that have just been chosen: filled in with what they tell, besides what was typed. */
export const filledIn = (desk: Desk, letter: DeskLetter, typed: MarkingValues): Promise<MarkingValues> =>
  settled(desk, letter, withNothingProposed(typed))

/**
 * Values that were typed while the letter had another text: words that stand in the present one where the correction left
 * them, or once, are chosen there; others are handed back as typed.
 */
export function movedValues(
  db: Db,
  { record }: DeskLetter,
  values: MarkingValues,
  sha256: string,
): MarkingValues {
  const former = findFormerLetter(db, record.id, sha256)
  if (!former) return { ...values, ranges: [] }
  const points = codePoints(former.text)
  const move = rangeMover(compareTexts(former, record))
  const places = values.ranges.flatMap((typed) => {
    const range = parseRange(typed)
    if (!range || range.start >= range.end || range.end > points.length) return []
    const quote = points.slice(range.start, range.end)
    const moved = move([range])
    return [{ quote, found: moved.kind === 'moved' ? moved.ranges : findQuote(record.text, quote) }]
  })
  const lost = places.find(({ found }) => found.length !== 1)?.quote ?? ''
  return {
    ...values,
    ranges: places.flatMap(({ found }) => (found.length === 1 ? found.map(rangeInForm) : [])),
    quote: values.quote || lost,
    // Once they are found again they belong with the others.
    beside: values.beside || (!values.quote && lost !== ''),
  }
}
