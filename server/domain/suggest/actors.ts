import { namesAnAct } from './lexicon.ts'
import type { NameFamilies } from './names.ts'
import { isFiniteVerb, isNominal, type Token, tokens } from './tags.ts'

/** Nouns that act for what is named behind their "of": "the armed forces of X", "the leadership of X". */
const actingFor =
  /^(?:forces?|army|armies|troops|military|government|authorit(?:y|ies)|leaders?|leadership|president|minist(?:er|ers|ry)|side|republic|state|kingdom|federation|union|officials?|regime|parliament|police|guards?|people|representatives?|organi[sz]ations?|units?|members?|soldiers?|servicemen|navy|command)$/
const describing = new Set(['determiner', 'noun', 'name', 'number', 'possessive', 'past', 'ing', 'adverb'])

/**
 * Who acts in some words, as families of names: behind "by", as an owner ("X’s attacks"), as the subject, as the doer of a
 * named act ("attacks of X", "the X attacks"). Somebody who is only attacked, or a place where it happens, does not act.
 */
export function actorsIn(text: string, { familyOf }: NameFamilies): Set<string> {
  const list = tokens(text)
  const actors = new Set<string>()
  for (const [i, { text: word }] of list.entries()) {
    const family = familyOf(word)
    if (family && acts(list, i)) actors.add(family)
  }
  return actors
}

/** Does the name at `i` stand where one stands that acts? */
function acts(list: readonly Token[], i: number): boolean {
  const link = linkBefore(list, i)
  const before = list[link]
  if (before?.lower === 'by' || before?.lower === 'with') return before.lower === 'by'
  const end = phraseEnd(list, i)
  const head = list[end - 1]!
  const isDoer = list[i]!.tag === 'possessive' || (end - 1 > i && namesAnAct(head.lower))
  if (before?.lower === 'of') {
    const noun = list[link - 1]
    if (!noun) return false
    if (actingFor.test(noun.lower)) return acts(list, link - 1)
    return isDoer || (namesAnAct(noun.lower) && !isPassive(noun.lower))
  }
  if (before?.tag === 'preposition' || before?.tag === 'to') return isDoer && before.lower !== 'against'
  // Behind a verb stands its object.
  const isObject = before !== undefined && (isFiniteVerb(before) || verbForms.has(before.tag))
  return isDoer || (!isObject && verbFollows(list, end))
}

const verbForms = new Set(['past', 'participle', 'base', 'ing'])

/** "killing of X", "occupation of X": the act is done to X. */
const isPassive = (noun: string) =>
  /^(?:killing|destruction|occupation|invasion|bombardment|shelling|siege|blockade|execution|murder|torture|mutilation|population|violation|recruitment|use|transfer|establishment|recognition|condemnation|suspension|closure|implementation|removal|release|return|detention|expulsion|displacement|deportation|persecution|capture|seizure|liberation|annexation|demolition|targeting)s?$/.test(
    noun,
  )

/** The token before the noun phrase that `i` stands in. */
function linkBefore(list: readonly Token[], i: number): number {
  let at = i - 1
  while (list[at] && describing.has(list[at]!.tag)) {
    // "Troops shelled X": a past form behind a noun is a verb, one behind anything else describes.
    const isVerb = list[at]!.tag === 'past' && list[at - 1] !== undefined && isNominal(list[at - 1]!)
    if (isVerb) break
    at--
  }
  return at
}

function phraseEnd(list: readonly Token[], i: number): number {
  let at = i + 1
  while (list[at] && ['noun', 'name', 'number', 'ing'].includes(list[at]!.tag)) at++
  return at
}

/** Does the noun phrase that ends at `end` have a verb of its own, asides and what hangs on it apart? */
function verbFollows(list: readonly Token[], end: number): boolean {
  for (let at = end; at < list.length && at < end + 25; at++) {
    const { tag, text } = list[at]!
    if (isFiniteVerb(list[at]!)) return true
    if (tag === 'past' && at < end + 3) return true
    if (tag === 'subordinator' || /^[;:]$/.test(text)) return false
  }
  return false
}
