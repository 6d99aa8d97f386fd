import { countOf } from './words.ts'

/** How much of one side stands behind its position on a claim. `counted` leaves out evaluations and demands. */
export interface AssertionCounts {
  assertions: number
  counted: number
  /** Letters that hold any of them, and letters that hold a counted one. */
  letters: number
  countedLetters: number
}

/** What is no fact and no legal characterisation: "2 evaluations or demands". */
export const besidesInWords = (n: number) => countOf(n, 'evaluation or demand', 'evaluations or demands')

/** A count in which evaluations and demands are not told from the rest: "8 assertions of any kind". */
export const ofAnyKind = (n: number) => `${countOf(n, 'assertion')} of any kind`

/** "73 assertions and 3 evaluations or demands": what counts, and what is named apart. */
export function assertionsInWords({
  assertions,
  counted,
}: Pick<AssertionCounts, 'assertions' | 'counted'>): string {
  const besides = assertions - counted
  if (assertions && !counted) return besidesInWords(besides)
  return countOf(counted, 'assertion') + (besides ? ` and ${besidesInWords(besides)}` : '')
}

/**
 * "7 assertions in 4 of 4 letters, and 1 evaluation or demand besides". `sideLetters` is how many letters the side has in all;
 * it is left out where its authors speak in more letters than are theirs.
 */
export function assertionBase(
  { assertions, counted, letters, countedLetters }: AssertionCounts,
  sideLetters: number,
  countsAllKinds = false,
): string {
  const base = (holding: number) =>
    holding <= sideLetters
      ? `in ${countOf(holding)} of ${countOf(sideLetters, 'letter')}`
      : `in ${countOf(holding, 'letter')}`

  if (countsAllKinds) return `${ofAnyKind(assertions)} ${base(letters)}`
  if (!counted) return `${besidesInWords(assertions)} ${base(letters)}`
  const main = `${countOf(counted, 'assertion')} ${base(countedLetters)}`
  return assertions > counted ? `${main}, and ${besidesInWords(assertions - counted)} besides` : main
}
