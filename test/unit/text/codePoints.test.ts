import fc from 'fast-check'
import { expect, test } from 'vitest'
import { codePoints } from '../../../server/domain/text/codePoints.ts'

const wideText = fc.string({ unit: fc.constantFrom('a', 'é', ' ', '𝒜', '😀', '\u{10ffff}') })

test('an offset counts a character outside of the basic plane once, where JavaScript counts it twice', () => {
  const points = codePoints('a😀b')
  expect(points.length).toBe(3)
  expect([0, 1, 2, 3].map(points.toUtf16)).toEqual([0, 1, 3, 4])
  expect([0, 1, 3, 4].map(points.fromUtf16)).toEqual([0, 1, 2, 3])
  expect(points.slice(1, 3)).toBe('😀b')
})

test('a range cut out by code points is what counting the characters one by one gives', () => {
  fc.assert(
    fc.property(wideText, fc.nat(), fc.nat(), (text, one, other) => {
      const characters = [...text]
      const points = codePoints(text)
      expect(points.length).toBe(characters.length)
      const [start, end] = [one, other].map((n) => n % (points.length + 1)).sort((a, b) => a - b)
      expect(points.slice(start!, end!)).toBe(characters.slice(start, end).join(''))
      expect(points.toUtf16(start!)).toBe(characters.slice(0, start).join('').length)
    }),
  )
})

test('an offset survives the way to UTF-16 and back', () => {
  fc.assert(
    fc.property(wideText, fc.nat(), (text, n) => {
      const points = codePoints(text)
      const offset = n % (points.length + 1)
      expect(points.fromUtf16(points.toUtf16(offset))).toBe(offset)
    }),
  )
})

test('a place that the text does not have is refused', () => {
  const points = codePoints('a😀b')
  expect(() => points.fromUtf16(2)).toThrow('inside of a character')
  expect(() => points.fromUtf16(5)).toThrow(RangeError)
  for (const offset of [-1, 4, 1.5, Number.NaN]) expect(() => points.toUtf16(offset)).toThrow(RangeError)
  expect(() => points.slice(2, 1)).toThrow('before its start')
})
