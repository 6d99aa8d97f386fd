import { accessSync, constants, existsSync, rmSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type Database from 'better-sqlite3'
import { type BetterSQLite3Database, drizzle } from 'drizzle-orm/better-sqlite3'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import { Sqlite } from './driver.ts'
import * as schema from './schema/index.ts'

/** Drizzle over one better-sqlite3 connection; `$client` is the connection, for prepared raw SQL. */
export type Db = BetterSQLite3Database<typeof schema> & { $client: Database.Database }

/** "Ccla" in ASCII: the first migration marks a file as ours with it; each sets user_version in its own transaction. */
export const applicationId = 0x43636c61

/** A database that cannot be opened; the message says what to do. */
export class DatabaseRefused extends Error {}

/**
 * Opens the database at `path` (or ':memory:') and brings it to the present schema. A missing file is made.
 * @throws DatabaseRefused for a file that is empty, not ours, newer than this program, damaged or not writable.
 */
export function openDatabase(path: string): Db {
  refuseForeignFile(path)
  const isNew = path !== ':memory:' && !existsSync(path)
  const client = connect(path)
  try {
    refuseNewerSchema(client, path)
    setPragmas(client)
    migrate(client)
    return drizzle(client, { schema }) as Db
  } catch (error) {
    client.close()
    // An empty file would be refused the next time.
    if (isNew && statSync(path, { throwIfNoEntry: false })?.size === 0) rmSync(path)
    throw explained(error, path)
  }
}

/**
 * Opens a database file that is there, or a copy of one in memory, to read it only: nothing is migrated or written.
 * @throws DatabaseRefused as `openDatabase` does, and for a file of an older schema.
 */
export function openReadOnly(file: string | Buffer): Db {
  const path = typeof file === 'string' ? file : ':memory:'
  refuseForeignFile(path)
  try {
    const client = new Sqlite(file, { readonly: true, fileMustExist: typeof file === 'string' })
    try {
      refuseNewerSchema(client, path)
      if (Number(client.pragma('user_version', { simple: true })) !== latestSchema()) {
        throw new DatabaseRefused(
          `${path} has an older schema. Start the server once: it brings it up to date.`,
        )
      }
      client.pragma('busy_timeout = 5000')
      return drizzle(client, { schema }) as Db
    } catch (error) {
      client.close()
      throw error
    }
  } catch (error) {
    throw explained(error, path)
  }
}

function connect(path: string): Database.Database {
  try {
    if (existsSync(path)) accessSync(path, constants.W_OK)
    return new Sqlite(path)
  } catch (error) {
    throw explained(error, path)
  }
}

/** So long one process waits for another that writes. */
const usualWaitMs = 5000

/** Makes this process wait so long, until the function given back is called: while it waits, it answers nobody. */
export function waitForOthers({ $client }: Db, ms: number): () => void {
  $client.pragma(`busy_timeout = ${ms}`)
  return () => {
    if ($client.open) $client.pragma(`busy_timeout = ${usualWaitMs}`)
  }
}

function setPragmas(client: Database.Database) {
  client.pragma('journal_mode = WAL')
  client.pragma('synchronous = FULL')
  client.pragma('foreign_keys = ON')
  client.pragma(`busy_timeout = ${usualWaitMs}`)
  // 16 MB of page cache and none of the file mapped: memory stays bounded whatever the size of the corpus.
  client.pragma('cache_size = -16384')
  client.pragma('temp_store = MEMORY')
}

/**
 * Applies the migrations that the file has not seen, all of them or none, in Drizzle's own table of them. Drizzle's
 * migrator looks before it locks, so that two servers can begin the same migration; and where SQLite has undone it by
 * itself, as on a full disk, it loses the error.
 */
function migrate(client: Database.Database) {
  if (client.pragma('user_version', { simple: true }) === latestSchema()) return
  client
    .transaction(() => {
      client.exec(
        'CREATE TABLE IF NOT EXISTS __drizzle_migrations (id SERIAL PRIMARY KEY, hash TEXT NOT NULL, created_at NUMERIC)',
      )
      const last = client
        .prepare<[], number>('SELECT max(created_at) FROM __drizzle_migrations')
        .pluck()
        .get()
      const note = client.prepare('INSERT INTO __drizzle_migrations (hash, created_at) VALUES (?, ?)')
      for (const { sql, hash, folderMillis } of readMigrationFiles({ migrationsFolder })) {
        if (folderMillis <= (last ?? 0)) continue
        for (const statement of sql) client.exec(statement)
        note.run(hash, folderMillis)
      }
    })
    .immediate()
}

function refuseForeignFile(path: string) {
  if (path === ':memory:' || !existsSync(path)) return
  const stat = statSync(path)
  if (stat.isDirectory())
    throw new DatabaseRefused(`${path} is a folder. Set DATABASE to the path of a file.`)
  if (stat.size === 0) {
    throw new DatabaseRefused(
      `${path} is empty: it is not a Counterclaim database. Move it away or set DATABASE to another path; a missing file is made.`,
    )
  }
}

/** The schema that this program works with: how many migrations there are. */
export const latestSchema = () => readMigrationFiles({ migrationsFolder }).length

function refuseNewerSchema(client: Database.Database, path: string) {
  const found = client.pragma('application_id', { simple: true })
  const version = Number(client.pragma('user_version', { simple: true }))
  const isNew = version === 0 && client.prepare('SELECT count(*) FROM sqlite_schema').pluck().get() === 0
  if (isNew) return
  if (found !== applicationId) {
    throw new DatabaseRefused(`${path} is a database of another program. Set DATABASE to another path.`)
  }
  if (version > latestSchema()) {
    throw new DatabaseRefused(
      `${path} has schema ${version}, newer than this program's ${latestSchema()}. Run the newer program, or set DATABASE to another path.`,
    )
  }
}

/** An error of SQLite or of the file system while `path` was in use as a refusal that says what to do; any other as it is. */
export function explained(error: unknown, path: string): Error {
  if (error instanceof DatabaseRefused) return error
  const { code = '' } = error as { code?: string }
  const isOneOf = (...codes: string[]) => codes.some((one) => code === one || code.startsWith(`${one}_`))
  if (isOneOf('SQLITE_NOTADB')) {
    return new DatabaseRefused(`${path} is not a database. Move it away or set DATABASE to another path.`)
  }
  if (isOneOf('SQLITE_CORRUPT')) {
    return new DatabaseRefused(`${path} is damaged. Restore it from a backup, or move it away to start anew.`)
  }
  if (isOneOf('SQLITE_FULL', 'SQLITE_IOERR_SHMSIZE', 'ENOSPC', 'EDQUOT', 'EFBIG')) {
    return new DatabaseRefused(
      `There is no room for ${path}: the disk is full. Nothing was changed. Make room, then try again.`,
    )
  }
  if (isOneOf('SQLITE_READONLY_DBMOVED')) {
    return new DatabaseRefused(`${path} was replaced while it was being opened. Try again.`)
  }
  if (isOneOf('SQLITE_BUSY')) {
    return new DatabaseRefused(`${path} is in use by another program. Try again when that has finished.`)
  }
  if (isOneOf('SQLITE_READONLY', 'SQLITE_CANTOPEN', 'EACCES', 'EPERM', 'EROFS', 'ENOENT', 'ENOTDIR')) {
    return new DatabaseRefused(
      `${path} cannot be opened for writing. Check that the file and its folder exist and may be written to.`,
    )
  }
  if (isOneOf('SQLITE_IOERR', 'EIO')) {
    return new DatabaseRefused(
      `${path} cannot be read or written: the disk reports an error (${code}). Check the disk; if the file is lost, restore it from a backup.`,
    )
  }
  if (error instanceof TypeError && error.message.includes('directory does not exist')) {
    return new DatabaseRefused(
      `The folder of ${path} does not exist. Make it, or set DATABASE to another path.`,
    )
  }
  return error as Error
}

/** Whether SQLite could not write just now: the disk is full or fails, or somebody else writes. Reading may go on. */
export const isUnwritable = (error: unknown) =>
  /^SQLITE_(BUSY|FULL|READONLY|IOERR)/.test((error as { code?: string }).code ?? '')

const migrationsFolder = join(projectRoot(import.meta.dirname), 'migrations')

/** The folder with package.json, above the sources and above the build alike. */
export function projectRoot(from: string): string {
  return existsSync(join(from, 'package.json')) ? from : projectRoot(dirname(from))
}
