import type { Range } from '../text/anchor.ts'
import { codePoints } from '../text/codePoints.ts'
import type { Comparison, SameStretch } from './comparison.ts'

/**
 * What stands in the corrected text where a range stood: from the place that its start leads to, to the place that its
 * end leads to, in whole words of one paragraph. Only to be shown or offered to a person, since the words are others;
 * undefined where nothing stands there any more.
 */
export function counterparts({ after, stretches }: Comparison): (range: Range) => Range | undefined {
  const points = codePoints(after.text)
  return ({ start, end }) => {
    const from = placeOf(stretches, start, 'start')
    const paragraph = after.paragraphs.find((one) => one.start <= from && from < one.end)
    if (!paragraph) return undefined
    const to = Math.max(from, Math.min(placeOf(stretches, end, 'end', points.length), paragraph.end))
    const words = wholeWords(points.slice(paragraph.start, paragraph.end), {
      start: from - paragraph.start,
      end: to - paragraph.start,
    })
    return words && { start: words.start + paragraph.start, end: words.end + paragraph.start }
  }
}

/** Where a place of the old text is in the new one: inside of a changed stretch, its near edge for a start, its far one for an end. */
function placeOf(
  stretches: readonly SameStretch[],
  place: number,
  side: 'start' | 'end',
  length = 0,
): number {
  if (side === 'start') {
    const stretch = stretches.findLast((one) => one.before <= place)
    return stretch ? stretch.after + Math.min(place - stretch.before, stretch.length) : 0
  }
  const stretch = stretches.find((one) => one.before + one.length >= place)
  return stretch ? stretch.after + Math.max(place - stretch.before, 0) : length
}

/** The range without blanks at its ends, a word that it cuts taken whole; undefined where no words are left. */
function wholeWords(paragraph: string, range: Range): Range | undefined {
  const signs = Array.from(paragraph)
  const isInWord = (at: number) =>
    [signs[at - 1], signs[at]].every((sign) => sign && /[\p{L}\p{M}\p{N}]/u.test(sign))
  const isBlank = (at: number) => signs[at] === undefined || signs[at].trim() === ''
  let { start, end } = range
  while (start < end && isBlank(start)) start += 1
  while (start < end && isBlank(end - 1)) end -= 1
  if (start === end) return undefined
  while (isInWord(start)) start -= 1
  while (isInWord(end)) end += 1
  return { start, end }
}
