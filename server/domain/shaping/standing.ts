import { patternOf, positionOf, type StanceCounts } from '../../../db/positions.ts'
import type { Pattern, Position, StanceKind } from '../../../db/vocabulary.ts'

/** What a set of stances would make of a claim. */
export interface Standing<P> {
  pattern: Pattern
  positions: { party: P; position: Position; assertions: number }[]
}

/** The positions and the pattern that follow from stances; `partyOf` gives null for authors of no party. */
export function standingOf<P, S extends { stance: StanceKind }>(
  parties: readonly P[],
  stances: readonly S[],
  partyOf: (stance: S) => P | null,
): Standing<P> {
  const counts = new Map(
    parties.map((party) => [party, { asserts: 0, disputes: 0, qualifies: 0, reports: 0 }]),
  )
  for (const one of stances) {
    const party = partyOf(one)
    const ofParty: StanceCounts | undefined = party === null ? undefined : counts.get(party)
    if (ofParty) ofParty[one.stance]++
  }
  const positions = [...counts].map(([party, ofParty]) => ({
    party,
    position: positionOf(ofParty),
    assertions: ofParty.asserts + ofParty.disputes + ofParty.qualifies + ofParty.reports,
  }))
  return { pattern: patternOf(positions.map(({ position }) => position)), positions }
}
