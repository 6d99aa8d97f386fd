import { expect, test } from 'vitest'
import { assertionBase, assertionsInWords } from '../../server/domain/assertionBase.ts'

test('a count of assertions says in how many of the side’s letters they stand', () => {
  expect(assertionBase({ assertions: 7, counted: 7, letters: 4, countedLetters: 4 }, 4)).toBe(
    '7 assertions in 4 of 4 letters',
  )
  expect(assertionBase({ assertions: 1, counted: 1, letters: 1, countedLetters: 1 }, 1)).toBe(
    '1 assertion in 1 of 1 letter',
  )
})

test('evaluations and demands are told apart, unless all kinds are to be counted', () => {
  const counts = { assertions: 9, counted: 8, letters: 4, countedLetters: 3 }
  expect(assertionBase(counts, 4)).toBe('8 assertions in 3 of 4 letters, and 1 evaluation or demand besides')
  expect(assertionBase(counts, 4, true)).toBe('9 assertions of any kind in 4 of 4 letters')
  expect(assertionBase({ assertions: 2, counted: 0, letters: 1, countedLetters: 0 }, 4)).toBe(
    '2 evaluations or demands in 1 of 4 letters',
  )
})

test('what a letter or a collection holds is told in the same way: what counts, and the rest apart', () => {
  expect(assertionsInWords({ assertions: 76, counted: 73 })).toBe(
    '73 assertions and 3 evaluations or demands',
  )
  expect(assertionsInWords({ assertions: 1, counted: 1 })).toBe('1 assertion')
  expect(assertionsInWords({ assertions: 1, counted: 0 })).toBe('1 evaluation or demand')
  expect(assertionsInWords({ assertions: 0, counted: 0 })).toBe('0 assertions')
})

test('a side that speaks in letters of others has no base that could be smaller than the count', () => {
  expect(assertionBase({ assertions: 2, counted: 2, letters: 2, countedLetters: 2 }, 1)).toBe(
    '2 assertions in 2 letters',
  )
})
