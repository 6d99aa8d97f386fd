import { connectives, namesAnAct, onlyParticiples } from './lexicon.ts'
import { isFinite, isNominal, pastAdverbs, type Token } from './tags.ts'

/** Why a statement may begin at a word. */
export type Opening =
  | 'sentence' | 'after connective' | 'after introduction' | 'after punctuation' | 'after comma' | 'bracket'
  | 'complement' | 'relative' | 'subordinate' | 'inside subordinate' | 'joined verb' | 'joined words' | 'ing' | 'participle' | 'preposition'
  | 'infinitive' | 'subject' | 'act' | 'described noun'

/** Why a statement may end before a word. */
export type Closing =
  | 'sentence' | 'punctuation' | 'comma' | 'bracket' | 'joined verb' | 'joined words' | 'relative' | 'subordinate' | 'ing'
  | 'participle' | 'preposition' | 'infinitive' | 'verb'

export interface Boundaries {
  /** By index of the token with which a statement may begin. */
  openings: Map<number, Set<Opening>>
  /** By index of the token before which a statement may end. */
  closings: Map<number, Set<Closing>>
}

const breaks = /^[;:—–]$/
const opensBracket = /^[([]$/
const closesBracket = /^[)\]]$/
const opensQuote = /^[“«"‘]$/

/** Where the statements of one sentence may begin and end. */
export function boundaries(list: readonly Token[]): Boundaries {
  const openings = new Map<number, Set<Opening>>()
  const closings = new Map<number, Set<Closing>>()
  const open = (i: number, why: Opening) => {
    // An opening quotation mark belongs to the word behind it.
    while (list[i]?.tag === 'mark' && opensQuote.test(list[i]!.text)) i++
    if (!list[i] || list[i]!.tag === 'mark') return
    add(openings, i, why)
  }
  const close = (j: number, why: Closing) => add(closings, j, why)

  const first = list.findIndex(({ tag }) => tag !== 'mark')
  if (first < 0) return { openings, closings }
  open(first, 'sentence')
  if (connectives.has(list[first]!.lower) || list[first]!.tag === 'adverb' || list[first]!.tag==='coordinator') {
    const next = list[first + 1]?.text === ',' ? first + 2 : first + 1
    open(next, 'after connective')
  }
  const introduced = afterIntroduction(list, first)
  if (introduced !== undefined) open(introduced, 'after introduction')
  close(list.length, 'sentence')

  for (const [i, token] of list.entries()) {
    const { tag, text } = token
    const before = list[i - 1]
    const after = list[i + 1]
    if (tag === 'mark') {
      if (breaks.test(text)) {
        open(i + 1, 'after punctuation')
        close(i, 'punctuation')
      } else if (text === ',') {
        close(i, 'comma')
      } else if (opensBracket.test(text)) {
        open(i + 1, 'bracket')
        close(i, 'bracket')
      } else if (closesBracket.test(text)) {
        close(i, 'bracket')
      }
      continue
    }
    if (i === first) { if (tag==='ing'||tag==='past') open(i, tag==='ing'?'ing':'participle'); if (tag==='preposition') open(i,'preposition') ; if (tag==='subordinator'|| opensClause(list,i)) open(i+1,'inside subordinate') }
    if (tag === 'relative') {
      const from = relativeStart(list, i)
      open(from, 'relative')
      close(from, 'relative')
    } else if (tag === 'subordinator') {
      open(i + 1, token.lower === 'that' ? 'complement' : 'inside subordinate')
      open(i, 'subordinate')
      close(i, 'subordinate')
    } else if (tag === 'coordinator') {
      const joined = verbAhead(list, i + 1) ? 'joined verb' : 'joined words'
      if (joined === 'joined verb') open(i + 1, joined)
      close(i, joined)
    } else if (tag === 'ing' && before && before.tag !== 'be') {
      open(i, 'ing')
      close(i, 'ing')
      if (before.tag === 'preposition') close(i - 1, 'ing')
    } else if ((tag === 'past' || tag === 'participle') && before && (isNominal(before) || before.tag === 'mark' || before.tag === 'adverb') && tag === 'past') {
      open(i, 'participle')
      close(before.tag === 'adverb' ? i - 1 : i, 'participle')
    } else if (tag === 'preposition') {
      if (adverbials.has(token.lower)) {
        open(i, 'preposition')
        close(i, 'preposition')
      }
      if (opensClause(list, i)) open(i + 1, 'inside subordinate')
    } else if (tag === 'to') {
      if (after && (after.tag === 'base' || after.tag === 'adverb')) {
        open(i, 'infinitive')
        close(i, 'infinitive')
      }
    } else if (isFinite(token) && before && !isFinite(before) && i > first) {
      close(before.tag === 'adverb' ? i - 1 : i, 'verb')
    }
    if (startsNounPhrase(list, i)) {
      const phrase = nounPhraseEnd(list, i)
      if (subjectAhead(list, i)) open(i, 'subject')
      if (actIn(list, i, phrase)) open(i, 'act')
      if (isDescribed(list, phrase)) open(i, 'described noun')
    }
  }
  return { openings, closings }
}

const adverbials = new Set('with within without by as despite notwithstanding including due during through throughout after before since under in via amid following because'.split(' '))
const clauseWords = new Set(['as', 'since', 'after', 'before', 'until'])
/** Is "as", "since", "before" the opening of a clause here, and no mere preposition? */
export function opensClause(list: readonly Token[], i: number): boolean {
  const token = list[i]!
  const next = list[i + 1]
  if (list[i - 1]?.lower === 'well' || token.tag !== 'preposition' || !clauseWords.has(token.lower) || !next || next.tag === 'ing' || !subjectAhead(list, i + 1)) return false
  if (next.tag === 'pronoun' || next.lower === 'our' || next.lower === 'this') return true
  if (next.lower === 'a' || next.lower === 'an') return false
  return list.slice(i + 1, i + 6).some(isFinite)
}

function add<T>(map: Map<number, Set<T>>, at: number, why: T) {
  const known = map.get(at)
  if (known) known.add(why)
  else map.set(at, new Set([why]))
}

/** The word behind "As a result, …", "In this light, …": the words before the first comma have no verb of their own. */
function afterIntroduction(list: readonly Token[], first: number): number | undefined {
  if (!list[first] || !['preposition', 'ing', 'past', 'subordinator', 'to', 'adverb'].includes(list[first]!.tag)) return undefined
  let best: number | undefined
  for (let i = first + 1; i < list.length - 3; i++) {
    if (list[i]!.text === ',' && subjectAhead(list, i + 1)) best = i + 1
    if (isFinite(list[i]!) && list[first]!.tag !== 'subordinator' && best) break
    if (best && list[first]!.tag !== 'ing') break
  }
  return best
}

/** "which", or "in which", or "on the basis of which". */
export function relativeStart(list: readonly Token[], i: number): number {
  if (list[i - 1]?.tag !== 'preposition') return i
  if (list[i - 2] && isNominal(list[i - 2]!) && list[i - 3]?.tag === 'determiner' && list[i - 4]?.tag === 'preposition') return i - 4
  return i - 1
}

const verbs = new Set(['modal', 'be', 'have', 'do', 'finite', 'past', 'participle', 'base', 'ing'])

export function verbAhead(list: readonly Token[], i: number): boolean {
  let at = i
  while (list[at] && (list[at]!.tag === 'adverb' || list[at]!.tag === 'not' || list[at]!.tag === 'to')) at++
  return Boolean(list[at] && verbs.has(list[at]!.tag))
}

const inPhrase = new Set(['determiner', 'possessive', 'number', 'name', 'noun'])

function startsNounPhrase(list: readonly Token[], i: number): boolean {
  const token = list[i]!
  if (!inPhrase.has(token.tag) && token.tag !== 'pronoun' && !(token.tag === 'ing' && list[i + 1]?.lower === 'of')) return false
  let at = i - 1
  while (list[at] && list[at]!.tag === 'mark' && opensQuote.test(list[at]!.text)) at--
  const before = list[at]
  return !before || !(inPhrase.has(before.tag) )
}

/** Behind the last word of the noun phrase that begins at `i`, what is attached to it left out. */
export function nounPhraseEnd(list: readonly Token[], i: number): number {
  let at = i
  while (list[at]) {
    const token = list[at]!
    const next = list[at + 1]
    const isModifier = (token.tag === 'adverb' || token.tag === 'past' || token.tag === 'ing' || token.tag==='coordinator' && false) && next && (inPhrase.has(next.tag)|| next.tag==='past') && next.tag !== 'determiner'
    if (!inPhrase.has(token.tag) && !isModifier && !(token.tag === 'mark' && /^[“”"’‘]$/.test(token.text)) && !(at === i)) break
    at++
  }
  return at
}

/** Does a clause begin here: words without a verb, then one that makes a clause, with nothing between that ends it? */
export function subjectAhead(list: readonly Token[], i: number): boolean {
  let brackets = 0
  let nominals = 0
  for (let at = i; at < list.length && at < i + 25; at++) {
    const token = list[at]!
    if (opensBracket.test(token.text)) brackets++
    else if (closesBracket.test(token.text)) brackets--
    else if (brackets) continue
    else if (isFinite(token)) return nominals > 0 && pastAdverbs(list, at)?.tag !== 'coordinator'
    else if (token.tag === 'past' && nominals && list[at + 1]?.lower !== 'by' && pastIsFinite(list, at)) return pastAdverbs(list, at)?.tag !== 'coordinator'
    else if (token.tag === 'mark' && /^[,;:—]$/.test(token.text)) return false
    else if (token.tag === 'relative' || token.tag === 'subordinator') return false
    else if (isNominal(token)) nominals++
  }
  return false
}

/** A past form behind a noun makes the clause when an object, "that" or a preposition of motion follows, not "by". */
export function pastIsFinite(list: readonly Token[], at: number): boolean {
  const next = list[at + 1]
  if (!next || next.tag === 'mark' || onlyParticiples.has(list[at]!.lower)) return false
  const before = pastAdverbs(list, at)
  if (next.tag === 'to') return Boolean(before && (before.tag === 'name' || before.tag === 'pronoun' || list[at - 1]!.tag === 'adverb' || before.tag==='coordinator'))
  if (!before || !(isNominal(before) || before.tag === 'coordinator' || before.tag==='relative' || before.tag === 'mark')) return false
  return ['determiner', 'possessive', 'name', 'pronoun', 'number', 'subordinator', 'noun'].includes(next.tag) || next.lower==='in' && before.tag==='pronoun'
}

function actIn(list: readonly Token[], from: number, to: number): boolean {
  return list.slice(from, to).some(({ tag, lower }) => (tag === 'noun' || tag === 'name' || tag === 'ing') && namesAnAct(lower))
}

/** Is the noun phrase followed by what says more about it: "who …", "that …", "suffered by …", "from recruiting …"? */
function isDescribed(list: readonly Token[], end: number): boolean {
  const next = list[end]
  if (!next) return false
  if (next.text === ',' && list[end + 1]?.tag === 'relative') return true
  if (next.tag === 'relative' || next.tag === 'past' || next.tag === 'ing') return true
  return next.tag === 'preposition' && list[end + 1]?.tag === 'ing'
}
