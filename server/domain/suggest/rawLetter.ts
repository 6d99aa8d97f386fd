import { compose } from '../intake/compose.ts'
import { letterText } from '../intake/letterText.ts'
import { plainBlocks } from '../intake/plainBlocks.ts'
import { inEffect, propose } from '../intake/propose.ts'
import type { LetterParagraph } from './known.ts'

/** A letter as suggestions read it: its canonical text, its paragraphs, its footnotes. Offsets in code points. */
export interface ReadableLetter {
  text: string
  paragraphs: LetterParagraph[]
  footnotes: { marker: string; offsets: number[] }[]
}

/** Reads text as it is found as a letter: put right by all that is proposed when a letter is brought in. */
export function readRawLetter(raw: string): ReadableLetter {
  const source = { format: 'plain' as const, blocks: plainBlocks(raw), warnings: [] }
  const decisions = inEffect(propose(source), () => false, {})
  const { text, paragraphs, footnotes } = letterText(compose(source, decisions), decisions)
  const points = Array.from(text)
  return {
    text,
    paragraphs: paragraphs.map(({ role, start, end }) => ({
      role,
      start,
      text: points.slice(start, end).join(''),
    })),
    footnotes: footnotes.map(({ marker, offsets }) => ({ marker, offsets })),
  }
}
