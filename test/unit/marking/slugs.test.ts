import fc from 'fast-check'
import { expect, test } from 'vitest'
import { claimSlug, nextAssertionSlug } from '../../../server/domain/marking/slugs.ts'

const isSlug = /^[a-z0-9]+(?:-[a-z0-9]+)*$/

test('a letter’s assertions are numbered on, after their own convention', () => {
  expect(nextAssertionSlug('letter-of-north', ['north-001', 'north-002', 'north-020'])).toBe('north-021')
  expect(nextAssertionSlug('letter-of-north', ['north-0999', 'north-7', 'a-name', 'other-5000'])).toBe(
    'north-1000',
  )
  expect(nextAssertionSlug('letter-of-north', ['a-name'])).toBe('letter-of-north-001')
  expect(nextAssertionSlug('letter-of-north', [])).toBe('letter-of-north-001')
})

test('a letter’s next assertion never has a slug that is taken, however many there are', () => {
  const slug = fc
    .tuple(fc.constantFrom('a', 'b-2', 'c-x'), fc.nat({ max: 3000 }))
    .map(([stem, n]) => `${stem}-${n}`)
  fc.assert(
    fc.property(fc.array(slug), (taken) => {
      const next = nextAssertionSlug('a', taken)
      expect(taken).not.toContain(next)
      expect(next).toMatch(isSlug)
    }),
  )
})

test('a claim’s slug is made of its first telling words', () => {
  const free = () => false
  expect(claimSlug('The Northern side shelled the bridge of Šumna in the autumn of 2020.', free)).toBe(
    'northern-side-shelled-bridge-sumna-autumn-2020',
  )
  expect(claimSlug('It was.', free)).toBe('it')
  expect(claimSlug('Երևան', free)).toBe('claim')
  expect(claimSlug('The bridge is open.', (slug) => ['bridge-open', 'bridge-open-2'].includes(slug))).toBe(
    'bridge-open-3',
  )
})

test('whatever the wording, the slug is short, well formed and free', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.array(fc.string()), (wording, taken) => {
      const first = claimSlug(wording, (slug) => taken.includes(slug))
      const second = claimSlug(wording, (slug) => slug === first || taken.includes(slug))
      for (const slug of [first, second]) {
        expect(slug).toMatch(isSlug)
        expect(slug.length).toBeLessThanOrEqual(80)
        expect(taken).not.toContain(slug)
      }
      expect(second).not.toBe(first)
    }),
  )
})
