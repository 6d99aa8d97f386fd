import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sides } from '../../server/domain/sides.ts'

const partiesOf = (slugs: string) => [...slugs].map((slug) => ({ slug }))

/** "ab|c" for a on the left, b on the right, c not shown; "!" when exchanged. */
function shown(slugs: string, asked?: { left?: string; right?: string }): string {
  const { left, right, others, isExchanged } = sides(partiesOf(slugs), asked)
  const hidden = others.map(({ slug }) => slug).join('')
  return `${left.slug}${right?.slug ?? '-'}|${hidden}${isExchanged ? '!' : ''}`
}

test('unasked, the first two parties face each other in the order of the data', () => {
  expect(shown('ab')).toBe('ab|')
  expect(shown('abcd', {})).toBe('ab|cd')
})

test('either side may be asked for alone, and the first other party faces it', () => {
  expect(shown('ab', { left: 'b' })).toBe('ba|!')
  expect(shown('ab', { right: 'a' })).toBe('ba|!')
  expect(shown('ab', { right: 'b' })).toBe('ab|')
  expect(shown('abc', { left: 'c' })).toBe('ca|b!')
  expect(shown('abc', { right: 'c' })).toBe('ac|b')
  expect(shown('abc', { right: 'a' })).toBe('ba|c!')
})

test('any two of several parties may face each other, and the others keep their order', () => {
  expect(shown('abcdef', { left: 'e', right: 'c' })).toBe('ec|abdf!')
  expect(shown('abcdef', { left: 'c', right: 'e' })).toBe('ce|abdf')
})

test('an address that names no party, or one party twice, still shows two sides', () => {
  expect(shown('abc', { left: 'x', right: 'y' })).toBe('ab|c')
  expect(shown('abc', { left: 'x', right: 'a' })).toBe('ba|c!')
  expect(shown('abc', { left: 'b', right: 'b' })).toBe('ba|c!')
  expect(shown('abc', { left: '', right: '' })).toBe('ab|c')
})

test('a single party stands alone on the left', () => {
  expect(shown('a')).toBe('a-|')
  expect(shown('a', { left: 'a', right: 'a' })).toBe('a-|')
  expect(shown('a', { right: 'a' })).toBe('a-|')
})

test('a collection without parties has no sides', () => {
  expect(() => sides([])).toThrow(RangeError)
})

test('every party is shown or left over exactly once, and swapping sides swaps nothing else', () => {
  const slug = fc.constantFrom(...'abcdefx')
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 6 }), slug, slug, (count, left, right) => {
      const parties = partiesOf('abcdef'.slice(0, count))
      const asked = sides(parties, { left, right })
      expect(
        [asked.left, asked.right!, ...asked.others].sort((a, b) => a.slug.localeCompare(b.slug)),
      ).toEqual(parties)

      const swapped = sides(parties, { left: asked.right!.slug, right: asked.left.slug })
      expect(swapped).toEqual({
        left: asked.right,
        right: asked.left,
        others: asked.others,
        isExchanged: !asked.isExchanged,
      })
    }),
  )
})
