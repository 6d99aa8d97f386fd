import type { Range } from '../text/anchor.ts'
import type { MarkedLetter } from './known.ts'
import { type PlacedReading, readLetter } from './statements.ts'
import { growTrees, type TreeExample } from './trees.ts'

/** How likely an editor would keep a reading, from 0 to 1. */
export type Keeper = (reading: PlacedReading) => number

/** A reading and a marked range that share at least half of all their words are taken for the same. */
export const sameFrom = 0.5

/** The last letters of a collection teach it; more would take longer and teach little more. */
const mostLetters = 20

/**
 * Learns which constructions editors keep, from the collection's own letters and from letters about invented disputes.
 * No word of a letter is learned, only the construction, its length, what it holds and what stands around it.
 */
export function learnKeeping(letters: readonly MarkedLetter[], practice: readonly MarkedLetter[]): Keeper {
  const examples: TreeExample[] = []
  for (const letter of [...practice, ...letters.slice(-mostLetters)]) {
    const marks = letter.assertions.map(({ ranges }) => ranges)
    for (const { sentence, readings } of readLetter(letter.paragraphs)) {
      // An annex that nobody has marked says nothing of what editors leave out.
      if (sentence.role === 'enclosure') continue
      for (const reading of readings) {
        const answer = marks.some((ranges) => overlap(reading, ranges) >= sameFrom)
        examples.push({ features: reading.features, answer })
      }
    }
  }
  const likelihood = growTrees(examples, {
    trees: 300,
    depth: 4,
    rate: 0.04,
    sample: 0.6,
    featureSample: 0.2,
    fewest: 8,
  })
  return ({ features }) => likelihood(features)
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

/** A reading is proposed only if it is likelier than this … */
const proposedFrom = 0.35
/** … and none beside it shares more of its words. */
const tooAlike = 0.38

/**
 * The readings of one sentence that are proposed, in the order of the text: of all that do not share too many words those
 * that are likeliest together, so that one long reading does not stand in the way of two good halves. A sentence that
 * asks for nothing is proposed by its likeliest reading even when none is likely: leaving out is quicker than finding.
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
  const likely = ranked.filter(({ likelihood }) => likelihood > proposedFrom)
  const chosen = bestTogether(
    likely.map(({ likelihood }) => likelihood - proposedFrom),
    (i, j) => overlap(likely[i]!.reading, [likely[j]!.reading]) <= tooAlike,
  ).map((i) => likely[i]!)
  const [likeliest] = ranked
  if (!chosen.length && likeliest && saysSomething(likeliest.reading)) chosen.push(likeliest)
  return chosen.sort((a, b) => a.reading.start - b.reading.start || b.reading.end - a.reading.end)
}

/** A sentence of some hundred readings is not searched to the end. */
const mostTries = 5_000

/**
 * Of things of such a worth, the most first, those that are worth most together and go with each other. All choices are
 * tried, except where what is left cannot reach the best one found so far.
 */
function bestTogether(worths: readonly number[], goTogether: (i: number, j: number) => boolean): number[] {
  const fits = worths.map((_, i) => worths.slice(0, i).map((_, j) => goTogether(i, j)))
  const left = worths.map((_, i) => worths.slice(i).reduce((sum, worth) => sum + worth, 0))
  let best: number[] = []
  let most = 0
  let tries = 0
  const tryFrom = (i: number, chosen: number[], sum: number) => {
    if (sum > most) [most, best] = [sum, chosen]
    if (i >= worths.length || sum + left[i]! <= most || ++tries > mostTries) return
    if (chosen.every((j) => fits[i]![j]!)) tryFrom(i + 1, [...chosen, i], sum + worths[i]!)
    tryFrom(i + 1, chosen, sum)
  }
  tryFrom(0, [], 0)
  return best
}

const saysSomething = ({ sentence }: PlacedReading) =>
  !sentence.appeals &&
  (sentence.role === 'text' || sentence.role === 'enclosure') &&
  !sentence.text.endsWith(':')
