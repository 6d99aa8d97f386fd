import { insert } from '../insert.ts'
import type { ClaimRecord, RelationRecord, Scope, StanceRecord } from '../records.ts'
import { claims, claimTopics, relations, stances, wordings } from '../schema/index.ts'
import { idOf } from '../slugs.ts'
import { prepareOnce } from '../statements.ts'
import type { Change } from './change.ts'
import { addOldSlugs } from './oldSlugs.ts'

const statements = prepareOnce((db) => ({
  nextOrdinal: db.$client
    .prepare<[number], number>('SELECT coalesce(max(ordinal), 0) + 1 FROM stances WHERE claim_id = ?')
    .pluck(),
  mergeInto: db.$client.prepare("UPDATE claims SET state = 'merged', merged_into_id = ? WHERE id = ?"),
}))

/** Adds a claim without its stances. One that is merged is added as current and sent on by `linkMergedClaim`. */
export function addClaim(change: Change, record: ClaimRecord) {
  const { db } = change
  const claimId = insert(db, claims, {
    slug: record.id,
    wording: record.wording,
    ...slotColumns(record),
    state: record.retired === undefined ? 'current' : 'retired',
    retiredReason: record.retired,
  })
  for (const [i, wording] of [...record.earlier_wordings, record.wording].entries()) {
    insert(db, wordings, { claimId, number: i + 1, wording })
  }
  record.topics.forEach((topic, i) => {
    insert(db, claimTopics, { claimId, topicId: idOf(db, 'topic', topic), ordinal: i + 1 })
  })
  addOldSlugs(change, 'claim', record)
  change.record('claim', record.id, null, record)
  change.touchClaim(claimId)
}

/** Sends a merged claim's address on to the claim it went into. @throws UnknownSlug */
export function linkMergedClaim(change: Change, record: ClaimRecord) {
  if (record.merged_into === undefined) return
  const claimId = idOf(change.db, 'claim', record.id)
  statements(change.db).mergeInto.run(idOf(change.db, 'claim', record.merged_into), claimId)
  change.touchClaim(claimId)
}

/** Adds an assertion's bearing on a claim, after those that the claim has. */
export function addStance(change: Change, record: StanceRecord) {
  const { db } = change
  const claimId = idOf(db, 'claim', record.claim)
  const assertionId = idOf(db, 'assertion', record.assertion)
  insert(db, stances, {
    claimId,
    assertionId,
    ordinal: statements(db).nextOrdinal.get(claimId)!,
    stance: record.stance,
    wording: record.wording,
    scopeNote: record.scope?.note,
    ...slotColumns(record.scope),
  })
  change.record('stance', `${record.claim} ${record.assertion}`, null, record)
  change.touchClaim(claimId, assertionId)
}

export function addRelation(change: Change, record: RelationRecord) {
  const fromClaimId = idOf(change.db, 'claim', record.from)
  const toClaimId = idOf(change.db, 'claim', record.to)
  insert(change.db, relations, { fromClaimId, toClaimId, kind: record.kind, reason: record.reason })
  change.record('relation', `${record.from} ${record.kind} ${record.to}`, null, record)
  change.touchClaim(fromClaimId)
  change.touchClaim(toClaimId)
}

const slotColumns = (scope: Scope = {}) => ({
  scopeWho: scope.who,
  scopeWhat: scope.what,
  scopeWhom: scope.whom,
  scopeWhere: scope.where,
  scopeWhen: scope.when,
})
