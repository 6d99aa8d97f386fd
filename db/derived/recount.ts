import type { Db } from '../client.ts'
import { recountClaim } from './claim.ts'
import { fillSets } from './claimSets.ts'
import { regroup } from './groups.ts'

/** Makes everything that is derived anew from the tables of the model: after a load in bulk, or to prove it right. */
export function recount(db: Db) {
  const { $client } = db
  for (const table of derivedTables) $client.prepare(`DELETE FROM ${table}`).run()
  const addFacet = $client.prepare('INSERT INTO claim_facets (facet, value, claim_id) VALUES (?, ?, ?)')
  const someClaims = $client
    .prepare<[number], number>('SELECT id FROM claims WHERE id > ? ORDER BY id LIMIT 20000')
    .pluck()
  for (let ids = someClaims.all(0); ids.length; ids = someClaims.all(ids.at(-1)!)) {
    // In the order of the table: thrown in claim by claim, millions of rows would each be written to a page of their own.
    const rows = ids.flatMap((claimId) =>
      recountClaim(db, claimId).map(([facet, value]) => ({
        key: `${facet} ${value}`,
        facet,
        value,
        claimId,
      })),
    )
    rows.sort((one, other) =>
      one.key < other.key ? -1 : one.key > other.key ? 1 : one.claimId - other.claimId,
    )
    for (const { facet, value, claimId } of rows) addFacet.run(facet, value, claimId)
  }
  fillSets(db)
  regroup(
    db,
    $client
      .prepare<[], number>(`
      SELECT from_claim_id FROM relations WHERE kind = 'mirrors'
      UNION SELECT to_claim_id FROM relations WHERE kind = 'mirrors'`)
      .pluck()
      .all(),
  )
  $client
    .prepare(`
    INSERT INTO facet_counts (topic_id, facet, value, claims)
    SELECT 0, facet, value, count(*) FROM claim_facets GROUP BY facet, value
    UNION ALL
    SELECT CAST(t.value AS INTEGER), f.facet, f.value, count(*)
    FROM claim_facets t JOIN claim_facets f ON f.claim_id = t.claim_id
    WHERE t.facet = 'topic' GROUP BY t.value, f.facet, f.value
    UNION ALL
    SELECT 0, '', '', count(*) FROM claim_summaries HAVING count(*) > 0
    UNION ALL
    SELECT CAST(value AS INTEGER), '', '', count(*) FROM claim_facets WHERE facet = 'topic' GROUP BY value`)
    .run()
}

export const derivedTables = [
  'claim_letters',
  'claim_parties',
  'claim_summaries',
  'claim_facets',
  'claim_sets',
  'facet_counts',
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
