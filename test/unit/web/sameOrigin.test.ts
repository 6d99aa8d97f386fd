import { expect, test } from 'vitest'
import { comesFromUs } from '../../../server/web/sameOrigin.ts'

const ownOrigin = 'https://claims.example'
const sender = (given: Partial<Parameters<typeof comesFromUs>[0]>) =>
  comesFromUs({ site: undefined, origin: undefined, ownOrigin, hasSession: true, ...given })

test('a page of ours, and what somebody opens by hand, may send', () => {
  expect(sender({ site: 'same-origin' })).toBe(true)
  expect(sender({ site: 'none' })).toBe(true)
  expect(sender({ origin: ownOrigin })).toBe(true)
})

test.each(['cross-site', 'same-site', '', 'same-origin, cross-site'])(
  'a sender whose site is “%s” is another, whatever else it says',
  (site) => {
    expect(sender({ site })).toBe(false)
    expect(sender({ site, origin: ownOrigin })).toBe(false)
    expect(sender({ site, hasSession: false })).toBe(false)
  },
)

test.each(['null', 'http://claims.example', 'https://claims.example:8443', 'https://claims.example.net', ''])(
  'the origin “%s” is another',
  (origin) => {
    expect(sender({ origin })).toBe(false)
    expect(sender({ origin, hasSession: false })).toBe(false)
  },
)

test('what says nothing of where it comes from may send without a session only', () => {
  expect(sender({ hasSession: true })).toBe(false)
  expect(sender({ hasSession: false })).toBe(true)
})
