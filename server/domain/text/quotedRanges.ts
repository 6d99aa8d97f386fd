import type { QuotedRange } from './quoteInSentence.ts'

/** A range of a quote with its paragraph, as a query gives it; offsets in code points of the letter. */
export interface RangeInParagraph {
  start: number
  end: number
  paragraphId: number
  paragraphStart: number
  paragraphText: string
}

/** The ranges for `quoteInSentence`: those of one paragraph share it as one object, so that one sentence is shown once. */
export function quotedRanges(rows: readonly RangeInParagraph[]): QuotedRange[] {
  const paragraphs = new Map(
    rows.map((row) => [row.paragraphId, { start: row.paragraphStart, text: row.paragraphText }]),
  )
  return rows.map(({ start, end, paragraphId }) => ({ start, end, paragraph: paragraphs.get(paragraphId)! }))
}
