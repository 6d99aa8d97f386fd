import fc from 'fast-check'
import { expect, test } from 'vitest'
import { footnoteParts } from '../../server/domain/footnoteParts.ts'

test('a footnote is cut at its addresses and stays whole', () => {
  const text = 'See https://example.org/a; https://example.org/b-roken, available at <>.'
  const parts = footnoteParts(text, [
    { url: 'https://example.org/a', state: 'usable' },
    { url: 'https://example.org/b-roken', state: 'broken' },
    { url: '', state: 'empty' },
  ])
  expect(parts).toEqual([
    { text: 'See ', address: 'none', href: null },
    { text: 'https://example.org/a', address: 'link', href: 'https://example.org/a' },
    { text: '; ', address: 'none', href: null },
    { text: 'https://example.org/b-roken', address: 'broken', href: null },
    { text: ', available at ', address: 'none', href: null },
    { text: '<>', address: 'empty', href: null },
    { text: '.', address: 'none', href: null },
  ])
})

test('an address that is printed without its scheme is printed so and can be followed', () => {
  expect(footnoteParts('www.example.org/a', [{ url: 'www.example.org/a', state: 'usable' }])).toEqual([
    { text: 'www.example.org/a', address: 'link', href: 'https://www.example.org/a' },
  ])
})

test('what does not lead to a page is printed but cannot be followed', () => {
  const parts = footnoteParts('javascript:alert(1)', [{ url: 'javascript:alert(1)', state: 'usable' }])
  expect(parts).toEqual([{ text: 'javascript:alert(1)', address: 'none', href: null }])
})

test('an address that the words do not hold changes nothing', () => {
  expect(footnoteParts('Ibid.', [{ url: 'https://example.org', state: 'usable' }])).toEqual([
    { text: 'Ibid.', address: 'none', href: null },
  ])
})

test('the parts joined are the footnote', () => {
  const url = fc.record({
    url: fc.constantFrom('https://a.example', 'http://b.example/c', ''),
    state: fc.constantFrom('usable' as const, 'broken' as const),
  })
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.string(), url), { maxLength: 6 }), (pieces) => {
      const urls = pieces.flatMap((piece) =>
        typeof piece === 'string' ? [] : [piece.url ? piece : { url: '', state: 'empty' as const }],
      )
      const text = pieces.map((piece) => (typeof piece === 'string' ? piece : piece.url || '<>')).join(' ')
      expect(
        footnoteParts(text, urls)
          .map((part) => part.text)
          .join(''),
      ).toBe(text)
    }),
  )
})
