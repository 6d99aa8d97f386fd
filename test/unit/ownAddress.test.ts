import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ownAddress } from '../../server/domain/ownAddress.ts'

test.each(['/', '/desk/people', '/claims/a-claim?left=north&q=a+b#p-6', '/search?q=%C3%A9'])(
  '“%s” is an address of ours',
  (value) => expect(ownAddress(value)).toBe(value),
)

test.each([
  'https://elsewhere.example/',
  '//elsewhere.example',
  '/\\elsewhere.example',
  '/\t/elsewhere.example',
  '/.//elsewhere.example',
  '/a/..//elsewhere.example',
  'javascript:alert(1)',
  'desk',
  '',
])('“%s” leads elsewhere', (value) => expect(ownAddress(value)).toBeNull())

test('whatever is typed, a browser stays on this site', () => {
  const sign = fc.constantFrom('/', '\\', '.', '\t', '\n', ':', '@', 'a', '?', '#', '%2f', '..')
  fc.assert(
    fc.property(fc.array(sign, { maxLength: 12 }), (signs) => {
      const address = ownAddress(`/${signs.join('')}`)
      if (address !== null)
        expect(new URL(address, 'https://site.example').origin).toBe('https://site.example')
    }),
    { numRuns: 2000 },
  )
})
