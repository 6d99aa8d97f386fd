import { expect, test } from 'vitest'
import { corpusBanner } from '../../server/domain/corpusBanner.ts'

const sides = (...letters: number[]) => letters.map((n) => ({ letters: n, unmarked: 0 }))
const notTheDispute = 'Counts describe the collection, not the dispute.'

test('an uneven collection says so without naming a side, whichever way round the sides stand', () => {
  const words = `This collection holds 4 letters from one side and 1 from the other. ${notTheDispute}`
  expect(corpusBanner(sides(4, 1))).toBe(words)
  expect(corpusBanner(sides(1, 4))).toBe(words)
  expect(corpusBanner(sides(0, 1))).toBe(
    `This collection holds 1 letter from one side and none from the other. ${notTheDispute}`,
  )
})

test('an even collection, one side alone and several sides each have their own words', () => {
  expect(corpusBanner(sides(3, 3))).toBe(
    `This collection holds 3 letters from each of the two sides. ${notTheDispute}`,
  )
  expect(corpusBanner(sides(4))).toBe(`This collection holds 4 letters, all from one side. ${notTheDispute}`)
  expect(corpusBanner(sides(1, 1200, 0))).toBe(
    `This collection holds letters from 3 sides, unevenly: 1,200, 1 and none. ${notTheDispute}`,
  )
  expect(corpusBanner(sides(2, 2, 2))).toBe(
    `This collection holds 2 letters from each of 3 sides. ${notTheDispute}`,
  )
  expect(corpusBanner(sides(0, 0))).toBe(`This collection holds no letters of any side yet. ${notTheDispute}`)
})

test('letters in which nothing is marked yet are named apart, whichever side they are of', () => {
  const words = `This collection holds 4 letters from one side and 1 from the other. 1 further letter is not marked yet. ${notTheDispute}`
  const [long, short] = [
    { letters: 4, unmarked: 1 },
    { letters: 1, unmarked: 0 },
  ]
  expect(corpusBanner([long, short])).toBe(words)
  expect(corpusBanner([short, long])).toBe(words)
  expect(corpusBanner([long, { letters: 4, unmarked: 2 }])).toBe(
    `This collection holds 4 letters from each of the two sides. 3 further letters are not marked yet. ${notTheDispute}`,
  )
  expect(corpusBanner([{ letters: 0, unmarked: 2 }])).toBe(
    `This collection holds 2 letters, none marked yet. ${notTheDispute}`,
  )
})
