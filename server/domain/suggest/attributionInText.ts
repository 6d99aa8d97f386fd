import type { Known } from './known.ts'
import { isFiniteVerb, isNominal, type Token, tokens } from './tags.ts'

/** Whom a statement is said to come from; as in a corpus folder. `isAdopted`: the writer makes the words his own. */
export interface AttributionInText {
  name: string
  party?: string
  authority?: string
  adopted: boolean
  /** A sentence for readers. */
  reason: string
}

/** What an author reports so is what he holds to be true … */
const adopting =
  /^(?:confirm|reveal|document|acknowledg|prov|recogni[sz]|establish|demonstrat|show|not(?:e[sd]?|ing)$|warn|condemn|admit|reaffirm|underlin|emphasi[sz]|stress|highlight|record|verif|corroborat|evidenc|recall|register|witness)/
/** … and so is what he leaves to others … */
const distancing =
  /^(?:claim|alleg|assert|accus|insist|maintain|contend|purport|pretend|argu|suggest|promulgat|portray|rumou?r)/
/** … and so is either. */
const neutral =
  /^(?:say|says|said|saying|stat(?:e[sd]?|ing)$|report|announc|declar|tell|told|mention|describ|observ|argu|writ|wrote|quot|comment|inform|express|believ|publish)/

const isReporting = (word: string) => adopting.test(word) || distancing.test(word) || neutral.test(word)

/**
 * Whom the writer names as the source of a statement: "according to X", "as confirmed by X", "X claims that …". Only
 * names and noun phrases that the sentence holds; the writer himself ("we note that …") is no further link.
 * `start` and `end` are the statement's place in the sentence, in UTF-16 units.
 */
export function attributionOf(
  sentence: string,
  start: number,
  end: number,
  known: Pick<Known, 'parties' | 'authorities'>,
): AttributionInText[] {
  const list = tokens(sentence)
  const links: AttributionInText[] = []
  const add = (from: number, to: number, adopted: boolean, cue: string) => {
    const name = nameBetween(sentence, list, from, to)
    if (!name || links.some((link) => link.name === name)) return
    links.push({ name, ...whoIs(name, known), adopted, reason: `“${cue}” names the source.` })
  }
  for (const [i, token] of list.entries()) {
    const next = list[i + 1]
    if (token.lower === 'according' && next?.lower === 'to' && token.end <= end) {
      add(i + 2, phraseEnd(list, i + 2), true, 'according to')
    } else if (isReporting(token.lower) && next?.lower === 'by' && isNear(token, start, end)) {
      const cue = `${token.text} by`
      add(i + 2, phraseEnd(list, i + 2), !distancing.test(token.lower), cue)
    } else if (isNounBefore(list, i, start)) {
      add(ownerStart(list, i), i, adopting.test(token.lower), token.text)
    } else if (isVerbBefore(list, i, start) || isVerbInside(list, i, start, end)) {
      const from = phraseStart(list, i)
      add(from, subjectEnd(list, i), adopting.test(token.lower), token.text)
    }
  }
  return links
}

/** "… as confirmed by X" stands in the statement or right behind it. */
const isNear = (token: Token, start: number, end: number) => token.start >= start && token.start <= end + 25

/** "X claims that P", with P the statement or a part of it: a finite verb that ends before the statement begins. */
function isVerbBefore(list: readonly Token[], i: number, start: number): boolean {
  const token = list[i]!
  const next = list[i + 1]
  if (!isReporting(token.lower) || token.end > start || !next) return false
  const isVerb = isFiniteVerb(token) || token.tag === 'past' || token.tag === 'participle'
  const opens = next.tag === 'subordinator' || (next.start >= start && next.start - token.end <= 1)
  return isVerb && opens && !isWriters(list, i)
}

/** "X claims that P" as a whole is the statement. */
function isVerbInside(list: readonly Token[], i: number, start: number, end: number): boolean {
  const token = list[i]!
  const inside = list.slice(0, i).filter((other) => other.start >= start)
  const opens = list[i + 1]?.tag === 'subordinator' && list[i + 2] !== undefined && list[i + 2]!.start < end
  if (!isReporting(token.lower) || token.start < start || !opens || !inside.length) return false
  const isVerb = isFiniteVerb(token) || token.tag === 'past' || token.tag === 'participle'
  return (
    isVerb && !isWriters(list, i) && !inside.some(({ tag }) => tag === 'finite' || tag === 'subordinator')
  )
}

/** "X’s claims that P", before the statement or as its first words. */
function isNounBefore(list: readonly Token[], i: number, start: number): boolean {
  const token = list[i]!
  if (list[i - 1]?.tag !== 'possessive' || !isReporting(token.lower)) return false
  const isFirst = list[ownerStart(list, i)]!.start === start
  return (token.end <= start || isFirst) && list[i + 1]?.lower === 'that'
}

/** Where the owner in "the leaders of X’s claims" begins. */
function ownerStart(list: readonly Token[], i: number): number {
  let at = i - 1
  while (at > 0 && ['name', 'noun', 'possessive', 'number', 'determiner'].includes(list[at - 1]!.tag)) at--
  return at
}

const isWriters = (list: readonly Token[], i: number) =>
  list.slice(Math.max(0, i - 6), i).some(({ lower }) => lower === 'i' || lower === 'we')

/** Where the noun phrase before a verb begins. */
function phraseStart(list: readonly Token[], verb: number): number {
  let at = verb - 1
  while (at > 0) {
    const { tag, lower } = list[at - 1]!
    if (tag === 'mark' || tag === 'subordinator' || tag === 'relative' || isFiniteVerb(list[at - 1]!)) break
    if (lower === 'from' || tag === 'past' || tag === 'base') break
    at--
  }
  return at
}

function subjectEnd(list: readonly Token[], verb: number): number {
  let at = verb
  while (at > 0 && (isFiniteVerb(list[at - 1]!) || ['adverb', 'not'].includes(list[at - 1]!.tag))) at--
  return at
}

/** Behind the noun phrase that begins at `i`, "of …" and names joined by commas apart from clauses included. */
function phraseEnd(list: readonly Token[], i: number): number {
  let at = i
  while (list[at]) {
    const { tag, lower } = list[at]!
    const isPart =
      isNominal(list[at]!) ||
      tag === 'determiner' ||
      tag === 'possessive' ||
      lower === 'of' ||
      lower === 'for'
    if (!isPart || tag === 'pronoun') break
    at++
  }
  return at
}

function nameBetween(sentence: string, list: readonly Token[], from: number, to: number): string | undefined {
  let [first, last] = [from, to - 1]
  while (
    list[first] &&
    ['determiner', 'coordinator', 'adverb', 'preposition'].includes(list[first]!.tag) &&
    first <= last
  )
    first++
  while (
    last >= Math.max(0, first) &&
    list[last] &&
    !isNominal(list[last]!) &&
    list[last]!.tag !== 'possessive'
  )
    last--
  if (last < first || list.slice(first, last + 1).every(({ tag }) => tag === 'pronoun')) return undefined
  const words = sentence.slice(list[first]!.start, list[last]!.end).replace(/[’']s?$/, '')
  return words.length <= 120 ? words : undefined
}

const words = (text: string) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []

/**
 * The authority that a name means (all words of its known name stand in it) or else the party: the only one whose name
 * has a capitalised word that begins like one of its words ("Northern side", "Northland’s leaders").
 */
function whoIs(name: string, { parties, authorities }: Pick<Known, 'parties' | 'authorities'>) {
  const own = words(name).filter((word) => word.length > 2)
  const authority = authorities.find(({ name: known }) => {
    const theirs = words(known).filter((word) => word.length > 2)
    return theirs.length > 0 && theirs.every((word) => own.includes(word))
  })
  if (authority) return { authority: authority.id }
  const meant = parties.filter(({ name: known }) =>
    words((known.match(/\p{Lu}\p{L}{3,}/gu) ?? []).join(' ')).some((word) => {
      const beginning = word.slice(0, Math.max(4, word.length - 3))
      return own.some((other) => other.startsWith(beginning))
    }),
  )
  return meant.length === 1 ? { party: meant[0]!.id } : {}
}
