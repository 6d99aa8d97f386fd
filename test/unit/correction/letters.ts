import fc from 'fast-check'
import type { AssertionRecord, LetterRecord } from '../../../db/records.ts'
import { paragraphRoles } from '../../../db/vocabulary.ts'
import {
  composeLetter,
  type LetterText,
  type TypedNote,
  type TypedParagraph,
} from '../../../server/domain/correction/letterForm.ts'
import { describe } from '../../../server/domain/text/anchor.ts'
import { codePoints } from '../../../server/domain/text/codePoints.ts'
import { aLetter } from '../../support/builders.ts'

const word = fc.constantFrom(
  'the',
  'bridge',
  'was',
  'not',
  'shelled',
  'by',
  'North',
  '43',
  'civilians',
  '𝒻ell',
  'no',
  'and',
  'é',
  'Dr.',
  'on',
  '3 May.',
  '“So”',
)
const words = fc.array(word, { minLength: 1, maxLength: 14 }).map((list) => list.join(' '))

/** A paragraph as somebody might type it; now and then with a marker in it. */
const typedParagraph: fc.Arbitrary<TypedParagraph> = fc.record({
  role: fc.constantFrom(...paragraphRoles),
  mark: fc.constantFrom('', '', '-', '3.'),
  words: fc
    .tuple(words, words, fc.constantFrom('', '', '[^1]', '[^2][^1]'))
    .map(([a, b, marker]) => `${a}${marker} ${b}`),
  isJoined: fc.constant(false),
})

const twoNotes: TypedNote[] = [
  { was: '1', marker: '1', words: 'See <https://example.org/a>.', authorities: [] },
  { was: '2', marker: '2', words: 'Ibid.', authorities: [] },
]

export function composed(paragraphs: readonly TypedParagraph[], notes: readonly TypedNote[]): LetterText {
  const made = composeLetter(paragraphs, notes)
  if ('faults' in made) throw new Error(made.faults.map(({ message }) => message).join(' '))
  return made.letter
}

/** A letter as it was typed, with assertions on random words of it. */
export interface Sample {
  paragraphs: TypedParagraph[]
  notes: TypedNote[]
  letter: LetterRecord
  assertions: AssertionRecord[]
}

export const sample: fc.Arbitrary<Sample> = fc
  .tuple(
    fc.array(typedParagraph, { minLength: 1, maxLength: 6 }),
    fc.array(fc.tuple(fc.nat(), fc.nat(), fc.nat(), fc.nat()), { minLength: 1, maxLength: 12 }),
  )
  .map(([paragraphs, places]) => {
    const text = composed(paragraphs, twoNotes)
    const letter = { ...aLetter({ id: 'letter', author: 'minister-of-north' }), ...text }
    const assertions = places.map((place, i) => assertionAt(letter, `a-${i}`, place))
    return { paragraphs, notes: twoNotes, letter, assertions }
  })

function assertionAt(
  letter: LetterRecord,
  id: string,
  [which, at, length, note]: readonly [number, number, number, number],
): AssertionRecord {
  const { start, end } = letter.paragraphs[which % letter.paragraphs.length]!
  const from = start + (at % (end - start))
  const to = from + 1 + (length % (end - from))
  const trimmed = codePoints(letter.text).slice(from, to).trim() ? { start: from, end: to } : { start, end }
  return {
    id,
    letter: letter.id,
    ranges: [{ ...trimmed, ...describe(letter.text, trimmed) }],
    gist: 'Something.',
    kind: 'fact',
    modality: 'plain',
    agent: 'named',
    topics: ['bridges'],
    attribution: [],
    figures: [],
    citations: note % 3 === 0 ? [{ footnote: '2' }] : [],
  }
}

/** What an editor may do to the form: change words, split, join, remove, add, move, drop a note. */
type Edit = (sample: { paragraphs: TypedParagraph[]; notes: TypedNote[] }) => void

const edit: fc.Arbitrary<Edit> = fc
  .tuple(
    fc.constantFrom('word', 'insert', 'drop', 'split', 'join', 'remove', 'add', 'swap', 'note'),
    fc.nat(),
    fc.nat(),
    word,
  )
  .map(
    ([what, which, at, fresh]): Edit =>
      ({ paragraphs, notes }) => {
        const i = which % paragraphs.length
        const paragraph = paragraphs[i]!
        const list = paragraph.words.split(' ')
        const j = at % list.length
        if (what === 'word') list[j] = fresh
        if (what === 'insert') list.splice(j, 0, fresh)
        if (what === 'drop' && list.length > 1) list.splice(j, 1)
        if (what === 'split') list[j] = `${list[j]}\n\n`
        paragraphs[i] = { ...paragraph, words: list.join(' '), isJoined: what === 'join' && i > 0 }
        if (what === 'remove' && paragraphs.length > 1) paragraphs.splice(i, 1)
        if (what === 'add') paragraphs.splice(i, 0, { ...paragraph, words: `${fresh} ${fresh}` })
        if (what === 'swap') paragraphs.push(...paragraphs.splice(i, 1))
        if (what === 'note') {
          notes[1] = { ...notes[1]!, words: '' }
          for (const one of paragraphs) one.words = one.words.replaceAll('[^2]', '')
        }
      },
  )

/** A letter and the same letter after some edits. */
export const corrected: fc.Arbitrary<{ before: Sample; notes: TypedNote[]; after: LetterText }> = fc
  .tuple(sample, fc.array(edit, { minLength: 1, maxLength: 5 }))
  .map(([before, edits]) => {
    const typed = structuredClone({ paragraphs: before.paragraphs, notes: before.notes })
    for (const one of edits) one(typed)
    return { before, notes: typed.notes, after: typed }
  })
  .filter(({ after }) => !('faults' in composeLetter(after.paragraphs, after.notes)))
  .map(({ before, notes, after }) => ({ before, notes, after: composed(after.paragraphs, after.notes) }))
