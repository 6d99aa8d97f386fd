import { expect, test } from 'vitest'
import { letterIndex } from '../../server/domain/letterIndex.ts'

const letters = [
  { id: 1, partyId: 10, from: '2020-11-12', to: '2020-11-12', isMarked: true },
  { id: 2, partyId: 10, from: null, to: null, isMarked: true },
  { id: 3, partyId: 20, from: '2020-10-01', to: null, isMarked: true },
  { id: 4, partyId: null, from: '2020-10-01', to: '2020-10-01', isMarked: true },
  { id: 5, partyId: 20, from: '2020-01-01', to: '2021-01-01', isMarked: true },
]

test('letters stand in the order of their days, those of one day by id, undated ones last', () => {
  const { compare } = letterIndex(letters)
  expect([5, 4, 3, 2, 1].sort(compare)).toEqual([3, 4, 1, 5, 2])
})

test('a side’s silence counts its own letters only', () => {
  const { silence } = letterIndex(letters)
  const made = { from: '2020-10-27', to: '2020-10-27' }
  expect(silence(10, made)).toEqual({ letters: 2, later: 1, earlier: 0, undatable: 1, unmarked: 0 })
  expect(silence(20, made)).toEqual({ letters: 2, later: 0, earlier: 0, undatable: 2, unmarked: 0 })
})

test('a letter in which nothing is marked yet stands outside its side’s silence', () => {
  const unread = { id: 6, partyId: 10, from: '2021-01-01', to: '2021-01-01', isMarked: false }
  const { silence, isMarked } = letterIndex([...letters, unread])
  const made = { from: '2020-10-27', to: '2020-10-27' }
  expect(silence(10, made)).toEqual({ letters: 2, later: 1, earlier: 0, undatable: 1, unmarked: 1 })
  expect([1, 6].map(isMarked)).toEqual([true, false])
})

test('a side without letters, and a letter that is not there, are no error', () => {
  const { silence, dateOf } = letterIndex(letters)
  expect(silence(99, { from: null, to: null })).toEqual({
    letters: 0,
    later: 0,
    earlier: 0,
    undatable: 0,
    unmarked: 0,
  })
  expect(dateOf(99)).toEqual({ from: null, to: null })
})

test('the index of the same letters is made once', () => {
  expect(letterIndex(letters)).toBe(letterIndex(letters))
})
