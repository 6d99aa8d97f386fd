import fc from 'fast-check'
import { expect, test } from 'vitest'
import { freeSlug, isSlug, slugOf } from '../../server/domain/slug.ts'

test('a slug is made of a text’s words, without accents, and ends with a whole word', () => {
  expect(slugOf('The Élysée’s bridge, shelled on 3 May.')).toBe('the-elysees-bridge-shelled-on-3-may')
  expect(slugOf(`${'bridge '.repeat(20)}`)).toBe(Array(8).fill('bridge').join('-'))
  expect(slugOf('a'.repeat(200))).toHaveLength(60)
  expect(slugOf('Կամուրջ')).toBe('')
})

test('whatever the text, the slug is one, and free', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.uniqueArray(fc.nat(20)), (text, numbers) => {
      const base = slugOf(text) || 'claim'
      const taken = new Set([base, ...numbers.map((n) => `${base}-${n}`)])
      const slug = freeSlug(text, 'claim', (one) => taken.has(one))
      expect(isSlug(slug)).toBe(true)
      expect(taken.has(slug)).toBe(false)
    }),
  )
})
