import { existsSync } from 'node:fs'
import { DatabaseRefused, openDatabase } from '../../db/client.ts'
import { findDrift } from '../../db/derived/recount.ts'
import { readConfig } from '../config.ts'

/** Checks the database file and compares everything that is derived with a recount. Changes nothing. */
function examine(path: string): string[] {
  if (!existsSync(path)) throw new DatabaseRefused(`There is no database at ${path}.`)
  const db = openDatabase(path)
  try {
    const integrity = db.$client.pragma('integrity_check(5)') as { integrity_check: string }[]
    const foreignKeys = db.$client.pragma('foreign_key_check') as { table: string }[]
    return [
      ...integrity
        .filter((row) => row.integrity_check !== 'ok')
        .map((row) => `The file is damaged: ${row.integrity_check}`),
      ...foreignKeys.map((row) => `A row of ${row.table} refers to one that is not there.`),
      ...findDrift(db).map(({ table, rows }) => `${table}: ${rows} rows are not what a recount gives.`),
    ]
  } finally {
    db.$client.close()
  }
}

try {
  const findings = examine(readConfig(process.env).database)
  process.stdout.write(findings.length ? `${findings.join('\n')}\n` : 'Nothing is wrong.\n')
  process.exitCode = findings.length ? 1 : 0
} catch (error) {
  if (!(error instanceof DatabaseRefused)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}
