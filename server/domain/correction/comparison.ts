import type { Range } from '../text/anchor.ts'
import { codePointLength } from '../text/codePoints.ts'
import { sameRuns, tokens } from '../text/sameWords.ts'

/** A text with its paragraphs: what ranges stand in. */
export interface RangedText {
  text: string
  language: string
  paragraphs: readonly Range[]
}

/** Words that stand in two texts alike: from `before` in the one, from `after` in the other; all in code points. */
export interface SameStretch {
  before: number
  after: number
  length: number
}

/** Two versions of a text, and which stretches of the one stand unchanged in the other, in order. */
export interface Comparison {
  before: RangedText
  after: RangedText
  stretches: readonly SameStretch[]
}

/** Compares two versions word by word, never cutting a word: once, for all that is asked of them. */
export function compareTexts(before: RangedText, after: RangedText): Comparison {
  const [a, b] = [tokens(before.text), tokens(after.text)]
  const [placesBefore, placesAfter] = [placesOf(a), placesOf(b)]
  const stretches = sameRuns(a, b).map((run) => ({
    before: placesBefore[run.a]!,
    after: placesAfter[run.b]!,
    length: placesBefore[run.a + run.count]! - placesBefore[run.a]!,
  }))
  return { before, after, stretches }
}

/** Where each token begins, in code points, and where the last one ends. */
function placesOf(list: readonly string[]): Uint32Array {
  const places = new Uint32Array(list.length + 1)
  for (const [i, token] of list.entries()) places[i + 1] = places[i]! + codePointLength(token)
  return places
}
