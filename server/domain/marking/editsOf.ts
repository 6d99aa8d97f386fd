import { type Edit, edit } from '../../../db/edit.ts'
import type { AssertionRecord, ClaimRecord, StanceRecord } from '../../../db/records.ts'
import type { MarkedLink, Marking } from './readMarking.ts'
import { claimSlug } from './slugs.ts'

/** An assertion as it is, with its bearing on claims. */
export interface PresentAssertion {
  assertion: AssertionRecord
  stances: readonly StanceRecord[]
}

/**
 * What brings a marking about: the assertion, the claims that are made for it, and its stances. `before` is what it was,
 * null for a new one; a stance that says the same as before stays pinned to the wording against which it was set.
 */
export function editsOf(
  { assertion, links }: Marking,
  id: string,
  before: PresentAssertion | null,
  isTaken: (claim: string) => boolean,
): Edit[] {
  const made: ClaimRecord[] = []
  const slugOf = ({ claim }: MarkedLink): string => {
    if ('slug' in claim) return claim.slug
    const slug = claimSlug(
      claim.made.wording,
      (one) => isTaken(one) || made.some((other) => other.id === one),
    )
    made.push({ id: slug, ...claim.made })
    return slug
  }
  const stances = links.map((link): StanceRecord => {
    const claim = slugOf(link)
    const old = before?.stances.find((one) => one.claim === claim)
    const isSame = old && old.stance === link.stance && isSameScope(old.scope, link.scope)
    const wording = 'slug' in link.claim ? link.claim.wording : 1
    return {
      claim,
      assertion: id,
      stance: link.stance,
      wording: isSame ? old.wording : wording,
      ...(link.scope && { scope: link.scope }),
    }
  })
  const gone = before?.stances.filter((old) => !stances.some(({ claim }) => claim === old.claim)) ?? []
  const oldIds = before?.assertion.old_ids
  return [
    ...gone.map((old) => edit('stance', old, null)),
    ...made.map((claim) => edit('claim', null, claim)),
    edit('assertion', before?.assertion ?? null, { id, ...(oldIds && { old_ids: oldIds }), ...assertion }),
    ...stances.map((stance) =>
      edit('stance', before?.stances.find(({ claim }) => claim === stance.claim) ?? null, stance),
    ),
  ]
}

/** What removes an assertion with everything that depends on it. */
export const removalOf = ({ assertion, stances }: PresentAssertion): Edit[] => [
  ...stances.map((stance) => edit('stance', stance, null)),
  edit('assertion', assertion, null),
]

function isSameScope(one: StanceRecord['scope'] = {}, other: StanceRecord['scope'] = {}): boolean {
  const fields = ['note', 'who', 'what', 'whom', 'where', 'when'] as const
  return fields.every((field) => (one[field] ?? '') === (other[field] ?? ''))
}
