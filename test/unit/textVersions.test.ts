import { expect, test } from 'vitest'
import { textVersions } from '../../server/domain/textVersions.ts'

const touching = (change: number, before: string | null, after: string | null) => ({
  change,
  madeAt: `2021-01-0${change}`,
  before,
  after,
})
const inShort = (changes: ReturnType<typeof touching>[]) =>
  textVersions(changes).map(({ number, sha256, until }) => [number, sha256, until])

test('each text of a letter is a version; a change that leaves the text alone makes none', () => {
  expect(inShort([touching(1, null, 'a'), touching(3, 'a', 'a')])).toEqual([[1, 'a', null]])
  expect(inShort([touching(1, null, 'a'), touching(3, 'a', 'b'), touching(7, 'b', 'c')])).toEqual([
    [1, 'a', 2],
    [2, 'b', 6],
    [3, 'c', null],
  ])
})

test('a text that comes back is the version that it was', () => {
  expect(inShort([touching(1, null, 'a'), touching(3, 'a', 'b'), touching(4, 'b', 'a')])).toEqual([
    [1, 'a', null],
    [2, 'b', 3],
  ])
})
