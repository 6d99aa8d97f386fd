import { countOf } from './words.ts'

/**
 * How many letters a side has. A letter in which no assertion is marked has not been read yet: it can neither speak nor be
 * silent, so it stands beside every count of letters and never in one.
 */
export interface LetterCounts {
  /** Letters in which something is marked: the base of every count. */
  letters: number
  unmarked: number
}

/** A side's letters: "4 letters", "4 letters, and 1 not marked yet", "1 letter, not marked yet". */
export function lettersInWords({ letters, unmarked }: LetterCounts): string {
  if (!unmarked) return countOf(letters, 'letter')
  if (letters) return `${countOf(letters, 'letter')}, and ${countOf(unmarked)} not marked yet`
  return `${countOf(unmarked, 'letter')}, ${unmarked === 1 ? 'not' : 'none'} marked yet`
}

/** What a count of letters leaves out: "1 further letter is not marked yet." Nothing where it leaves out none. */
export const furtherInWords = (unmarked: number): string =>
  unmarked ? `${countOf(unmarked, 'further letter')} ${unmarked === 1 ? 'is' : 'are'} not marked yet.` : ''
