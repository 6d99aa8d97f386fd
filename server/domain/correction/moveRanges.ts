import type { RangeRecord } from '../../../db/records.ts'
import type { WaitingReason } from '../../../db/vocabulary.ts'
import { describe, occurrences, type Range } from '../text/anchor.ts'
import { type CodePoints, codePoints } from '../text/codePoints.ts'
import type { Comparison, RangedText } from './comparison.ts'
import { isUndisturbed } from './isUndisturbed.ts'

/** What becomes of an assertion's ranges when its letter's text is corrected. */
export type Moved = { kind: 'moved'; ranges: RangeRecord[] } | { kind: 'waits'; reason: WaitingReason }

export type RangeMover = (ranges: readonly Range[]) => Moved

/**
 * Moves ranges from one version of a text to another, made ready once for all of a letter. A range moves to the place
 * at which its very words stand: the one that the comparison of the two texts leads to, or the only one in both. Where
 * its words are others now, could be at several places, or have a number, a name or a negation changed beside them, it
 * waits for a person; and an assertion waits with all of its ranges when one of them does.
 */
export function rangeMover({ before, after, stretches }: Comparison): RangeMover {
  const [old, fresh] = [codePoints(before.text), codePoints(after.text)]

  function move(range: Range): RangeRecord | WaitingReason {
    const words = old.slice(range.start, range.end)
    const [were, are] = [occurrences(old, words).length, occurrences(fresh, words)]
    if (!are.length) return 'words'
    const mapped = mappedRange(range)
    const target = mapped ?? (were === 1 && are.length === 1 ? are[0] : undefined)
    // The same words, but across the end of a paragraph by now.
    if (!target || !paragraphOf(after, target)) return 'place'
    const moved = { ...target, ...describe(fresh, target) }
    if (were !== are.length && !isSameSurrounding(describe(old, range), moved)) return 'place'
    const isSafe = isUndisturbed(
      { ...inParagraph(before, old, range), language: before.language },
      { ...inParagraph(after, fresh, target), language: after.language },
    )
    return isSafe ? moved : 'beside'
  }

  function mappedRange({ start, end }: Range): Range | undefined {
    const stretch = stretches.find((one) => one.before <= start && end <= one.before + one.length)
    if (!stretch) return undefined
    const shift = stretch.after - stretch.before
    const target = { start: start + shift, end: end + shift }
    const isThere = target.end <= fresh.length
    return isThere && fresh.slice(target.start, target.end) === old.slice(start, end) ? target : undefined
  }

  return (ranges) => {
    const moved = ranges.map(move)
    const reasons = moved.filter((one) => typeof one === 'string')
    const [reason] = reasons.sort((a, b) => order.indexOf(a) - order.indexOf(b))
    return reason ? { kind: 'waits', reason } : { kind: 'moved', ranges: moved as RangeRecord[] }
  }
}

/** Of several reasons the first of these is given. */
const order: readonly WaitingReason[] = ['words', 'place', 'beside', 'note']

const isSameSurrounding = (one: RangeRecordContext, other: RangeRecordContext) =>
  one.prefix === other.prefix && one.suffix === other.suffix
type RangeRecordContext = Pick<RangeRecord, 'prefix' | 'suffix'>

const paragraphOf = ({ paragraphs }: RangedText, range: Range) =>
  paragraphs.find(({ start, end }) => start <= range.start && range.end <= end)

/** The paragraph that a range stands in, and where in it. */
function inParagraph(text: RangedText, points: CodePoints, range: Range) {
  const paragraph = paragraphOf(text, range) ?? range
  return {
    paragraph: points.slice(paragraph.start, paragraph.end),
    range: { start: range.start - paragraph.start, end: range.end - paragraph.start },
  }
}
