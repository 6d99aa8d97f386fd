import type { Range } from '../text/anchor.ts'
import type { MarkedLetter } from './known.ts'
import { type PlacedReading, readLetter } from './statements.ts'
import { growTrees, type TreeExample } from './trees.ts'

/** What editors keep, as likelihoods from 0 to 1. */
export interface Keeper {
  /** That the reading and some mark share half of their words. */
  matches: (reading: PlacedReading) => number
  /** That of all readings it is the nearest to some mark. */
  isNearest: (reading: PlacedReading) => number
}

/** A reading and a marked range that share at least half of all their words are taken for the same. */
export const sameFrom = 0.5

/** The last letters of a collection teach it; more would take longer and teach little more. */
const mostLetters = 20

/**
 * Learns which constructions editors keep, from the collection's own letters and from letters about invented disputes.
 * No word of a letter is learned, only the construction, its length, what it holds and what stands around it.
 */
export function learnKeeping(letters: readonly MarkedLetter[], practice: readonly MarkedLetter[]): Keeper {
  const matching: TreeExample[] = []
  const nearest: TreeExample[] = []
  for (const letter of [...practice, ...letters.slice(-mostLetters)]) {
    const marks = letter.assertions.map(({ ranges }) => ranges)
    // An annex that nobody has marked says nothing of what editors leave out.
    const readings = Array.from(readLetter(letter.paragraphs))
      .filter(({ sentence }) => sentence.role !== 'enclosure')
      .flatMap((sentence) => sentence.readings)
    const nearestOnes = new Set(marks.map((ranges) => nearestTo(ranges, readings)))
    for (const reading of readings) {
      const { features } = reading
      matching.push({ features, answer: marks.some((ranges) => overlap(reading.ranges, ranges) >= sameFrom) })
      nearest.push({ features, answer: nearestOnes.has(reading) })
    }
  }
  const matches = growTrees(matching, { ...growing, draws: 1 })
  const isNearest = growTrees(nearest, { ...growing, draws: 2 })
  return { matches: ({ features }) => matches(features), isNearest: ({ features }) => isNearest(features) }
}

const growing = { trees: 400, depth: 4, rate: 0.03, sample: 0.3, featureSample: 0.1, fewest: 6 }

/** Readings that are farther from a mark do not show how marks begin and end. */
const nearFrom = 0.6

function nearestTo(ranges: readonly Range[], readings: readonly PlacedReading[]): PlacedReading | undefined {
  let [nearest, most]: [PlacedReading | undefined, number] = [undefined, nearFrom]
  for (const reading of readings) {
    const shared = overlap(reading.ranges, ranges)
    if (shared > most) [nearest, most] = [reading, shared]
  }
  return nearest
}

/** Intersection over union of the ranges of two things, in code points. */
export function overlap(ones: readonly Range[], others: readonly Range[]): number {
  let shared = 0
  for (const one of ones) {
    for (const other of others)
      shared += Math.max(0, Math.min(one.end, other.end) - Math.max(one.start, other.start))
  }
  if (!shared) return 0
  return shared / (lengthOf(ones) + lengthOf(others) - shared)
}

const lengthOf = (ranges: readonly Range[]) => ranges.reduce((sum, { start, end }) => sum + end - start, 0)

/** The same, of what is their own where both begin with the same words, and one at least shares these with other things. */
export function alikeness(one: PlacedReading, other: PlacedReading): number {
  const isJoin = one.ranges.length > 1 || other.ranges.length > 1
  const shared = Math.min(one.ranges[0]!.end, other.ranges[0]!.end)
  if (!isJoin || one.start !== other.start) return overlap(one.ranges, other.ranges)
  const [own, others] = [one, other].map(({ ranges }) => behind(ranges, shared)) as [Range[], Range[]]
  return overlap(own, others)
}

const behind = (ranges: readonly Range[], at: number) =>
  ranges.filter(({ end }) => end > at).map(({ start, end }) => ({ start: Math.max(start, at), end }))

/** A reading is proposed only if it is likelier than this to match a mark that no other one matches … */
const proposedFrom = 0.33
/** … and none beside it shares more of its words. */
const tooAlike = 0.38

/** By so much what stands apart seems likelier to be marked than it is. */
const joinsSeemLikelier = 0.04

/** Of a sentence's readings, so many of the likeliest are weighed against one another: the time grows with the square. */
const mostLikely = 150

/** A reading with how likely it matches a mark. */
interface Candidate<T> {
  reading: T
  likelihood: number
  /** How likely no other is nearer to a mark. */
  nearest: number
  /** The readings that may be that mark: how likely each is one, and how many words they share. */
  alike: { index: number; chance: number; shared: number }[]
}

/**
 * The readings of one sentence that are proposed, in the order of the text: those from which, taken together, the most
 * matches may be expected. One mark is matched by one reading only, so that of two readings that may match the same mark,
 * the second is worth little.
 */
export function chooseReadings<T extends PlacedReading>(
  readings: readonly T[],
  keep: Keeper,
): { reading: T; likelihood: number }[] {
  const ranked = candidatesOf(readings, keep).sort(
    (a, b) =>
      b.likelihood - a.likelihood || a.reading.start - b.reading.start || a.reading.end - b.reading.end,
  )
  const likely = ranked.filter(({ likelihood }) => likelihood > proposedFrom).slice(0, mostLikely)
  return bestTogether(likely).sort(
    (a, b) => a.reading.start - b.reading.start || b.reading.end - a.reading.end,
  )
}

function candidatesOf<T extends PlacedReading>(readings: readonly T[], keep: Keeper): Candidate<T>[] {
  const chances = readings.map(keep.isNearest)
  return readings.map((reading, i) => {
    const alike = readings
      .map((other, index) => ({
        index,
        chance: chances[index]!,
        shared: overlap(reading.ranges, other.ranges),
      }))
      .filter(({ shared }) => shared >= sameFrom)
    // Two estimates that err in different ways: their mean errs less.
    const mean = (keep.matches(reading) + anyOf(alike)) / 2
    return {
      reading,
      alike,
      nearest: chances[i]!,
      likelihood: reading.ranges.length > 1 ? Math.max(0, mean - joinsSeemLikelier) : mean,
    }
  })
}

/** How likely one of several things is so that do not depend on each other. */
const anyOf = (things: readonly { chance: number }[]) =>
  1 - things.reduce((none, { chance }) => none * (1 - chance), 1)

/** So many choices are followed at a time, the best ones so far. */
const choicesKept = 30

/** Of candidates, the likeliest first, those that are worth most together and are not too alike. */
function bestTogether<T extends PlacedReading>(candidates: readonly Candidate<T>[]): Candidate<T>[] {
  let choices: { chosen: Candidate<T>[]; worth: number }[] = [{ chosen: [], worth: 0 }]
  for (const candidate of candidates) {
    const longer = choices
      .filter(({ chosen }) =>
        chosen.every(({ reading }) => alikeness(reading, candidate.reading) <= tooAlike),
      )
      .map(({ chosen: before }) => {
        const chosen = [...before, candidate]
        return { chosen, worth: expectedMatches(chosen) + exactness(chosen) - proposedFrom * chosen.length }
      })
    choices = [...choices, ...longer].sort((a, b) => b.worth - a.worth).slice(0, choicesKept)
  }
  return choices[0]!.chosen
}

/** Of readings that would match the same mark, one that begins and ends as it does spares an editor the change. */
const exactness = (chosen: readonly Candidate<unknown>[]) =>
  exactIsWorth * chosen.reduce((sum, { nearest }) => sum + nearest, 0)
const exactIsWorth = 0.1

/** How many marks are matched, each by that of the chosen which shares most of its words. */
function expectedMatches(chosen: readonly Candidate<unknown>[]): number {
  const nearest = new Map<number, { candidate: Candidate<unknown>; shared: number }>()
  for (const candidate of chosen) {
    for (const { index, shared } of candidate.alike) {
      if (shared > (nearest.get(index)?.shared ?? 0)) nearest.set(index, { candidate, shared })
    }
  }
  return chosen.reduce((sum, candidate) => {
    const { likelihood, alike } = candidate
    const own = alike.filter(({ index }) => nearest.get(index)!.candidate === candidate)
    const any = anyOf(alike)
    return sum + (any ? (likelihood * anyOf(own)) / any : likelihood)
  }, 0)
}
