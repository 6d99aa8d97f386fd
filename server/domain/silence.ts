import { countLeading } from './binarySearch.ts'
import { compareIntervals, type Interval } from './dates.ts'
import { lettersInWords } from './markedLetters.ts'
import { countOf } from './words.ts'

/**
 * What stands behind "not addressed": how many letters a side has in the collection and how they lie in time to the
 * claim. `later` and `earlier` are certain; `undatable` is the rest. Only a later letter could have answered, and only one
 * that has been read can be said to be silent.
 */
export interface Silence {
  letters: number
  later: number
  earlier: number
  undatable: number
  /** The side's letters in which nothing is marked yet: nobody knows what they address, so none of the other numbers counts them. */
  unmarked: number
}

/** Counts a side's letters (their dates) against the time when the claim was first made. */
export function silence(made: Interval, letters: readonly Interval[]): Silence {
  const counts: Silence = { letters: letters.length, later: 0, earlier: 0, undatable: 0, unmarked: 0 }
  for (const letter of letters) counts[compareIntervals(letter, made)] += 1
  return counts
}

/**
 * The same for a side with many letters and many claims: sorts the letters once, then counts for each claim in
 * O(log n). No interval may end before it starts.
 */
export function silenceIndex(letters: readonly Interval[], unmarked = 0): (made: Interval) => Silence {
  const firstDays = sortedDays(letters.map(({ from }) => from))
  const lastDays = sortedDays(letters.map(({ to }) => to))

  return (made) => {
    const later = made.to
      ? firstDays.length - countLeading(firstDays.length, (i) => firstDays[i]! <= made.to!)
      : 0
    const earlier = made.from ? countLeading(lastDays.length, (i) => lastDays[i]! < made.from!) : 0
    return { letters: letters.length, later, earlier, undatable: letters.length - later - earlier, unmarked }
  }
}

function sortedDays(days: readonly (string | null)[]): string[] {
  return days.filter((day) => day !== null).sort()
}

/**
 * The base of "not addressed", to stand behind that word: "1 letter, later than the claim", "4 letters: 1 certainly
 * later than the claim, 2 earlier, 1 can’t be dated against it".
 */
export function silenceInWords({ letters, later, earlier, undatable, unmarked }: Silence): string {
  if (letters === 0)
    return unmarked ? lettersInWords({ letters, unmarked }) : 'No letter of this side in the collection'

  const base = countOf(letters, 'letter')
  const all = letters === 1 ? '' : 'all '
  if (later === letters) return `${base}, ${all}later than the claim`
  if (earlier === letters) return `${base}, ${all}earlier than the claim`
  if (undatable === letters) {
    return letters === 1
      ? `${base}, can’t be dated against the claim`
      : `${base}, none can be dated against the claim`
  }

  const parts = []
  if (later) parts.push(`${countOf(later)} certainly later than the claim`)
  if (earlier)
    parts.push(later ? `${countOf(earlier)} earlier` : `${countOf(earlier)} certainly earlier than the claim`)
  if (undatable) parts.push(`${countOf(undatable)} can’t be dated against it`)
  return `${base}: ${parts.join(', ')}`
}
