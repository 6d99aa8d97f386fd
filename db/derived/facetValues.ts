import type { Db } from '../client.ts'
import { prepareOnce } from '../statements.ts'

/** A facet's value that selects a claim. */
export type FacetValue = readonly [facet: string, value: string]

const statements = prepareOnce(({ $client }) => ({
  kept: $client.prepare<[number], string>('SELECT facet_values FROM claim_values WHERE claim_id = ?').pluck(),
  keep: $client.prepare<[number, string]>(`
    INSERT INTO claim_values (claim_id, facet_values) VALUES (?, ?)
    ON CONFLICT DO UPDATE SET facet_values = excluded.facet_values`),
  drop: $client.prepare<[number]>('DELETE FROM claim_values WHERE claim_id = ?'),
}))

/** The values that select a claim, but for its letters; null where it is not current, or not counted yet. */
export function keptValues(db: Db, claimId: number): FacetValue[] | null {
  const kept = statements(db).kept.get(claimId)
  return kept === undefined ? null : (JSON.parse(kept) as string[]).map(fromKey)
}

/** Puts down the values that select a claim, where they are others than `before`; null for none at all. */
export function keepValues(
  db: Db,
  claimId: number,
  before: readonly FacetValue[] | null,
  values: readonly FacetValue[] | null,
) {
  if (!values) {
    if (before) statements(db).drop.run(claimId)
    return
  }
  const text = asKept(values)
  if (!before || asKept(before) !== text) statements(db).keep.run(claimId, text)
}

export const keyOf = ([facet, value]: FacetValue) => `${facet} ${value}`

const asKept = (values: readonly FacetValue[]) => JSON.stringify(values.map(keyOf).sort())

function fromKey(key: string): FacetValue {
  const space = key.indexOf(' ')
  return [key.slice(0, space), key.slice(space + 1)]
}
