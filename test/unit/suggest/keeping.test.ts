import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  alikeness,
  chooseReadings,
  type Keeper,
  learnKeeping,
  overlap,
} from '../../../server/domain/suggest/keeping.ts'
import { readRawLetter } from '../../../server/domain/suggest/rawLetter.ts'
import { type PlacedReading, readLetter } from '../../../server/domain/suggest/statements.ts'
import { practiceLetters } from '../../../server/features/suggestions/practiceLetters.ts'
import { oddText } from './support.ts'

const readingsIn = (raw: string): PlacedReading[][] =>
  Array.from(readLetter(readRawLetter(raw).paragraphs), ({ readings }) => readings)

/** Takes a reading for a mark, and for one that matches a mark, with one likelihood. */
const keeper = (likelihood: Keeper['matches']): Keeper => ({ matches: likelihood, isNearest: likelihood })

test('two good halves are chosen rather than the whole that is a little likelier than either', () => {
  const whole = 'The army shelled the town on 3 May, and the inhabitants left their homes'
  const halves = ['The army shelled the town on 3 May', 'the inhabitants left their homes']
  const [readings = []] = readingsIn(`${whole}.`)
  const chosen = chooseReadings(
    readings,
    keeper(({ quote }) => (quote === whole ? 0.9 : halves.includes(quote) ? 0.8 : 0.05)),
  )
  expect(chosen.map(({ reading }) => reading.quote)).toEqual(halves)
})

test('of the readings that could only match one mark, the one that begins and ends as it does is chosen', () => {
  const [readings = []] = readingsIn(
    'The army shelled the town on 3 May, killing two men, and the inhabitants left their homes.',
  )
  const mark = readings.find(({ quote }) => quote === 'The army shelled the town on 3 May, killing two men')!
  const matches = (reading: PlacedReading) => Number(overlap(reading.ranges, [mark]) >= 0.5)
  expect(readings.filter(matches).length).toBeGreaterThan(2)
  const chosen = chooseReadings(readings, { matches, isNearest: (reading) => Number(reading === mark) })
  expect(chosen.map(({ reading }) => reading.quote)).toEqual([mark.quote])
})

test('things that share a beginning are chosen together, each by what is its own', () => {
  const [readings = []] = readingsIn(
    'The commander of the river guard of the eastern district stopped the ferry at noon and fired a shot at it.',
  )
  const statements = [
    'The commander of the river guard of the eastern district stopped the ferry at noon',
    'The commander of the river guard of the eastern district … fired a shot at it',
  ]
  const chosen = chooseReadings(
    readings,
    keeper(({ quote }) => (statements.includes(quote) ? 0.9 : 0.05)),
  )
  expect(chosen.map(({ reading }) => reading.quote).toSorted()).toEqual(statements.toSorted())
})

test('whatever the text and the likelihoods, no two chosen readings share most of their words', () => {
  fc.assert(
    fc.property(
      oddText,
      fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
      (raw, likelihoods) => {
        for (const readings of readingsIn(raw)) {
          const likely = new Map(readings.map((reading) => [reading, likelihoods.next().value]))
          const chosen = chooseReadings(
            readings,
            keeper((reading) => likely.get(reading)!),
          )
          for (const [i, { reading }] of chosen.entries()) {
            for (const other of chosen.slice(i + 1)) {
              expect(alikeness(reading, other.reading)).toBeLessThan(0.5)
              if (reading.ranges.length === 1 && other.reading.ranges.length === 1)
                expect(overlap(reading.ranges, other.reading.ranges)).toBeLessThan(0.5)
            }
          }
        }
      },
    ),
    { numRuns: 50 },
  )
})

test('a sentence of very many readings, all likely, is chosen from in time', () => {
  const sentence = `${'the attack on the town by the army, which was confirmed by the mission, and '.repeat(15)}the war goes on.`
  const [readings = []] = readingsIn(sentence)
  expect(readings.length).toBeGreaterThan(60)
  expect(
    chooseReadings(
      readings,
      keeper(() => 0.5),
    ).length,
  ).toBeGreaterThan(5)
})

test('no word of a letter is learned: other names and nouns of the same kind are as likely', () => {
  const keep = learnKeeping([], practiceLetters())
  const likelihoods = (raw: string) =>
    readingsIn(raw)[0]!.map((reading) => [keep.matches(reading), keep.isNearest(reading)])
  expect(
    likelihoods('In March the army of Norland destroyed the bridge near Velin, killing two fishermen.'),
  ).toEqual(
    likelihoods('In August the army of Zarland destroyed the tower near Tarsk, killing six shepherds.'),
  )
})

test('the marks of the practice letters stand in them, and none is called like another', () => {
  const letters = practiceLetters()
  expect(letters.length).toBeGreaterThanOrEqual(12)
  for (const { assertions } of letters) {
    expect(assertions.length).toBeGreaterThan(20)
    const places = assertions.map(({ ranges }) => ranges.map(({ start, end }) => `${start}-${end}`).join(' '))
    expect(new Set(places).size).toBeGreaterThan(places.length * 0.9)
  }
})
