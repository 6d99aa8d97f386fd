import { expect, test } from 'vitest'
import type { Db } from '../../db/client.ts'
import { readCorpus } from '../../db/present.ts'
import type { Corpus } from '../../db/records.ts'
import { makeChange } from '../../db/writes/change.ts'
import { addClaim } from '../../db/writes/claims.ts'
import { seededDatabase } from '../support/app.ts'
import { aClaim, aCorpus, databaseWith } from '../support/builders.ts'

const lists = {
  party: 'parties',
  author: 'authors',
  authority: 'authorities',
  topic: 'topics',
  letter: 'letters',
  assertion: 'assertions',
  claim: 'claims',
  stance: 'stances',
  relation: 'relations',
} as const

/** The corpus as the lines of history up to a change tell it. */
function replay(db: Db, upTo: number): Corpus {
  const rows = db.$client
    .prepare<[number], { kind: keyof typeof lists | 'corpus'; key: string; after: string | null }>(
      'SELECT kind, key, after FROM change_objects WHERE change_id <= ? ORDER BY change_id, ordinal',
    )
    .all(upTo)
  const rebuilt: Record<string, unknown> = Object.fromEntries(Object.values(lists).map((name) => [name, []]))
  for (const { kind, after } of rows) {
    if (kind === 'corpus') rebuilt.corpus = JSON.parse(after!)
    else (rebuilt[lists[kind]] as object[]).push(JSON.parse(after!))
  }
  return rebuilt as unknown as Corpus
}

const sorted = (corpus: Corpus) =>
  Object.fromEntries(
    Object.entries(corpus).map(([name, list]) => [
      name,
      Array.isArray(list) ? list.map((one) => JSON.stringify(one, Object.keys(one).sort())).sort() : list,
    ]),
  )

test('the shipped corpus can be rebuilt from its one line of history', () => {
  const db = seededDatabase()
  const changes = db.$client.prepare('SELECT id, actor, action FROM changes').all()
  expect(changes).toEqual([{ id: 1, actor: 'corpus folder', action: 'load' }])
  expect(sorted(replay(db, 1))).toEqual(sorted(readCorpus(db)))
})

test('a change raises the data version and can be told from the state before it', () => {
  const db = databaseWith(aCorpus({ claims: [aClaim({ id: 'first' })] }))
  const version = () => db.$client.prepare('SELECT data_version FROM corpus').pluck().get()
  const before = version()
  makeChange(db, { actor: 'ana', action: 'add claim', summary: 'Added a claim' }, (change) =>
    addClaim(change, aClaim({ id: 'second' })),
  )
  expect(version()).toBe(Number(before) + 1)
  expect(replay(db, 1).claims.map(({ id }) => id)).toEqual(['first'])
  expect(replay(db, 2).claims.map(({ id }) => id)).toEqual(['first', 'second'])
})

test('a change that fails half-way leaves neither data nor a line of history', () => {
  const db = databaseWith(aCorpus())
  const before = db.$client.serialize()
  expect(() =>
    makeChange(db, { actor: 'ana', action: 'add claims', summary: 'Added two claims' }, (change) => {
      addClaim(change, aClaim({ id: 'first' }))
      addClaim(change, aClaim({ id: 'first' }))
    }),
  ).toThrow(/UNIQUE/)
  expect(db.$client.serialize().equals(before)).toBe(true)
})
