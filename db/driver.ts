import { createRequire } from 'node:module'
import type BetterSqlite3 from 'better-sqlite3'

const require = createRequire(import.meta.url)

/** better-sqlite3's constructor, in the version that this Node runs safely (docs/decisions/0016-two-drivers.md). */
export const Sqlite: typeof BetterSqlite3 = newer() ?? require('better-sqlite3')

/** The version built on Node-API 10, which Node has from 22.14 on; undefined where it cannot run or was not installed. */
function newer(): typeof BetterSqlite3 | undefined {
  if (Number(process.versions.napi) < 10) return undefined
  try {
    return require('better-sqlite3-napi')
  } catch (error) {
    if ((error as { code?: string }).code === 'MODULE_NOT_FOUND') return undefined
    throw error
  }
}
