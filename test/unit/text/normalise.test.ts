import fc from 'fast-check'
import { expect, test } from 'vitest'
import { normaliseText } from '../../../server/domain/text/normalise.ts'

test('every run of white space of any kind becomes one space', () => {
  expect(normaliseText('12\u00a0November\u202f\t2020\r\n \u0085at\u2028noon\u3000sharp')).toBe(
    '12 November 2020 at noon sharp',
  )
})

test('a paragraph neither begins nor ends with space or a byte order mark', () => {
  expect(normaliseText('\ufeff\u00a0 Dear Sir,\n')).toBe('Dear Sir,')
})

test('a letter and its accent become one character', () => {
  expect(normaliseText('Anto\u0301nio')).toBe('Ant\u00f3nio')
})

test('normalising leaves only single plain spaces between words, and a second time changes nothing', () => {
  const raw = fc.string({
    unit: fc.oneof(
      fc.string({ unit: 'binary', maxLength: 1 }),
      fc.constantFrom(' ', '\u00a0', '\ufeff', '\u0085'),
    ),
  })
  fc.assert(
    fc.property(raw, (text) => {
      const normal = normaliseText(text)
      expect(normal).not.toMatch(/^ | $| {2}|[^\S ]|\u0085/)
      expect(normaliseText(normal)).toBe(normal)
    }),
  )
})
