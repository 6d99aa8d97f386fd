import { expect, test } from 'vitest'
import { figureSets } from '../../server/domain/figureSets.ts'
import type { Figure } from '../../server/domain/figures.ts'

type Told = Figure & { side: string }
const told = (side: string, given: Partial<Figure>): Told => ({
  number: 40,
  bound: 'exactly',
  unit: 'people',
  counted: 'people who left the town',
  where: null,
  when: null,
  ...given,
  side,
})
const sideOf = (figure: Told) => figure.side

test('figures that count the same stand together, with what can be said of them', () => {
  const verdictOn = (...numbers: [number, Figure['bound']][]) =>
    figureSets(
      numbers.map(([number, bound]) => told('north', { number, bound })),
      sideOf,
    ).comparable.map(({ verdict }) => verdict)
  expect(verdictOn([40, 'exactly'], [40, 'exactly'])).toEqual(['agree'])
  expect(verdictOn([40, 'exactly'], [50, 'exactly'])).toEqual(['differ'])
  expect(verdictOn([40, 'at least'], [50, 'exactly'])).toEqual(['compatible'])
  expect(verdictOn([40, 'exactly'], [40, 'exactly'], [41, 'exactly'])).toEqual(['differ'])
  expect(verdictOn([40, 'exactly'], [40, 'exactly'], [40, 'about'])).toEqual(['compatible'])
})

test('figures that count different things are kept apart, with the reason, those of different sides first', () => {
  const sets = figureSets(
    [told('north', { unit: 'shells' }), told('north', { unit: 'boats' }), told('south', {})],
    sideOf,
  )
  expect(sets.comparable).toEqual([])
  expect(sets.alone).toHaveLength(3)
  expect(sets.apart.map(({ one, other }) => [one.unit, other.unit])).toEqual([
    ['shells', 'people'],
    ['boats', 'people'],
    ['shells', 'boats'],
  ])
  expect(sets.apart[0]?.reason).toContain('different units')
})

test('with many figures not every pair is listed, and it is known how many there are', () => {
  const many = Array.from({ length: 10 }, (_, i) => told('north', { counted: `people of town ${i}` }))
  const sets = figureSets(many, sideOf, 3)
  expect(sets.apart).toHaveLength(3)
  expect(sets.apartInAll).toBe(45)
})

test('no figures are no error', () => {
  expect(figureSets([], sideOf)).toEqual({ comparable: [], alone: [], apart: [], apartInAll: 0 })
})
