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
  if (!isSame(a.unit, b.unit)) return refuse(`They are given in different units: ${both(a.unit, b.unit)}.`)
  if (!isSame(a.counted, b.counted))
    return refuse(`They count different things: ${both(a.counted, b.counted)}.`)
  return scopeRefusal('where', a.where, b.where) ?? scopeRefusal('when', a.when, b.when) ?? { allowed: true }
}

function scopeRefusal(
  slot: 'where' | 'when',
  one: string | null,
  other: string | null,
): Comparability | null {
  if (one === null && other === null) return null
  if (one === null || other === null)
    return refuse(`Only one of them says ${slot} it counts: “${one ?? other}”.`)
  if (isSame(one, other)) return null
  const difference = slot === 'where' ? 'They count at different places' : 'They count at different times'
  return refuse(`${difference}: ${both(one, other)}.`)
}

const refuse = (reason: string): Comparability => ({ allowed: false, reason })
const both = (one: string, other: string) => `“${one}” and “${other}”`
const folded = (words: string) => normaliseText(words).toLowerCase()
const isSame = (one: string, other: string) => folded(one) === folded(other)

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
