import type { Db } from '../client.ts'
import { recountClaim } from './claim.ts'
import { setsBuilder } from './claimSets.ts'
import { addToCount, type Counter, counters } from './counters.ts'
import { regroup } from './groups.ts'

/** Makes everything that is derived anew from the tables of the model: after a load in bulk, or to prove it right. */
export function recount(db: Db) {
  const { $client } = db
  for (const table of derivedTables) $client.prepare(`DELETE FROM ${table}`).run()
  const sets = setsBuilder(db)
  const counts = new Map<string, { counter: Counter; claims: number }>()
  const someClaims = $client
    .prepare<[number], number>('SELECT id FROM claims WHERE id > ? ORDER BY id LIMIT 20000')
    .pluck()
  for (let ids = someClaims.all(0); ids.length; ids = someClaims.all(ids.at(-1)!)) {
    for (const claimId of ids) {
      const values = recountClaim(db, claimId).after
      sets.add(claimId, values)
      for (const [key, counter] of counters(values)) {
        const count = counts.get(key)
        if (count) count.claims++
        else counts.set(key, { counter, claims: 1 })
      }
    }
  }
  sets.close()
  for (const { counter, claims } of counts.values()) addToCount(db, counter, claims)
  regroup(
    db,
    $client
      .prepare<[], number>(`
      SELECT from_claim_id FROM relations WHERE kind = 'mirrors'
      UNION SELECT to_claim_id FROM relations WHERE kind = 'mirrors'`)
      .pluck()
      .all(),
  )
}

export const derivedTables = [
  'claim_letters',
  'claim_parties',
  'claim_summaries',
  'claim_sets',
  'facet_counts',
  'letter_counts',
]

/** The derived tables whose rows are not what a recount gives, with how many rows differ. Changes nothing. */
export function findDrift(db: Db): { table: string; rows: number }[] {
  const { $client } = db
  const drift: { table: string; rows: number }[] = []
  const rollBack = new Error('roll back')
  try {
    $client
      .transaction(() => {
        for (const table of derivedTables)
          $client.exec(`CREATE TEMP TABLE kept_${table} AS SELECT * FROM ${table}`)
        recount(db)
        for (const table of derivedTables) {
          const rows = $client
            .prepare<[], number>(`
            SELECT count(*) FROM (
              SELECT * FROM (SELECT * FROM temp.kept_${table} EXCEPT SELECT * FROM ${table})
              UNION ALL
              SELECT * FROM (SELECT * FROM ${table} EXCEPT SELECT * FROM temp.kept_${table})
            )`)
            .pluck()
            .get()!
          if (rows) drift.push({ table, rows })
        }
        throw rollBack
      })
      .immediate()
  } catch (error) {
    if (error !== rollBack) throw error
  }
  return drift
}
