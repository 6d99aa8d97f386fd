import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { getTableColumns, getTableName, is } from 'drizzle-orm'
import { SQLiteTable } from 'drizzle-orm/sqlite-core'
import { expect, test } from 'vitest'
import { openDatabase, projectRoot } from '../../db/client.ts'
import * as schema from '../../db/schema/index.ts'
import { aClaim, aCorpus, aLetter, anAssertion, aStance, databaseWith } from '../support/builders.ts'

const ours = (name: string) => !/^(sqlite_|__drizzle|.*_fts)/.test(name)

test('every table is strict', () => {
  const { $client } = openDatabase(':memory:')
  const tables = $client
    .prepare("SELECT name, strict FROM pragma_table_list WHERE type = 'table' AND schema = 'main'")
    .all() as {
    name: string
    strict: number
  }[]
  const loose = tables.filter(({ name, strict }) => ours(name) && !strict)
  expect(tables.filter(({ name }) => ours(name)).length).toBeGreaterThan(25)
  expect(loose).toEqual([])
})

test('the schema in code names the tables and columns that the migrations make', () => {
  const { $client } = openDatabase(':memory:')
  const inCode = Object.values(schema)
    .filter((value) => is(value, SQLiteTable))
    .map((table) => [getTableName(table), Object.values(getTableColumns(table)).map((column) => column.name)])
  const inFile = $client
    .prepare<[], { name: string }>(
      "SELECT name FROM pragma_table_list WHERE type = 'table' AND schema = 'main'",
    )
    .all()
    .filter(({ name }) => ours(name))
    .map(({ name }) => [name, $client.prepare('SELECT name FROM pragma_table_info(?)').pluck().all(name)])
  expect(Object.fromEntries(inCode)).toEqual(Object.fromEntries(inFile))
})

test('the schema number is the number of migrations', () => {
  const { $client } = openDatabase(':memory:')
  const files = readdirSync(join(projectRoot(import.meta.dirname), 'migrations')).filter((name) =>
    name.endsWith('.sql'),
  )
  expect($client.pragma('user_version', { simple: true })).toBe(files.length)
})

test('foreign keys hold, and a write waits for another', () => {
  const { $client } = openDatabase(':memory:')
  expect($client.pragma('foreign_keys', { simple: true })).toBe(1)
  expect($client.pragma('busy_timeout', { simple: true })).toBe(5000)
  expect(() =>
    $client.prepare("INSERT INTO authors (slug, name, kind, party_id) VALUES ('a', 'A', 'other', 99)").run(),
  ).toThrow(/FOREIGN KEY/)
})

const letter = aLetter({
  id: 'one',
  author: 'minister-of-north',
  texts: ['The bridge fell. It was shelled.'],
})
const corpus = aCorpus({
  letters: [letter],
  assertions: [anAssertion(letter, { id: 'one-1', quote: 'The bridge fell' })],
  claims: [aClaim({ id: 'bridge-fell' }), aClaim({ id: 'bridge-stood' })],
  stances: [aStance('bridge-fell', 'one-1')],
  relations: [{ from: 'bridge-fell', kind: 'contradicts', to: 'bridge-stood', reason: 'Both cannot be.' }],
})

test('the database takes no quote that the letter does not contain', () => {
  const { $client } = databaseWith(corpus)
  const put = $client.prepare(
    `INSERT INTO ranges (assertion_id, ordinal, start, "end", exact, prefix, suffix, paragraph_id) VALUES (1, ?, ?, ?, ?, '', '', 1)`,
  )
  expect(() => put.run(2, 17, 31, 'It was bombed.')).toThrow('the words do not stand at this place')
  expect(() => $client.prepare("UPDATE ranges SET exact = 'The bridge'").run()).toThrow(
    'the words do not stand',
  )
  put.run(2, 17, 31, 'It was shelled')
})

test('the database takes no unknown word where the model fixes the words', () => {
  const { $client } = databaseWith(corpus)
  expect(() => $client.prepare("UPDATE stances SET stance = 'denies'").run()).toThrow(/CHECK/)
  expect(() => $client.prepare("UPDATE claims SET state = 'retired'").run()).toThrow(/CHECK/)
  expect(() => $client.prepare("UPDATE letters SET dated_from = '12 November'").run()).toThrow(/CHECK/)
  expect(() => $client.prepare('UPDATE stances SET wording = 2').run()).toThrow(/FOREIGN KEY/)
})

test('a relation that holds both ways is given once', () => {
  const { $client } = databaseWith(corpus)
  const put = $client.prepare(
    "INSERT INTO relations (from_claim_id, to_claim_id, kind, reason) VALUES (2, 1, ?, 'Again.')",
  )
  expect(() => put.run('contradicts')).toThrow('given already')
  put.run('supports')
})

test('history is neither rewritten nor deleted', () => {
  const { $client } = databaseWith(corpus)
  $client.exec('INSERT INTO also_undone (change_id, undoes) VALUES (1, 1)')
  for (const statement of [
    "UPDATE changes SET actor = 'nobody'",
    'DELETE FROM changes',
    'UPDATE change_objects SET after = NULL',
    'DELETE FROM change_objects',
    'UPDATE also_undone SET undoes = 1',
    'DELETE FROM also_undone',
  ]) {
    expect(() => $client.prepare(statement).run(), statement).toThrow('history is not rewritten')
  }
})
