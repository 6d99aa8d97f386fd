import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { DatabaseRefused, openDatabase } from '../../db/client.ts'
import { Sqlite } from '../../db/driver.ts'

let folder: string
const file = () => join(folder, 'some.db')
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'counterclaim-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const refusal = (path = file()) => {
  try {
    openDatabase(path).$client.close()
  } catch (error) {
    expect(error).toBeInstanceOf(DatabaseRefused)
    return (error as Error).message
  }
  throw new Error('it was opened')
}

test('a missing file is made and opens again, with a write-ahead log', () => {
  openDatabase(file()).$client.close()
  const { $client } = openDatabase(file())
  expect($client.pragma('journal_mode', { simple: true })).toBe('wal')
  expect($client.pragma('synchronous', { simple: true })).toBe(2)
  $client.close()
})

test('an empty file is refused, not taken over', () => {
  writeFileSync(file(), '')
  expect(refusal()).toContain('is empty')
})

test('a file that is no database is refused', () => {
  writeFileSync(file(), 'Dear Secretary General, '.repeat(200))
  expect(refusal()).toContain('is not a database')
})

test('the database of another program is refused', () => {
  const other = new Sqlite(file())
  other.exec('CREATE TABLE songs (title)')
  other.close()
  expect(refusal()).toContain('another program')
})

test('a database with a newer schema is refused and left alone', () => {
  const { $client } = openDatabase(file())
  $client.pragma('user_version = 999')
  $client.close()
  expect(refusal()).toContain('newer')
  const again = new Sqlite(file())
  expect(again.pragma('user_version', { simple: true })).toBe(999)
  again.close()
})

test('a folder, and a file in a folder that does not exist, are refused', () => {
  expect(refusal(folder)).toContain('is a folder')
  expect(refusal(join(folder, 'nowhere', 'some.db'))).toContain('does not exist')
})

test('a damaged file is refused', () => {
  const { $client } = openDatabase(file())
  $client.close()
  const damaged = new Sqlite(file())
  damaged.pragma('journal_mode = DELETE')
  damaged.unsafeMode(true)
  damaged.pragma('writable_schema = ON')
  damaged.exec("UPDATE sqlite_schema SET sql = 'nonsense' WHERE name = 'claims'")
  damaged.close()
  expect(refusal()).toContain('damaged')
})
