import { chance } from './likelihood.ts'

/**
 * Boosted trees (Friedman, 2001): how likely is a yes, as far as examples tell? Each small tree asks a few questions of
 * the kind "has it more than two commas?" and corrects a little of what the trees before it got wrong; so signs that
 * only count together are found. Each tree sees a part of the examples and of the features, so that none is trusted too
 * much. The same examples in the same order always give the same trees.
 */
export interface TreeExample {
  features: Numbers
  answer: boolean
}

/** What is left out is 0. */
export type Numbers = ReadonlyMap<string, number>

export interface Growing {
  trees: number
  /** How many questions a tree asks at most on the way to an answer. */
  depth: number
  /** How much of its correction a tree may make. */
  rate: number
  /** The shares of the examples and of the features that a tree sees. */
  sample: number
  featureSample: number
  /** Other draws by chance of what each tree sees; any whole number. */
  draws: number
  /** An answer rests on at least so many examples; a feature that fewer have is not learned. */
  fewest: number
}

type Tree = { value: number } | { column: Column; limit: number; below: Tree; above: Tree }

/** A feature of all examples: its values sorted into steps, `limits[s]` being the highest value of step `s`. */
interface Column {
  name: string
  steps: Uint8Array
  limits: number[]
}

const mostSteps = 32

/** Gives for any features how likely a yes is. */
export function growTrees(examples: readonly TreeExample[], growing: Growing): (features: Numbers) => number {
  const columns = columnsOf(examples, growing.fewest)
  const yes = examples.filter(({ answer }) => answer).length
  const base = Math.log((yes + 1) / (examples.length - yes + 1))
  const logits = new Float64Array(examples.length).fill(base)
  // By how much each logit is too low, and how fast that changes with it.
  const errors = new Float64Array(examples.length)
  const speeds = new Float64Array(examples.length)
  const random = randomNumbers(growing.draws)
  const trees: Tree[] = []
  while (trees.length < growing.trees) {
    for (const [i, { answer }] of examples.entries()) {
      const likely = chance(logits[i]!)
      errors[i] = Number(answer) - likely
      speeds[i] = likely * (1 - likely)
    }
    const rows = Int32Array.from(examples.keys()).filter(() => random() < growing.sample)
    const offered = columns.filter(() => random() < growing.featureSample)
    const tree = grow(offered, rows, { errors, speeds, ...growing }, growing.depth)
    trees.push(tree)
    for (let i = 0; i < logits.length; i++) logits[i]! += answerForRow(tree, i)
  }
  return (features) => chance(trees.reduce((sum, tree) => sum + answerFor(tree, features), base))
}

interface Corrections extends Growing {
  errors: Float64Array
  speeds: Float64Array
}

/** Of all questions the one that parts the rows' errors best, and so on for either side. */
function grow(columns: readonly Column[], rows: Int32Array, corrections: Corrections, depth: number): Tree {
  const { errors, speeds, rate, fewest } = corrections
  let [error, speed] = [0, 0]
  for (const row of rows) {
    error += errors[row]!
    speed += speeds[row]!
  }
  const leaf = { value: (rate * error) / (speed + 1) }
  if (depth === 0 || rows.length < 2 * fewest) return leaf

  let best: { column: Column; step: number } | undefined
  let bestGain = worth(error, speed) + 1e-6
  const [errorAt, speedAt] = [new Float64Array(mostSteps), new Float64Array(mostSteps)]
  const countAt = new Int32Array(mostSteps)
  for (const column of columns) {
    const { steps, limits } = column
    for (const list of [errorAt, speedAt, countAt]) list.fill(0, 0, limits.length)
    for (const row of rows) {
      const step = steps[row]!
      errorAt[step]! += errors[row]!
      speedAt[step]! += speeds[row]!
      countAt[step]!++
    }
    let [errorBelow, speedBelow, below] = [0, 0, 0]
    for (let step = 0; step < limits.length - 1; step++) {
      errorBelow += errorAt[step]!
      speedBelow += speedAt[step]!
      below += countAt[step]!
      if (below < fewest || rows.length - below < fewest) continue
      const gain = worth(errorBelow, speedBelow) + worth(error - errorBelow, speed - speedBelow)
      if (gain > bestGain) [bestGain, best] = [gain, { column, step }]
    }
  }
  if (!best) return leaf
  const { column, step } = best
  return {
    column,
    limit: column.limits[step]!,
    below: grow(
      columns,
      rows.filter((row) => column.steps[row]! <= step),
      corrections,
      depth - 1,
    ),
    above: grow(
      columns,
      rows.filter((row) => column.steps[row]! > step),
      corrections,
      depth - 1,
    ),
  }
}

/** How much better one common correction makes examples; one more example than there are holds it back. */
const worth = (error: number, speed: number) => error ** 2 / (speed + 1)

function answerFor(tree: Tree, features: Numbers): number {
  let at = tree
  while (!('value' in at)) at = (features.get(at.column.name) ?? 0) <= at.limit ? at.below : at.above
  return at.value
}

function answerForRow(tree: Tree, row: number): number {
  let at = tree
  while (!('value' in at)) at = at.column.limits[at.column.steps[row]!]! <= at.limit ? at.below : at.above
  return at.value
}

function columnsOf(examples: readonly TreeExample[], fewest: number): Column[] {
  const counts = new Map<string, number>()
  for (const { features } of examples) {
    for (const name of features.keys()) counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  const frequent = [...counts].filter(([, count]) => count >= fewest)
  const values = new Map(frequent.map(([name]) => [name, new Float64Array(examples.length)]))
  for (const [row, { features }] of examples.entries()) {
    for (const [name, value] of features) {
      const column = values.get(name)
      if (column) column[row] = value
    }
  }
  return Array.from(values, ([name, column]) => {
    const limits = limitsOf(column)
    return { name, limits, steps: Uint8Array.from(column, (value) => stepOf(value, limits)) }
  })
}

function stepOf(value: number, limits: readonly number[]): number {
  let step = 0
  while (value > limits[step]!) step++
  return step
}

/** The values that occur, or so many of them that about as many examples lie between one and the next. */
function limitsOf(values: Float64Array): number[] {
  const sorted = values.toSorted()
  const different = [...new Set(sorted)]
  if (different.length <= mostSteps) return different
  const parted = Array.from(
    { length: mostSteps },
    (_, i) => sorted[Math.ceil(((i + 1) * sorted.length) / mostSteps) - 1]!,
  )
  return [...new Set(parted)]
}

/** Numbers from 0 to 1 without a visible order, always the same ones (mulberry32). */
function randomNumbers(start: number): () => number {
  let state = start
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
