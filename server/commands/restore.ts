import { existsSync, linkSync, realpathSync, renameSync, rmSync, type Stats, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type Database from 'better-sqlite3'
import { checksumFile, matchesChecksum } from '../../db/checksum.ts'
import { applicationId, DatabaseRefused, explained, latestSchema, openDatabase } from '../../db/client.ts'
import { findDrift, recount } from '../../db/derived/recount.ts'
import { Sqlite } from '../../db/driver.ts'
import {
  attempt,
  contentsInWords,
  copyDatabase,
  findDamage,
  journalBeside,
  journalEndings,
  openToRead,
  schemaOf,
  syncFolderOf,
  syncToDisk,
} from '../../db/keep.ts'
import { readConfig } from '../config.ts'

const usage = `npm run restore -- FILE   put a backup in the place of the database; stop the server first`

const say = (line: string) => process.stdout.write(`${line}\n`)

/**
 * Puts a backup in the place of the database, which is kept under another name. Everything is checked on a copy that
 * lies beside the database; the last step, one renaming, makes the copy the database.
 * @throws DatabaseRefused, and then the database is as it was.
 */
function restore(file: string, database: string) {
  if (database === ':memory:')
    throw new DatabaseRefused('Set DATABASE to the path of a file to restore into.')
  const path = existsSync(database) ? realpathSync(database) : resolve(database)
  const backup = openBackup(file, path)
  const staged = `${path}.restoring-${process.pid}`
  let held: Database.Database | undefined
  try {
    held = holdAlone(path)
    copyDatabase(backup, staged, permissionsFor(path, file))
    const report = bringUpToDate(staged)
    const kept = held && setAside(path)
    putInPlace(staged, path, kept)
    say(`Restored ${path} from ${file} (${contentsInWords(backup)}).`)
    for (const line of report) say(line)
    if (kept) say(`The database as it was before is kept: ${kept}`)
    say('The server can be started.')
  } finally {
    for (const ending of ['', ...journalEndings, '-shm']) rmSync(staged + ending, { force: true })
    held?.close()
    backup.close()
  }
}

/** The backup, open and checked. @throws DatabaseRefused */
function openBackup(file: string, path: string): Database.Database {
  refuseUnfit(file, path)
  const isUnchanged = matchesChecksum(file)
  if (isUnchanged === false) {
    throw new DatabaseRefused(
      `${file} is not as it was written: its bytes don't match ${checksumFile(file)}. Use another backup.`,
    )
  }
  if (isUnchanged === undefined) {
    say(
      `${checksumFile(file)} is not there: whether the file is sound is checked, not whether a word was changed.`,
    )
  }
  const client = openToRead(file, 'Use another backup.')
  try {
    const schema = schemaOf(client)
    if (schema > latestSchema()) {
      throw new DatabaseRefused(
        `${file} has schema ${schema}, newer than this program's ${latestSchema()}. Restore it with the newer program.`,
      )
    }
    const damage = findDamage(client)
    if (damage.length) {
      throw new DatabaseRefused(`${file} is not sound. Use another backup.\n${damage.join('\n')}`)
    }
    return client
  } catch (error) {
    client.close()
    throw explained(error, file)
  }
}

function refuseUnfit(file: string, path: string) {
  if (!existsSync(file)) throw new DatabaseRefused(`There is no file ${file}.`)
  const stat = statSync(file)
  if (stat.isDirectory()) throw new DatabaseRefused(`${file} is a folder, not a backup.`)
  if (stat.size === 0) throw new DatabaseRefused(`${file} is empty: it is not a backup. Use another one.`)
  if (existsSync(path) && statSync(path).ino === stat.ino && statSync(path).dev === stat.dev) {
    throw new DatabaseRefused(`${file} is the database itself.`)
  }
  const journal = journalBeside(file)
  if (journal) {
    throw new DatabaseRefused(
      `${journal} stands beside ${file}: this is a database in use, or one that was not closed, and no backup. Make one of it with DATABASE=${file} npm run backup -- FILE, and restore that.`,
    )
  }
}

/**
 * The present database, so that nobody else can open it as long as this connection is; all of it is in its one file
 * then. Undefined where there is none. @throws DatabaseRefused while anybody has it open.
 */
function holdAlone(path: string): Database.Database | undefined {
  if (!existsSync(path)) {
    const journal = journalBeside(path)
    if (!journal) return undefined
    throw new DatabaseRefused(`${journal} stands there without ${path}. Move it away, then restore again.`)
  }
  const client = attempt(path, () => new Sqlite(path, { timeout: 2000 }))
  try {
    const isEmpty = client.prepare('SELECT count(*) FROM sqlite_schema').pluck().get() === 0
    if (!isEmpty && client.pragma('application_id', { simple: true }) !== applicationId) {
      throw new DatabaseRefused(`${path} is a database of another program. Set DATABASE to another path.`)
    }
    client.pragma('locking_mode = EXCLUSIVE')
    // Leaving the write-ahead log is only possible for the last connection: even an idle server is noticed.
    client.pragma('journal_mode = DELETE')
    client.exec('BEGIN EXCLUSIVE')
    return client
  } catch (error) {
    client.close()
    const { code = '' } = error as { code?: string }
    if (code.startsWith('SQLITE_BUSY')) {
      throw new DatabaseRefused(
        `${path} is open in a server or another command. Stop the server, then restore again. Nothing was changed.`,
      )
    }
    if (/^SQLITE_(CORRUPT|NOTADB)/.test(code)) {
      throw new DatabaseRefused(
        `${path} is too damaged to be set aside safely. Stop the server, move ${path} and what begins with its name to another folder, then restore again.`,
      )
    }
    throw explained(error, path)
  }
}

/** The database's permissions; for one that is made anew the backup's, and the owner of its folder. */
function permissionsFor(path: string, file: string): Pick<Stats, 'mode' | 'uid' | 'gid'> {
  if (existsSync(path)) return statSync(path)
  const { uid, gid } = attempt(path, () => statSync(dirname(path)))
  return { mode: statSync(file).mode, uid, gid }
}

/** Brings the copy to the present schema and checks it; the report is a sentence for each thing of note. */
function bringUpToDate(staged: string): string[] {
  const report: string[] = []
  const before = attempt(staged, () => new Sqlite(staged, { readonly: true }))
  const schema = schemaOf(before)
  before.close()
  const db = openDatabase(staged)
  try {
    if (schema < latestSchema()) report.push(`It had schema ${schema} and was brought to ${latestSchema()}.`)
    const drift = findDrift(db)
    if (drift.length) db.$client.transaction(() => recount(db)).immediate()
    for (const { table, rows } of drift) {
      report.push(`${table}: ${rows} rows were not what a recount gives. They were made anew.`)
    }
    if (!drift.length) report.push('What is kept ready-made is what a recount gives.')
    const damage = findDamage(db.$client)
    if (damage.length) throw new DatabaseRefused(`The restored copy is not sound.\n${damage.join('\n')}`)
  } catch (error) {
    throw explained(error, staged)
  } finally {
    db.$client.close()
  }
  syncToDisk(staged)
  return report
}

/** Gives the present database a second, dated name, so that it stays when the first goes to the copy. */
function setAside(path: string): string {
  const kept = `${path}.before-restore-${new Date().toISOString().replaceAll(/[:.]/g, '-')}.db`
  try {
    linkSync(path, kept)
    syncFolderOf(path)
    return kept
  } catch (error) {
    const { message } = error as Error
    throw new DatabaseRefused(
      `${path} cannot be kept under a second name (${message}). Move it to another folder yourself, then restore again. Nothing was changed.`,
    )
  }
}

function putInPlace(staged: string, path: string, kept: string | undefined) {
  try {
    renameSync(staged, path)
  } catch (error) {
    // Two names for one database in use would be a trap.
    if (kept) rmSync(kept)
    throw explained(error, path)
  }
  syncFolderOf(path)
}

const [file] = process.argv.slice(2)
if (!file) {
  say(usage)
  process.exitCode = 2
} else {
  try {
    restore(resolve(file), readConfig(process.env).database)
  } catch (error) {
    const refusal = explained(error, file)
    if (!(refusal instanceof DatabaseRefused)) throw refusal
    process.stderr.write(`${refusal.message}\n`)
    process.exitCode = 1
  }
}
