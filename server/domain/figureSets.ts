import { agree, type Figure, mayBeCompared } from './figures.ts'

/** Figures of several statements, sorted into what may be set against each other and what may not. */
export interface FigureSets<F> {
  /** Figures that count the same thing, two or more, with what can be said of all of them together. */
  comparable: { figures: F[]; verdict: 'agree' | 'differ' | 'compatible' }[]
  /** Figures that nothing can be set against. */
  alone: F[]
  /** Pairs of figures that count different things, with the reason; those of two different speakers first. */
  apart: { one: F; other: F; reason: string }[]
  /** How many pairs there are, where not all are listed. */
  apartInAll: number
}

/**
 * Sorts figures by what they count. `speakerOf` tells whose figure it is: pairs across speakers come first.
 * At most `maxPairs` of the pairs that cannot be compared are listed: with many figures nobody would read them all.
 */
export function figureSets<F extends Figure>(
  figures: readonly F[],
  speakerOf: (figure: F) => unknown,
  maxPairs = 8,
): FigureSets<F> {
  const sets: F[][] = []
  for (const figure of figures) {
    const set = sets.find(([first]) => first && mayBeCompared(first, figure).allowed)
    if (set) set.push(figure)
    else sets.push([figure])
  }
  // One figure stands for all that count the same. Any two of these count different things.
  const different = pairs(sets.map((set) => set[0]!))
  const isAcross = ([one, other]: [F, F]) => speakerOf(one) !== speakerOf(other)
  const ordered = [...different.filter(isAcross), ...different.filter((pair) => !isAcross(pair))]
  return {
    comparable: sets
      .filter((set) => set.length > 1)
      .map((set) => ({ figures: set, verdict: verdictOn(set) })),
    alone: sets.filter((set) => set.length === 1).flat(),
    apart: ordered
      .slice(0, maxPairs)
      .map(([one, other]) => ({ one, other, reason: reasonAgainst(one, other) })),
    apartInAll: ordered.length,
  }
}

function reasonAgainst(one: Figure, other: Figure): string {
  const comparability = mayBeCompared(one, other)
  return comparability.allowed ? '' : comparability.reason
}

/** One pair that cannot both be true decides; else they agree only where every pair does. */
function verdictOn(set: readonly Figure[]): 'agree' | 'differ' | 'compatible' {
  const verdicts = pairs(set).map(([one, other]) => agree(one, other))
  if (verdicts.includes('differ')) return 'differ'
  return verdicts.every((verdict) => verdict === 'agree') ? 'agree' : 'compatible'
}

function pairs<T>(items: readonly T[]): [T, T][] {
  return items.flatMap((one, i) => items.slice(i + 1).map((other): [T, T] => [one, other]))
}
