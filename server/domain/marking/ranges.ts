import type { RangeRecord } from '../../../db/records.ts'
import { describe, type Range } from '../text/anchor.ts'
import { codePoints } from '../text/codePoints.ts'

/** What is needed of a letter to mark words in it. Offsets in code points of its text. */
export interface LetterText {
  text: string
  paragraphs: readonly (Range & { label: string })[]
}

/** Ranges that can be marked, or a sentence that says why not. */
export type TidyRanges = { ranges: Range[] } | { refusal: string }

/**
 * The ranges in the order of the letter, without white space at their ends; those that overlap, or have only white space
 * between them, are one. Each must lie within one paragraph.
 */
export function tidyRanges({ text, paragraphs }: LetterText, chosen: readonly Range[]): TidyRanges {
  const characters = Array.from(text)
  const isSpace = (at: number) => /\s/.test(characters[at] ?? '')
  const ranges: Range[] = []
  for (const range of chosen.toSorted((a, b) => a.start - b.start)) {
    let { start, end } = range
    if (start < 0 || end > characters.length) return { refusal: 'The letter has no such place.' }
    while (start < end && isSpace(start)) start++
    while (end > start && isSpace(end - 1)) end--
    if (start >= end) continue
    const paragraph = paragraphs.find((one) => one.start <= start && start < one.end)
    if (!paragraph || end > paragraph.end) {
      return {
        refusal:
          'Marked words must lie within one paragraph. Mark the words of each paragraph by themselves.',
      }
    }
    const last = ranges.at(-1)
    const isJoined = last && last.end >= paragraph.start && onlySpaces(characters, last.end, start)
    if (isJoined) last.end = Math.max(last.end, end)
    else ranges.push({ start, end })
  }
  return ranges.length ? { ranges } : { refusal: 'Choose the words that carry the statement.' }
}

const onlySpaces = (characters: readonly string[], from: number, to: number) =>
  characters.slice(from, to).every((character) => /\s/.test(character))

/** The ranges with their words, as they are kept. */
export function rangeRecords(text: string, ranges: readonly Range[]): RangeRecord[] {
  return ranges.map(({ start, end }) => ({ start, end, ...describe(text, { start, end }) }))
}

/** The words of ranges in one line, as pages show them. */
export function quoteOf(text: string, ranges: readonly Range[]): string {
  const points = codePoints(text)
  return ranges.map(({ start, end }) => points.slice(start, end)).join(' … ')
}
