import { countLeading } from '../binarySearch.ts'

/** Words with the marks on their letters, numbers with their commas, stretches of blanks, and everything else sign by sign. */
export const tokens = (text: string): string[] =>
  text.match(/\s+|\p{N}+(?:[.,]\p{N}+)+|[\p{L}\p{M}\p{N}]+|[^\s\p{L}\p{M}\p{N}]/gu) ?? []

/** Tokens that stand in two texts alike: `count` of them, from the `a`th in the one, from the `b`th in the other. */
export interface SameRun {
  a: number
  b: number
  count: number
}

/**
 * Comparing two stretches takes so many steps for each of their tokens, and no more: its time grows with the length of
 * the texts, not with its square. That is enough for 200 words and 200 quite other ones, or for a letter of 80,000 signs in
 * which every tenth word was changed.
 */
const stepsPerToken = 200

/** The numbers by which tokens are known, of a text or a part of one. */
type Signs = Int32Array

/**
 * Which tokens of two texts are the same, in the order of both. Paragraphs that stand once in each, word by word, hold the
 * comparison; between them as many words as possible are the same. Where two stretches have so little in common that finding
 * it would take too long, nothing between their first and their last common words is said to be the same.
 */
export function sameRuns(a: readonly string[], b: readonly string[]): SameRun[] {
  const known = new Map<string, number>()
  const signsOf = (list: readonly string[]): Signs =>
    Int32Array.from(list, (token) => {
      let sign = known.get(token)
      if (sign === undefined) known.set(token, (sign = known.size))
      return sign
    })
  const breaks = new Set<number>()
  const [x, y] = [signsOf(a), signsOf(b)]
  for (const [token, sign] of known) if (/\n\s*\n/.test(token)) breaks.add(sign)

  const runs: SameRun[] = []
  const add = (run: SameRun) => {
    const last = runs.at(-1)
    if (last && last.a + last.count === run.a && last.b + last.count === run.b) last.count += run.count
    else if (run.count > 0) runs.push({ ...run })
  }
  betweenEnds(x, y, { a: 0, b: 0 }, add, (inX, inY, at) => {
    let from = { a: 0, b: 0 }
    const end = { a: inX.length, b: inY.length, count: 0 }
    for (const anchor of [...anchors(paragraphs(inX, breaks), paragraphs(inY, breaks)), end]) {
      const [gapX, gapY] = [inX.subarray(from.a, anchor.a), inY.subarray(from.b, anchor.b)]
      compareWords(gapX, gapY, { a: at.a + from.a, b: at.b + from.b }, add)
      add({ a: at.a + anchor.a, b: at.b + anchor.b, count: anchor.count })
      from = { a: anchor.a + anchor.count, b: anchor.b + anchor.count }
    }
  })
  return runs
}

type Place = Pick<SameRun, 'a' | 'b'>

/** Adds what two stretches, which stand at `at`, have in common at their beginnings and ends; `compare` adds what is between. */
function betweenEnds(
  x: Signs,
  y: Signs,
  at: Place,
  add: (run: SameRun) => void,
  compare: (x: Signs, y: Signs, at: Place) => void,
) {
  const shorter = Math.min(x.length, y.length)
  let head = 0
  while (head < shorter && x[head] === y[head]) head += 1
  let tail = 0
  while (tail < shorter - head && x[x.length - 1 - tail] === y[y.length - 1 - tail]) tail += 1
  const [endX, endY] = [x.length - tail, y.length - tail]
  add({ ...at, count: head })
  if (head < endX && head < endY) {
    compare(x.subarray(head, endX), y.subarray(head, endY), { a: at.a + head, b: at.b + head })
  }
  add({ a: at.a + endX, b: at.b + endY, count: tail })
}

interface Paragraph {
  start: number
  count: number
  words: string
}

function paragraphs(signs: Signs, breaks: ReadonlySet<number>): Paragraph[] {
  const found: Paragraph[] = []
  let start = 0
  for (let i = 0; i <= signs.length; i++) {
    if (i < signs.length && !breaks.has(signs[i]!)) continue
    if (i > start) found.push({ start, count: i - start, words: signs.subarray(start, i).join(' ') })
    start = i + 1
  }
  return found
}

/** Paragraphs that stand exactly once in both texts, as many as stand in the same order. */
function anchors(inX: readonly Paragraph[], inY: readonly Paragraph[]): SameRun[] {
  const [onceInX, onceInY] = [onlyOnes(inX), onlyOnes(inY)]
  const common = inX.flatMap(({ start, count, words }): SameRun[] => {
    const other = onceInX.has(words) ? onceInY.get(words) : undefined
    return other ? [{ a: start, b: other.start, count }] : []
  })
  return longestInOrder(common)
}

function onlyOnes(list: readonly Paragraph[]): Map<string, Paragraph> {
  const found = new Map<string, Paragraph>()
  const twice = new Set<string>()
  for (const one of list) {
    if (found.has(one.words)) twice.add(one.words)
    found.set(one.words, one)
  }
  for (const words of twice) found.delete(words)
  return found
}

/** Of runs in the order of the first text, the most that are in the order of the second as well. */
function longestInOrder(runs: readonly SameRun[]): SameRun[] {
  // Of all chains of one length the one that ends earliest; each run knows the one before it in its chain.
  const ends: number[] = []
  const before: (number | undefined)[] = []
  runs.forEach(({ b }, i) => {
    const length = countLeading(ends.length, (j) => runs[ends[j]!]!.b < b)
    before[i] = ends[length - 1]
    ends[length] = i
  })
  const chain: SameRun[] = []
  for (let i = ends.at(-1); i !== undefined; i = before[i]) chain.push(runs[i]!)
  return chain.reverse()
}

/** Adds the words that two stretches have in common: as many as possible, or none where the steps don't suffice to find them. */
function compareWords(x: Signs, y: Signs, at: Place, add: (run: SameRun) => void) {
  betweenEnds(x, y, at, add, (inX, inY, inside) => {
    const middle = middleOf(inX, inY)
    if (!middle) return
    const { a, b } = middle
    compareWords(inX.subarray(0, a), inY.subarray(0, b), inside, add)
    compareWords(inX.subarray(a), inY.subarray(b), { a: inside.a + a, b: inside.b + b }, add)
  })
}

/**
 * A place in the middle of the shortest way from one stretch to the other (Myers, “An O(ND) Difference Algorithm and Its
 * Variations”, 1986): ways from both ends meet there. Undefined where they have nothing in common or the steps are used up.
 */
function middleOf(x: Signs, y: Signs): Place | undefined {
  const mostSteps = stepsPerToken * (x.length + y.length)
  const furthest = Math.ceil((x.length + y.length) / 2)
  const ahead = new Ways(x, y, furthest)
  const behind = new Ways(x.toReversed(), y.toReversed(), furthest)
  const delta = x.length - y.length
  for (let d = 0; d < furthest && ahead.steps + behind.steps < mostSteps; d++) {
    const met = ahead.follow(d, delta % 2 === 0 ? null : behind)
    if (met) return { a: met.i, b: met.j }
    const metBehind = behind.follow(d, delta % 2 === 0 ? ahead : null)
    if (metBehind) return { a: x.length - metBehind.i, b: y.length - metBehind.j }
  }
  return undefined
}

/** The ways from the beginning of two stretches towards their ends, by the diagonals on which they run. */
class Ways {
  readonly x: Signs
  readonly y: Signs
  /** Where in `reached` the diagonal stands that begins at both beginnings. */
  readonly middle: number
  /** How far in `x` each diagonal has been followed; −1: not at all. */
  readonly reached: Int32Array
  // Diagonals that have left the stretches are not followed further: so many below, so many above.
  low = 0
  high = 0
  steps = 0

  constructor(x: Signs, y: Signs, furthest: number) {
    this.x = x
    this.y = y
    this.middle = furthest
    this.reached = new Int32Array(2 * furthest + 2).fill(-1)
    this.reached[furthest + 1] = 0
  }

  /** Follows each way past its `d`th difference; gives the place where one meets one of the ways from the other end. */
  follow(d: number, others: Ways | null): { i: number; j: number } | undefined {
    const { x, y, reached, middle } = this
    const [n, m] = [x.length, y.length]
    for (let k = this.low - d; k <= d - this.high; k += 2) {
      const at = middle + k
      const isFromAbove = k === -d || (k !== d && reached[at - 1]! < reached[at + 1]!)
      const from = isFromAbove ? reached[at + 1]! : reached[at - 1]! + 1
      let i = from
      while (i < n && i - k < m && x[i] === y[i - k]) i += 1
      this.steps += 1 + i - from
      reached[at] = i
      if (i > n) this.high += 2
      else if (i - k > m) this.low += 2
      else if (others) {
        const across = middle + n - m - k
        if (across < 0 || across >= others.reached.length) continue
        const other = others.reached[across]!
        if (other !== -1 && i + other >= n) return { i, j: i - k }
      }
    }
    return undefined
  }
}
