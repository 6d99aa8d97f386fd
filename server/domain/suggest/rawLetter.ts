import type { LetterParagraph } from './known.ts'
import { blocksOf, joinParted } from './rawBlocks.ts'
import { startsNote, withoutMarkers, withoutNotes } from './rawNotes.ts'
import { isSalutation, withRoles } from './rawRoles.ts'

/** A letter as suggestions read it: its canonical text, its paragraphs, its footnotes. Offsets in code points. */
export interface ReadableLetter {
  text: string
  paragraphs: LetterParagraph[]
  footnotes: { marker: string; offsets: number[] }[]
}

/**
 * Reads text as it is found as a letter: cut into paragraphs, page furniture left out, what page breaks parted joined,
 * footnote markers turned into links at an offset, the notes themselves taken out. Roles are guessed.
 */
export function readRawLetter(raw: string): ReadableLetter {
  const { blocks, notes } = withoutNotes(blocksOf(raw, startsNote))
  const offsets = new Map<string, number[]>(notes.map((marker) => [marker, []]))
  const paragraphs: LetterParagraph[] = []
  let start = 0
  for (const { role, words } of withRoles(joinParted(blocks, isSalutation))) {
    const { text, markers } = withoutMarkers(words, new Set(notes))
    if (!text) continue
    for (const { marker, offset } of markers) {
      const places = offsets.get(marker)
      if (places) places.push(start + offset)
      else offsets.set(marker, [start + offset])
    }
    paragraphs.push({ role, start, text })
    start += Array.from(text).length + 2
  }
  return {
    text: paragraphs.map(({ text }) => text).join('\n\n'),
    paragraphs,
    footnotes: Array.from(offsets, ([marker, places]) => ({ marker, offsets: places })),
  }
}
