import { expect, test } from 'vitest'
import { wordingHints } from '../../../server/domain/shaping/wordingHints.ts'

test('a plain affirmative sentence gets no hint', () => {
  expect(wordingHints('North’s gunners shelled the bridge at St. Mary’s on 3 May 2020.')).toEqual([])
})

test.each([
  ['North allegedly shelled the bridge.', 'allegedly'],
  ['North claims that the bridge was shelled.', 'claims that'],
  ['North “liberated” the town.', 'quotation marks'],
  ["North 'liberated' the town.", 'quotation marks'],
  ['North did not shell the bridge.', 'not'],
  ['North shelled no bridge.', 'no'],
  ['North shelled the bridge. It sank the ferry.', 'several sentences'],
])('“%s” gets one hint, about %s', (wording, about) => {
  const hints = wordingHints(wording)
  expect(hints).toHaveLength(1)
  expect(hints[0]).toContain(about)
})
