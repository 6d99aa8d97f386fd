import type { Db } from '../client.ts'
import { claimSummaries } from '../schema/index.ts'
import { prepareOnce } from '../statements.ts'
import { updateChanged } from '../update.ts'
import { type OwnRow, type Ranks, ranksOf } from './ranks.ts'

const statements = prepareOnce(({ $client }) => ({
  partners: $client
    .prepare<[number, number], number>(`
    SELECT to_claim_id FROM relations WHERE from_claim_id = ? AND kind = 'mirrors'
    UNION SELECT from_claim_id FROM relations WHERE to_claim_id = ? AND kind = 'mirrors'`)
    .pluck(),
  hasSummary: $client.prepare<[number], number>('SELECT 1 FROM claim_summaries WHERE claim_id = ?').pluck(),
  own: $client.prepare<[number], OwnRow>(`
    SELECT s.pattern, s.made_to AS madeTo, s.made_from AS madeFrom, s.counted,
      (SELECT t.ordinal FROM claim_topics ct JOIN topics t ON t.id = ct.topic_id
        WHERE ct.claim_id = s.claim_id ORDER BY ct.ordinal LIMIT 1) AS topicOrdinal
    FROM claim_summaries s WHERE s.claim_id = ?`),
  place: $client.prepare<[number], Place>(`
    SELECT group_id AS groupId, rank_pattern AS rankPattern, rank_topic AS rankTopic, rank_date AS rankDate,
      rank_size AS rankSize
    FROM claim_summaries WHERE claim_id = ?`),
  members: $client
    .prepare<[number], number>('SELECT claim_id FROM claim_summaries WHERE group_id = ?')
    .pluck(),
  groupOf: $client
    .prepare<[number], number>('SELECT group_id FROM claim_summaries WHERE claim_id = ?')
    .pluck(),
}))

/** Which claims one stands with, and where in each order. */
type Place = Ranks & { groupId: number }

/** The claims that are kept together with this one now: to be asked before anything changes. */
export function groupMembers(db: Db, claimId: number): number[] {
  const groupId = statements(db).groupOf.get(claimId)
  return groupId === undefined ? [] : statements(db).members.all(groupId)
}

/** Puts claims that mirror one another, directly or through others, into one group that takes its best member's ranks. */
export function regroup(db: Db, claimIds: Iterable<number>) {
  const run = statements(db)
  const done = new Set<number>()
  for (const start of claimIds) {
    if (done.has(start) || !run.hasSummary.get(start)) continue
    const group = [start]
    done.add(start)
    for (const member of group) {
      for (const partner of run.partners.all(member, member)) {
        if (done.has(partner) || !run.hasSummary.get(partner)) continue
        done.add(partner)
        group.push(partner)
      }
    }
    const ranks = group.map((member) => ranksOf(run.own.get(member)!))
    const best: Place = {
      groupId: Math.min(...group),
      rankPattern: Math.min(...ranks.map((rank) => rank.rankPattern)),
      rankTopic: Math.min(...ranks.map((rank) => rank.rankTopic)),
      rankDate: ranks.map((rank) => rank.rankDate).sort()[0]!,
      rankSize: Math.min(...ranks.map((rank) => rank.rankSize)),
    }
    for (const claimId of group) {
      updateChanged(db, claimSummaries, { claimId }, run.place.get(claimId)!, best)
    }
  }
}
