import { countLeading } from '../binarySearch.ts'

/**
 * One text, addressed in Unicode code points (as the W3C's selectors and SQLite's `substr` count), with the way to
 * and from the UTF-16 units in which JavaScript counts. Every method throws a RangeError for a place that the text
 * does not have.
 */
export interface CodePoints {
  readonly text: string
  /** Length of the text in code points. */
  readonly length: number
  /** The UTF-16 offset of a code-point offset. */
  toUtf16(offset: number): number
  /** The code-point offset of a UTF-16 offset; one that falls inside of a character is no place in the text. */
  fromUtf16(offsetUtf16: number): number
  /** The text from code point `start` up to, not including, code point `end`. */
  slice(start: number, end: number): string
}

/** The index of one text: made once, then asked for every range of that text. */
export function codePoints(text: string): CodePoints {
  // Only a character beyond U+FFFF is two UTF-16 units long; every other one is one unit and one code point. So it is
  // enough to know where those stand: most letters have none, and then both ways of counting are the same.
  const wide = Array.from(text.matchAll(/[\u{10000}-\u{10ffff}]/gu), (match) => match.index)
  const length = text.length - wide.length

  function toUtf16(offset: number): number {
    checkOffset(offset, length)
    return offset + countLeading(wide.length, (i) => wide[i]! - i < offset)
  }

  function fromUtf16(offsetUtf16: number): number {
    checkOffset(offsetUtf16, text.length)
    const wideBefore = countLeading(wide.length, (i) => wide[i]! < offsetUtf16)
    if (wide[wideBefore - 1] === offsetUtf16 - 1) {
      throw new RangeError(`UTF-16 offset ${offsetUtf16} falls inside of a character`)
    }
    return offsetUtf16 - wideBefore
  }

  function slice(start: number, end: number): string {
    if (start > end) throw new RangeError(`a range cannot end at ${end}, before its start at ${start}`)
    return text.slice(toUtf16(start), toUtf16(end))
  }

  return { text, length, toUtf16, fromUtf16, slice }
}

function checkOffset(offset: number, length: number) {
  if (Number.isInteger(offset) && offset >= 0 && offset <= length) return
  throw new RangeError(`offset ${offset} is not in a text of length ${length}`)
}

/** Length in code points, where nothing else is asked of the text. */
export const codePointLength = (text: string): number => Array.from(text).length
