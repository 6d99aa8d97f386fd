import type { AssertionRecord } from '../../../db/records.ts'
import type { WaitingReason } from '../../../db/vocabulary.ts'
import type { LetterText, TypedNote } from './letterForm.ts'
import type { RangeMover } from './moveRanges.ts'

/** What a correction of a letter's text does to the letter's assertions: each is in exactly one of the lists. */
export interface Correction {
  /** Their words stand in the corrected text; `after` says where. */
  moved: { before: AssertionRecord; after: AssertionRecord }[]
  /** They need a person, and are off the public record until then. */
  waiting: { assertion: AssertionRecord; reason: WaitingReason }[]
}

/** Moves the assertions of a letter to its corrected text, to which `move` leads. */
export function correctLetter(
  move: RangeMover,
  after: LetterText,
  notes: readonly TypedNote[],
  assertions: readonly AssertionRecord[],
): Correction {
  const markerNow = markersNow(notes, after)
  const correction: Correction = { moved: [], waiting: [] }
  for (const assertion of assertions) {
    const ranges = move(assertion.ranges)
    const citations = assertion.citations.map((citation) => {
      if ('authority' in citation) return citation
      const footnote = markerNow.get(citation.footnote)
      return footnote === undefined ? null : { footnote }
    })
    if (ranges.kind === 'waits') correction.waiting.push({ assertion, reason: ranges.reason })
    else if (citations.includes(null)) correction.waiting.push({ assertion, reason: 'note' })
    else {
      const after = {
        ...assertion,
        ranges: ranges.ranges,
        citations: citations.filter((one) => one !== null),
      }
      correction.moved.push({ before: assertion, after })
    }
  }
  return correction
}

/** The marker that each of the letter's notes has now; a note that is gone is not in it. */
function markersNow(notes: readonly TypedNote[], after: LetterText): Map<string, string> {
  const kept = new Set(after.footnotes.map(({ marker }) => marker))
  const left = notes.filter(({ marker, words }) => kept.has(marker) && words.trim() !== '')
  return new Map(left.flatMap(({ was, marker }) => (was === null ? [] : [[was, marker] as const])))
}
