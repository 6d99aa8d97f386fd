import { existsSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import { type BetterSQLite3Database, drizzle } from 'drizzle-orm/better-sqlite3'
import { migrate } from 'drizzle-orm/better-sqlite3/migrator'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import * as schema from './schema/index.ts'

/** Drizzle over one better-sqlite3 connection; `$client` is the connection, for prepared raw SQL. */
export type Db = BetterSQLite3Database<typeof schema> & { $client: Database.Database }

/** "Ccla" in ASCII: the first migration marks a file as ours with it; each sets user_version in its own transaction. */
const applicationId = 0x43636c61

/** A database that cannot be opened; the message says what to do. */
export class DatabaseRefused extends Error {}

/**
 * Opens the database at `path` (or ':memory:') and brings it to the present schema. A missing file is made.
 * @throws DatabaseRefused for a file that is empty, not ours, newer than this program, damaged or not writable.
 */
export function openDatabase(path: string): Db {
  refuseForeignFile(path)
  const client = connect(path)
  try {
    refuseNewerSchema(client, path)
    setPragmas(client)
    const db = drizzle(client, { schema }) as Db
    migrate(db, { migrationsFolder })
    return db
  } catch (error) {
    client.close()
    throw explained(error, path)
  }
}

function connect(path: string): Database.Database {
  try {
    return new Database(path)
  } catch (error) {
    throw explained(error, path)
  }
}

function setPragmas(client: Database.Database) {
  client.pragma('journal_mode = WAL')
  client.pragma('synchronous = FULL')
  client.pragma('foreign_keys = ON')
  client.pragma('busy_timeout = 5000')
  // 32 MB of page cache and none of the file mapped: memory stays bounded whatever the size of the corpus.
  client.pragma('cache_size = -32768')
  client.pragma('temp_store = MEMORY')
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

const latestSchema = () => readMigrationFiles({ migrationsFolder }).length

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

function explained(error: unknown, path: string): Error {
  const code = (error as { code?: string }).code ?? ''
  if (code === 'SQLITE_NOTADB') {
    return new DatabaseRefused(`${path} is not a database. Move it away or set DATABASE to another path.`)
  }
  if (code.startsWith('SQLITE_CORRUPT')) {
    return new DatabaseRefused(`${path} is damaged. Restore it from a backup, or move it away to start anew.`)
  }
  if (code.startsWith('SQLITE_READONLY') || code.startsWith('SQLITE_CANTOPEN') || code === 'EACCES') {
    return new DatabaseRefused(
      `${path} cannot be opened for writing. Check that the file and its folder exist and may be written to.`,
    )
  }
  if (error instanceof TypeError && error.message.includes('directory does not exist')) {
    return new DatabaseRefused(
      `The folder of ${path} does not exist. Make it, or set DATABASE to another path.`,
    )
  }
  return error as Error
}

const migrationsFolder = join(projectRoot(import.meta.dirname), 'migrations')

/** The folder with package.json, above the sources and above the build alike. */
export function projectRoot(from: string): string {
  return existsSync(join(from, 'package.json')) ? from : projectRoot(dirname(from))
}
