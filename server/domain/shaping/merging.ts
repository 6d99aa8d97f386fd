import { type Edit, edit } from '../../../db/edit.ts'
import type { ClaimRecord, RelationRecord, StanceRecord } from '../../../db/records.ts'
import type { StanceKind } from '../../../db/vocabulary.ts'
import { presentWording } from './claims.ts'
import { isSameRelation, rehung } from './relations.ts'

/** A claim with everything that hangs on it. */
export interface WholeClaim {
  claim: ClaimRecord
  stances: StanceRecord[]
  /** Those in which it stands at either end. */
  relations: RelationRecord[]
}

export interface MergeChoice {
  /** The two are worded against each other: who asserts the one disputes the other. */
  isReversed: boolean
  /** Assertions that bear on both: those whose stance on the claim that goes is kept. On the others, that of the claim that stays. */
  keptFromGone: ReadonlySet<string>
}

/** An assertion that bears on both claims: one of its two stances is kept. */
export interface Clash {
  assertion: string
  gone: StanceRecord
  stays: StanceRecord
}

export interface MergePlan {
  edits: Edit[]
  clashes: Clash[]
  /** Relations that go: between the two claims, or given on the claim that stays already. */
  droppedRelations: { relation: RelationRecord; why: 'between the two' | 'given already' }[]
  /** Of the claim that stays, afterwards. */
  stances: StanceRecord[]
}

/** The same bearing on the claim's opposite. */
export const reversed: Record<StanceKind, StanceKind> = {
  asserts: 'disputes',
  disputes: 'asserts',
  qualifies: 'qualifies',
  reports: 'reports',
}

/**
 * Merges `gone` into `stays`: its stances and relations move, its address leads to the other claim. Stances that move
 * are set against the present wording of the claim that stays: that both wordings are of one proposition is what merging says.
 */
export function planMerge(gone: WholeClaim, stays: WholeClaim, choice: MergeChoice): MergePlan {
  const ofStays = new Map(stays.stances.map((stance) => [stance.assertion, stance]))
  const edits: Edit[] = []
  const clashes: Clash[] = []
  for (const before of gone.stances) {
    edits.push(edit('stance', before, null))
    const moved: StanceRecord = {
      ...before,
      claim: stays.claim.id,
      stance: choice.isReversed ? reversed[before.stance] : before.stance,
      wording: presentWording(stays.claim),
    }
    const own = stays.stances.find(({ assertion }) => assertion === before.assertion)
    if (own) {
      clashes.push({ assertion: before.assertion, gone: moved, stays: own })
      if (!choice.keptFromGone.has(before.assertion)) continue
      edits.push(edit('stance', own, moved))
    } else edits.push(edit('stance', null, moved))
    ofStays.set(moved.assertion, moved)
  }

  const droppedRelations: MergePlan['droppedRelations'] = []
  const kept = [...stays.relations]
  for (const relation of gone.relations) {
    edits.push(edit('relation', relation, null))
    const moved = rehung(relation, gone.claim.id, stays.claim.id)
    if (moved.from === moved.to) droppedRelations.push({ relation, why: 'between the two' })
    else if (kept.some((one) => isSameRelation(one, moved)))
      droppedRelations.push({ relation, why: 'given already' })
    else {
      kept.push(moved)
      edits.push(edit('relation', null, moved))
    }
  }
  edits.push(edit('claim', gone.claim, { ...gone.claim, merged_into: stays.claim.id }))
  return { edits, clashes, droppedRelations, stances: [...ofStays.values()] }
}
