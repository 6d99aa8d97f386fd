import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bounds } from '../../db/vocabulary.ts'
import { agree, type Figure, figureInWords, mayBeCompared } from '../../server/domain/figures.ts'

function aFigure(given: Partial<Figure> = {}): Figure {
  return {
    number: 93,
    bound: 'exactly',
    unit: 'people',
    counted: 'civilians killed',
    where: null,
    when: null,
    ...given,
  }
}

test('a figure says what it counts, and “exactly” goes without saying', () => {
  expect(figureInWords(aFigure())).toBe('93 people: civilians killed')
  expect(figureInWords(aFigure({ number: 120000, bound: 'more than' }))).toBe(
    'more than 120,000 people: civilians killed',
  )
  expect(figureInWords(aFigure({ bound: 'unspecified' }))).toBe(
    '93 people (whether exactly is not said): civilians killed',
  )
  expect(figureInWords(aFigure({ number: 0 }))).toBe('0 people: civilians killed')
})

test('a figure says where and when it counts, as far as the letter does', () => {
  expect(figureInWords(aFigure({ where: 'towns of North', when: 'autumn of 2020' }))).toBe(
    '93 people: civilians killed (towns of North, autumn of 2020)',
  )
  expect(figureInWords(aFigure({ when: 'autumn of 2020' }))).toBe(
    '93 people: civilians killed (autumn of 2020)',
  )
})

test('a figure without a number is given in the letter’s own words, or said to be unstated', () => {
  const hundreds = aFigure({ number: null, bound: 'unspecified' })
  expect(figureInWords(hundreds, 'hundreds')).toBe('“hundreds” (people): civilians killed')
  expect(figureInWords(hundreds)).toBe('an unstated number of people: civilians killed')
})

test('figures that count the same may be compared, letter case and spaces apart', () => {
  const one = aFigure({ where: 'towns of North', when: '2020' })
  const other = aFigure({
    unit: 'People',
    counted: ' civilians  killed ',
    where: 'Towns of\u00a0North',
    when: '2020',
  })
  expect(mayBeCompared(one, other)).toEqual({ allowed: true })
  expect(mayBeCompared(aFigure(), aFigure({ number: 43 }))).toEqual({ allowed: true })
})

test.each([
  [{ unit: 'soldiers' }, 'They are given in different units: “people” and “soldiers”.'],
  [
    { counted: 'civilians wounded' },
    'They count different things: “civilians killed” and “civilians wounded”.',
  ],
  [{ where: 'South' }, 'They count at different places: “North” and “South”.'],
  [{ where: null }, 'Only one of them says where it counts: “North”.'],
  [{ when: '2021' }, 'They count at different times: “2020” and “2021”.'],
  [{ when: null }, 'Only one of them says when it counts: “2020”.'],
])('figures that differ in %o can’t be set against each other, either way round', (difference, reason) => {
  const one = aFigure({ where: 'North', when: '2020' })
  const other = { ...one, number: 43, ...difference }
  expect(mayBeCompared(one, other)).toEqual({ allowed: false, reason })
  expect(mayBeCompared(other, one)).toMatchObject({ allowed: false, reason: expect.stringMatching(/^\S/) })
  expect(() => agree(one, other)).toThrow(reason)
})

test.each([
  [93, 'exactly', 93, 'exactly', 'agree'],
  [93, 'exactly', 43, 'exactly', 'differ'],
  [120, 'more than', 120, 'more than', 'agree'],
  [120, 'more than', 130, 'exactly', 'compatible'],
  [120, 'more than', 120, 'exactly', 'differ'],
  [120, 'more than', 100, 'exactly', 'differ'],
  [120, 'more than', 120, 'at most', 'differ'],
  [120, 'more than', 100, 'more than', 'compatible'],
  [120, 'at least', 120, 'exactly', 'compatible'],
  [120, 'at least', 119, 'exactly', 'differ'],
  [120, 'at most', 120, 'exactly', 'compatible'],
  [120, 'at most', 121, 'exactly', 'differ'],
  [100, 'at most', 101, 'at least', 'differ'],
  [100, 'about', 100, 'about', 'agree'],
  [100, 'about', 100, 'exactly', 'compatible'],
  [100, 'about', 109, 'exactly', 'compatible'],
  [100, 'about', 91, 'exactly', 'compatible'],
  [100, 'about', 111, 'exactly', 'differ'],
  [100, 'about', 89, 'exactly', 'differ'],
  [93, 'unspecified', 43, 'exactly', 'compatible'],
  [93, 'unspecified', 93, 'unspecified', 'agree'],
  [null, 'unspecified', 43, 'exactly', 'compatible'],
  [null, 'unspecified', null, 'unspecified', 'compatible'],
  [null, 'more than', 43, 'exactly', 'compatible'],
] as const)('%s %s and %s %s: %s', (number, bound, otherNumber, otherBound, expected) => {
  const [one, other] = [aFigure({ number, bound }), aFigure({ number: otherNumber, bound: otherBound })]
  expect(agree(one, other)).toBe(expected)
  expect(agree(other, one)).toBe(expected)
})

test('two figures never differ when one number satisfies both', () => {
  const satisfies: Record<Figure['bound'], (n: number, number: number) => boolean> = {
    exactly: (n, number) => n === number,
    'at least': (n, number) => n >= number,
    'more than': (n, number) => n > number,
    'at most': (n, number) => n <= number,
    about: (n, number) => n === number,
    unspecified: () => true,
  }
  const number = fc.integer({ min: 0, max: 6 })
  const bound = fc.constantFrom(...bounds)
  fc.assert(
    fc.property(number, bound, number, bound, number, (one, oneBound, other, otherBound, n) => {
      fc.pre(satisfies[oneBound](n, one) && satisfies[otherBound](n, other))
      expect(
        agree(aFigure({ number: one, bound: oneBound }), aFigure({ number: other, bound: otherBound })),
      ).not.toBe('differ')
    }),
  )
})
