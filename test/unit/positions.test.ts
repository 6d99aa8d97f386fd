import fc from 'fast-check'
import { expect, test } from 'vitest'
import { patternOf, positionOf, type StanceCounts } from '../../db/positions.ts'
import { type Position, positions, stanceKinds } from '../../db/vocabulary.ts'

const counts = (given: Partial<StanceCounts>): StanceCounts => ({
  asserts: 0,
  disputes: 0,
  qualifies: 0,
  reports: 0,
  ...given,
})

test.each<[Partial<StanceCounts>, Position]>([
  [{}, 'not addressed'],
  [{ reports: 3 }, 'only reports'],
  [{ asserts: 1 }, 'asserts'],
  [{ disputes: 1 }, 'disputes'],
  [{ qualifies: 1 }, 'qualifies'],
  [{ asserts: 1, qualifies: 5 }, 'asserts'],
  [{ disputes: 1, qualifies: 5 }, 'disputes'],
  [{ asserts: 1, disputes: 1 }, 'mixed'],
  [{ asserts: 9, disputes: 1, qualifies: 2, reports: 4 }, 'mixed'],
  [{ qualifies: 1, reports: 7 }, 'qualifies'],
])('a speaker whose stances are %j holds the position “%s”', (given, position) => {
  expect(positionOf(counts(given))).toBe(position)
})

const anyCounts = fc.record(
  Object.fromEntries(stanceKinds.map((kind) => [kind, fc.nat(3)])) as Record<
    keyof StanceCounts,
    fc.Arbitrary<number>
  >,
)

test('a position depends on which stances there are, never on how many, and reports never change one', () => {
  fc.assert(
    fc.property(anyCounts, fc.integer({ min: 2, max: 50 }), (given, times) => {
      const many = counts(Object.fromEntries(stanceKinds.map((kind) => [kind, given[kind] * times])))
      expect(positionOf(many)).toBe(positionOf(given))
      const isPosition = given.asserts + given.disputes + given.qualifies > 0
      if (isPosition) expect(positionOf({ ...given, reports: given.reports + 1 })).toBe(positionOf(given))
    }),
  )
})

test.each<[Position[], ReturnType<typeof patternOf>]>([
  [[], 'unclaimed'],
  [['not addressed', 'only reports'], 'unclaimed'],
  [['asserts', 'not addressed'], 'one-sided'],
  [['qualifies', 'only reports'], 'one-sided'],
  [['mixed', 'not addressed'], 'one-sided'],
  [['asserts', 'asserts'], 'shared'],
  [['disputes', 'disputes'], 'shared'],
  [['asserts', 'disputes'], 'contested'],
  [['mixed', 'asserts'], 'contested'],
  [['mixed', 'disputes'], 'contested'],
  [['mixed', 'mixed'], 'contested'],
  [['asserts', 'qualifies'], 'qualified'],
  [['qualifies', 'qualifies'], 'qualified'],
  [['mixed', 'qualifies'], 'qualified'],
  [['asserts', 'asserts', 'qualifies'], 'qualified'],
  [['asserts', 'qualifies', 'disputes'], 'contested'],
  [['asserts', 'not addressed', 'asserts'], 'shared'],
])('parties that hold %j make a claim “%s”', (held, pattern) => {
  expect(patternOf(held)).toBe(pattern)
})

test('a pattern is the same in whatever order the parties stand, and silent parties never change it', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...positions), { maxLength: 6 }), fc.nat(), (held, turn) => {
      const at = held.length ? turn % held.length : 0
      const turned = [...held.slice(at), ...held.slice(0, at)].reverse()
      expect(patternOf(turned)).toBe(patternOf(held))
      expect(patternOf([...held, 'not addressed', 'only reports'])).toBe(patternOf(held))
    }),
  )
})
