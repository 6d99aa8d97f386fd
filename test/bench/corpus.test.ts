import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Db, openDatabase } from '../../db/client.ts'
import { findDrift } from '../../db/derived/recount.ts'
import { corpusFile } from './corpus.ts'

const folder = mkdtempSync(join(tmpdir(), 'counterclaim-bench-test-'))
const said: string[] = []
let path: string
let db: Db

beforeAll(() => {
  path = corpusFile(1200, (line) => said.push(line), folder)
  db = openDatabase(path)
})
afterAll(() => {
  db.$client.close()
  rmSync(folder, { recursive: true })
})

const list = (from: Db, sql: string) => from.$client.prepare(sql).all()

test('a synthetic corpus keeps every rule of the schema, and what is derived from it is right', () => {
  expect(list(db, 'PRAGMA foreign_key_check')).toEqual([])
  expect(list(db, 'PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }])
  expect(findDrift(db)).toEqual([])
  const misplaced = `SELECT 1 FROM ranges r JOIN assertions a ON a.id = r.assertion_id JOIN letters l ON l.id = a.letter_id
    WHERE r.exact IS NOT substr(l.text, r.start + 1, r."end" - r.start)`
  expect(list(db, misplaced)).toEqual([])
})

test('a synthetic corpus has 60 assertions a letter, 6 claims to 10 assertions, and a fifth of them contested', () => {
  const count = (sql: string) => db.$client.prepare<[], number>(`SELECT count(*) FROM ${sql}`).pluck().get()!
  expect(count('letters')).toBe(20)
  expect(count('assertions')).toBe(1200)
  expect(count('claims')).toBe(720)
  expect(count("claim_summaries WHERE pattern = 'contested'") / 720).toBeCloseTo(0.2, 1)
  expect(count('claim_summaries WHERE assertions > 1000')).toBe(1)
})

test('its triggers and tables are those of an empty database, and its words are found', () => {
  const schema = 'SELECT type, name, sql FROM sqlite_schema ORDER BY type, name'
  const empty = openDatabase(':memory:')
  expect(list(db, schema)).toEqual(list(empty, schema))
  empty.$client.close()
  expect(list(db, "SELECT 1 FROM quotes_fts WHERE quotes_fts MATCH 'non' LIMIT 1")).toHaveLength(1)
})

test('the same corpus is made again, and a file that is there already is used', () => {
  const texts = (from: Db) => list(from, 'SELECT sha256 FROM letters ORDER BY id')
  said.length = 0
  expect(corpusFile(1200, (line) => said.push(line), folder)).toBe(path)
  expect(said).toEqual([])
  const other = mkdtempSync(join(folder, 'again-'))
  const again = openDatabase(corpusFile(1200, () => {}, other))
  expect(texts(again)).toEqual(texts(db))
  expect(list(again, 'SELECT * FROM stances')).toEqual(list(db, 'SELECT * FROM stances'))
  again.$client.close()
})
