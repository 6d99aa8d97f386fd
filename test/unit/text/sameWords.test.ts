import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type SameRun, sameRuns, tokens } from '../../../server/domain/text/sameWords.ts'

const word = fc.constantFrom('the', 'bridge', 'fell', 'a', 'b', ' ', ' ', '.', '\n\n', '\n', '𝒻', 'é', '😀')
const text = fc.array(word, { maxLength: 40 }).map((list) => list.join(''))
const oneParagraph = text.map((words) => words.replaceAll('\n\n', ' '))

const count = (runs: readonly SameRun[]) => runs.reduce((sum, run) => sum + run.count, 0)

/** How many tokens two lists have in common at most, in the same order. */
function mostInCommon(a: readonly string[], b: readonly string[]): number {
  let below = new Array<number>(b.length + 1).fill(0)
  for (const token of a) {
    const row = [0]
    for (const [j, other] of b.entries()) {
      row.push(token === other ? below[j]! + 1 : Math.max(row[j]!, below[j + 1]!))
    }
    below = row
  }
  return below[b.length]!
}

test('what is said to be the same is the same, in the order of both texts, and no two runs touch', () => {
  fc.assert(
    fc.property(text, text, (before, after) => {
      const [a, b] = [tokens(before), tokens(after)]
      let [endA, endB] = [-1, -1]
      for (const run of sameRuns(a, b)) {
        expect(run.count).toBeGreaterThan(0)
        expect(a.slice(run.a, run.a + run.count)).toEqual(b.slice(run.b, run.b + run.count))
        expect(run.a > endA || run.b > endB).toBe(true)
        expect(run.a >= endA && run.b >= endB).toBe(true)
        ;[endA, endB] = [run.a + run.count, run.b + run.count]
      }
      expect(endA <= a.length && endB <= b.length).toBe(true)
    }),
    { numRuns: 1000 },
  )
})

test('within a paragraph as many words as possible are the same', () => {
  fc.assert(
    fc.property(oneParagraph, oneParagraph, (before, after) => {
      const [a, b] = [tokens(before), tokens(after)]
      expect(count(sameRuns(a, b))).toBe(mostInCommon(a, b))
    }),
    { numRuns: 1000 },
  )
})

/** Paragraphs of numbered words, of which no two are the same. */
const paragraph = (name: string, words = 3000) =>
  Array.from({ length: words }, (_, i) => `${name}${i}`).join(' ')

test('of texts that have too little in common, the paragraphs that they share are still found', () => {
  const before = ['Begun.', paragraph('a'), 'It fell.', paragraph('b'), 'Ended.'].join('\n\n')
  const after = ['Begun.', paragraph('c'), 'It fell.', paragraph('d'), 'Ended.'].join('\n\n')
  const [a, b] = [tokens(before), tokens(after)]
  const words = sameRuns(a, b).map((run) =>
    a
      .slice(run.a, run.a + run.count)
      .join('')
      .trim(),
  )
  expect(words).toEqual(['Begun.', 'It fell.', 'Ended.'])
})

test('two books that have nothing in common are compared without delay', () => {
  const book = (name: string) =>
    tokens(Array.from({ length: 1000 }, (_, i) => paragraph(`${name}${i}x`, 60)).join('\n\n'))
  expect(count(sameRuns(book('a'), book('b')))).toBe(0)
})
