import { groupBy } from '../groupBy.ts'
import type { Range } from './anchor.ts'
import { highlight } from './highlight.ts'
import { sentenceAround } from './sentences.ts'

/** A stretch of a sentence; `marked` where these are the words of the quote. */
export interface Piece {
  text: string
  marked: boolean
}

/** A paragraph of a letter. `start` is where it begins in the letter, in code points. */
export interface QuotedParagraph {
  start: number
  text: string
}

/** Words of a letter, in code points of the letter, with the paragraph in which they stand. */
export interface QuotedRange extends Range {
  paragraph: QuotedParagraph
}

/**
 * A quote in its sentence: the exact words marked, with the rest of the sentence or sentences around them. Sentences
 * that stand apart, in one paragraph or in several, have " … " between them. `ranges` stand in the order of the letter.
 */
export function quoteInSentence(ranges: readonly QuotedRange[]): Piece[] {
  const pieces: Piece[] = []
  for (const [paragraph, words] of groupBy(ranges, (range) => range.paragraph)) {
    const marks = words.map(({ start, end }) => ({
      id: 0,
      start: start - paragraph.start,
      end: end - paragraph.start,
    }))
    for (const { start, end } of joined(marks.map((mark) => sentencesOf(paragraph.text, mark)))) {
      if (pieces.length) pieces.push({ text: ' … ', marked: false })
      for (const run of highlight(paragraph.text, marks, [], { from: start, to: end })) {
        pieces.push({ text: run.text, marked: run.marks.length > 0 })
      }
    }
  }
  return pieces
}

/** The sentences that a mark touches, and all of the mark: it may begin or end in the space around them. */
function sentencesOf(text: string, mark: Range): Range {
  const { start, end } = sentenceAround(text, mark)
  return { start: Math.min(start, mark.start), end: Math.max(end, mark.end) }
}

/** The windows in order, those that touch or stand only a space apart made one. */
function joined(windows: readonly Range[]): Range[] {
  const result: Range[] = []
  for (const { start, end } of [...windows].sort((a, b) => a.start - b.start)) {
    const last = result.at(-1)
    if (last && start <= last.end + 1) last.end = Math.max(last.end, end)
    else result.push({ start, end })
  }
  return result
}
