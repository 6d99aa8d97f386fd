import { existsSync } from 'node:fs'
import { DatabaseRefused, explained, openDatabase } from '../../db/client.ts'
import { findDrift } from '../../db/derived/recount.ts'
import { findDamage } from '../../db/keep.ts'
import { ConfigRefused, readConfig } from '../config.ts'

/** Checks the database file and compares everything that is derived with a recount. Changes nothing. */
function examine(path: string): string[] {
  if (!existsSync(path)) throw new DatabaseRefused(`There is no database at ${path}.`)
  const db = openDatabase(path)
  try {
    // What a damaged file holds can't be recounted.
    const damage = findDamage(db.$client)
    if (damage.length) return damage
    return findDrift(db).map(({ table, rows }) => `${table}: ${rows} rows are not what a recount gives.`)
  } catch (error) {
    throw explained(error, path)
  } finally {
    db.$client.close()
  }
}

try {
  const findings = examine(readConfig(process.env).database)
  process.stdout.write(findings.length ? `${findings.join('\n')}\n` : 'Nothing is wrong.\n')
  process.exitCode = findings.length ? 1 : 0
} catch (error) {
  if (!(error instanceof DatabaseRefused || error instanceof ConfigRefused)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}
