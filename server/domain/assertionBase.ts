import { countOf } from './words.ts'

/** How much of one side stands behind its position on a claim. `counted` leaves out evaluations and demands. */
export interface AssertionCounts {
  assertions: number
  counted: number
  /** Letters that hold any of them, and letters that hold a counted one. */
  letters: number
  countedLetters: number
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
  const besides = (n: number) => countOf(n, 'evaluation or demand', 'evaluations or demands')

  if (countsAllKinds) return `${countOf(assertions, 'assertion')} of any kind ${base(letters)}`
  if (!counted) return `${besides(assertions)} ${base(letters)}`
  const main = `${countOf(counted, 'assertion')} ${base(countedLetters)}`
  return assertions > counted ? `${main}, and ${besides(assertions - counted)} besides` : main
}
