import { z } from 'zod'
import { type ParagraphRole, paragraphRoles } from '../../../db/vocabulary.ts'
import type { TypedNote, TypedParagraph } from '../../domain/correction/letterForm.ts'
import { baseOf, rowNumber } from '../../web/form.ts'

/** A line that must say something. */
const line = (missing: string) =>
  z.string().catch('').pipe(z.string().trim().min(1, missing).max(300, 'Make it at most 300 characters long'))

/** What goes with the text of a correction. */
export const correctionForm = z.object({
  base: rowNumber.catch(0),
  step: z.enum(['preview', 'save']).catch('preview'),
  reason: line(
    'Say in a line what was corrected and on what ground. It stands with the letter from then on.',
  ),
})

type Body = Record<string, unknown>
const wordsOf = (body: Body, name: string) => {
  const value = body[name]
  return typeof value === 'string' ? value : ''
}

/** The numbers of the rows of a form whose fields are named "p12-words", in their order. */
function rowsOf(body: Body, letter: string): number[] {
  const pattern = new RegExp(`^${letter}(\\d{1,5})-words$`)
  return Object.keys(body)
    .flatMap((name) => pattern.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b)
}

/** The text as it was typed, row by row. */
export function readTyped(body: Body): { paragraphs: TypedParagraph[]; notes: TypedNote[] } {
  return {
    paragraphs: rowsOf(body, 'p').map((i) => ({
      role: roleOf(wordsOf(body, `p${i}-role`)),
      mark: wordsOf(body, `p${i}-mark`).trim(),
      words: wordsOf(body, `p${i}-words`),
      isJoined: wordsOf(body, `p${i}-join`) === 'yes',
    })),
    notes: rowsOf(body, 'n').map((i) => ({
      was: wordsOf(body, `n${i}-was`) || null,
      marker: wordsOf(body, `n${i}-marker`).trim(),
      words: wordsOf(body, `n${i}-words`),
      authorities: wordsOf(body, `n${i}-authorities`)
        .split(/[,;\s]+/)
        .filter((slug) => slug !== ''),
    })),
  }
}

const roleOf = (word: string): ParagraphRole => paragraphRoles.find((role) => role === word) ?? 'text'

/** Where a waiting assertion's words stand now; fields are named by range and by citation. */
export interface TypedSettlement {
  base: number
  ranges: { choice: string; words: string }[]
  /** The marker of the note that each footnote citation leads to now; "" for none. */
  notes: string[]
}

export function readSettlement(body: Body, ranges: number, notes: number): TypedSettlement {
  return {
    base: baseOf({ base: wordsOf(body, 'base') }),
    ranges: Array.from({ length: ranges }, (_, i) => ({
      choice: wordsOf(body, `r${i}-choice`),
      words: wordsOf(body, `r${i}-words`),
    })),
    notes: Array.from({ length: notes }, (_, i) => wordsOf(body, `c${i}-note`)),
  }
}

export const reasonForm = z.object({
  base: rowNumber.catch(0),
  reason: line('Say why this assertion is let go'),
})
