import type { Range } from '../text/anchor.ts'
import type { KnownLetter } from './known.ts'
import { chance, type Example, learn } from './likelihood.ts'
import type { Reading } from './readings.ts'
import { type PlacedReading, readLetter } from './statements.ts'

/** How likely an editor would keep a reading, from 0 to 1. */
export type Keeper = (reading: PlacedReading) => number

/** A reading and a marked range that share at least half of all their words are taken for the same. */
export const sameFrom = 0.5

/** The last letters of a collection teach it; more would only take longer. */
const mostLetters = 40

/** Below so many marked assertions, what editors keep is not learned but taken from the construction alone. */
const fewestMarked = 40

/**
 * Learns from the marked letters which constructions their editors keep. No word of a letter is learned, only the
 * construction, its length, what it holds and what stands around it.
 */
export function learnKeeping(letters: readonly KnownLetter[]): Keeper {
  const marked = letters.reduce((sum, { assertions }) => sum + assertions.length, 0)
  if (marked < fewestMarked) return keepByConstruction
  const examples: Example[] = []
  for (const letter of letters.slice(-mostLetters)) {
    const marks = letter.assertions.map(({ ranges }) => ranges)
    for (const { readings } of readLetter(letter.paragraphs)) {
      for (const reading of readings) {
        const isKept = marks.some((ranges) => overlap(reading, ranges) >= sameFrom)
        examples.push({ features: reading.features, answer: isKept ? 1 : 0 })
      }
    }
  }
  const model = learn(examples, { rounds: 150, restraint: 8, fewest: 5, step: 0.05 })
  return ({ features }) => chance(model.logit(features))
}

/** For a collection without letters: what any sentence says, whole or by its parts. */
const keepByConstruction: Keeper = ({ reading, sentence }) => {
  const likely = likelyKinds[reading.kind] ?? 0.2
  const partly = reading.part === 'whole' ? 0 : 0.1
  return Math.max(0, (sentence.appeals ? likely / 2 : likely) - partly)
}

/** About how often the editors of the collection that these rules were made with kept each. */
const likelyKinds: Partial<Record<Reading['kind'], number>> = {
  clause: 0.8,
  'joined clause': 0.8,
  'what is said': 0.6,
  'relative clause': 0.6,
  'subordinate clause': 0.5,
  'joined verb': 0.5,
  'noun with its relative clause': 0.5,
  'words without a verb': 0.5,
  'preposition with -ing': 0.4,
}

/** Intersection over union of a range and the ranges of a mark, in code points. */
export function overlap(range: Range, ranges: readonly Range[]): number {
  let shared = 0
  let length = 0
  for (const { start, end } of ranges) {
    shared += Math.max(0, Math.min(end, range.end) - Math.max(start, range.start))
    length += end - start
  }
  return shared / (length + range.end - range.start - shared)
}

/** A reading is proposed from this likelihood on … */
const proposedFrom = 0.33
/** … unless one that is likelier shares so much of its words. */
const tooAlike = 0.45

/**
 * The readings of one sentence that are proposed, in the order of the text. A sentence that asks for nothing is
 * proposed by its likeliest reading even when none is likely: leaving out is quicker than finding.
 */
export function chooseReadings<T extends PlacedReading>(
  readings: readonly T[],
  keep: Keeper,
): { reading: T; likelihood: number }[] {
  const ranked = readings
    .map((reading) => ({ reading, likelihood: keep(reading) }))
    .sort(
      (a, b) =>
        b.likelihood - a.likelihood || a.reading.start - b.reading.start || a.reading.end - b.reading.end,
    )
  const chosen: typeof ranked = []
  for (const candidate of ranked) {
    if (candidate.likelihood < proposedFrom) break
    if (chosen.every(({ reading }) => overlap(candidate.reading, [reading]) <= tooAlike))
      chosen.push(candidate)
  }
  const [likeliest] = ranked
  if (!chosen.length && likeliest && saysSomething(likeliest.reading)) chosen.push(likeliest)
  return chosen.sort((a, b) => a.reading.start - b.reading.start || b.reading.end - a.reading.end)
}

const saysSomething = ({ sentence }: PlacedReading) =>
  !sentence.appeals && sentence.role === 'text' && !sentence.text.endsWith(':')
