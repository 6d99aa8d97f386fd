import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anchor, describe, occurrences } from '../../../server/domain/text/anchor.ts'

/** A text that repeats itself a lot, with a non-empty range of it, in code points. */
const passage = fc
  .tuple(fc.string({ unit: fc.constantFrom('a', 'b', ' ', '😀'), minLength: 1 }), fc.nat(), fc.nat())
  .map(([text, one, other]) => {
    const length = [...text].length
    const start = one % length
    return { text, range: { start, end: start + 1 + (other % (length - start)) } }
  })

test('a quote is described by its words and by what stands around them, counted in code points', () => {
  expect(describe('😀 They shelled it. 😀', { start: 2, end: 14 }, 3)).toEqual({
    exact: 'They shelled',
    prefix: '😀 ',
    suffix: ' it',
  })
})

test('a described passage is found again in the unchanged letter, or is ambiguous; it is never found elsewhere', () => {
  fc.assert(
    fc.property(passage, fc.integer({ min: 0, max: 4 }), ({ text, range }, contextLength) => {
      const found = anchor(text, describe(text, range, contextLength))
      if (found.kind === 'ambiguous') expect(found.ranges).toContainEqual(range)
      else expect(found).toEqual({ kind: 'found', range })
    }),
  )
})

test('a described passage with the whole text around it is always found again', () => {
  fc.assert(
    fc.property(passage, ({ text, range }) => {
      expect(anchor(text, describe(text, range, 1000))).toEqual({ kind: 'found', range })
    }),
  )
})

test('words that stand once are found, whatever surrounds them now', () => {
  const quote = { exact: 'used cluster bombs', prefix: 'South has ', suffix: ' there' }
  expect(anchor('The letter says: used cluster bombs, often.', quote)).toEqual({
    kind: 'found',
    range: { start: 17, end: 35 },
  })
})

test('words that stand twice are told apart by what stands before and after them', () => {
  const text = 'North fired first. South fired back.'
  expect(anchor(text, { exact: 'fired', prefix: 'South ', suffix: '' })).toEqual({
    kind: 'found',
    range: { start: 25, end: 30 },
  })
  expect(anchor(text, { exact: 'fired', prefix: '', suffix: ' first' })).toEqual({
    kind: 'found',
    range: { start: 6, end: 11 },
  })
})

test('words that stand twice are ambiguous when their surroundings fit both places, or none, or contradict', () => {
  const text = 'They fired. They fired.'
  const both = {
    kind: 'ambiguous',
    ranges: [
      { start: 5, end: 10 },
      { start: 17, end: 22 },
    ],
  }
  expect(anchor(text, { exact: 'fired', prefix: 'They ', suffix: '.' })).toEqual(both)
  expect(anchor(text, { exact: 'fired', prefix: 'We ', suffix: '' })).toEqual(both)
  expect(anchor('They fired. We fired!', { exact: 'fired', prefix: 'They ', suffix: '!' }).kind).toBe(
    'ambiguous',
  )
})

test('words of which a digit, a negation or a letter’s case changed are orphaned', () => {
  const quote = describe('They killed 43 civilians.', { start: 0, end: 24 })
  for (const text of [
    'They killed 93 civilians.',
    'They killed no 43 civilians.',
    'they killed 43 civilians.',
  ]) {
    expect(anchor(text, quote)).toEqual({ kind: 'orphaned' })
  }
})

test('every place where the words stand is listed, overlapping ones too', () => {
  expect(occurrences('😀anana', 'ana')).toEqual([
    { start: 1, end: 4 },
    { start: 3, end: 6 },
  ])
})

test('no words, and half a character, stand nowhere', () => {
  expect(occurrences('a😀b', '')).toEqual([])
  expect(occurrences('a😀b', '\ud83d')).toEqual([])
  expect(occurrences('a😀b', '\ude00b')).toEqual([])
})
