import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  composeLetter,
  type TypedNote,
  type TypedParagraph,
  typedLetter,
} from '../../../server/domain/correction/letterForm.ts'
import { codePoints } from '../../../server/domain/text/codePoints.ts'
import { composed, sample } from './letters.ts'

const aParagraph = (words: string, given: Partial<TypedParagraph> = {}): TypedParagraph => ({
  role: 'text',
  mark: '',
  words,
  isJoined: false,
  ...given,
})
const aNote = (marker: string, words = 'See there.'): TypedNote => ({
  was: null,
  marker,
  words,
  authorities: [],
})

test('a letter that comes back from the form as it was shown is the same letter', () => {
  fc.assert(
    fc.property(sample, ({ letter }) => {
      const { paragraphs, notes } = typedLetter(letter)
      const { text, paragraphs: parts, footnotes } = letter
      expect(composed(paragraphs, notes)).toEqual({ text, paragraphs: parts, footnotes })
    }),
  )
})

test('a blank line parts a paragraph, a tick joins it to the one above, and one without words is gone', () => {
  const { text, paragraphs } = composed(
    [
      aParagraph('One.\r\n \r\nTwo,'),
      aParagraph('and  more.', { isJoined: true }),
      aParagraph('  ', { role: 'heading' }),
      aParagraph('Three.', { role: 'list item' }),
      aParagraph('Bye.', { role: 'signature' }),
    ],
    [],
  )
  expect(text).toBe('One.\n\nTwo, and more.\n\nThree.\n\nBye.')
  expect(paragraphs.map(({ label, marker }) => [label, marker])).toEqual([
    ['1', undefined],
    ['2', undefined],
    ['3', '-'],
    ['S1', undefined],
  ])
})

test('a marker keeps to the word before it, and signs that look like one can be written', () => {
  const { text, footnotes } = composed([aParagraph('So it was.[^1]  Or \\[^2] not [^1]')], [aNote('1')])
  expect(text).toBe('So it was. Or [^2] not')
  expect(footnotes[0]?.offsets).toEqual([10, 22])
})

test('what keeps a form from being a letter is said at its place', () => {
  const faultsOf = (paragraphs: TypedParagraph[], notes: TypedNote[]) => {
    const made = composeLetter(paragraphs, notes)
    return 'faults' in made ? made.faults.map(({ part, index }) => `${part} ${index}`) : []
  }
  expect(faultsOf([aParagraph('So.[^9]')], [])).toEqual(['paragraph 0'])
  expect(faultsOf([aParagraph('So.')], [aNote('1'), aNote('1')])).toEqual(['note 1'])
  expect(faultsOf([aParagraph('So.')], [aNote('1 a')])).toEqual(['note 0'])
  expect(faultsOf([aParagraph('So.', { mark: 'x' })], [])).toEqual(['paragraph 0'])
  expect(faultsOf([aParagraph('')], [])).toEqual(['all 0'])
})

test('a letter of many thousand paragraphs is read as they were typed', () => {
  const typed = Array.from({ length: 20_000 }, (_, i) => ({
    role: 'text' as const,
    mark: '',
    words: `On day ${i} the 𝒻erry of the town was stopped.`,
    isJoined: false,
  }))
  const { text, paragraphs } = composed(typed, [])
  const { start, end } = paragraphs.at(-1)!
  expect(paragraphs).toHaveLength(20_000)
  expect(codePoints(text).slice(start, end)).toBe(typed.at(-1)!.words)
})
