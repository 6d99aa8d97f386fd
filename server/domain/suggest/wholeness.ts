import { type Clause, closesBracket, inverting, opensBracket } from './clauses.ts'
import type { Stretch } from './reading.ts'
import { isFiniteVerb, isNominal, type Token } from './tags.ts'

/** "Nor have they …": the word is a part of what is said. */
export const isInversion = (list: readonly Token[], at: number) =>
  inverting.has(list[at]!.lower) && list[at + 1] !== undefined && isFiniteVerb(list[at + 1]!)

/** "aggression accompanied | by …": a participle cut off from what follows it. */
const hangs = (list: readonly Token[], last: number) =>
  list[last]!.tag === 'past' &&
  list[last - 1] !== undefined &&
  isNominal(list[last - 1]!) &&
  list[last + 1]?.tag === 'preposition'

/** With these no statement ends. */
export const linking = new Set<Token['tag']>(['preposition', 'determiner', 'to', 'relative', 'subordinator'])

/** The range without marks and joining words at its ends, and without a quotation mark or bracket whose other half is outside. */
export function trimmed(list: readonly Token[], start: number, end: number): [number, number] {
  let [from, to] = [start, end]
  for (;;) {
    const [oldFrom, oldTo] = [from, to]
    while (from < to && isLoose(list[from]!, /^‘$/) && !opensPair(list, from) && !isInversion(list, from))
      from++
    while (
      to > from &&
      ((isLoose(list[to - 1]!, /^’$/) && !closesPair(list, to - 1)) ||
        (to - 1 > from && (linking.has(list[to - 1]!.tag) || hangs(list, to - 1))))
    )
      to--
    for (const halfOf of pairs) {
      const surplus = list.slice(from, to).reduce((sum, _, n) => sum + halfOf(list, from + n), 0)
      if (surplus > 0 && halfOf(list, from) > 0) from++
      else if (surplus < 0 && halfOf(list, to - 1) < 0) to--
      // "… that “no data were shared,” | a memorandum …"
      else if (surplus > 0 && closesPair(list, to)) to++
      else if (surplus > 0 && list[to]?.text === ',' && closesPair(list, to + 1)) to += 2
    }
    if (from === oldFrom && to === oldTo) return [from, to]
  }
}

/** Does it hold one half of a pair of brackets or quotation marks, or the first things of a numbered list without the others? */
export const isTorn = (list: readonly Token[], from: number, to: number) =>
  // "Norland is, | as before, shelling …".
  (['be', 'have', 'modal'].includes(list[to - 1]?.tag ?? '') && to < list.length - 1) ||
  (list.some((_, i) => i > from + 1 && i < to && isNumbering(list, i)) &&
    list.some((_, i) => i >= to && isNumbering(list, i))) ||
  holdsHalfOfPair(list, [{ from, to }])

/** Do the words hold one half of a pair of brackets or quotation marks? */
export const holdsHalfOfPair = (list: readonly Token[], parts: readonly Stretch[]) =>
  pairs.some((halfOf) => {
    let open = 0
    for (const { from, to } of parts) {
      for (let at = from; at < to; at++) {
        open += halfOf(list, at)
        if (open < 0) return true
      }
    }
    return open > 0
  })

/** "They left while the army |, which …, stayed": does a clause begin within these words and have its verb behind them? */
export const leavesVerbOff = ({ start, verbs: [verb] }: Clause, from: number, to: number) =>
  verb !== undefined && start > from && start < to && verb >= to

/** "(i)", "(b)", "(3)", of which the middle stands at `i`. */
export const isNumbering = (list: readonly Token[], i: number) =>
  list[i - 1]?.text === '(' && list[i + 1]?.text === ')' && /^(?:[ivx]+|[a-h]|\d)$/.test(list[i]!.text)

/** Of each kind of pair: 1 where a mark opens one, -1 where it closes one, 0 elsewhere. */
const pairs: readonly ((list: readonly Token[], at: number) => number)[] = [halfOfQuotation, halfOfBrackets]

const opensPair = (list: readonly Token[], at: number) => pairs.some((halfOf) => halfOf(list, at) > 0)

const closesPair = (list: readonly Token[], at: number) =>
  at < list.length && pairs.some((halfOf) => halfOf(list, at) < 0)

function halfOfQuotation(list: readonly Token[], at: number): number {
  const { text, start, end } = list[at]!
  if (/^[“«]$/.test(text)) return 1
  if (/^[”»]$/.test(text)) return -1
  if (text !== '"') return 0
  // A straight mark looks the same at both ends: it opens what follows it at once.
  const before = list[at - 1]
  return list[at + 1]?.start === end && (before?.end !== start || opensBracket(before)) ? 1 : -1
}

function halfOfBrackets(list: readonly Token[], at: number): number {
  return Number(opensBracket(list[at]!)) - Number(closesBracket(list[at]!))
}

/** A joining word or a mark, which nothing begins or ends with; a mark that is `kept` may. */
export const isLoose = ({ tag, text }: Token, kept: RegExp) =>
  tag === 'coordinator' || (tag === 'mark' && !kept.test(text))
