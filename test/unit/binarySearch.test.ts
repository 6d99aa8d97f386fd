import fc from 'fast-check'
import { expect, test } from 'vitest'
import { countLeading } from '../../server/domain/binarySearch.ts'

test('counting by halves gives what counting one by one gives', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 20 })),
      fc.integer({ min: -1, max: 21 }),
      (numbers, limit) => {
        const sorted = numbers.sort((a, b) => a - b)
        expect(countLeading(sorted.length, (i) => sorted[i]! < limit)).toBe(
          sorted.filter((n) => n < limit).length,
        )
      },
    ),
  )
})

test('counting by halves asks few questions', () => {
  let questions = 0
  const count = countLeading(1_000_000, (i) => {
    questions += 1
    return i < 123_456
  })
  expect(count).toBe(123_456)
  expect(questions).toBeLessThanOrEqual(20)
})
