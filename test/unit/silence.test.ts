import fc from 'fast-check'
import { expect, test } from 'vitest'
import { silence, silenceIndex, silenceInWords } from '../../server/domain/silence.ts'
import { interval } from './support.ts'

const on = (day: string) => ({ from: day, to: day })

test('a side’s letters are counted by whether they could have answered the claim', () => {
  const letters = [
    on('2020-10-27'),
    on('2020-10-31'),
    { from: '2022-12-12', to: '2023-01-23' },
    { from: '2020-10-23', to: null },
  ]
  expect(silence(on('2020-11-12'), letters)).toEqual({
    letters: 4,
    later: 1,
    earlier: 2,
    undatable: 1,
    unmarked: 0,
  })
})

test('a letter of the day on which the claim was made is not counted as later', () => {
  const counts = { letters: 1, later: 0, earlier: 0, undatable: 1, unmarked: 0 }
  expect(silence(on('2020-11-12'), [on('2020-11-12')])).toEqual(counts)
  expect(silenceIndex([on('2020-11-12')])(on('2020-11-12'))).toEqual(counts)
})

test('counting in many letters at once agrees with looking at each of them', () => {
  fc.assert(
    fc.property(fc.array(interval), fc.array(interval), (letters, times) => {
      const countSilence = silenceIndex(letters)
      for (const made of times) expect(countSilence(made)).toEqual(silence(made, letters))
    }),
  )
})

test.each([
  [0, 0, 0, 'No letter of this side in the collection'],
  [1, 0, 0, '1 letter, later than the claim'],
  [0, 1, 0, '1 letter, earlier than the claim'],
  [0, 0, 1, '1 letter, can’t be dated against the claim'],
  [3, 0, 0, '3 letters, all later than the claim'],
  [0, 3, 0, '3 letters, all earlier than the claim'],
  [0, 0, 3, '3 letters, none can be dated against the claim'],
  [1, 2, 1, '4 letters: 1 certainly later than the claim, 2 earlier, 1 can’t be dated against it'],
  [1, 0, 1, '2 letters: 1 certainly later than the claim, 1 can’t be dated against it'],
  [0, 2, 1, '3 letters: 2 certainly earlier than the claim, 1 can’t be dated against it'],
  [1200, 1, 0, '1,201 letters: 1,200 certainly later than the claim, 1 earlier'],
])(
  'silence with %i later, %i earlier and %i undatable letters is given its base in words',
  (later, earlier, undatable, words) => {
    expect(
      silenceInWords({ letters: later + earlier + undatable, later, earlier, undatable, unmarked: 0 }),
    ).toBe(words)
  },
)

test.each([
  [1, '1 letter, not marked yet'],
  [3, '3 letters, none marked yet'],
])('a side of whose letters none is marked yet is not silent, but unread', (unmarked, words) => {
  expect(silenceInWords({ letters: 0, later: 0, earlier: 0, undatable: 0, unmarked })).toBe(words)
})
