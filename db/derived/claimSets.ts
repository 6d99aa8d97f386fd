import { chunkOf, pack, repack } from '../claimSet.ts'
import type { Db } from '../client.ts'
import { prepareOnce } from '../statements.ts'
import type { FacetValue } from './claim.ts'

type Row = { facet: string; value: string; claimId: number }

const statements = prepareOnce(({ $client }) => ({
  chunk: $client
    .prepare<[string, string, number], Buffer>(
      'SELECT claims FROM claim_sets WHERE facet = ? AND value = ? AND chunk = ?',
    )
    .pluck(),
  put: $client.prepare<[string, string, number, Buffer]>(
    `INSERT INTO claim_sets (facet, value, chunk, claims) VALUES (?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET claims = excluded.claims`,
  ),
  drop: $client.prepare('DELETE FROM claim_sets WHERE facet = ? AND value = ? AND chunk = ?'),
  someMembers: $client.prepare<[string, string, number], Row>(`
    SELECT facet, value, claim_id AS claimId FROM claim_facets WHERE (facet, value, claim_id) > (?, ?, ?)
    ORDER BY facet, value, claim_id LIMIT 50000`),
}))

/** Puts a claim into the set of a facet's value, or takes it out. */
export function moveInSet(db: Db, [facet, value]: FacetValue, claimId: number, isMember: boolean) {
  const run = statements(db)
  const chunk = chunkOf(claimId)
  const claims = repack(run.chunk.get(facet, value, chunk), claimId, isMember)
  if (claims.length) run.put.run(facet, value, chunk, claims)
  else run.drop.run(facet, value, chunk)
}

/** Makes all sets from claim_facets; the table is empty before. */
export function fillSets(db: Db) {
  const run = statements(db)
  let open: Row[] = []
  const close = () => {
    const [first] = open
    if (first) {
      run.put.run(first.facet, first.value, chunkOf(first.claimId), pack(open.map((row) => row.claimId)))
    }
    open = []
  }
  let last: Row | undefined = { facet: '', value: '', claimId: 0 }
  while (last) {
    const rows: Row[] = run.someMembers.all(last.facet, last.value, last.claimId)
    for (const row of rows) {
      const [first] = open
      const isSame =
        first?.facet === row.facet &&
        first.value === row.value &&
        chunkOf(first.claimId) === chunkOf(row.claimId)
      if (!isSame) close()
      open.push(row)
    }
    last = rows.at(-1)
  }
  close()
}
