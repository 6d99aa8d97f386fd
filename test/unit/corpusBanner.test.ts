import { expect, test } from 'vitest'
import { corpusBanner } from '../../server/domain/corpusBanner.ts'

const notTheDispute = 'Counts describe the collection, not the dispute.'

test('an uneven collection says so without naming a side, whichever way round the sides stand', () => {
  const words = `This collection holds 4 letters from one side and 1 from the other. ${notTheDispute}`
  expect(corpusBanner([4, 1])).toBe(words)
  expect(corpusBanner([1, 4])).toBe(words)
  expect(corpusBanner([0, 1])).toBe(
    `This collection holds 1 letter from one side and none from the other. ${notTheDispute}`,
  )
})

test('an even collection, one side alone and several sides each have their own words', () => {
  expect(corpusBanner([3, 3])).toBe(
    `This collection holds 3 letters from each of the two sides. ${notTheDispute}`,
  )
  expect(corpusBanner([4])).toBe(`This collection holds 4 letters, all from one side. ${notTheDispute}`)
  expect(corpusBanner([1, 1200, 0])).toBe(
    `This collection holds letters from 3 sides, unevenly: 1,200, 1 and none. ${notTheDispute}`,
  )
  expect(corpusBanner([2, 2, 2])).toBe(
    `This collection holds 2 letters from each of 3 sides. ${notTheDispute}`,
  )
  expect(corpusBanner([0, 0])).toBe(`This collection holds no letters of any side yet. ${notTheDispute}`)
})
