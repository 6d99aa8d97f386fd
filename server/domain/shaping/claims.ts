import { type Edit, edit } from '../../../db/edit.ts'
import type { ClaimRecord, Scope, StanceRecord } from '../../../db/records.ts'
import { type ScopeSlot, type StanceKind, scopeSlots } from '../../../db/vocabulary.ts'

/** What an editor says of a claim besides its wording. */
export interface ClaimTerms extends Partial<Record<ScopeSlot, string>> {
  topics: string[]
}

/** The number of a claim's present wording. */
export const presentWording = (claim: ClaimRecord) => claim.earlier_wordings.length + 1

export function newClaim(id: string, wording: string, terms: ClaimTerms): ClaimRecord {
  return { id, wording, ...slotsOf(terms), topics: terms.topics, earlier_wordings: [] }
}

/**
 * The claim under a new wording, and with the slots of its scope that are given; '' empties one. Its stances stay pinned to the
 * wordings they were made against.
 */
export function reword(
  claim: ClaimRecord,
  wording: string,
  slots: Partial<Record<ScopeSlot, string>> = {},
): Edit[] {
  const isReworded = wording !== claim.wording
  if (!isReworded && scopeSlots.every((slot) => (slots[slot] ?? claim[slot] ?? '') === (claim[slot] ?? '')))
    return []
  const earlier_wordings = isReworded ? [...claim.earlier_wordings, claim.wording] : claim.earlier_wordings
  const given = Object.fromEntries(Object.entries(slots).filter(([, words]) => words !== undefined))
  const { topics } = claim
  return [
    edit('claim', claim, {
      ...withoutSlots(claim),
      ...slotsOf({ ...claim, ...given, topics }),
      wording,
      earlier_wordings,
    }),
  ]
}

export const changeTerms = (claim: ClaimRecord, terms: ClaimTerms): Edit[] => [
  edit('claim', claim, { ...withoutSlots(claim), ...slotsOf(terms), topics: terms.topics }),
]

export const retire = (claim: ClaimRecord, reason: string): Edit[] => [
  edit('claim', claim, { ...claim, retired: reason }),
]

export function bringBack(claim: ClaimRecord): Edit[] {
  const { retired: _, ...current } = claim
  return [edit('claim', claim, current)]
}

/** The claim at a new address; the one it had leads there. */
export function rename(claim: ClaimRecord, id: string): Edit[] {
  if (id === claim.id) return []
  const old = [...(claim.old_ids ?? []).filter((slug) => slug !== id), claim.id]
  return [edit('claim', claim, { ...claim, id, old_ids: old })]
}

export const link = (claim: ClaimRecord, assertion: string, stance: StanceKind, scope?: Scope): Edit[] => [
  edit('stance', null, {
    claim: claim.id,
    assertion,
    stance,
    wording: presentWording(claim),
    ...scopeOf(scope),
  }),
]

export const unlink = (stance: StanceRecord): Edit[] => [edit('stance', stance, null)]

/** The stance and its scope as given; it stays pinned to the wording it was made against. */
export function changeStance(before: StanceRecord, stance: StanceKind, scope?: Scope): Edit[] {
  const { scope: _, ...rest } = before
  return [edit('stance', before, { ...rest, stance, ...scopeOf(scope) })]
}

/** The stance holds, as it is or another, of the claim's present wording too. */
export const confirm = (claim: ClaimRecord, before: StanceRecord, stance: StanceKind): Edit[] => [
  edit('stance', before, { ...before, stance, wording: presentWording(claim) }),
]

/** Stances that nobody has confirmed since the claim was reworded. */
export const unconfirmed = (claim: ClaimRecord, stances: readonly StanceRecord[]) =>
  stances.filter(({ wording }) => wording < presentWording(claim))

/** A scope that says nothing is left out. */
function scopeOf(scope: Scope = {}): { scope?: Scope } {
  const said = Object.entries(scope).filter(([, words]) => words)
  return said.length ? { scope: Object.fromEntries(said) } : {}
}

const slotsOf = (terms: ClaimTerms) =>
  Object.fromEntries(scopeSlots.flatMap((slot) => (terms[slot] ? [[slot, terms[slot]]] : [])))

const withoutSlots = (claim: ClaimRecord) =>
  Object.fromEntries(
    Object.entries(claim).filter(([field]) => !(scopeSlots as readonly string[]).includes(field)),
  ) as unknown as ClaimRecord
