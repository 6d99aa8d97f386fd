import type { Db } from '../client.ts'
import { claimSummaries } from '../schema/index.ts'
import { prepareOnce } from '../statements.ts'
import { updateChanged } from '../update.ts'
import { type OwnRow, type Place, ranksOf } from './ranks.ts'

const statements = prepareOnce(({ $client }) => ({
  partners: $client
    .prepare<[number, number], number>(`
    SELECT to_claim_id FROM relations WHERE from_claim_id = ? AND kind = 'mirrors'
    UNION SELECT from_claim_id FROM relations WHERE to_claim_id = ? AND kind = 'mirrors'`)
    .pluck(),
  row: $client.prepare<[number], OwnRow & Place>(`
    SELECT s.pattern, s.made_to AS madeTo, s.made_from AS madeFrom, s.counted,
      (SELECT t.ordinal FROM claim_topics ct JOIN topics t ON t.id = ct.topic_id
        WHERE ct.claim_id = s.claim_id ORDER BY ct.ordinal LIMIT 1) AS topicOrdinal,
      s.group_id AS groupId, s.rank_pattern AS rankPattern, s.rank_topic AS rankTopic, s.rank_date AS rankDate,
      s.rank_size AS rankSize
    FROM claim_summaries s WHERE s.claim_id = ? AND s.is_mirrored = 1`),
  members: $client
    .prepare<[number], number>(`
    SELECT m.claim_id FROM claim_summaries s JOIN claim_summaries m ON m.group_id = s.group_id
    WHERE s.claim_id = ? AND s.is_mirrored = 1`)
    .pluck(),
}))

/** The claims that are kept together with this one now, none where it stands alone: to be asked before anything changes. */
export const groupMembers = (db: Db, claimId: number): number[] => statements(db).members.all(claimId)

/**
 * Puts claims that mirror one another, directly or through others, into one group that takes its best member's ranks. One that
 * stands alone is passed over: its summary has its own.
 */
export function regroup(db: Db, claimIds: Iterable<number>) {
  const run = statements(db)
  const done = new Set<number>()
  for (const start of claimIds) {
    const group: { claimId: number; row: OwnRow & Place }[] = []
    const join = (claimId: number) => {
      const row = done.has(claimId) ? undefined : run.row.get(claimId)
      if (!row) return
      done.add(claimId)
      group.push({ claimId, row })
    }
    join(start)
    if (!group.length) continue
    for (const { claimId } of group) for (const partner of run.partners.all(claimId, claimId)) join(partner)
    const ranks = group.map(({ row }) => ranksOf(row))
    const best: Place = {
      groupId: Math.min(...group.map(({ claimId }) => claimId)),
      rankPattern: Math.min(...ranks.map((rank) => rank.rankPattern)),
      rankTopic: Math.min(...ranks.map((rank) => rank.rankTopic)),
      rankDate: ranks.map((rank) => rank.rankDate).sort()[0]!,
      rankSize: Math.min(...ranks.map((rank) => rank.rankSize)),
    }
    for (const { claimId, row } of group) updateChanged(db, claimSummaries, { claimId }, row, best)
  }
}
