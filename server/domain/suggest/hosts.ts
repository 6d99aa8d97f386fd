import { type Clause, nounPhraseEnd, smallest } from './clauses.ts'
import {
  contentNouns,
  isBaseVerb,
  isPast,
  isThirdPerson,
  namesAnAct,
  persons,
  saysThat,
  timeNouns,
} from './lexicon.ts'
import { isFiniteVerb, isNominal, pastAdverbs, type Token } from './tags.ts'

/**
 * Whose a relative clause, a participle or a that-clause is, where several nouns stand before it: "the agreement of the
 * ministers in May, which was reaffirmed". Only what English grammar rules out is ruled out; the rest stays open.
 */

/** The noun that a phrase is about: "the long-term |efforts| of the council". */
export function headOf(list: readonly Token[], from: number): number {
  const end = nounPhraseEnd(list, from)
  const head = list.slice(from, end).findLastIndex((token) => isNominal(token) || token.tag === 'possessive')
  return head < 0 ? from : from + head
}

type Count = 'one' | 'many'

const saysOne = new Set(['a', 'an', 'this', 'that', 'each', 'every', 'another', 'one'])
const saysMany = new Set(['these', 'those', 'both', 'several', 'many', 'few', 'various', 'numerous'])
const irregularPlural = /^(?:people|children|police|those|media|data|.*men)$/

/** Does a phrase name one thing or many? Some names are left open: "the United Nations is", "the Allies are". */
function countOf(list: readonly Token[], from: number): Count | undefined {
  const opening = list[from]!
  const { lower, tag } = list[headOf(list, from)]!
  if (joinsAnother(list, from)) return 'many'
  if (saysOne.has(opening.lower)) return 'one'
  if (saysMany.has(opening.lower) || opening.tag === 'number' || irregularPlural.test(lower)) return 'many'
  const isPlural = /[^sui]s$/.test(lower)
  if (tag !== 'noun') return tag === 'name' && !isPlural ? 'one' : undefined
  if (/(?:news|series|means|species)$/.test(lower)) return undefined
  return isPlural ? 'many' : 'one'
}

/** "Norland and Vell, which …", "the Republic of Norland, the Republic of Vell and …": the first of names in a row. */
function joinsAnother(list: readonly Token[], from: number): boolean {
  let end = nounPhraseEnd(list, from)
  const isNamed = list[headOf(list, from)]!.tag === 'name'
  if (isNamed && list[end]?.lower === 'of') end = nounPhraseEnd(list, end + 1)
  const next = list[end + 1]
  if (!next || !(isNominal(next) || next.tag === 'determiner')) return false
  if (list[end]!.lower === 'and') return true
  const isInRow = list.slice(end + 1, end + 12).some(({ lower }) => lower === 'and')
  return isNamed && isInRow && list[end]!.text === ',' && !/^an?$/.test(next.lower) && next.tag !== 'number'
}

/** Words that ask for a host of many: "two of whom", "the latter of which". */
const partsOfMany = new Set(['both', 'several', 'many', 'few', 'each', 'one', 'none', 'neither'])

/** What a relative clause says of the number of its host: "which was …", "who have …", "two of whom …". */
function countAskedFor(list: readonly Token[], { inner, verbs: [verb] }: Clause): Count | undefined {
  if (list[inner - 2]?.lower === 'of') {
    const part = list[inner - 3]
    return part && (part.tag === 'number' || partsOfMany.has(part.lower)) ? 'many' : undefined
  }
  if (verb === undefined || pastAdverbs(list, verb) !== list[inner - 1]) return undefined
  const { lower } = list[verb]!
  if (/^(?:was|is|has|does)$/.test(lower) || isThirdPerson(lower)) return 'one'
  return /^(?:were|are|have|do)$/.test(lower) || (isBaseVerb(lower) && !isPast(lower)) ? 'many' : undefined
}

/** May the phrase that begins at a token be what a relative clause behind it describes? */
export function mayHost(list: readonly Token[], from: number, relative: Clause): boolean {
  if (list[relative.start - 1]?.tag === 'coordinator') return false
  const opening = list[relative.inner - 1]!
  const head = list[headOf(list, from)]!
  const isRestrictive = !/^[,—–(]$/.test(list[relative.start - 1]?.text ?? '')
  const asked = countAskedFor(list, relative)
  const count = countOf(list, from)
  // "the letter of May and the reply, both of which …": many may be joined farther on.
  const mayBeMany = asked === 'many' && list.slice(from, relative.start).some(({ lower }) => lower === 'and')
  if (asked && count && asked !== count && !mayBeMany) return false
  // "the day on which it was made" says nothing of the day.
  if (timeNouns.has(head.lower)) return false
  const isBare = isBareName(list, from)
  if (isRestrictive && isBare) return false
  // "on 2 May by | men in uniform, who …": what else hangs on a name or a day stands between.
  const behind = list[nounPhraseEnd(list, from)]!
  if ((isBare || isDay(list, from)) && behind.tag === 'preposition' && !/^(?:of|in)$/.test(behind.lower))
    return false
  if (/^whom?$/.test(opening.lower)) return !isThing(head)
  if (opening.lower === 'where') return !isThing(head) && !persons.has(head.lower)
  if (opening.lower === 'which') return !persons.has(head.lower)
  return true
}

/** A name takes no relative clause without a comma, but for "it is Norland that …". */
const isBareName = (list: readonly Token[], from: number) =>
  list[from - 1]?.tag !== 'be' &&
  list.slice(from, nounPhraseEnd(list, from)).every(({ tag, lower }) => tag === 'name' && !/s$/.test(lower))

const isDay = (list: readonly Token[], from: number) =>
  list.slice(from, nounPhraseEnd(list, from)).some(({ text }) => months.test(text))
const months = /^(?:January|February|March|April|May|June|July|August|September|October|November|December)$/

const isThing = ({ lower, tag }: Token) => tag === 'noun' && !persons.has(lower) && namesAnAct(lower)

/**
 * Is a that-clause what a verb before it says ("established after three days that …"), not what the noun before it
 * contains ("the claim that …") or is described by ("the damage that they caused")?
 */
export function isSaidByVerb(list: readonly Token[], { start, parent, verbs: [own] }: Clause): boolean {
  const noun = list[start - 1]
  if (!noun || contentNouns.has(noun.lower)) return false
  const verb = list
    .slice(0, start)
    .findLastIndex((token, at) => isSaying(token) && at >= (parent?.start ?? 0))
  if (verb < 0 || own === undefined) return false
  const between = list.slice(verb + 1, start)
  if (between.some((token) => isFiniteVerb(token) || contentNouns.has(token.lower))) return false
  // "told reporters that …": whom somebody tells is no object that more is said of.
  const isItsObject =
    !tellsSomebody.test(list[verb]!.lower) &&
    !between.some(({ tag, text }) => tag === 'preposition' || text === ',')
  return !(isItsObject && lacksObject(list, own))
}

const tellsSomebody = /^(?:told|tells?|informed|assured|reminded|warned|notified)$/

const isSaying = ({ lower, tag }: Token) =>
  ['finite', 'past', 'participle', 'base', 'ing'].includes(tag) && saysThat.test(lower)

/** "that they |caused|.": nothing follows the verb that could be its object. */
function lacksObject(list: readonly Token[], verb: number): boolean {
  let at = verb + 1
  while (list[at] && ['participle', 'base', 'adverb', 'not', 'have', 'past'].includes(list[at]!.tag)) at++
  if (list.slice(verb, at).some(({ tag }) => tag === 'be')) return false
  const next = list[at]
  return !next || ['mark', 'preposition', 'coordinator', 'to', 'relative'].includes(next.tag)
}

const describing =
  /^(?:contain|compris|consist|bear|hold|carry|last|amount|belong|express|call|demand|request|propos|urg|indicat|show|stat|say|warn|form|rang|number)ing$/

/** Is it the noun before a comma that ", containing …" describes, and not what was done (", killing two")? */
export function mayBeDescribed(
  list: readonly Token[],
  from: number,
  participle: number,
  clauses: readonly Clause[],
): boolean {
  if (list[participle - 2]?.tag === 'coordinator') return false
  if (describing.test(list[participle]!.lower)) return true
  const clause = smallest(clauses.filter(({ start, end }) => start <= from && from < end))
  const isBehindVerb = clause?.verbs.some((verb) => verb < from) ?? false
  return !isBehindVerb && list[from - 1]?.tag !== 'preposition'
}

/** "the efforts of the chairs aimed at …": only what somebody does or says has an aim. */
export function isNoAim(list: readonly Token[], from: number, participle: number): boolean {
  const head = list[headOf(list, from)]!
  const isAim = /^(?:aimed|intended|designed|calculated|meant)$/.test(list[participle]?.lower ?? '')
  return isAim && (head.tag === 'name' || persons.has(head.lower))
}

/** "(condemn) Norland | for shelling …", "the party responsible | for …", "(prevented) the soldiers | from …": is it said what somebody does? */
export function isDoer(list: readonly Token[], from: number, end: number): boolean {
  const phrase = list.slice(from, end)
  const head = list[headOf(list, from)]!
  const isAnswerable = phrase.some(({ lower }) => /^(?:responsible|guilty|accountable)$/.test(lower))
  // "3 May from ordering …": a day does nothing.
  const isSomebody =
    (head.tag === 'name' || persons.has(head.lower)) && !phrase.some(({ tag }) => tag === 'number')
  return /^(?:for|of|from)$/.test(list[end]?.lower ?? '') && (isAnswerable || isSomebody)
}
