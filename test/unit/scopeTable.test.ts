import { expect, test } from 'vitest'
import { type Scope, scopeTable } from '../../server/domain/scopeTable.ts'

const scope = (given: Partial<Scope> = {}): Scope => ({
  who: null,
  what: null,
  whom: null,
  where: null,
  when: null,
  ...given,
})

test('only slots in which anything is said have a row', () => {
  const rows = scopeTable(scope({ who: 'North' }), [[scope({ when: 'not said' })], []])
  expect(rows.map(({ slot }) => slot)).toEqual(['who', 'when'])
  expect(scopeTable(scope(), [[scope()], []])).toEqual([])
})

test('the letter’s own words are told from ours, and what is not said from what nobody noted', () => {
  const [row] = scopeTable(scope(), [
    [
      scope({ who: '“its Armed Forces”' }),
      scope({ who: 'foreign nationals “in” it' }),
      scope({ who: 'not said' }),
    ],
    [scope()],
    [scope({ who: 'not said' })],
  ])
  expect(row?.cells).toEqual([
    {
      words: [
        { text: 'its Armed Forces', quoted: true },
        { text: 'foreign nationals “in” it', quoted: false },
      ],
      isOpen: true,
    },
    { words: [], isOpen: false },
    { words: [], isOpen: true },
  ])
})

test('words that several statements share stand once', () => {
  const [row] = scopeTable(scope(), [[scope({ where: 'the town' }), scope({ where: 'the town' })]])
  expect(row?.cells[0]?.words).toEqual([{ text: 'the town', quoted: false }])
})
