import diff from 'fast-diff'
import { codePointLength } from '../text/codePoints.ts'

/** Words that stand in two texts alike: from `before` in the one, from `after` in the other; all in code points. */
export interface SameStretch {
  before: number
  after: number
  length: number
}

/**
 * Which stretches of `before` stand unchanged in `after`, in order, compared word by word. Each kind of word, sign or
 * blank becomes one character, so that the comparison never cuts a word.
 */
export function sameStretches(before: string, after: string): SameStretch[] {
  const known = new Map<string, string>()
  const signOf = (token: string) => {
    let sign = known.get(token)
    if (sign === undefined) known.set(token, (sign = signAt(known.size)))
    return sign
  }
  const [a, b] = [tokens(before), tokens(after)]
  const parts = diff(a.map(signOf).join(''), b.map(signOf).join(''))
  const stretches: SameStretch[] = []
  const at = { a: 0, b: 0, before: 0, after: 0 }
  const pass = (list: readonly string[], from: number, count: number) =>
    list.slice(from, from + count).reduce((sum, token) => sum + codePointLength(token), 0)
  for (const [kind, { length: count }] of parts) {
    const lengthBefore = kind === diff.INSERT ? 0 : pass(a, at.a, count)
    const lengthAfter = kind === diff.DELETE ? 0 : pass(b, at.b, count)
    if (kind === diff.EQUAL) stretches.push({ before: at.before, after: at.after, length: lengthBefore })
    at.a += kind === diff.INSERT ? 0 : count
    at.b += kind === diff.DELETE ? 0 : count
    at.before += lengthBefore
    at.after += lengthAfter
  }
  return stretches
}

/** Words with the marks on their letters, stretches of blanks, and everything else sign by sign. */
const tokens = (text: string): string[] => text.match(/\s+|[\p{L}\p{M}\p{N}]+|[^\s\p{L}\p{M}\p{N}]/gu) ?? []

/** The comparison works on UTF-16 units and treats halves of surrogate pairs apart: none is used. */
const surrogates = { first: 0xd800, count: 0x800 }
const mostSigns = 0x1_0000 - surrogates.count - 1

function signAt(index: number): string {
  // More kinds of words than there are signs: the last ones share one, and what they say is compared afterwards.
  const code = 1 + Math.min(index, mostSigns - 1)
  return String.fromCharCode(code < surrogates.first ? code : code + surrogates.count)
}
