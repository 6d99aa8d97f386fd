import type { Db } from '../../../../db/client.ts'
import { prepareOnce } from '../../../../db/statements.ts'
import type { PairPlace } from '../forms.ts'

export interface PairRow {
  relationId: number
  fromId: number
  toId: number
  reason: string
}

const statements = prepareOnce(({ $client }) => ({
  // From the claims that are mirrored, not from all relations: those may be many more.
  pairs: $client.prepare<[number, number, number, number], PairRow>(`
    SELECT r.id AS relationId, r.from_claim_id AS fromId, r.to_claim_id AS toId, r.reason
    FROM claim_summaries s INDEXED BY claim_summaries_mirrored
    CROSS JOIN relations r ON r.from_claim_id = s.claim_id AND r.kind = 'mirrors'
    CROSS JOIN claims c ON c.id = r.to_claim_id AND c.state = 'current'
    WHERE s.is_mirrored = 1 AND s.claim_id >= ? AND (s.claim_id > ? OR r.id > ?)
    ORDER BY s.claim_id, r.id LIMIT ?`),
  count: $client
    .prepare<[], number>(
      "SELECT claims FROM facet_counts WHERE topic_id = 0 AND facet = 'mirrored' AND value = 'yes'",
    )
    .pluck(),
}))

/** Pairs of current claims that mirror one another, in the order of the claims. */
export const listPairs = (db: Db, { fromId, relationId }: PairPlace, limit: number): PairRow[] =>
  statements(db).pairs.all(fromId, fromId, relationId, limit)

/** How many claims stand in such pairs. */
export const countMirrored = (db: Db): number => statements(db).count.get() ?? 0
