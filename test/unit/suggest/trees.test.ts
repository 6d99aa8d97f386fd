import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Growing, growTrees, type TreeExample } from '../../../server/domain/suggest/trees.ts'

const growing: Growing = {
  trees: 60,
  depth: 3,
  rate: 0.2,
  sample: 0.8,
  featureSample: 1,
  draws: 1,
  fewest: 2,
}

const example = fc
  .tuple(
    fc.dictionary(fc.constantFrom('commas', 'verbs', 'names', 'words'), fc.integer({ min: -5, max: 50 })),
    fc.boolean(),
  )
  .map(([features, answer]): TreeExample => ({ features: new Map(Object.entries(features)), answer }))

test('whatever the examples, an answer is a likelihood, and the same examples give the same', () => {
  fc.assert(
    fc.property(fc.array(example, { maxLength: 40 }), example, (examples, { features }) => {
      const likely = growTrees(examples, growing)(features)
      expect(likely).toBeGreaterThan(0)
      expect(likely).toBeLessThan(1)
      expect(growTrees(examples, growing)(features)).toBe(likely)
    }),
    { numRuns: 30 },
  )
})

test('without examples a yes is as likely as a no', () => {
  expect(growTrees([], growing)(new Map([['commas', 3]]))).toBe(0.5)
})

test('signs that only count together are learned', () => {
  const features = (commas: number, names: number) =>
    new Map([
      ['commas', commas],
      ['names', names],
    ])
  const examples = Array.from({ length: 200 }, (_, i): TreeExample => {
    const [commas, names] = [i % 2, Math.floor(i / 2) % 2]
    return { features: features(commas, names), answer: commas !== names }
  })
  // Each sign alone says nothing here, and a first question about one of them gains nothing: a few odd ones break the tie.
  examples.push({ features: features(1, 0), answer: true }, { features: features(1, 1), answer: false })
  const likelihood = growTrees(examples, growing)
  expect(likelihood(features(1, 0))).toBeGreaterThan(0.8)
  expect(likelihood(features(1, 1))).toBeLessThan(0.2)
  expect(likelihood(features(0, 0))).toBeLessThan(0.2)
})

test('a feature with many values is learned by its steps', () => {
  const examples = Array.from({ length: 300 }, (_, i): TreeExample => {
    const words = (i * 7) % 100
    return { features: new Map([['words', words]]), answer: words > 40 }
  })
  const likelihood = growTrees(examples, growing)
  expect(likelihood(new Map([['words', 80]]))).toBeGreaterThan(0.9)
  expect(likelihood(new Map([['words', 10]]))).toBeLessThan(0.1)
  expect(likelihood(new Map([['words', 1000]]))).toBeGreaterThan(0.9)
})
