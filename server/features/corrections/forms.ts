import { z } from 'zod'
import type { WaitingRecord } from '../../../db/records.ts'
import { type ParagraphRole, paragraphRoles } from '../../../db/vocabulary.ts'
import type { TypedNote, TypedParagraph } from '../../domain/correction/letterForm.ts'
import type { FigureValues } from '../../domain/figureForm.ts'
import { all, attributionRows, figureRows } from '../../domain/marking/sentRows.ts'
import type { AttributionValues } from '../../domain/marking/values.ts'
import { valuesOfAssertion } from '../../domain/marking/valuesOf.ts'
import { baseOf, rowNumber } from '../../web/form.ts'

/** A line that must say something. */
const line = (missing: string) =>
  z.string().catch('').pipe(z.string().trim().min(1, missing).max(300, 'Make it at most 300 characters long'))

/** What goes with the text of a correction. */
export const correctionForm = z.object({
  base: rowNumber.catch(0),
  // The change after which the text was typed first, where it was brought to a later one since.
  since: rowNumber.catch(0),
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

/** A waiting assertion as somebody settles it: where its words stand now, and what they say. Fields are named by range and by citation. */
export interface TypedSettlement {
  base: number
  ranges: { choice: string; words: string }[]
  /** The marker of the note that each footnote citation leads to now; "" for none. */
  notes: string[]
  gist: string
  figures: FigureValues[]
  attribution: AttributionValues[]
  /** Slugs of the sources that the text names. */
  authorities: string[]
  /** That what is pointed out holds all the same. */
  isConfirmed: boolean
  act: 'save' | 'more'
}

/** What was sent; what is recorded about the words stays as it was where the form does not hold it. */
export function readSettlement(body: Body, waiting: WaitingRecord): TypedSettlement {
  const { assertion } = waiting
  const kept = typedSettlement(waiting)
  const isWhole = body.gist !== undefined
  return {
    base: baseOf({ base: wordsOf(body, 'base') }),
    ranges: assertion.ranges.map((_, i) => ({
      choice: wordsOf(body, `r${i}-choice`),
      words: wordsOf(body, `r${i}-words`),
    })),
    notes: footnotesOf(waiting).map((_, i) => wordsOf(body, `c${i}-note`)),
    gist: isWhole ? wordsOf(body, 'gist') : kept.gist,
    figures: isWhole ? figureRows(body) : kept.figures,
    attribution: isWhole ? attributionRows(body) : kept.attribution,
    authorities: isWhole ? all(body, 'authority') : kept.authorities,
    isConfirmed: wordsOf(body, 'confirmed') === 'yes',
    act: wordsOf(body, 'act') === 'more' ? 'more' : 'save',
  }
}

/** The form as it is shown first: what was recorded stands in it, and nothing is chosen yet. */
export function typedSettlement(waiting: WaitingRecord): Omit<TypedSettlement, 'base' | 'notes'> {
  const { ranges, gist, figures, attribution, authorities } = {
    ...valuesOfAssertion(waiting.assertion, []),
    ranges: waiting.assertion.ranges.map(() => ({ choice: '', words: '' })),
  }
  return { ranges, gist, figures, attribution, authorities, isConfirmed: false, act: 'save' }
}

/** The markers of the notes on which it rested. */
export const footnotesOf = ({ assertion }: WaitingRecord): string[] =>
  assertion.citations.flatMap((citation) => ('footnote' in citation ? [citation.footnote] : []))

export const reasonForm = z.object({
  base: rowNumber.catch(0),
  reason: line('Say why this assertion is let go'),
})
