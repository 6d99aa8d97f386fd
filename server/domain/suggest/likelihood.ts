/**
 * Logistic regression over sparse yes/no features: how likely is it, as far as the examples tell? Used for what a
 * collection teaches (which stretches its editors keep, which topics words belong to). The same examples in the same
 * order always give the same model; a thousand of them take a fraction of a second.
 */
export interface Example {
  features: readonly string[]
  /** 1 for yes, 0 for no. */
  answer: number
  /** How much it counts; 1 if left out. */
  weight?: number
}

export interface Likelihood {
  /** The logarithm of the odds. */
  logit(features: readonly string[]): number
  weightOf(feature: string): number
}

export interface Training {
  rounds: number
  /** How strongly weights are drawn to zero. */
  restraint: number
  /** A feature of fewer examples teaches nothing. */
  fewest: number
  step: number
}

export function learn(
  examples: readonly Example[],
  { rounds, restraint, fewest, step }: Training,
): Likelihood {
  const index = frequentFeatures(examples, fewest)
  const rows = examples.map(({ features }) =>
    Int32Array.from(features.flatMap((feature) => index.get(feature) ?? [])),
  )
  // Weights, with one more at the end for what holds whatever the features.
  const size = index.size + 1
  const weights = new Float64Array(size)
  const [gradient, mean, variance] = [new Float64Array(size), new Float64Array(size), new Float64Array(size)]
  const logitOf = (row: Int32Array) => {
    let sum = weights[size - 1]!
    for (const feature of row) sum += weights[feature]!
    return sum
  }
  // Adam (Kingma and Ba, 2014), over all examples at once: no randomness.
  for (let round = 1; round <= rounds; round++) {
    for (let i = 0; i < size; i++) gradient[i] = i < size - 1 ? restraint * weights[i]! : 0
    for (const [n, row] of rows.entries()) {
      const { answer, weight = 1 } = examples[n]!
      const error = (chance(logitOf(row)) - answer) * weight
      for (const feature of row) gradient[feature]! += error
      gradient[size - 1]! += error
    }
    for (let i = 0; i < size; i++) {
      mean[i] = 0.9 * mean[i]! + 0.1 * gradient[i]!
      variance[i] = 0.999 * variance[i]! + 0.001 * gradient[i]! * gradient[i]!
      const speed = Math.sqrt(variance[i]! / (1 - 0.999 ** round)) + 1e-8
      weights[i]! -= (step * (mean[i]! / (1 - 0.9 ** round))) / speed
    }
  }
  const weightOf = (feature: string) => weights[index.get(feature) ?? -1] ?? 0
  const base = weights[size - 1]!
  return {
    weightOf,
    logit: (features) => features.reduce((sum, feature) => sum + weightOf(feature), base),
  }
}

/** Log odds as a share between 0 and 1. */
export const chance = (logit: number) => 1 / (1 + Math.exp(-logit))

function frequentFeatures(examples: readonly Example[], fewest: number): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { features } of examples) {
    for (const feature of features) counts.set(feature, (counts.get(feature) ?? 0) + 1)
  }
  const frequent = [...counts].filter(([, count]) => count >= fewest)
  return new Map(frequent.map(([feature], i) => [feature, i]))
}
