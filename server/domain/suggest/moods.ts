import { isBaseVerb, isThirdPerson } from './lexicon.ts'
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

/**
 * Does a clause whose subject begins at `start` and whose verb stands at `verb` only ask, thank, greet or promise? Its words
 * are no statement then, though a fact that they name may be one.
 */
export function statesNothing(list: readonly Token[], start: number, verb: number): boolean {
  const said = list.slice(verb, verb + 8)
  const courtesy = courtesyAt(said)
  const isCourtesy =
    courtesy >= 0 && courtesy <= 1 && (!/^express/.test(said[courtesy]!.lower) || said.some(isKind))
  return (
    asksNow(list, verb) ||
    isCourtesy ||
    (/^(?:i|we)$/.test(pastAdverbs(list, verb)?.lower ?? '') && thanks.test(list[verb]!.lower)) ||
    opensAppeal.test(textOf(list.slice(start, verb + 20)))
  )
}

/** "Let me say …", "Please answer …", "It is high time for the council to …". */
const opensAppeal =
  /^(?:let (?:me|us)|please|it (?:is|was) (?:\w+ )?(?:time|overdue|necessary|important|imperative|essential|urgent|vital|crucial|incumbent)\b.* to) /i
/** "I express my gratitude"; "I express my dismay at …" says what the writer makes of something. */
const isKind = ({ lower }: Token) =>
  /^(?:gratitude|thanks|appreciation|condolences|sympathy|hope|wish|wishes|readiness|respect)$/.test(lower)
const thanks = /^(?:appreciate|thank|commend|congratulate|salute|bow|enclose|attach|refer|write|count)$/

/** "They have asked the council | to …", "Norland calls upon all sides | to …". */
export function takesWhatIsAsked(list: readonly Token[], verb: number): boolean {
  let at = verb
  while (['modal', 'have', 'do', 'not', 'adverb'].includes(list[at]?.tag ?? '')) at++
  return list[at] !== undefined && surelyAsks(list, at)
}

/** "The envoy demands that …", "I would ask you …"; not "They asked …", "It has called upon …", which tells what was done. */
function asksNow(list: readonly Token[], verb: number): boolean {
  let at = verb
  while (['modal', 'do', 'not', 'adverb', 'to'].includes(list[at]?.tag ?? '')) at++
  if (/^(?:like|wish|want)$/.test(list[at]?.lower ?? '') && list[at + 1]?.tag === 'to') at += 2
  return list[at] !== undefined && /[^d]$/.test(list[at]!.lower) && surelyAsks(list, at)
}

/** Does somebody ask for something in the sentence? */
export const asks = (list: readonly Token[]) => list.some((_, i) => surelyAsks(list, i))

/** Verbs that only ask; whoever "insists that it is so" may state it. */
const surelyAsks = (list: readonly Token[], at: number) =>
  asksAt(list, at) && !/^(?:insist|suggest|hop|wish|expect|propos|encourag)/.test(list[at]!.lower)

/** Is what a clause says, which begins at `start` behind the verb at `asking`, what somebody wants: "demands that they leave"? */
export function isAskedFor(list: readonly Token[], asking: number, start: number, verb: number): boolean {
  const before = Array.from({ length: start - asking }, (_, n) => asking + n)
  if (list[start]?.lower === 'if') return courtesyAt(list.slice(asking, start)) >= 0
  if (list[start]?.lower !== 'that') return false
  if (before.some((at) => surelyAsks(list, at))) return true
  return before.some((at) => asksAt(list, at)) && isWish(list, verb)
}

/** A list's item: "that the pass be opened;". */
export const isWishByItself = (list: readonly Token[], start: number, verb: number | undefined) =>
  start === firstWord(list) && list[start]?.lower === 'that' && verb !== undefined && isWish(list, verb)

const firstWord = (list: readonly Token[]) =>
  list.findIndex(({ tag }) => tag !== 'mark' && tag !== 'adverb' && tag !== 'number')

/** "that it be …", "that the guard leave …", "that they should …". */
export const isWish = (list: readonly Token[], verb: number) =>
  ['be', 'should', 'would', 'will'].includes(list[verb]!.lower) ||
  (isBaseVerb(list[verb]!.lower) && !/[^s]s$/.test(pastAdverbs(list, verb)?.lower ?? ''))

const textOf = (list: readonly Token[]) => list.map(({ text }) => text).join(' ')

const courtesies =
  /\b(?:avail(?:s|ed)? (?:my|it|our|them)sel(?:f|ves)|present(?:s|ed)? (?:its|their|his|her|my|our) compliments|(?:has|have) the honou?r|assurances? of (?:my|its|our|their)|remains? at (?:your|its|the)(?: entire| full)? disposal|look(?:s|ing)? forward|reserves? (?:the|its|my|our|all|his|her|their) rights?|(?:would|should) be (?:grateful|glad|obliged)|express(?:es)? (?:my|its|our|their)|(?:is|are|be) (?:circulated|issued|published) as|stands? ready|remains? (?:ready|committed|open|willing))\b/i

function courtesyAt(list: readonly Token[]): number {
  const words = textOf(list)
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

export const isQuestion = (list: readonly Token[]) =>
  list.findLast(({ text }) => !/^[”"»’)]$/.test(text))?.text === '?'

/** Does a sentence begin with what is to be done ("Release the captives", "to release …"), or with the asking ("urges …")? */
export function isToBeDone(list: readonly Token[]): boolean {
  if (isQuestion(list)) return true
  const first = firstWord(list)
  const [opening, next] = [list[first], list[first + 1]]
  if (!opening || !next) return false
  if (opening.tag === 'to') return next.tag === 'base'
  const asks = asking.test(opening.lower) || opening.lower === 'calls'
  const isBare =
    (isBaseVerb(opening.lower) || (asks && isThirdPerson(opening.lower))) &&
    opensObject.has(next.tag) &&
    next.lower !== 'of'
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
