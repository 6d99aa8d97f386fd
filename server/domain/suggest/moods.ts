import { isBaseVerb } from './lexicon.ts'
import { isFiniteVerb, pastAdverbs, type Token } from './tags.ts'

/**
 * Where a sentence says that something is so, and where it does not: what is asked for or to be done has not happened,
 * and a courtesy says nothing of the world. Only signs of grammar and the fixed phrases of letters count.
 */
export interface Moods {
  /** The token with which somebody, whoever it is, asks for something ("urges the Council to …"), or -1. */
  asking: number
  /** Where a courtesy begins ("avails itself of this opportunity"), or -1. */
  courtesy: number
  /** Does the sentence begin with what is to be done: "Release the captives", "to release the captives"? */
  isToBeDone: boolean
}

export const moodsOf = (list: readonly Token[]): Moods => ({
  asking: list.findIndex((_, i) => asksAt(list, i)),
  courtesy: courtesyAt(list),
  isToBeDone: isToBeDone(list),
})

/** What is known of the mood of the words between two tokens. */
export function moodSigns({ asking, courtesy, isToBeDone }: Moods, from: number, to: number): string[] {
  const signs: string[] = []
  if (asking >= 0) {
    signs.push(asking < from ? 'is asked for' : asking < to ? 'asks' : 'before what is asked for')
  }
  if (courtesy >= 0 && courtesy < to) signs.push('courtesy')
  if (isToBeDone) signs.push('in what is to be done')
  return signs
}

/** Verbs whose object is what somebody wants to happen. */
const asking =
  /^(?:urg|request|ask|demand|propos|recommend|appeal|invit|implor|beg|entreat|expect|encourag|insist|hop|wish|suggest|plead|beseech|exhort)(?:e|es|ed|ing|s)?$/

function asksAt(list: readonly Token[], i: number): boolean {
  const { lower, tag } = list[i]!
  if (/^call(?:s|ed|ing)?$/.test(lower)) {
    return ['on', 'upon', 'for'].includes(list[i + 1]?.lower ?? '') && tag !== 'participle'
  }
  // "its request": a noun. "They were asked to leave": it is told what was done.
  if (!asking.test(lower) || !['finite', 'base', 'ing', 'past', 'participle'].includes(tag)) return false
  return tag !== 'participle' || pastAdverbs(list, i)?.tag !== 'be'
}

const courtesies =
  /\b(?:avail(?:s|ed)? (?:my|it|our|them)sel(?:f|ves)|present(?:s|ed)? (?:its|their|his|her|my|our) compliments|(?:has|have) the honou?r|assurances? of (?:my|its|our|their)|remains? at (?:your|its|the)|look(?:s|ing)? forward|reserves? (?:the|its|my|our|all|his|her|their) rights?|(?:would|should) be (?:grateful|glad|obliged)|express(?:es)? (?:my|its|our|their)|(?:is|are|be) circulated as|stands? ready|remains? (?:ready|committed|open|willing))\b/i

function courtesyAt(list: readonly Token[]): number {
  const words = list.map(({ text }) => text).join(' ')
  const at = words.search(courtesies)
  return at < 0 ? -1 : words.slice(0, at).split(' ').length - 1
}

const opensObject = new Set<Token['tag']>([
  'determiner',
  'possessive',
  'preposition',
  'to',
  'name',
  'pronoun',
  'noun',
  'number',
  'subordinator',
])

function isToBeDone(list: readonly Token[]): boolean {
  const first = list.findIndex(({ tag }) => tag !== 'mark' && tag !== 'adverb' && tag !== 'number')
  const [opening, next] = [list[first], list[first + 1]]
  if (!opening || !next) return false
  if (opening.tag === 'to') return next.tag === 'base'
  const isBare = isBaseVerb(opening.lower) && opensObject.has(next.tag) && next.lower !== 'of'
  return isBare && !hasVerbBehind(list, first)
}

/** Does a finite verb follow: "Work on the dam has begun"? */
function hasVerbBehind(list: readonly Token[], first: number): boolean {
  for (const token of list.slice(first + 1)) {
    if (isFiniteVerb(token)) return true
    if (/^[,;:—]$/.test(token.text) || token.tag === 'relative' || token.tag === 'subordinator') return false
  }
  return false
}
