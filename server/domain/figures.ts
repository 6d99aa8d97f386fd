import type { bounds } from '../../db/vocabulary.ts'
import { normaliseText } from './text/normalise.ts'
import { countOf } from './words.ts'

/** A number that a letter gives, with what it counts. `number` is null where the letter gives none ("hundreds"). */
export interface Figure {
  number: number | null
  bound: (typeof bounds)[number]
  unit: string
  counted: string
  where: string | null
  when: string | null
}

/**
 * "93 people: civilians killed by shelling (towns of North, autumn of 2020)", "more than 120 settlements: …".
 * A figure without a number is given in the letter's own words, where the caller has them: "“hundreds” (people): …".
 */
export function figureInWords(figure: Figure, lettersWords?: string): string {
  const scope = [figure.where, figure.when].filter((part) => part !== null).join(', ')
  return `${amountInWords(figure, lettersWords)}: ${figure.counted}${scope && ` (${scope})`}`
}

function amountInWords({ number, bound, unit }: Figure, lettersWords: string | undefined): string {
  if (number === null) return lettersWords ? `“${lettersWords}” (${unit})` : `an unstated number of ${unit}`
  const amount = `${countOf(number)} ${unit}`
  if (bound === 'exactly') return amount
  return bound === 'unspecified' ? `${amount} (whether exactly is not said)` : `${bound} ${amount}`
}

/** The answer to whether two figures may be set against each other; `reason` is a sentence for readers. */
export type Comparability = { allowed: true } | { allowed: false; reason: string }

/**
 * Two figures may be set against each other only when they count the same thing: the same unit, the same counted, at
 * the same place and time, letter case and spaces apart. A place or time that only one of them gives is not the same.
 */
export function mayBeCompared(a: Figure, b: Figure): Comparability {
  const differences: [string | null, string | null, string][] = [
    [a.unit, b.unit, 'They are given in different units'],
    [a.counted, b.counted, 'They count different things'],
    [a.where, b.where, 'They count at different places'],
    [a.when, b.when, 'They count at different times'],
  ]
  for (const [one, other, difference] of differences) {
    if (folded(one) === folded(other)) continue
    return { allowed: false, reason: `${difference}: ${quoted(one)} and ${quoted(other)}.` }
  }
  return { allowed: true }
}

const folded = (words: string | null) => (words === null ? null : normaliseText(words).toLowerCase())
const quoted = (words: string | null) => (words === null ? 'not said' : `“${words}”`)

/**
 * Whether two comparable figures say the same (`agree`: same number, same bound), cannot both be true (`differ`) or
 * may both be true (`compatible`: "more than 120" with 130; anything with a figure without a number or bound).
 * Throws an Error, with the reason, for two figures that may not be compared.
 */
export function agree(a: Figure, b: Figure): 'agree' | 'differ' | 'compatible' {
  const comparability = mayBeCompared(a, b)
  if (!comparability.allowed) throw new Error(`figures that may not be compared: ${comparability.reason}`)

  if (a.number !== null && a.number === b.number && a.bound === b.bound) return 'agree'
  return canMeet(possible(a), possible(b)) ? 'compatible' : 'differ'
}

/** The numbers that a figure leaves possible, from `low` to `high`; `isAbove` leaves out `low` itself. */
interface Possible {
  low: number
  high: number
  isAbove: boolean
}

/** What "about" is taken to allow: a tenth to either side. A convention, since no letter says how far its "about" goes. */
const aboutShare = 0.1

function possible({ number, bound }: Figure): Possible {
  const anything = { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY, isAbove: false }
  if (number === null) return anything
  const margin = Math.abs(number) * aboutShare
  switch (bound) {
    case 'exactly':
      return { low: number, high: number, isAbove: false }
    case 'at least':
      return { ...anything, low: number }
    case 'more than':
      return { ...anything, low: number, isAbove: true }
    case 'at most':
      return { ...anything, high: number }
    case 'about':
      return { low: number - margin, high: number + margin, isAbove: false }
    case 'unspecified':
      return anything
  }
}

function canMeet(a: Possible, b: Possible): boolean {
  const isBelow = (one: Possible, other: Possible) =>
    other.isAbove ? one.high <= other.low : one.high < other.low
  return !isBelow(a, b) && !isBelow(b, a)
}
