import { sameRuns, tokens } from './text/sameWords.ts'

/** A stretch of two texts: the same words in both, or other words in each (one of which may be none). */
export interface DiffSegment {
  before: string
  after: string
  isSame: boolean
}

/** What is printed of one side: words, marked where the other side has others, or how many characters are left out. */
export type DiffPiece = { text: string; isChanged: boolean } | { leftOut: number }

/**
 * Which words of two texts are the same. The `before` of all segments makes up the old text, the `after` the new one; a
 * segment is the same in both or shares no marked word. White space between changed words counts as changed with them.
 */
export function wordDiff(before: string, after: string): DiffSegment[] {
  const [a, b] = [tokens(before), tokens(after)]
  const segments: DiffSegment[] = []
  let [fromA, fromB] = [0, 0]
  for (const run of [...sameRuns(a, b), { a: a.length, b: b.length, count: 0 }]) {
    const changed = { before: a.slice(fromA, run.a).join(''), after: b.slice(fromB, run.b).join('') }
    if (changed.before !== '' || changed.after !== '') segments.push({ ...changed, isSame: false })
    ;[fromA, fromB] = [run.a + run.count, run.b + run.count]
    const words = a.slice(run.a, fromA).join('')
    if (words !== '') segments.push({ before: words, after: words, isSame: true })
  }
  return joinBlanks(segments)
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
