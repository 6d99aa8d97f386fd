import type { AssertionKind, Pattern, Position, RelationKind, StanceKind } from '../../db/vocabulary.ts'

/** How a stance is named on a page, behind the name of who takes it: "Northern side reports …". */
export const stanceWords: Record<StanceKind, string> = {
  asserts: 'asserts',
  disputes: 'disputes',
  qualifies: 'qualifies',
  reports: 'reports what others say',
}

/** How a position is named on a page, behind the name of who holds it. */
export const positionWords: Record<Position, string> = {
  asserts: 'asserts',
  disputes: 'disputes',
  qualifies: 'qualifies',
  mixed: 'asserts and disputes',
  'only reports': 'reports what others say',
  'not addressed': 'not addressed',
}

/** How either is named, where a page has only the word of the record. */
export const bearingInWords = (word: StanceKind | Position): string =>
  ({ ...stanceWords, ...positionWords })[word]

/** How the pattern of a claim over all parties is named on a page. */
export const patternWords: Record<Pattern, string> = {
  contested: 'contested',
  qualified: 'qualified',
  shared: 'shared',
  'one-sided': 'one-sided',
  unclaimed: 'unclaimed',
}

/** How a kind of assertion is named on a page. */
export const kindWords: Record<AssertionKind, string> = {
  fact: 'fact',
  legal: 'legal characterisation',
  evaluation: 'evaluation',
  demand: 'demand',
}

/** How a relation reads on the page of the claim it starts from (`from`) and on that of the one it leads to (`to`). */
export const relationWords: Record<RelationKind, { from: string; to: string }> = {
  mirrors: { from: 'mirrored by', to: 'mirrored by' },
  contradicts: { from: 'contradicts', to: 'contradicts' },
  narrows: { from: 'narrows', to: 'narrowed by' },
  supports: { from: 'supports', to: 'supported by' },
  'not comparable': { from: 'not comparable with', to: 'not comparable with' },
}

/** The words with a capital at their start: "Not addressed". */
export function capitalised(words: string): string {
  return words.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase())
}

/** The words with a full stop, where they do not end a sentence already, in quotation marks or outside of them. */
export const asSentence = (words: string): string => (/[.!?…][”’"')\]]*$/u.test(words) ? words : `${words}.`)

/** A sentence without its full stop, where more follows in the same line. */
export const unstopped = (words: string): string => words.replace(/\.$/, '')

const digits = new Intl.NumberFormat('en', { maximumFractionDigits: 20 })

/**
 * A number with separators between its thousands, and what it counts: `countOf(4, 'letter')` is "4 letters",
 * `countOf(1200)` is "1,200". A plural that is not made with -s is given.
 */
export function countOf(n: number, noun?: string, plural = `${noun}s`): string {
  return noun ? `${inDigits(n)} ${n === 1 ? noun : plural}` : inDigits(n)
}

/** A page has hundreds of small numbers, and the formatter takes its time. */
const inDigits = (n: number) => (Number.isInteger(n) && n >= 0 && n < 1000 ? String(n) : digits.format(n))

/** A count that stopped one beyond its cap: "10,000+" for more than 10,000. */
export function cappedCount(n: number, cap: number): string {
  return n > cap ? `${digits.format(cap)}+` : digits.format(n)
}

/** The beginning of a text, for naming it: at most `length` characters, whole words. */
export function opening(text: string, length = 60): string {
  const flat = text.replace(/\s+/g, ' ').trim()
  if (flat.length <= length) return flat
  const cut = flat.slice(0, length)
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), length / 2)).trimEnd()}…`
}

/** The end of a text, for naming it. */
export function ending(text: string, length = 40): string {
  const flat = text.replace(/\s+/g, ' ').trim()
  if (flat.length <= length) return flat
  const cut = flat.slice(-length)
  return `…${cut.slice(Math.min(cut.indexOf(' ') + 1, length / 2))}`
}
