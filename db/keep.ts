import { chownSync, closeSync, fsyncSync, openSync, rmSync, type Stats, statSync } from 'node:fs'
import { dirname } from 'node:path'
import type Database from 'better-sqlite3'
import { applicationId, DatabaseRefused, explained } from './client.ts'
import { Sqlite } from './driver.ts'

/** What SQLite keeps beside a database that is open, or that was not closed. */
export const journalEndings = ['-wal', '-journal']

/**
 * Opens a database file that is there, to read it as it stands, whatever its schema: nothing is migrated.
 * @throws DatabaseRefused where the file can't be read, is damaged or is not ours; its last sentence is `advice`.
 */
export function openToRead(path: string, advice: string): Database.Database {
  const client = attempt(path, () => new Sqlite(path, { fileMustExist: true }))
  const isOurs = () => client.pragma('application_id', { simple: true }) === applicationId
  try {
    if (!isOurs()) throw new DatabaseRefused(`${path} is not a Counterclaim database. ${advice}`)
    return client
  } catch (error) {
    client.close()
    const { code = '' } = error as { code?: string }
    if (code === 'SQLITE_NOTADB') throw new DatabaseRefused(`${path} is not a database. ${advice}`)
    if (isDamage(error)) throw new DatabaseRefused(`${path} is damaged. ${advice}`)
    throw explained(error, path)
  }
}

export const schemaOf = (client: Database.Database) => Number(client.pragma('user_version', { simple: true }))

/** What is wrong with the file or with its rows' references, a sentence each; empty when nothing is. */
export function findDamage(client: Database.Database): string[] {
  try {
    const pages = client.pragma('integrity_check(5)') as { integrity_check: string }[]
    const rows = client.pragma('foreign_key_check') as { table: string }[]
    return [
      ...pages
        .map((row) => row.integrity_check)
        .filter((finding) => finding !== 'ok')
        .map((finding) => `The file is damaged: ${finding.replaceAll('\n', ' ')}`),
      ...rows.map((row) => `A row of ${row.table} refers to one that is not there.`),
    ]
  } catch (error) {
    // Where a page that the check itself needs is damaged, the check fails instead of reporting.
    if (!isDamage(error)) throw error
    return [`The file is damaged: ${(error as Error).message}`]
  }
}

/** How much a database holds, in words; the tables are those of the first schema. */
export function contentsInWords(client: Database.Database): string {
  const { letters, claims, changes, last } = client
    .prepare<[], { letters: number; claims: number; changes: number; last: string | null }>(`
    SELECT (SELECT count(*) FROM letters) AS letters, (SELECT count(*) FROM claims) AS claims,
      (SELECT count(*) FROM changes) AS changes, (SELECT made_at FROM changes ORDER BY id DESC LIMIT 1) AS last`)
    .get()!
  return `letters: ${letters}, claims: ${claims}, changes: ${changes}${last ? `, the last made at ${last}` : ''}`
}

/**
 * Writes the database as it stands at this moment into one new file, which is on the disk when this returns. Writers
 * go on meanwhile. `like` gives the permissions and, where the owner may be chosen, the owner.
 * @throws DatabaseRefused, and then there is no such file.
 */
export function copyDatabase(
  client: Database.Database,
  path: string,
  like: Pick<Stats, 'mode' | 'uid' | 'gid'>,
) {
  // Made by us first, so that nobody else can read a byte of it; SQLite accepts an empty file.
  attempt(path, () => closeSync(openSync(path, 'wx', (like.mode & 0o777) | 0o600)))
  try {
    if (process.getuid?.() === 0) chownSync(path, like.uid, like.gid)
    client.prepare('VACUUM INTO ?').run(path)
    syncToDisk(path)
  } catch (error) {
    rmSync(path, { force: true })
    throw explained(error, isDamage(error) ? client.name : path)
  }
}

/** Waits until a file, or what a folder lists, is on the disk. */
export function syncToDisk(path: string) {
  const file = openSync(path, 'r')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

export const syncFolderOf = (path: string) => syncToDisk(dirname(path))

/** A journal of SQLite's beside `path` that holds anything: with it, the file alone is not the whole database. */
export const journalBeside = (path: string) =>
  journalEndings
    .map((ending) => path + ending)
    .find((journal) => (statSync(journal, { throwIfNoEntry: false })?.size ?? 0) > 0)

/** Runs `act`; a failure is explained as one of `path`. */
export function attempt<T>(path: string, act: () => T): T {
  try {
    return act()
  } catch (error) {
    throw explained(error, path)
  }
}

const isDamage = (error: unknown) => /^SQLITE_(CORRUPT|NOTADB)/.test((error as { code?: string }).code ?? '')
