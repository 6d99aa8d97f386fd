import { compose } from '../intake/compose.ts'
import { letterText } from '../intake/letterText.ts'
import { plainBlocks } from '../intake/plainBlocks.ts'
import { inEffect, propose } from '../intake/propose.ts'
import { codePoints } from '../text/codePoints.ts'
import type { LetterParagraph } from './known.ts'

/** A letter as suggestions read it: its canonical text, its paragraphs, its footnotes. Offsets in code points. */
export interface ReadableLetter {
  text: string
  paragraphs: LetterParagraph[]
  footnotes: { marker: string; offsets: number[] }[]
}

/** A letter's canonical text with its paragraphs' words; of its footnotes their places. */
export function readableLetter({
  text,
  paragraphs,
  footnotes,
}: {
  text: string
  paragraphs: readonly Omit<LetterParagraph & { end: number }, 'text'>[]
  footnotes: readonly { marker: string; offsets: number[] }[]
}): ReadableLetter {
  const points = codePoints(text)
  return {
    text,
    paragraphs: paragraphs.map(({ role, start, end }) => ({ role, start, text: points.slice(start, end) })),
    footnotes: footnotes.map(({ marker, offsets }) => ({ marker, offsets })),
  }
}

/** Reads text as it is found as a letter: put right by all that is proposed when a letter is brought in. */
export function readRawLetter(raw: string): ReadableLetter {
  const source = { format: 'plain' as const, blocks: plainBlocks(raw), warnings: [] }
  const decisions = inEffect(propose(source), () => undefined, {})
  return readableLetter(letterText(compose(source, decisions), decisions))
}
