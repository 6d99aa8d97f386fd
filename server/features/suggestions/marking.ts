import type { Db } from '../../../db/client.ts'
import { rangeMover } from '../../domain/correction/moveRanges.ts'
import { findQuote } from '../../domain/marking/findQuote.ts'
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
  { values: typed, errors = {}, near = null, isWhole = false, hasRoom = false, stored }: FormState,
  context: PageContext,
): Promise<MarkingView> {
  const values = hasRoom ? { ...typed, links: [...typed.links, emptyLink()] } : typed
  const found = values.links.map(({ find }) => (find.trim() ? findClaims(db, find, mostFound) : null))
  const claims = [
    ...found.flatMap((slugs) => slugs ?? []),
    ...values.links.flatMap((link) => chosenClaim(link) ?? []),
  ]
  const marked = markedWords(letter.record, chosenWords(values, letter.record).ranges)
  const fresh = marked && (await describe({ party: letter.party, marked, claims }))
  const described = freshened(stored, fresh)
  return markingView(db, letter, { values, errors, described, found, near, isWhole, hasRoom }, context)
}

/** Where the words are those that were proposed, their claims are told anew; the rest was told with more around it. */
function freshened(stored: DescribedWords | undefined, fresh: DescribedWords | undefined) {
  if (!stored || !fresh || stored.quote !== fresh.quote) return fresh ?? stored
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

/** The form for words that have just been chosen: filled in with what they tell, keeping which words they are. */
export async function filledIn(
  { describe }: Desk,
  letter: DeskLetter,
  typed: MarkingValues,
): Promise<MarkingValues> {
  const { ranges } = chosenWords(typed, letter.record)
  const marked = markedWords(letter.record, ranges)
  const described = marked && (await describe({ party: letter.party, marked, claims: [] }))
  if (!described) return typed
  const values = valuesOfDescribed(described, ranges)
  return { ...values, paragraph: typed.paragraph, footnotes: markersAt(letter.record, ranges) }
}

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
  const move = rangeMover(former, record)
  const places = values.ranges.flatMap((typed) => {
    const range = parseRange(typed)
    if (!range || range.start >= range.end || range.end > points.length) return []
    const quote = points.slice(range.start, range.end)
    const moved = move([range])
    return [{ quote, found: moved.kind === 'moved' ? moved.ranges : findQuote(record.text, quote) }]
  })
  return {
    ...values,
    ranges: places.flatMap(({ found }) => (found.length === 1 ? found.map(rangeInForm) : [])),
    quote: values.quote || (places.find(({ found }) => found.length !== 1)?.quote ?? ''),
  }
}
