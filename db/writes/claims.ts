import { insert } from '../insert.ts'
import { type ClaimRecord, keyOf, type RelationRecord, type Scope, type StanceRecord } from '../records.ts'
import { claims, claimTopics, relations, stances } from '../schema/index.ts'
import { idOf } from '../slugs.ts'
import { prepareOnce } from '../statements.ts'
import { update, updateWhere } from '../update.ts'
import type { Change } from './change.ts'
import { addOldSlugs } from './oldSlugs.ts'
import { type Place, placeAtEnd } from './places.ts'

const statements = prepareOnce(({ $client }) => ({
  mergeInto: $client.prepare("UPDATE claims SET state = 'merged', merged_into_id = ? WHERE id = ?"),
  state: $client.prepare<[number], string>('SELECT state FROM claims WHERE id = ?').pluck(),
  mirrored: $client
    .prepare<[{ id: number }], number>(`
    SELECT to_claim_id FROM relations WHERE from_claim_id = @id AND kind = 'mirrors'
    UNION SELECT from_claim_id FROM relations WHERE to_claim_id = @id AND kind = 'mirrors'`)
    .pluck(),
  putWording: $client.prepare<[number, number, string]>(`
    INSERT INTO wordings (claim_id, number, wording) VALUES (?, ?, ?)
    ON CONFLICT DO UPDATE SET wording = excluded.wording`),
  dropWordings: $client.prepare<[number, number]>('DELETE FROM wordings WHERE claim_id = ? AND number > ?'),
  dropTopics: $client.prepare<[number]>('DELETE FROM claim_topics WHERE claim_id = ?'),
  drop: $client.prepare<[number]>('DELETE FROM claims WHERE id = ?'),
  dropStance: $client.prepare<[number, number]>(
    'DELETE FROM stances WHERE claim_id = ? AND assertion_id = ?',
  ),
  relation: $client
    .prepare<[number, string, number], number>(
      'SELECT id FROM relations WHERE from_claim_id = ? AND kind = ? AND to_claim_id = ?',
    )
    .pluck(),
  dropRelation: $client.prepare<[number]>('DELETE FROM relations WHERE id = ?'),
}))

/** Adds a claim without its stances. One that is merged is added as current and sent on by `linkMergedClaim`. */
export function addClaim(
  change: Change,
  record: ClaimRecord,
  { id } = placeAtEnd(change.db, 'claim') as Place,
) {
  insert(change.db, claims, {
    id,
    slug: record.id,
    ...claimColumns(record),
    state: record.retired === undefined ? 'current' : 'retired',
  })
  putParts(change, id, record)
  addOldSlugs(change, 'claim', record)
  change.record('claim', record.id, null, record)
  change.touchClaim(id)
}

/** Sends a merged claim's address on to the claim it went into. @throws UnknownSlug */
export function linkMergedClaim(change: Change, record: ClaimRecord) {
  if (record.merged_into === undefined) return
  const claimId = idOf(change.db, 'claim', record.id)
  statements(change.db).mergeInto.run(idOf(change.db, 'claim', record.merged_into), claimId)
  change.touchClaim(claimId)
}

/** Brings a claim to another record; what it is merged into must be there. Its stances keep to the wordings that they name. */
export function replaceClaim(change: Change, record: ClaimRecord) {
  const { db } = change
  const run = statements(db)
  const id = idOf(db, 'claim', record.id)
  const stateBefore = run.state.get(id)
  const mergedIntoId = record.merged_into === undefined ? null : idOf(db, 'claim', record.merged_into)
  const state = mergedIntoId !== null ? 'merged' : record.retired !== undefined ? 'retired' : 'current'
  update(db, claims, id, { ...claimColumns(record), state, mergedIntoId })
  run.dropWordings.run(id, record.earlier_wordings.length + 1)
  run.dropTopics.run(id)
  putParts(change, id, record)
  change.touchClaim(id)
  // Whether a claim is mirrored depends on whether its mirror image is current.
  if (state !== stateBefore) for (const mirrored of run.mirrored.all({ id })) change.touchClaim(mirrored)
}

export function removeClaim(change: Change, record: ClaimRecord) {
  const run = statements(change.db)
  const id = idOf(change.db, 'claim', record.id)
  run.dropWordings.run(id, 0)
  run.dropTopics.run(id)
  run.drop.run(id)
  change.touchClaim(id)
}

function putParts({ db }: Change, claimId: number, record: ClaimRecord) {
  for (const [i, wording] of [...record.earlier_wordings, record.wording].entries()) {
    statements(db).putWording.run(claimId, i + 1, wording)
  }
  record.topics.forEach((topic, i) => {
    insert(db, claimTopics, { claimId, topicId: idOf(db, 'topic', topic), ordinal: i + 1 })
  })
}

/** Adds an assertion's bearing on a claim, after those that the claim has. */
export function addStance(change: Change, record: StanceRecord, place?: Place) {
  const { db } = change
  const claimId = idOf(db, 'claim', record.claim)
  const assertionId = idOf(db, 'assertion', record.assertion)
  insert(db, stances, {
    claimId,
    assertionId,
    ordinal: (place ?? placeAtEnd(db, 'stance', claimId)).ordinal!,
    ...stanceColumns(record),
  })
  change.record('stance', keyOf('stance', record), null, record)
  change.touchClaim(claimId, assertionId)
}

export function replaceStance(change: Change, record: StanceRecord) {
  const claimId = idOf(change.db, 'claim', record.claim)
  const assertionId = idOf(change.db, 'assertion', record.assertion)
  updateWhere(change.db, stances, { claimId, assertionId }, stanceColumns(record))
  change.touchClaim(claimId, assertionId)
}

export function removeStance(change: Change, record: StanceRecord) {
  const claimId = idOf(change.db, 'claim', record.claim)
  const assertionId = idOf(change.db, 'assertion', record.assertion)
  statements(change.db).dropStance.run(claimId, assertionId)
  change.touchClaim(claimId, assertionId)
}

export function addRelation(
  change: Change,
  record: RelationRecord,
  { id } = placeAtEnd(change.db, 'relation') as Place,
) {
  const [fromClaimId, toClaimId] = claimsRelated(change, record)
  insert(change.db, relations, { id, fromClaimId, toClaimId, kind: record.kind, reason: record.reason })
  change.record('relation', keyOf('relation', record), null, record)
}

export function replaceRelation(change: Change, record: RelationRecord) {
  update(change.db, relations, relationId(change, record), { reason: record.reason })
}

export function removeRelation(change: Change, record: RelationRecord) {
  statements(change.db).dropRelation.run(relationId(change, record))
}

function relationId(change: Change, record: RelationRecord): number {
  const [from, to] = claimsRelated(change, record)
  return statements(change.db).relation.get(from, record.kind, to)!
}

/** The ids of both claims, which are touched with what relates them. */
function claimsRelated(change: Change, record: RelationRecord): [from: number, to: number] {
  const ids = [idOf(change.db, 'claim', record.from), idOf(change.db, 'claim', record.to)] as const
  for (const id of ids) change.touchClaim(id)
  return [...ids]
}

const claimColumns = (record: ClaimRecord) => ({
  wording: record.wording,
  ...slotColumns(record),
  retiredReason: record.retired,
})

const stanceColumns = (record: StanceRecord) => ({
  stance: record.stance,
  wording: record.wording,
  scopeNote: record.scope?.note,
  ...slotColumns(record.scope),
})

const slotColumns = (scope: Scope = {}) => ({
  scopeWho: scope.who,
  scopeWhat: scope.what,
  scopeWhom: scope.whom,
  scopeWhere: scope.where,
  scopeWhen: scope.when,
})
