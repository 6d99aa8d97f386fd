import { type Edit, edit } from '../../../db/edit.ts'
import {
  type ClaimRecord,
  isSameRecord,
  type RelationRecord,
  type StanceRecord,
} from '../../../db/records.ts'
import { presentWording } from './claims.ts'
import { reversed, type WholeClaim } from './merging.ts'
import { isSameRelation, rehung } from './relations.ts'

/** Where an assertion of a claim belongs once a part of the claim becomes one of its own. */
export const placements = ['stays', 'moves', 'both'] as const
export type Placement = (typeof placements)[number]
export type Placements = ReadonlyMap<string, Placement>

/** What became of one stance when its claim was merged. */
export interface MovedStance {
  /** On the claim that was merged, before. */
  gone: StanceRecord
  /** On the claim that stays, before; null where the assertion did not bear on it, or where that stance was kept. */
  before: StanceRecord | null
  /** On the claim that stays, after; null where it kept a stance of its own. */
  after: StanceRecord | null
}

/** What the history tells of a merger; slugs as they are now. */
export interface Merger {
  stances: ReadonlyMap<string, MovedStance>
  /** Those that the merged claim had; `after` is null where one was dropped. */
  relations: { gone: RelationRecord; after: RelationRecord | null }[]
}

/** For claims that were merged before this history began. */
export const unknownMerger: Merger = { stances: new Map(), relations: [] }

/** The merger of the claim `gone` into `stays`, from the edits of its change. */
export function mergerOf(gone: string, stays: string, edits: readonly Edit[]): Merger {
  const results = new Map<string, Pick<MovedStance, 'before' | 'after'>>()
  for (const one of edits) {
    if (one.kind === 'stance' && one.after?.claim === stays) results.set(one.after.assertion, one)
  }
  const addedRelations = edits.flatMap(({ kind, before, after }) =>
    kind === 'relation' && !before && after ? [after] : [],
  )
  const stances = new Map<string, MovedStance>()
  const relations: Merger['relations'] = []
  for (const { kind, before, after } of edits) {
    if (!before || after) continue
    if (kind === 'stance' && before.claim === gone) {
      const { before: replaced = null, after: result = null } = results.get(before.assertion) ?? {}
      stances.set(before.assertion, { gone: before, before: replaced, after: result })
    }
    if (kind === 'relation' && (before.from === gone || before.to === gone)) {
      const moved = rehung(before, gone, stays)
      relations.push({
        gone: before,
        after: addedRelations.find((added) => isSameRelation(added, moved)) ?? null,
      })
    }
  }
  return { stances, relations }
}

/** Where each assertion goes unless the editor says otherwise: what came with the merged claim goes back. */
export function presetPlacements(stays: WholeClaim, merger: Merger): Placements {
  return new Map(
    stays.stances.map(({ assertion }) => {
      const moved = merger.stances.get(assertion)
      return [assertion, !moved ? 'stays' : moved.after && !moved.before ? 'moves' : 'both']
    }),
  )
}

export interface SeparationChoice {
  placements: Placements
  /** Assertions that came with the merged claim and were unlinked since, to be linked to it again. */
  relinked: ReadonlySet<string>
  /** Whether the relations that came with it go back. */
  withRelations: boolean
}

export interface SplitPlan {
  edits: Edit[]
  /** Of the claim that was there, afterwards. */
  remaining: StanceRecord[]
  /** Of the one that is split off or taken out. */
  separate: StanceRecord[]
}

/**
 * Takes a merged claim out again. A stance that nobody has touched since is on the merged claim again as it was before; one
 * that was changed meanwhile goes as it is now.
 */
export function planSeparation(
  merged: ClaimRecord,
  stays: WholeClaim,
  merger: Merger,
  choice: SeparationChoice,
): SplitPlan {
  const { merged_into: _, ...current } = merged
  const edits: Edit[] = [edit('claim', merged, current)]
  const isReversed = [...merger.stances.values()].some(
    ({ gone, after }) => after && gone.stance !== after.stance && reversed[gone.stance] === after.stance,
  )
  // In the order in which the merged claim had them.
  const places = new Map([...merger.stances.keys()].map((assertion, i) => [assertion, i]))
  const placeOf = ({ assertion }: StanceRecord) => places.get(assertion) ?? places.size
  const stances = stays.stances.toSorted((one, other) => placeOf(one) - placeOf(other))
  const placed = place(stances, choice.placements, edits, {
    separate(present) {
      const moved = merger.stances.get(present.assertion)
      if (moved && (!moved.after || isSameRecord(moved.after, present))) return moved.gone
      return {
        ...present,
        claim: merged.id,
        stance: isReversed ? reversed[present.stance] : present.stance,
        wording: presentWording(merged),
      }
    },
    remaining(present) {
      const moved = merger.stances.get(present.assertion)
      return moved?.before && isSameRecord(moved.after, present) ? moved.before : present
    },
  })
  for (const { gone } of merger.stances.values()) {
    const isThere = stays.stances.some(({ assertion }) => assertion === gone.assertion)
    if (isThere || !choice.relinked.has(gone.assertion)) continue
    edits.push(edit('stance', null, gone))
    placed.separate.push(gone)
  }
  if (choice.withRelations) {
    for (const { gone, after } of merger.relations) {
      const moved = after && stays.relations.find((one) => isSameRecord(one, after))
      if (moved) edits.push(edit('relation', moved, null))
      if (!stays.relations.some((one) => isSameRelation(one, gone))) edits.push(edit('relation', null, gone))
    }
  }
  return { edits, ...placed }
}

/** Splits a claim: the chosen assertions bear on a new one, with the stance and scope that they have. */
export function planSplit(split: WholeClaim, added: ClaimRecord, placements: Placements): SplitPlan {
  const edits: Edit[] = [edit('claim', null, added)]
  const placed = place(split.stances, placements, edits, {
    separate: (present) => ({ ...present, claim: added.id, wording: presentWording(added) }),
    remaining: (present) => present,
  })
  return { edits, ...placed }
}

/** Puts each stance where it belongs; `made` says how it reads there. */
function place(
  stances: readonly StanceRecord[],
  placements: Placements,
  edits: Edit[],
  made: { separate(present: StanceRecord): StanceRecord; remaining(present: StanceRecord): StanceRecord },
): Pick<SplitPlan, 'remaining' | 'separate'> {
  const remaining: StanceRecord[] = []
  const separate: StanceRecord[] = []
  for (const present of stances) {
    const placement = placements.get(present.assertion) ?? 'stays'
    if (placement === 'stays') {
      remaining.push(present)
      continue
    }
    separate.push(made.separate(present))
    edits.push(edit('stance', null, separate.at(-1)!))
    if (placement === 'moves') edits.push(edit('stance', present, null))
    else {
      const stays = made.remaining(present)
      remaining.push(stays)
      if (stays !== present) edits.push(edit('stance', present, stays))
    }
  }
  return { remaining, separate }
}
