import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { migrate } from 'drizzle-orm/better-sqlite3/migrator'
import { afterEach, expect, test } from 'vitest'
import { openDatabase, projectRoot } from '../../db/client.ts'

const folder = mkdtempSync(join(tmpdir(), 'counterclaim-'))
afterEach(() => rmSync(folder, { recursive: true }))

/** A database file as the program made it before suggestions had several ranges. */
function databaseOfSchema16(path: string) {
  const migrations = join(folder, 'migrations')
  cpSync(join(projectRoot(import.meta.dirname), 'migrations'), migrations, { recursive: true })
  const journal = join(migrations, 'meta/_journal.json')
  const entries = JSON.parse(readFileSync(journal, 'utf8'))
  entries.entries.length = 16
  writeFileSync(journal, JSON.stringify(entries))
  const old = new Sqlite(path)
  migrate(drizzle(old), { migrationsFolder: migrations })
  return old
}

test('what was suggested and decided before stays as it was', () => {
  const path = join(folder, 'old.db')
  const old = databaseOfSchema16(path)
  old.exec(`
    INSERT INTO accounts (id, name, role, uses_keys, made_at) VALUES (1, 'Ann', 'editor', 1, '2031-01-01T00:00:00Z');
    INSERT INTO suggestions (id, text_sha256, start, "end", record, sources, made_at)
    VALUES (7, '${'a'.repeat(64)}', 3, 9, '{"quote":"bridge"}', '["rules"]', '2031-01-01T00:00:00Z');
    INSERT INTO suggestion_decisions (id, suggestion_id, decision, account_id, made_at, note)
    VALUES (5, 7, 'skipped', 1, '2031-01-02T00:00:00Z', 'Later');`)
  old.close()

  const { $client } = openDatabase(path)
  expect($client.prepare('SELECT id, ranges, start, "end", record FROM suggestions').get()).toEqual({
    id: 7,
    ranges: '[{"start":3,"end":9}]',
    start: 3,
    end: 9,
    record: '{"quote":"bridge"}',
  })
  expect($client.prepare('SELECT id, suggestion_id, decision, note FROM suggestion_decisions').get()).toEqual(
    {
      id: 5,
      suggestion_id: 7,
      decision: 'skipped',
      note: 'Later',
    },
  )
  expect($client.pragma('foreign_key_check')).toEqual([])
  expect(() => $client.exec('DELETE FROM suggestion_decisions')).toThrow('history is not rewritten')
  expect(() => $client.exec('DELETE FROM suggestions')).toThrow('FOREIGN KEY')
  $client.close()
})
