import type { Range } from '../text/anchor.ts'
import { codePoints } from '../text/codePoints.ts'

/**
 * The words of a text, in order, in code points: what an editor counts, points at or steps along. The marks around a word
 * (commas, quotation marks, brackets) belong to none, so that from one word to another leaves those at both ends out.
 */
export function wordsOfText(text: string): Range[] {
  const points = codePoints(text)
  return Array.from(text.matchAll(/[^\s—]+/g)).flatMap(({ 0: run, index }) => {
    const before = /^[^\p{L}\p{N}$€£%#§]*/u.exec(run)![0].length
    const core = run.slice(before)
    const word = core.slice(0, core.length - marksBehind(core))
    if (!word) return []
    const start = index + before
    return [{ start: points.fromUtf16(start), end: points.fromUtf16(start + word.length) }]
  })
}

/** How many UTF-16 units of marks end a run; the last full stop of "U.S." belongs to the word. */
function marksBehind(run: string): number {
  const marks = /[^\p{L}\p{N}$€£%°]*$/u.exec(run)![0]
  const isAbbreviation = marks.startsWith('.') && /^(?:\p{L}\.)+\p{L}$/u.test(run.slice(0, -marks.length))
  return marks.length - (isAbbreviation ? 1 : 0)
}

/** From the first to the last word, both counted from 1; undefined where the text does not have so many, or none between them. */
export function rangeOfWords(words: readonly Range[], first: number, last: number): Range | undefined {
  const [from, to] = [words[first - 1], words[last - 1]]
  return from && to && first <= last ? { start: from.start, end: to.end } : undefined
}

/** The range widened to whole words where it begins or ends within one. */
export function wholeWords(words: readonly Range[], { start, end }: Range): Range {
  const first = words.find((word) => word.start < start && start < word.end)
  const last = words.find((word) => word.start < end && end < word.end)
  return { start: first?.start ?? start, end: last?.end ?? end }
}
