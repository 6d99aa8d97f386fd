/** A stretch of two texts: the same words in both, or other words in each (one of which may be none). */
export interface DiffSegment {
  before: string
  after: string
  isSame: boolean
}

/** What is printed of one side: words, marked where the other side has others, or how many characters are left out. */
export type DiffPiece = { text: string; isChanged: boolean } | { leftOut: number }

/** Comparing takes the product of both lengths; longer stretches than this are shown as changed whole. */
const mostCells = 400_000

/**
 * Which words of two texts are the same. The `before` of all segments makes up the old text, the `after` the new one; a
 * segment is the same in both or shares no marked word. White space between changed words counts as changed with them.
 */
export function wordDiff(before: string, after: string): DiffSegment[] {
  const [a, b] = [tokens(before), tokens(after)]
  let start = 0
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1
  let end = 0
  while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end)) end += 1
  const pairs = [
    ...a.slice(0, start).map(same),
    ...alignTokens(a.slice(start, a.length - end), b.slice(start, b.length - end)),
    ...a.slice(a.length - end).map(same),
  ]
  return joinBlanks(joined(pairs))
}

/** Words, numbers with their commas, stretches of white space, and everything else sign by sign. */
const tokens = (text: string): string[] =>
  text.match(/\s+|\p{N}+(?:[.,]\p{N}+)+|[\p{L}\p{M}\p{N}]+|[^\s\p{L}\p{M}\p{N}]/gu) ?? []

const same = (token: string): DiffSegment => ({ before: token, after: token, isSame: true })

/** The longest common subsequence, by the table of its lengths. */
function alignTokens(a: readonly string[], b: readonly string[]): DiffSegment[] {
  if (a.length * b.length > mostCells) return [{ before: a.join(''), after: b.join(''), isSame: false }]
  const width = b.length + 1
  const lengths = new Uint32Array((a.length + 1) * width)
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      lengths[i * width + j] =
        a[i] === b[j]
          ? lengths[(i + 1) * width + j + 1]! + 1
          : Math.max(lengths[(i + 1) * width + j]!, lengths[i * width + j + 1]!)
    }
  }
  const pairs: DiffSegment[] = []
  let [i, j] = [0, 0]
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      pairs.push(same(a[i]!))
      i += 1
      j += 1
    } else if (
      j === b.length ||
      (i < a.length && lengths[(i + 1) * width + j]! >= lengths[i * width + j + 1]!)
    ) {
      pairs.push({ before: a[i]!, after: '', isSame: false })
      i += 1
    } else {
      pairs.push({ before: '', after: b[j]!, isSame: false })
      j += 1
    }
  }
  return pairs
}

function joined(pairs: readonly DiffSegment[]): DiffSegment[] {
  const segments: DiffSegment[] = []
  for (const pair of pairs) {
    const last = segments.at(-1)
    if (last?.isSame === pair.isSame) {
      last.before += pair.before
      last.after += pair.after
    } else segments.push({ ...pair })
  }
  return segments
}

/** Two changed words with a blank between them read as one change. */
function joinBlanks(segments: readonly DiffSegment[]): DiffSegment[] {
  return joined(
    segments.map((segment, i) => {
      const isBetween = i > 0 && i < segments.length - 1
      return isBetween && segment.isSame && segment.before.trim() === ''
        ? { ...segment, isSame: false }
        : segment
    }),
  )
}

/** Words around a change that are kept when a long stretch is left out, in characters. */
const context = 160
const longestSame = 480
const longestChanged = 3000

/** One side of a comparison, its long stretches cut; a text that stands alone is one that is the same all through. */
export function diffPieces(segments: readonly DiffSegment[], side: 'before' | 'after'): DiffPiece[] {
  return segments.flatMap((segment, i): DiffPiece[] => {
    const text = segment[side]
    if (text === '') return []
    if (!segment.isSame) return beginning(text, longestChanged, true)
    if (segments.length === 1) return beginning(text, longestChanged, false)
    const [head, tail] = [i === 0 ? 0 : context, i === segments.length - 1 ? 0 : context]
    if (text.length <= longestSame) return [{ text, isChanged: false }]
    const [from, to] = [wordEnd(text, head), wordEnd(text, text.length - tail)]
    return [
      { text: text.slice(0, from), isChanged: false },
      { leftOut: to - from },
      { text: text.slice(to), isChanged: false },
    ].filter((piece) => !('text' in piece) || piece.text !== '') as DiffPiece[]
  })
}

function beginning(text: string, longest: number, isChanged: boolean): DiffPiece[] {
  if (text.length <= longest) return [{ text, isChanged }]
  const end = wordEnd(text, longest)
  return end === text.length
    ? [{ text, isChanged }]
    : [{ text: text.slice(0, end), isChanged }, { leftOut: text.length - end }]
}

/** The next place at or after `at` where no word is cut: a blank, or an end of the text. */
function wordEnd(text: string, at: number): number {
  if (at <= 0) return 0
  const blank = text.slice(at).search(/\s/)
  return blank === -1 ? text.length : at + blank
}
