import { type Edit, edit } from '../../../db/edit.ts'
import type { RelationRecord } from '../../../db/records.ts'
import type { RelationKind } from '../../../db/vocabulary.ts'

/** Relations that hold both ways; they are given once. */
const symmetrical: readonly RelationKind[] = ['mirrors', 'contradicts', 'not comparable']

/** Whether two relations say the same of the same two claims, whatever their reasons. */
export const isSameRelation = (one: RelationRecord, other: RelationRecord) =>
  one.kind === other.kind &&
  ((one.from === other.from && one.to === other.to) ||
    (symmetrical.includes(one.kind) && one.from === other.to && one.to === other.from))

export const relate = (relation: RelationRecord): Edit[] => [edit('relation', null, relation)]

export const changeReason = (before: RelationRecord, reason: string): Edit[] =>
  reason === before.reason ? [] : [edit('relation', before, { ...before, reason })]

export const unrelate = (relation: RelationRecord): Edit[] => [edit('relation', relation, null)]

/** The claim at the other end. */
export const otherEnd = (relation: RelationRecord, claim: string) =>
  relation.from === claim ? relation.to : relation.from

/** The relation with one claim put in the place of another. */
export const rehung = (relation: RelationRecord, from: string, to: string): RelationRecord => ({
  ...relation,
  from: relation.from === from ? to : relation.from,
  to: relation.to === from ? to : relation.to,
})
