/** Small linear models over dense features, learned by Adam over all examples at once: no randomness, always the same. */

/** Several candidates, each with its features, of which some are right. */
export interface Choice {
  candidates: readonly Float64Array[]
  right: readonly number[]
}

/** Weights for features as they are given. */
export type Weights = readonly number[]

const rounds = 100
const stepSize = 0.1

/** Learns to tell the right candidates from the others (conditional logit): weights whose sum is highest for them. */
export function learnChoice(choices: readonly Choice[], restraint: number): Weights {
  const spread = spreadOf(choices.flatMap(({ candidates }) => candidates))
  const scaled = choices.map(({ candidates, right }) => ({
    right,
    candidates: candidates.map((features) => features.map((value, i) => value / spread[i]!)),
  }))
  const learned = minimise(spread.length, restraint, (weights, gradient) => {
    for (const { candidates, right } of scaled) {
      const chances = softmax(candidates.map((features) => dot(weights, features)))
      const total = right.reduce((sum, i) => sum + chances[i]!, 0)
      for (const [i, features] of candidates.entries()) {
        const wanted = right.includes(i) ? chances[i]! / total : 0
        addTimes(gradient, features, chances[i]! - wanted)
      }
    }
  })
  return Array.from(learned, (weight, i) => weight / spread[i]!)
}

/** Learns how likely "yes" is (logistic regression). The last weight holds whatever the features. */
export function learnYesNo(
  examples: readonly { features: Float64Array; isYes: boolean }[],
  restraint: number,
): Weights {
  const spread = [...spreadOf(examples.map(({ features }) => features)), 1]
  const scaled = examples.map(({ features, isYes }) => ({
    isYes,
    features: Float64Array.from([...features, 1], (value, i) => value / spread[i]!),
  }))
  const learned = minimise(spread.length, restraint, (weights, gradient) => {
    for (const { features, isYes } of scaled) {
      addTimes(gradient, features, 1 / (1 + Math.exp(-dot(weights, features))) - Number(isYes))
    }
  })
  return Array.from(learned, (weight, i) => weight / spread[i]!)
}

/** The sum of features times weights; of a model with one weight more, that is added. */
export function dot(weights: ArrayLike<number>, features: Float64Array): number {
  let sum = weights.length > features.length ? weights[features.length]! : 0
  for (let i = 0; i < features.length; i++) sum += weights[i]! * features[i]!
  return sum
}

export function softmax(scores: readonly number[]): number[] {
  const highest = scores.reduce((a, b) => Math.max(a, b), -Infinity)
  const shares = scores.map((score) => Math.exp(score - highest))
  const total = shares.reduce((a, b) => a + b, 0)
  return shares.map((share) => share / total)
}

function minimise(
  size: number,
  restraint: number,
  addGradient: (weights: Float64Array, gradient: Float64Array) => void,
): Float64Array {
  const weights = new Float64Array(size)
  const [gradient, mean, variance] = [new Float64Array(size), new Float64Array(size), new Float64Array(size)]
  for (let round = 1; round <= rounds; round++) {
    for (let i = 0; i < size; i++) gradient[i] = restraint * weights[i]!
    addGradient(weights, gradient)
    for (let i = 0; i < size; i++) {
      mean[i] = 0.9 * mean[i]! + 0.1 * gradient[i]!
      variance[i] = 0.999 * variance[i]! + 0.001 * gradient[i]! * gradient[i]!
      const speed = Math.sqrt(variance[i]! / (1 - 0.999 ** round)) + 1e-8
      weights[i]! -= (stepSize * (mean[i]! / (1 - 0.9 ** round))) / speed
    }
  }
  return weights
}

/** Standard deviations of each feature. */
function spreadOf(rows: readonly Float64Array[]): number[] {
  const size = rows[0]?.length ?? 0
  const [sums, squares] = [new Float64Array(size), new Float64Array(size)]
  for (const row of rows) {
    for (let i = 0; i < size; i++) {
      sums[i]! += row[i]!
      squares[i]! += row[i]! * row[i]!
    }
  }
  return Array.from(
    sums,
    (sum, i) => Math.sqrt(Math.max(0, squares[i]! / rows.length - (sum / rows.length) ** 2)) + 1e-9,
  )
}

function addTimes(target: Float64Array, features: Float64Array, factor: number) {
  for (let i = 0; i < features.length; i++) target[i]! += factor * features[i]!
}
