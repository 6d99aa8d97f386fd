import { expect, test } from 'vitest'
import { monthInWords } from '../../server/domain/months.ts'

test('a month is named with its year', () => {
  expect(monthInWords('2020-11')).toBe('November 2020')
  expect(monthInWords('2023-01')).toBe('January 2023')
  expect(() => monthInWords('undated')).toThrow(RangeError)
})
