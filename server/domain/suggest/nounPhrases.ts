import {
  attachmentsOf,
  belongsWith,
  endsBefore,
  pastPairs,
  predicateEnd,
  refersBack,
  takesWith,
} from './attachments.ts'
import {
  type Clause,
  closesBracket,
  isInPhrase,
  joinsDescriptions,
  nounPhraseEnd,
  opensAnother,
  opensBracket,
  smallest,
  subjectAhead,
  verbAhead,
} from './clauses.ts'
import { headOf, isDoer, isNoAim, isSaidByVerb, mayBeDescribed, mayHost } from './hosts.ts'
import { addressees, namesAnAct, nounsWithTo } from './lexicon.ts'
import type { Add } from './reading.ts'
import { isFiniteVerb, isNominal, type Token } from './tags.ts'

export const isActNoun = ({ lower, tag }: Token) =>
  (tag === 'noun' || tag === 'ing' || tag === 'past') && namesAnAct(lower)

/** "On the way to | Vell, our men …": does the word stand in what only leads up to a subject? */
function introduces(list: readonly Token[], clauses: readonly Clause[], i: number): boolean {
  const clause = smallest(clauses.filter(({ start, end }) => start <= i && i < end))
  return clause !== undefined && (clause.verbs[0] ?? 0) > i && list[i - 1]?.tag === 'preposition'
}

/** "its part in | the conflict", with which what follows goes more likely than with the conflict. */
const hangsOnNoun = (list: readonly Token[], i: number) =>
  list[i - 1]?.tag === 'preposition' && list[i - 2] !== undefined && isNominal(list[i - 2]!)

/** "in accordance with …", "in response to …": with "in" they only make a preposition. */
const ofPrepositions = new Set(
  `accordance addition case compliance conformity connection contrast effect exchange fact favour favor front general
  keeping lieu light line order part particular place regard relation respect response spite terms turn view`.split(
    /\s+/,
  ),
)

export function startsNounPhrase(list: readonly Token[], i: number): boolean {
  const { tag, lower } = list[i]!
  const before = list[i - 1]
  // "in order to …": no order is given.
  if (before?.lower === 'in' && ofPrepositions.has(lower)) return false
  if (before?.tag === 'coordinator' && (joinsDescriptions(list, i - 1) || joinsNames(list, i - 1)))
    return false
  if (isInsideName(list, i) || isPartOf(list, i)) return false
  // "3 May, which …": a day is nobody's subject.
  if (tag === 'number' && list[i + 1]?.tag === 'name') return false
  if (
    tag === 'name' &&
    list[i + 1]?.tag === 'number' &&
    list[i + 2]?.text === ',' &&
    list[i + 3]?.tag === 'number'
  )
    return false
  if (tag === 'past' || tag === 'ing')
    return !before || before.tag === 'preposition' || before.tag === 'coordinator'
  if (!isInPhrase(list[i]!) || (before && isInPhrase(before) && !opensAnother(list, i))) return false
  const isAfterAdverb =
    before?.tag === 'adverb' && list[i - 2] && ['determiner', 'possessive'].includes(list[i - 2]!.tag)
  return !isAfterAdverb
}

/** "the villages of Adesh and | Tull", "the shells and | rockets": what two names or bare nouns share belongs to both. */
function joinsNames(list: readonly Token[], at: number): boolean {
  const [before, next] = [list[at - 1], list[at + 1]]
  return before?.tag === 'name' && next?.tag === 'name'
}

/** "the Ministry of | Foreign Affairs". */
const isInsideName = (list: readonly Token[], i: number) =>
  list[i]!.tag === 'name' && list[i - 1]?.lower === 'of' && list[i - 2]?.tag === 'name'

/** "various types of | heavy weapons", "thousands of | members of the guild". */
const isPartOf = (list: readonly Token[], i: number) =>
  list[i - 1]?.lower === 'of' && partitive.test(list[i - 2]?.lower ?? '') && list[i]!.tag !== 'determiner'

const partitive =
  /^(?:types?|kinds?|sorts?|numbers?|hundreds|thousands|dozens|scores|millions|members?|majority|rest|series|variety|range|part|half|most|some|many|any|all|none|one)$/

/** A noun phrase: tokens `i` to `phraseEnd`, and on to `end` with the phrases that hang on it. */
interface NounPhrase {
  list: readonly Token[]
  clauses: readonly Clause[]
  i: number
  phraseEnd: number
  end: number
  /** The last word in it that names an act. */
  act: Token | undefined
  /** The word behind it and a comma. */
  behindComma: Token | undefined
  add: Add
}

/** Words that can stand as a statement without a clause: "the use of drones by …", "the town, which …". */
export function readNounPhrase(list: readonly Token[], clauses: readonly Clause[], i: number, add: Add) {
  const phraseEnd = nounPhraseEnd(list, i)
  const end = extendedEnd(list, i)
  const act = list.slice(i, phraseEnd).findLast(isActNoun)
  const behindComma = list[end]?.text === ',' ? list[end + 1] : undefined
  const phrase: NounPhrase = { list, clauses, i, phraseEnd, end, act, behindComma, add }
  if (act) readAct(phrase, act)
  readDescribed(phrase)
  readDescribedBehindComma(phrase)
  readExplained(phrase)
  readBehindInsertion(phrase)
  readInfinitive(phrase)
  readRelative(phrase)
  const next = list[phraseEnd]
  if (next && list[phraseEnd + 1]?.tag === 'ing' && isDoer(list, i, phraseEnd)) {
    add(i, extendedEnd(list, phraseEnd + 2), 'noun with what it does', 'whole', next.lower)
  }
}

/** "the use of drones by Norland | in May": whole, and without what hangs on it from one phrase on. */
function readAct({ list, i, phraseEnd, end, add }: NounPhrase, act: Token) {
  add(i, end, 'named act', 'whole', act.lower)
  let prepositions = 0
  for (let at = phraseEnd; at < end; at++) {
    const { tag, lower } = list[at]!
    if (tag === 'past' && at > phraseEnd && isNominal(list[at - 1]!))
      add(i, at, 'named act', 'short', 'participle')
    if (
      tag === 'coordinator' &&
      list[at + 1]?.tag !== 'number' &&
      prepositions &&
      list[at + 1] &&
      isInPhrase(list[at + 1]!)
    ) {
      add(i, at, 'named act', 'short', 'and')
    }
    if (
      tag === 'preposition' &&
      ++prepositions > 1 &&
      lower !== 'of' &&
      !(lower === 'with' && belongsWith(list[at - 1]!))
    )
      add(i, at, 'named act', 'short', lower)
  }
  const goesOn = list[end]
  const goesWithOther = goesOn?.lower === 'with' && hangsOnNoun(list, i)
  if (goesOn && ['with', 'through', 'as', 'despite', 'by'].includes(goesOn.lower) && !goesWithOther) {
    add(i, extendedEnd(list, end + 1), 'named act', 'long', goesOn.lower)
  }
}

/** "the truce agreed upon in May", "shells fired from the hills". */
function readDescribed({ list, i, phraseEnd, end, act, add }: NounPhrase) {
  const next = list[phraseEnd]
  const isDescribed =
    next &&
    !isNoAim(list, i, phraseEnd) &&
    ((next.tag === 'past' && pastPairs(list, phraseEnd)?.tag === 'preposition') ||
      (next.tag === 'ing' && !act))
  if (isDescribed) {
    add(i, Math.max(end, extendedEnd(list, phraseEnd + 1)), 'described noun', 'whole', next.tag)
  }
  if (end <= phraseEnd) return
  if (act && list[end]?.tag === 'ing') add(i, extendedEnd(list, end + 1), 'named act', 'long', 'ing')
  if (list[end]?.tag === 'past' && ['preposition', 'to'].includes(pastPairs(list, end)?.tag ?? '')) {
    add(i, extendedEnd(list, end + 1), 'described noun', 'long', 'past')
  }
}

/** "the convoy, carrying flour from Vell", "the port, closed by the guild". */
function readDescribedBehindComma({ list, clauses, i, end, behindComma, add }: NounPhrase) {
  const isAs = behindComma?.lower === 'as' && list[end + 2]?.tag === 'past'
  if ((behindComma?.tag === 'ing' && mayBeDescribed(list, i, end + 1, clauses)) || isAs) {
    add(i, extendedEnd(list, end + (isAs ? 3 : 2)), 'described noun', 'long', isAs ? 'as' : 'ing')
  }
  const isPartOfName = list[headOf(list, i)]!.tag !== 'noun' && list[i - 1]?.lower === 'of'
  if (behindComma?.tag === 'past' && !isPartOfName && pastPairs(list, end + 1)?.tag === 'preposition') {
    add(i, extendedEnd(list, end + 3), 'described noun', 'long', 'past')
  }
}

/** "Vell, the second truce of the year", "Norland, its creditor", "arms, including shells". */
function readExplained({ list, clauses, i, phraseEnd, end, behindComma, add }: NounPhrase) {
  const isNameExplained =
    list[phraseEnd - 1]!.tag === 'name' &&
    end === phraseEnd &&
    behindComma &&
    !list.slice(i, phraseEnd).some(({ lower }) => addressees.has(lower)) &&
    (behindComma.tag === 'possessive' || /^(?:the|its|their|his|her|our)$/.test(behindComma.lower)) &&
    !subjectAhead(list, end + 1) &&
    !introduces(list, clauses, i)
  if (isNameExplained || (behindComma && ['including', 'among', 'a', 'an'].includes(behindComma.lower))) {
    const described = extendedEnd(list, end + 2)
    const explained = clauses.find(({ kind, start }) => kind === 'relative' && start === described)
    add(i, explained?.end ?? described, 'described noun', 'long', behindComma.lower)
  }
  // "three doctors, one of them appointed by the court".
  const isPartOf = behindComma && list[end + 2]?.lower === 'of' && refersBack.has(list[end + 3]?.lower ?? '')
  if (isPartOf && ['past', 'ing'].includes(list[end + 4]?.tag ?? ''))
    add(i, extendedEnd(list, end + 5), 'described noun', 'long', 'of them')
}

/** "the delivery by Norland, a neighbour, of arms": an act goes on behind what is inserted. */
function readBehindInsertion({ list, i, end, act, behindComma, add }: NounPhrase) {
  if (!act || !behindComma) return
  const insertionEnd = list.findIndex(({ text }, at) => at > end && text === ',')
  const isInserted =
    insertionEnd > 0 &&
    list.slice(end + 1, insertionEnd).every((token) => isInPhrase(token) || token.tag === 'preposition')
  if (isInserted && /^(?:of|by|to|against|from)$/.test(list[insertionEnd + 1]?.lower ?? ''))
    add(i, extendedEnd(list, insertionEnd + 2), 'named act', 'long', 'insertion')
}

/** "the refusal to hand over the bodies". */
function readInfinitive({ list, i, phraseEnd, end, act, add }: NounPhrase) {
  const infinitive = list[end]?.tag === 'not' ? end + 1 : end
  const takesTo = act || list.slice(i, phraseEnd).some(({ lower }) => nounsWithTo.has(lower))
  if (takesTo && list[infinitive]?.tag === 'to' && list[infinitive + 1]?.tag === 'base') {
    add(i, extendedEnd(list, infinitive + 2), 'named act', 'long', 'to')
  }
}

/** "the town, which was shelled in May | and of which little is left". */
function readRelative({ list, clauses, i, end, act, behindComma, add }: NounPhrase) {
  const relativeAt = behindComma ? end + 1 : end
  const relative = clauses.find(
    ({ kind, start, inner, verbs }) =>
      (start === relativeAt || (kind === 'relative' && inner - 1 === end)) &&
      verbs.length &&
      (kind === 'relative' || (kind === 'complement' && !behindComma && isNominal(list[end - 1]!))),
  )
  if (!relative) return
  const isHost = relative.kind === 'relative' ? mayHost(list, i, relative) : !isSaidByVerb(list, relative)
  if (!isHost) {
    if (act && !behindComma) add(i, relative.end, 'named act', 'long', 'relative')
    return
  }
  const cue = list[relativeAt]!.lower
  add(i, relative.end, 'noun with its relative clause', 'whole', cue)
  const joined = joinedRelative(list, clauses, relative)
  if (joined) add(i, joined.end, 'noun with its relative clause', 'long', cue)
  for (const at of relativeEnds(list, clauses, relative))
    add(i, at, 'noun with its relative clause', 'head', cue)
}

/** "who fled in May and | of whom nothing is known": the relative clause that is joined to another. */
export const joinedRelative = (list: readonly Token[], clauses: readonly Clause[], { end }: Clause) =>
  list[end]?.tag === 'coordinator'
    ? clauses.find(({ kind, start }) => kind === 'relative' && start === end + 1)
    : undefined

/** Where a relative clause may end before its end: at the first thing that is attached to it, and before its second verb. */
function relativeEnds(list: readonly Token[], clauses: readonly Clause[], relative: Clause): number[] {
  const [verb, second] = relative.verbs
  const end = second === undefined ? relative.end : predicateEnd(list, relative, 0)
  const cuts = attachmentsOf(list, clauses, relative, relative.start, end, verb!)
  const [first] = endsBefore(list, cuts, relative.start)
  return [...(end < relative.end ? [end] : []), ...(first ? [first.at] : [])]
}

const endsPhrase = new Set([
  'with',
  'despite',
  'through',
  'as',
  'because',
  'due',
  'since',
  'before',
  'without',
  'via',
  'including',
])

/** Behind a noun phrase with the phrases that hang on it ("of …", "by …", "against …"): before a verb, a comma, a clause. */
function extendedEnd(list: readonly Token[], i: number): number {
  let brackets = 0
  let hangsOn = false
  let at = i
  for (; at < list.length; at++) {
    const token = list[at]!
    const { tag, text, lower } = token
    const before = list[at - 1]
    const next = list[at + 1]
    if (opensBracket(token)) brackets++
    else if (closesBracket(token)) {
      if (--brackets < 0) return at
    } else if (brackets) continue
    else if (tag === 'mark') {
      // The comma of a date goes on: October 8, 2020.
      const isInDate = text === ',' && before?.tag === 'number' && next?.tag === 'number'
      if (!isInDate && !listsNames(list, at) && !/^[“”"’‘«»]$/.test(text)) return at
    } else if (isFiniteVerb(token) || tag === 'relative' || tag === 'subordinator' || tag === 'base')
      return at
    else if (at > i && opensAnother(list, at) && list[i]!.tag !== 'ing' && list[i - 1]?.tag !== 'ing')
      return at
    else if (tag === 'pronoun' && at > i) return at
    else if (tag === 'to' && (next?.tag === 'base' || next?.tag === 'adverb')) return at
    else if (tag === 'preposition') {
      if (at > i && endsPhrase.has(lower) && !(lower === 'with' && takesWith.has(before!.lower))) return at
      if (next?.tag === 'ing' && lower !== 'of' && before?.tag !== 'past') return at
      hangsOn = true
    } else if (tag === 'coordinator') {
      if (verbAhead(list, at + 1) && next?.tag !== 'past' && next?.tag !== 'ing') return at
      if (next?.tag === 'past' && joinsVerb(list, i, at)) return at
      if (next?.tag === 'preposition' && !hangsOn) return at
      if (hangsOn && next?.tag !== 'ing' && opensAct(list, at + 1)) return at
    } else if (at > i && tag === 'ing' && before?.tag !== 'preposition') {
      if (!next || !isNominal(next) || before?.tag === 'noun' || before?.tag === 'name') return at
    } else if (
      at > i &&
      tag === 'past' &&
      before &&
      isNominal(before) &&
      next &&
      next.lower !== 'by' &&
      !isNominal(next)
    ) {
      return at
    }
  }
  return at
}

/**
 * "… of the truce and withdrew its troops", "… of the spring and left in it …": the past form has an object, or nothing
 * before it that it might be joined to, so it is a verb; not "men hired and paid by …", "raids and forced marches".
 */
function joinsVerb(list: readonly Token[], from: number, at: number): boolean {
  const behind = list[at + 2]
  if (!behind || ['determiner', 'possessive', 'pronoun'].includes(behind.tag)) return true
  if (isInPhrase(behind)) return false
  const isJoined = list.slice(Math.max(0, from - 2), at).some(({ tag }) => tag === 'past')
  return !isJoined && list[from - 1]?.tag !== 'ing'
}

/** "in Paris, France", "of the Union, the Republic and …": a comma between names, of which no subject is made. */
function listsNames(list: readonly Token[], at: number): boolean {
  if (list[at]!.text !== ',' || list[at - 1]?.tag !== 'name') return false
  const name = list[at + 1]?.tag === 'determiner' ? at + 2 : at + 1
  return list[name]?.tag === 'name' && !subjectAhead(list, at + 1)
}

function opensAct(list: readonly Token[], i: number): boolean {
  const end = nounPhraseEnd(list, i)
  return list.slice(i, end).some(isActNoun) && list[end]?.tag === 'preposition'
}
