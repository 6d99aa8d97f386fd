import type { Pattern, Position, StanceKind } from './vocabulary.ts'

/** How many of a speaker's assertions take each stance on one claim. */
export type StanceCounts = Record<StanceKind, number>

/**
 * What a speaker's stances on one claim add up to (codebook, "position").
 * Reporting somebody else's words is no position; a qualification beside an assertion or a denial leaves it standing.
 */
export function positionOf(counts: StanceCounts): Position {
  if (counts.asserts && counts.disputes) return 'mixed'
  if (counts.asserts) return 'asserts'
  if (counts.disputes) return 'disputes'
  if (counts.qualifies) return 'qualifies'
  return counts.reports ? 'only reports' : 'not addressed'
}

const takesPosition = (position: Position) => position !== 'only reports' && position !== 'not addressed'

/** The pattern of a claim over all parties: the first that fits, any two parties sufficing. */
export function patternOf(held: readonly Position[]): Pattern {
  const taken = held.filter(takesPosition)
  const anyTwo = (test: (one: Position, other: Position) => boolean) =>
    taken.some((one, i) => taken.some((other, j) => i !== j && test(one, other)))
  const affirms = (position: Position) => position === 'asserts' || position === 'mixed'
  const denies = (position: Position) => position === 'disputes' || position === 'mixed'

  if (anyTwo((one, other) => affirms(one) && denies(other))) return 'contested'
  if (anyTwo((_, other) => other === 'qualifies')) return 'qualified'
  if (anyTwo((one, other) => one === other)) return 'shared'
  return taken.length ? 'one-sided' : 'unclaimed'
}
