import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { TypedNote, TypedParagraph } from '../../../server/domain/correction/letterForm.ts'
import { mergeTyped, replacedRows } from '../../../server/domain/correction/mergeTyped.ts'

const row = (words: string): TypedParagraph => ({ role: 'text', mark: '', words, isJoined: false })
const note = (marker: string, words: string, was: string | null = marker): TypedNote => ({
  was,
  marker,
  words,
  authorities: [],
})
const letter = (words: string[], notes: TypedNote[] = []) => ({ paragraphs: words.map(row), notes })
const merged = (base: string[], now: string[], mine: string[]) =>
  mergeTyped(letter(base), letter(now), letter(mine))!.paragraphs.map(({ words, theirs }) =>
    theirs === null ? words : `${words} | ${theirs}`,
  )

test('a paragraph that was left alone takes its present words, one that was typed stays typed', () => {
  expect(merged(['a', 'b', 'c'], ['A', 'b', 'c'], ['a', 'b', 'C'])).toEqual(['A', 'b', 'C'])
})

test('where both changed the same paragraph, what was typed stands with what stands there now', () => {
  expect(merged(['a', 'b'], ['a1', 'b'], ['a2', 'b'])).toEqual(['a2 | a1', 'b'])
  expect(merged(['a', 'b'], ['a1', 'b'], ['a1', 'b2'])).toEqual(['a1', 'b2'])
})

test('paragraphs that others added, removed or parted are there, gone or parted', () => {
  expect(merged(['a', 'b', 'c'], ['new', 'a', 'c'], ['a', 'b', 'C'])).toEqual(['new', 'a', 'C'])
  expect(merged(['a', 'b'], ['a1', 'a2', 'b'], ['a', 'B'])).toEqual(['a1', 'a2', 'B'])
  expect(merged(['a', 'b'], ['a1', 'a2', 'b'], ['mine', 'b'])).toEqual(['mine | a1\n\na2', 'b'])
})

test('notes are found again by their words and by their markers', () => {
  const base = letter(['a'], [note('1', 'one'), note('2', 'two'), note('3', 'three')])
  const now = letter(['a'], [note('1', 'zero'), note('2', 'one'), note('3', 'three, theirs')])
  const mine = letter(
    ['a'],
    [note('1', 'one, mine', '1'), note('2', 'two, mine', '2'), note('3', 'three'), note('9', 'new', null)],
  )
  expect(mergeTyped(base, now, mine)!.notes).toEqual([
    { ...note('1', 'zero'), theirs: null },
    { ...note('1', 'one, mine', '2'), theirs: 'one' },
    { ...note('3', 'three, theirs'), theirs: null },
    { ...note('2', 'two, mine', null), theirs: '' },
    { ...note('9', 'new', null), theirs: null },
  ])
})

test('what was not typed is the letter as it is now, and where nobody else changed it, it is what was typed', () => {
  const words = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 8 })
  fc.assert(
    fc.property(words, words, (base, now) => {
      expect(merged(base, now, base)).toEqual(now)
    }),
  )
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom('a', 'b'), fc.constantFrom('a', 'c'))), (rows) => {
      const [base, mine] = [rows.map(([one]) => one), rows.map(([, other]) => other)]
      expect(merged(base, base, mine)).toEqual(mine)
    }),
  )
})

test('rows of another form are not brought together', () => {
  expect(mergeTyped(letter(['a']), letter(['a']), letter(['a', 'b']))).toBeNull()
})

test('it is told which of the rows that a change gave would be replaced', () => {
  const [before, after] = [letter(['a', 'b', 'c']), letter(['A', 'B', 'c'])]
  expect(replacedRows(before, after, letter(['A', 'B', 'c']), letter(['A', 'mine', 'C']))).toEqual({
    paragraphs: [1],
    notes: [],
  })
})
