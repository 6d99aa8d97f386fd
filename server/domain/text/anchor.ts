import { type CodePoints, codePoints } from './codePoints.ts'

/** A stretch of a text: from code point `start` up to, not including, code point `end`. */
export interface Range {
  start: number
  end: number
}

/** Words of a text with what stands before and after them (a W3C TextQuoteSelector). */
export interface Quote {
  exact: string
  prefix: string
  suffix: string
}

/** Where a quote stands. `ambiguous` lists every place where its words stand. */
export type Anchoring =
  | { kind: 'found'; range: Range }
  | { kind: 'ambiguous'; ranges: Range[] }
  | { kind: 'orphaned' }

/**
 * The quote that stands at a range, with up to `contextLength` code points before and after it.
 * Throws a RangeError for a range that the text does not have. A text that is asked for often is given with its index.
 */
export function describe(text: string | CodePoints, range: Range, contextLength = 32): Quote {
  const points = indexOf(text)
  return {
    exact: points.slice(range.start, range.end),
    prefix: points.slice(Math.max(0, range.start - contextLength), range.start),
    suffix: points.slice(range.end, Math.min(points.length, range.end + contextLength)),
  }
}

/** Every place where exactly these words stand, in the order of the text; places may overlap. No words stand nowhere. */
export function occurrences(within: string | CodePoints, exact: string): Range[] {
  // Half of a surrogate pair would be found inside of a whole character, which is no place in the text.
  if (!exact || /\p{Surrogate}/u.test(exact)) return []
  const points = indexOf(within)
  const { text } = points
  const ranges: Range[] = []
  for (let at = text.indexOf(exact); at !== -1; at = text.indexOf(exact, at + 1)) {
    ranges.push({ start: points.fromUtf16(at), end: points.fromUtf16(at + exact.length) })
  }
  return ranges
}

const indexOf = (text: string | CodePoints) => (typeof text === 'string' ? codePoints(text) : text)

/**
 * Finds a quote again by its exact words, never by similar ones. Where they stand once, that is the place, whatever
 * surrounds them. Where they stand more than once, prefix and suffix decide, if both fit exactly one of the places;
 * otherwise it is ambiguous and left to a person.
 */
export function anchor(text: string, { exact, prefix, suffix }: Quote): Anchoring {
  const ranges = occurrences(text, exact)
  if (ranges.length === 0) return { kind: 'orphaned' }

  const points = codePoints(text)
  const fitting = ranges.filter(({ start, end }) => {
    const after = points.toUtf16(end)
    return text.slice(0, points.toUtf16(start)).endsWith(prefix) && text.startsWith(suffix, after)
  })
  const [range, another] = ranges.length === 1 ? ranges : fitting
  return range && !another ? { kind: 'found', range } : { kind: 'ambiguous', ranges }
}
