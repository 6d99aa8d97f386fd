import {
  type Clause,
  clausesOf,
  closesBracket,
  inverting,
  isInPhrase,
  joinsDescriptions,
  nounPhraseEnd,
  opensAnother,
  opensBracket,
  periods,
  smallest,
  subjectAhead,
  verbAhead,
} from './clauses.ts'
import { headOf, isDoer, isNoAim, isSaidByVerb, mayBeDescribed, mayHost } from './hosts.ts'
import type { JoinKind } from './joins.ts'
import {
  addressees,
  connectives,
  contentNouns,
  leadingUp,
  namesAnAct,
  nounsWithTo,
  timeNouns,
} from './lexicon.ts'
import {
  isAskedFor,
  isQuestion,
  isToBeDone,
  isWish,
  isWishByItself,
  statesNothing,
  takesWhatIsAsked,
} from './moods.ts'
import { isFiniteVerb, isNominal, pastAdverbs, type Token } from './tags.ts'

/**
 * Words of one sentence that may be read as a statement of their own: tokens `from` up to, not including, `to`.
 * A reading that leaves out what is attached ("head": up to the first attachment, "middle": up to the last one,
 * "short") has a `part`; `cue` is the word that shows the construction.
 */
export interface Reading {
  from: number
  to: number
  kind: ReadingKind
  part: 'whole' | 'head' | 'middle' | 'long' | 'short'
  cue: string
  /** How many things are attached to its clause. */
  attachments: number
  /** What is left out in its midst, where its words stand apart; it is then one of so many `siblings` that share a beginning. */
  gap?: Stretch
  join?: { nth: number; siblings: number }
}

/** Tokens `from` up to, not including, `to`. */
export interface Stretch {
  from: number
  to: number
}

export type ReadingKind =
  | 'clause'
  | 'joined clause'
  | 'clause with all its verbs'
  | 'what is said'
  | 'subordinate clause'
  | 'relative clause'
  | 'noun with its relative clause'
  | 'joined verb'
  | 'predicate'
  | 'subject'
  | 'introduction'
  | 'said in the first person'
  | 'words without a verb'
  | 'named act'
  | 'described noun'
  | 'noun with what it does'
  | Attachment
  | JoinKind

/** What is attached to a clause and can carry a statement: ", injuring …", "by shelling …", "in order to …". */
type Attachment =
  | 'apposition'
  | 'participle'
  | '-ing'
  | 'preposition with -ing'
  | 'purpose'
  | 'preposition'
  | 'examples'
  | 'dash'

const fewestWords = 3

/** A sentence's readings, none twice, with the clauses and attachments that it is made of. */
export interface ReadSentence {
  readings: Reading[]
  clauses: Clause[]
  /** Where something is attached or a clause begins, none twice. */
  cuts: Cut[]
  /** The clauses that say something, with where their subjects begin. */
  subjects: { clause: Clause; start: number }[]
}

export function readSentence(words: readonly Token[], isAskedFor = false): ReadSentence {
  const clauses = clausesOf(words)
  const list = withVerbs(words, clauses)
  const found = new Map<string, Reading>()
  const cuts = new Map<string, Cut>()
  const subjects: ReadSentence['subjects'] = []
  const add: Add = (start, end, kind, part = 'whole', cue = '', attachments = 0) => {
    const [from, to] = trimmed(list, start, end)
    const key = `${from} ${to}`
    if (wordsIn(list, from, to) < fewestWords || found.has(key)) return
    if (isTorn(list, from, to) || clauses.some((clause) => leavesVerbOff(clause, from, to))) return
    found.set(key, { from, to, kind, part, cue, attachments })
  }
  const sentence = {
    list,
    clauses,
    isAskedFor,
    subjects,
    add,
    cut: (cut: Cut) => cuts.set(`${cut.at} ${cut.kind} ${cut.kind === 'clause' ? cut.cue : ''}`, cut),
  }
  for (const clause of clauses) readClause(sentence, clause)
  for (let i = 0; i < list.length; i++) {
    if (startsNounPhrase(list, i)) readNounPhrase(list, clauses, i, add)
  }
  return { readings: [...found.values()], clauses, cuts: [...cuts.values()], subjects }
}

/** A past form, or one that may be a noun, makes no description nor a noun phrase where it is a clause's verb. */
function withVerbs(list: readonly Token[], clauses: readonly Clause[]): Token[] {
  const verbs = new Set(clauses.flatMap((clause) => clause.verbs))
  return list.map((token, i) =>
    verbs.has(i) && (token.tag === 'past' || token.tag === 'noun') ? { ...token, tag: 'finite' } : token,
  )
}

/** The sentence that is being read; `add`, `cut` and `subjects` take what is found. */
interface Reader {
  list: readonly Token[]
  clauses: readonly Clause[]
  /** Is the sentence an item of a list of what somebody wants? Only the facts that it names are statements then. */
  isAskedFor: boolean
  subjects: ReadSentence['subjects']
  add: Add
  cut: (cut: Cut) => void
}

type Add = (
  start: number,
  end: number,
  kind: ReadingKind,
  part?: Reading['part'],
  cue?: string,
  attachments?: number,
) => void

/** How many words, marks apart, stand between two tokens. */
export const wordsIn = (list: readonly Token[], from: number, to: number) =>
  list.slice(from, to).filter(({ tag }) => tag !== 'mark').length

const clauseKinds: Record<Clause['kind'], ReadingKind> = {
  main: 'clause',
  joined: 'joined clause',
  complement: 'what is said',
  subordinate: 'subordinate clause',
  relative: 'relative clause',
}

function readClause(reader: Reader, clause: Clause) {
  const { list, clauses, add } = reader
  const { kind, verbs, end } = clause
  const children = clauses.filter(({ parent }) => parent === clause)
  let start = kind === 'relative' ? clause.start : clause.inner
  const verb = verbs[0]
  if (kind !== 'relative' && kind !== 'subordinate') start = pastOpeningWords(list, start)
  let withIntroduction: number | undefined
  if (verb === undefined) {
    // "(i) …; (ii) …": what stands behind a semicolon is marked by its cue.
    const range = { start, end }
    const isWished =
      (reader.isAskedFor && list[start]?.lower === 'that') ||
      clauses.some(
        (said) => said !== clause && said.start === start && isWishByItself(list, start, said.verbs[0]),
      )
    const isItem = isNumbering(list, start - 2)
    if (kind === 'main' && (isWished || isItem || isToBeDone(list.slice(start, end))))
      readAttachments(reader, clause, range, start)
    else if (kind === 'main' && clauses[0] === clause) {
      readPredicate(reader, clause, range, 'words without a verb')
    } else if (kind === 'main') add(start, end, 'words without a verb', 'whole', 'later')
    return
  }

  if (kind !== 'relative' && kind !== 'subordinate') {
    // "Four days later, however, under the pretext of …, they …": one may follow another.
    for (;;) {
      const subject = subjectBehindIntroduction(list, clause, children, start)
      if (subject === undefined) break
      const opensWithVerb = list[start]!.tag === 'ing' || list[start]!.tag === 'past'
      const length = wordsIn(list, start, subject)
      const saysMore = opensWithVerb || list.slice(start, subject).some(isActNoun)
      if (saysMore && length > 3) {
        add(start, subject, opensWithVerb ? '-ing' : 'introduction', 'whole', list[start]!.lower)
      }
      if (!saysMore && length > 6) add(start, end, clauseKinds[kind], 'long', list[start]!.lower)
      withIntroduction ??= start
      start = subject
      if (connectives.has(list[start]!.lower)) start = pastOpeningWords(list, start)
    }
  }

  const other = kind === 'relative' ? joinedRelative(list, clauses, clause) : undefined
  if (other) add(start, other.end, 'relative clause', 'long')
  // "The parties shall:" says nothing yet.
  if (
    list
      .slice(verb, end)
      .every((token) => isFiniteVerb(token) || ['mark', 'not', 'adverb'].includes(token.tag))
  )
    return
  const isNothing = verbs.map((at) => saysNothing(reader, clause, start, at))
  if (isNothing.every(Boolean)) {
    readAttachments(reader, clause, { start, end }, verb)
    return
  }
  reader.subjects.push({ clause, start })
  const nearest = pastAdverbs(list, verb)
  const isWriter = nearest !== undefined && isFirstPerson(nearest)
  // "…, and they left": a clause that is joined to the end of this one is read by itself.
  const joined = children.find((child) => child.kind === 'joined' && child.start > verb && child.end === end)
  const ownEnd = joined && verbs.every((at) => at < joined.start) ? joined.start : end
  if (!isWriter) readSubject(list, clause, { start, end: ownEnd }, add)
  if (joined && ownEnd < end) add(start, end, clauseKinds[kind], 'long', 'joined')
  if (withIntroduction !== undefined) {
    const stop = Math.min(ownEnd, predicateEnd(list, clause, 0))
    add(withIntroduction, stop, clauseKinds[kind], 'long', 'introduction')
    // "In May, the fleet raided the port | with drones": what says when or why goes with the bare clause, too.
    const [first] = endsBefore(list, attachmentsOf(list, clauses, clause, start, stop, verb), start)
    const opensWithVerb = ['ing', 'past'].includes(list[withIntroduction]!.tag)
    if (first && !opensWithVerb) add(withIntroduction, first.at, clauseKinds[kind], 'long', 'introduction')
  }
  let sharesFrom: number | undefined
  for (const [n, at] of verbs.entries()) {
    const stop = Math.min(ownEnd, predicateEnd(list, clause, n))
    // "cannot and should not be …", "has never used and never will use …": the first verb shares what follows the second.
    if (n + 1 < verbs.length && sharesObject(list, at, stop)) {
      sharesFrom ??= n === 0 ? start : beforeAdverbs(list, at)
      continue
    }
    const leads = list.slice(at, Math.min(stop, at + 6)).some(leadsUpTo)
    const leadsUp = isWriter && leads
    const isSaid = children.some(
      (child) => child.kind === 'complement' && child.start > at && child.start < stop && child.verbs.length,
    )
    // "We note that P": P is the statement.
    if (leads && isSaid && (isWriter || isImpersonal(list, at))) continue
    const from = sharesFrom ?? (n === 0 ? start : beforeAdverbs(list, at))
    sharesFrom = undefined
    const range = { start: from, end: stop }
    if (isNothing[n]) {
      readAttachments(reader, clause, range, at)
      continue
    }
    const readingKind = leadsUp
      ? 'said in the first person'
      : from === start
        ? clauseKinds[kind]
        : 'joined verb'
    readPredicate(reader, clause, range, readingKind, at)
  }
  if (
    verbs.length > 1 &&
    kind !== 'relative' &&
    !isNothing.some(Boolean) &&
    wordsIn(list, start, ownEnd) <= 30
  ) {
    add(start, ownEnd, 'clause with all its verbs')
  }
}

/** Does the clause with that verb of its only ask, thank, greet or promise, or is it what somebody wants? */
function saysNothing(
  { list, isAskedFor: isItem }: Reader,
  clause: Clause,
  start: number,
  verb: number,
): boolean {
  const { kind, parent } = clause
  const opening = parent?.verbs.findLast((at) => at < clause.start)
  if (kind === 'relative') return false
  if (isItem && !parent?.verbs.length && (kind === 'complement' || isWish(list, verb))) return true
  if (isQuestion(list) && (kind === 'main' || kind === 'joined' || !parent?.verbs.length)) return true
  if (kind === 'complement' || kind === 'subordinate') {
    if (opening === undefined) return isWishByItself(list, clause.start, verb)
    return isAskedFor(list, opening, clause.start, verb)
  }
  return statesNothing(list, start, verb)
}

/** "It must be recalled that …", "It will be noted that …". */
const isImpersonal = (list: readonly Token[], verb: number) =>
  list[verb - 1]?.lower === 'it' && list[verb]!.tag === 'modal'

/** "note", "noted", "recalled", "pointed". */
const leadsUpTo = ({ lower }: Token) => leadingUp.has(lower) || leadingUp.has(lower.replace(/ed$/, ''))

function sharesObject(list: readonly Token[], verb: number, stop: number): boolean {
  return list
    .slice(verb, stop)
    .every(({ tag }) =>
      ['modal', 'be', 'have', 'do', 'not', 'adverb', 'participle', 'base', 'finite', 'past', 'mark'].includes(
        tag,
      ),
    )
}

const isFirstPerson = ({ lower }: Token) => lower === 'i' || lower === 'we'
const isActNoun = ({ lower, tag }: Token) =>
  (tag === 'noun' || tag === 'ing' || tag === 'past') && namesAnAct(lower)

/** "Nor have they …": the word is a part of what is said. */
const isInversion = (list: readonly Token[], at: number) =>
  inverting.has(list[at]!.lower) && list[at + 1] !== undefined && isFiniteVerb(list[at + 1]!)

/** Behind "However," and "Your Excellency,". */
function pastOpeningWords(list: readonly Token[], start: number): number {
  let at = start
  for (;;) {
    const token = list[at]
    if (!token) return at
    const called = list.slice(at, at + 3).findIndex(({ lower }) => addressees.has(lower))
    if (called >= 0 && list[at + called + 1]?.text === ',') at += called + 2
    else if (isNumbering(list, at)) at += 2
    else if (isInversion(list, at)) return at
    else if (token.tag === 'mark' || token.tag === 'coordinator' || connectives.has(token.lower)) at++
    else return at
  }
}

/** Where the subject begins behind "As a result, …", "Having left, …", "While it lasted, …", "In February the minister …". */
function subjectBehindIntroduction(
  list: readonly Token[],
  { verbs }: Clause,
  children: readonly Clause[],
  start: number,
): number | undefined {
  const verb = verbs[0]!
  const opening = list[start]?.tag
  if (opening === undefined || list[start]!.lower === 'what') return undefined
  const opensClause = children.some(
    ({ kind, start: at }) => kind === 'subordinate' && at <= start + 1 && at < verb,
  )
  const mayIntroduce = ['preposition', 'ing', 'past', 'subordinator', 'to', 'adverb'].includes(opening)
  if (!opensClause && !mayIntroduce && !opensWithPeriod(list, start)) return undefined
  let found: number | undefined
  for (let at = start; at < verb; at++) {
    const isInSaid = children.some(
      (child) => child.kind === 'complement' && child.start < at && at < child.end,
    )
    if (list[at]!.text !== ',' || isInSaid) continue
    // "As a result, …", "In fact, …".
    if (found === undefined && wordsIn(list, start, at) <= 3 && !isInSeries(list, at)) return at + 1
    const isLast = !list.slice(at + 1, verb).some(({ text }) => text === ',')
    if (!isLast && !subjectAhead(list, at + 1) && !isAddedTo(list, at + 1, verb)) continue
    // A participle may hold commas of its own; anything else ends at the first that a subject follows.
    if (found === undefined || opening === 'ing' || opening === 'past') found = at
  }
  if (found === undefined && opening === 'preposition') {
    // A mere date or place stays with the clause that no comma parts it from.
    const length = list.slice(start + 2, verb).findIndex((_, n) => opensSubject(list, start + 2 + n))
    const subject = start + 2 + length
    return length > 0 && list.slice(start, subject).some(isActNoun) ? subject : undefined
  }
  return found !== undefined && list.slice(found + 1, verb).some(isNominal) ? found + 1 : undefined
}

/** "Four days later, …", "Last month, …", "Two years after the flood, …". */
const opensWithPeriod = (list: readonly Token[], start: number) =>
  list
    .slice(start + 1, start + 4)
    .some(
      ({ lower }, n) =>
        periods.test(lower) &&
        /^(?:later|earlier|ago|before|after|,)$/.test(list[start + n + 2]?.lower ?? ''),
    )

/** "In February | the minister …", "On 3 June 2028 | thirty clubs …", "In May | they …". */
function opensSubject(list: readonly Token[], at: number): boolean {
  const before = list[at - 1]!
  const isBehindYear = /^\d{4}$/.test(before.text) && list[at]!.tag !== 'preposition' && isInPhrase(list[at]!)
  return opensAnother(list, at) || isBehindYear || (list[at]!.tag === 'pronoun' && isNominal(before))
}

/** "In May, | the guild, and later its masters, were …": a subject that another is joined to, as the comma before the verb shows. */
function isAddedTo(list: readonly Token[], start: number, verb: number): boolean {
  const comma = list.findIndex(({ text }, at) => at > start && text === ',')
  const isPhrase = list.slice(start, comma).every((token) => isInPhrase(token) || token.tag === 'preposition')
  return isPhrase && list[comma + 1]?.tag === 'coordinator' && pastAdverbs(list, verb)?.text === ','
}

/** "On 9, 10 and 14 May", "On May 9, 2020". */
const isInSeries = (list: readonly Token[], comma: number) =>
  list[comma - 1]?.tag === 'number' && list[comma + 1]?.tag === 'number'

/** A subject that says something by itself ("The blockade, which began in May, …"), and its predicate without it. */
function readSubject(
  list: readonly Token[],
  clause: Clause,
  { start, end }: { start: number; end: number },
  add: Add,
) {
  const verb = clause.verbs[0]!
  const subject = list.slice(start, verb)
  const length = wordsIn(list, start, verb)
  const described = subject.find(({ tag }) => tag === 'relative' || tag === 'past' || tag === 'ing')
  const says =
    subject[0]?.lower !== 'what' &&
    (described || subject.some((token) => isActNoun(token) || token.lower === 'by'))
  // "by which the two parties |": "which" is no subject, or else the noun before it is.
  if (says && length >= 4 && clause.kind !== 'relative')
    add(start, verb, 'subject', 'whole', described?.tag ?? 'act')
  if (length >= 6) add(beforeAdverbs(list, verb), Math.min(end, predicateEnd(list, clause, 0)), 'predicate')
}

function beforeAdverbs(list: readonly Token[], at: number): number {
  let from = at
  while (list[from - 1]?.tag === 'adverb' || list[from - 1]?.tag === 'not') from--
  return from
}

/** Where the clause's n-th group of verbs and all that belongs to it ends: at the word that joins the next one. */
function predicateEnd(list: readonly Token[], { verbs, end }: Clause, n: number): number {
  const next = verbs[n + 1]
  if (next === undefined) return end
  for (let at = next; at > verbs[n]!; at--) {
    if (list[at]!.tag === 'coordinator' || list[at]!.text === ',' || list[at]!.text === '—') return at
  }
  return next
}

/** Where something that is attached begins, or a clause inside of another. */
export interface Cut {
  at: number
  /** `clause` where a clause of its own begins, which is read by itself. */
  kind: Attachment | 'clause'
  cue: string
}

/** The clause with one of its verbs: whole, without its attachments, and each attachment. */
function readPredicate(
  reader: Reader,
  clause: Clause,
  range: { start: number; end: number },
  kind: ReadingKind,
  verb = range.start,
) {
  const { list, add } = reader
  const { start, end } = range
  const cuts = readAttachments(reader, clause, range, verb)
  add(start, end, kind, 'whole', '', cuts.length)
  for (const [n, cut] of endsBefore(list, cuts, start).entries())
    add(start, cut.at, kind, n ? 'middle' : 'head', cut.kind, cuts.length)
  for (let at = verb + 1; at < end; at++) {
    if (wordsIn(list, start, at) < 5 || wordsIn(list, at, end) < 3) continue
    if (joinsPhrase(list, at)) add(start, at, kind, 'short', 'and', cuts.length)
    if (describesPhrase(list, at)) add(start, at, kind, 'short', 'past', cuts.length)
  }
}

/** What is attached to the clause with one of its verbs, and where. */
function readAttachments(
  { list, clauses, add, cut: keepCut }: Reader,
  clause: Clause,
  { start, end }: { start: number; end: number },
  verb: number,
): Cut[] {
  const cuts = attachmentsOf(list, clauses, clause, start, end, verb)
  for (const cut of cuts) keepCut(cut)
  for (const [n, cut] of cuts.entries()) {
    if (cut.kind === 'clause') continue
    const behind = cuts[n + 1]
    const next = behind?.at ?? end
    // "on the ground | that …": the one says nothing without the other.
    const isOpening = cut.kind === 'preposition' && behind?.kind === 'clause' && list[next - 1]!.text !== ','
    if (!isOpening) add(cut.at, next, cut.kind, 'whole', cut.cue)
    if (next !== end) add(cut.at, end, cut.kind, 'long', cut.cue)
    // "…, filmed by their murderers, the mistreatment of …": it may end at a comma.
    const comma = list.slice(cut.at, next).findIndex(({ text }) => text === ',')
    if (comma > 0 && (cut.kind === 'participle' || cut.kind === '-ing'))
      add(cut.at, cut.at + comma, cut.kind, 'short', cut.cue)
  }
  return cuts
}

/** "… the sessions of the council | convened at its request". */
const describesPhrase = (list: readonly Token[], at: number) =>
  list[at]!.tag === 'past' && isInPhrase(list[at - 1]!) && pastPairs(list, at)?.tag === 'preposition'

/** Where a clause may end before something that is attached; "the envoy explains in his note | that …" would say nothing. */
const endsBefore = (list: readonly Token[], cuts: readonly Cut[], start: number) =>
  cuts.filter(
    ({ at, kind, cue }) =>
      wordsIn(list, start, at) >= fewestWords &&
      !(kind === 'clause' && (cue === 'complement' || (cue === 'relative' && isApposition(list, at)))),
  )

/** "… with its neighbour and to withdraw": not "votes and seats", "3 and 4 May". */
function joinsPhrase(list: readonly Token[], at: number): boolean {
  const [before, next] = [list[at - 1]!, list[at + 1]]
  if (list[at]!.tag !== 'coordinator' || !next || joinsDescriptions(list, at)) return false
  if (next.tag === before.tag && ['number', 'name', 'past'].includes(next.tag)) return false
  return next.tag !== 'noun' || list[nounPhraseEnd(list, at + 1)]?.tag === 'preposition'
}

/** "… of the Ossenites, a people | who …": a noun behind a comma that only its relative clause explains. */
function isApposition(list: readonly Token[], at: number): boolean {
  const comma = list.slice(0, at).findLastIndex(({ text }) => text === ',')
  const noun = list[comma + 1]
  const isNamed = noun?.lower === 'a' || noun?.lower === 'an'
  return comma > 0 && comma + 1 < at && isNamed && nounPhraseEnd(list, comma + 1) >= at
}

/** "… was accepted | on the day on which it was made": the day belongs to what says which. */
function withTime(list: readonly Token[], at: number): number {
  if (!timeNouns.has(list[at - 1]?.lower ?? '')) return at
  const length = list.slice(Math.max(0, at - 4), at).findLastIndex(({ tag }) => tag === 'preposition')
  return length < 0 ? at : Math.max(0, at - 4) + length
}

/** "400 metres from the frontier | that the treaty drew": what describes a noun is read like "which …". */
const describesBefore = (list: readonly Token[], clause: Clause) =>
  clause.kind === 'complement' &&
  list[clause.start]!.lower === 'that' &&
  isNominal(list[clause.start - 1]!) &&
  !contentNouns.has(list[clause.start - 1]!.lower) &&
  !isSaidByVerb(list, clause)

function attachmentsOf(
  list: readonly Token[],
  clauses: readonly Clause[],
  clause: Clause,
  start: number,
  end: number,
  verb: number,
): Cut[] {
  const isWriter = list.slice(start, verb).some(isFirstPerson)
  const inner = clauses.filter((other) => other !== clause && other.start > start && other.verbs.length > 0)
  const isInsideOther = (at: number) =>
    inner.some(
      (other) => other.kind !== 'joined' && other.kind !== 'complement' && at > other.start && at < other.end,
    )
  // "… that, besides other things, they left": it belongs to what is said.
  const isBeforeSubject = (at: number) =>
    inner.some((other) => other.kind === 'complement' && at > other.start && at < other.verbs[0]!)
  const cuts: Cut[] = []
  let brackets = 0
  // "They asked the council to …": what it was asked for is no purpose.
  const asks = takesWhatIsAsked(list, verb)
  for (let at = verb + 1; at < end; at++) {
    if (opensBracket(list[at]!)) brackets++
    else if (closesBracket(list[at]!)) brackets--
    if (brackets > 0 || isBeforeSubject(at)) continue
    // "…, since they left": the clause itself is attached, no phrase that begins with "since".
    if (list[at]!.text === ',' && inner.some((other) => other.start === at + 1)) continue
    const opened = inner.find((other) => other.start === at)
    if (opened) {
      if (opened.kind !== 'complement' || !isWriter) {
        cuts.push({
          at: withTime(list, at),
          kind: 'clause',
          cue: describesBefore(list, opened) ? 'relative' : opened.kind,
        })
        continue
      }
    }
    if (isInsideOther(at) && list[at]!.text !== ',') continue
    const cut = attachmentAt(list, at, start, end, cuts.length > 0)
    const isAsked = asks && !list.slice(verb, at).some(({ tag }) => tag === 'base')
    if (cut && !(cut.kind === 'purpose' && cut.cue === 'to' && isAsked)) cuts.push(cut)
  }
  return cuts
}

const looseAlways = new Set(['within', 'despite', 'due', 'notwithstanding', 'because'])
const looseWithIng = new Set(['while', 'without', 'through', 'after', 'before', 'for'])
/** "in accordance with …": what follows belongs to these words. */
const takesWith = new Set(
  `accordance agreement along compatible compliance conformity connection consistent contact cooperation dealing
  incompatible inconsistent keeping line parallel relation relations together`.split(/\s+/),
)
/** "On the way to | Vell, our men …": does the word stand in what only leads up to a subject? */
function introduces(list: readonly Token[], clauses: readonly Clause[], i: number): boolean {
  const clause = smallest(clauses.filter(({ start, end }) => start <= i && i < end))
  return clause !== undefined && (clause.verbs[0] ?? 0) > i && list[i - 1]?.tag === 'preposition'
}

/** "in accordance | with", "sediments contaminated | with": the words do not go one without the other. */
const belongsWith = ({ lower, tag }: Token) => tag === 'past' || takesWith.has(lower)

/** "under the pretext of …", "on the grounds that …". */
const isPretext = ({ lower }: Token) => /^(?:pretext|grounds?|guise|condition|excuse)$/.test(lower)
/** "in response to …", "in violation of …": an "in" that adds a statement. */
const looseIn = new Set([
  'response',
  'violation',
  'accordance',
  'contravention',
  'breach',
  'line',
  'exchange',
  'retaliation',
  'effort',
  'support',
  'close',
])

/** The attachment that begins at or right behind a token, if one does. */
function attachmentAt(
  list: readonly Token[],
  at: number,
  start: number,
  end: number,
  isLater: boolean,
): Cut | undefined {
  const { text, lower, tag } = list[at]!
  const before = list[at - 1]!
  const next = list[at + 1]
  const done = wordsIn(list, start, at)
  if (text === ',') return at + 1 < end ? attachmentBehindComma(list, at, end, isLater) : undefined
  if (tag === 'coordinator' && isLater && next?.tag === 'ing')
    return { at: at + 1, kind: '-ing', cue: next.lower }
  if (text === '—' || text === '–') return { at: at + 1, kind: 'dash', cue: '' }
  if (!next) return undefined
  if (tag === 'preposition') {
    if (next.tag === 'ing' && (lower === 'by' || (looseWithIng.has(lower) && done > 5))) {
      return { at, kind: 'preposition with -ing', cue: lower }
    }
    if (lower === 'in' && next.lower === 'order' && ['to', 'that'].includes(list[at + 2]?.lower ?? ''))
      return { at, kind: 'purpose', cue: 'in order' }
    const isLoose =
      (lower === 'with' && !belongsWith(before) && done > 3 && wordsIn(list, at, end) > 3) ||
      (/^(?:under|on|upon)$/.test(lower) && list.slice(at + 2, at + 4).some(isPretext) && done > 3) ||
      (looseAlways.has(lower) && done > 3) ||
      (lower === 'in' && looseIn.has(next.lower) && done > 4)
    return isLoose ? { at, kind: 'preposition', cue: lower } : undefined
  }
  const isPurpose = tag === 'to' && next.tag === 'base' && isNominal(before) && !nounsWithTo.has(before.lower)
  if (isPurpose && done > 6 && wordsIn(list, at, end) > 6) {
    return { at, kind: 'purpose', cue: 'to' }
  }
  const isDescribed = isNominal(before) || (before.tag === 'coordinator' && list[at - 2]!.tag !== 'past')
  if (tag === 'past' && isDescribed && done > 4 && pastPairs(list, at)?.lower === 'by') {
    return { at, kind: 'participle', cue: 'by' }
  }
  return undefined
}

/** What follows a past form, or two that are joined: "armed and paid | by …", "carried out | in …". */
function pastPairs(list: readonly Token[], at: number): Token | undefined {
  const isPair = list[at + 1]?.tag === 'coordinator' && list[at + 2]?.tag === 'past'
  const next = isPair ? at + 3 : at + 1
  return list[next]?.tag === 'adverb' ? list[next + 1] : list[next]
}

function attachmentBehindComma(
  list: readonly Token[],
  comma: number,
  end: number,
  isLater: boolean,
): Cut | undefined {
  const at = comma + 1
  const first = list[at]!
  const second = list[at + 1]
  const cut = (kind: Attachment): Cut => ({ at, kind, cue: first.lower })
  if (first.tag === 'ing') return cut('-ing')
  if (opensAbsolute(list, at)) return { at, kind: 'apposition', cue: 'absolute' }
  if (!second) return undefined
  if (second.tag === 'ing' && (first.tag === 'adverb' || (first.tag === 'coordinator' && isLater)))
    return cut('-ing')
  if (first.tag === 'past' && ['preposition', 'to'].includes(pastPairs(list, at)?.tag ?? ''))
    return cut('participle')
  if (first.lower === 'among' || (second.lower === 'of' && refersBack.has(list[at + 2]?.lower ?? '')))
    return cut('examples')
  if (first.lower === 'a' || first.lower === 'an') return cut('apposition')
  if (first.tag !== 'preposition') return undefined
  const adds = first.lower === 'including' || (first.lower === 'as' && second.lower === 'well')
  if (adds) return cut('examples')
  if (second.tag === 'ing') return cut('preposition with -ing')
  const length = list.slice(at, end).findIndex(({ text }) => text === ',')
  const isLong = wordsIn(list, at, length < 0 ? end : at + length) > 2 && wordsIn(list, at, end) > 4
  const opensMore = second.tag !== 'relative' && !/^(?:least|most|first|once|times)$/.test(second.lower)
  return isLong && opensMore && first.lower !== 'of' ? cut('preposition') : undefined
}

/** "…, its walls having been taken down", "…, without any reason having been given": a participle with a subject of its own. */
function opensAbsolute(list: readonly Token[], at: number): boolean {
  const length = list
    .slice(at)
    .findIndex((token) => !isInPhrase(token) && token.tag !== 'preposition' && token.tag !== 'pronoun')
  return length > 1 && /^(?:having|being)$/.test(list[at + length]!.lower)
}

/** "its part in | the conflict", with which what follows goes more likely than with the conflict. */
const hangsOnNoun = (list: readonly Token[], i: number) =>
  list[i - 1]?.tag === 'preposition' && list[i - 2] !== undefined && isNominal(list[i - 2]!)

const refersBack = new Set(['them', 'it', 'these', 'those', 'whom', 'which'])

/** "in accordance with …", "in response to …": with "in" they only make a preposition. */
const ofPrepositions = new Set(
  `accordance addition case compliance conformity connection contrast effect exchange fact favour favor front general
  keeping lieu light line order part particular place regard relation respect response spite terms turn view`.split(
    /\s+/,
  ),
)

function startsNounPhrase(list: readonly Token[], i: number): boolean {
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

/** Words that can stand as a statement without a clause: "the use of drones by …", "the town, which …". */
function readNounPhrase(list: readonly Token[], clauses: readonly Clause[], i: number, add: Add) {
  const phraseEnd = nounPhraseEnd(list, i)
  const end = extendedEnd(list, i)
  const act = list.slice(i, phraseEnd).findLast(isActNoun)
  const next = list[phraseEnd]
  if (act) {
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
  // "the truce agreed upon in May", "shells fired from the hills".
  const isDescribed =
    next &&
    !isNoAim(list, i, phraseEnd) &&
    ((next.tag === 'past' && pastPairs(list, phraseEnd)?.tag === 'preposition') ||
      (next.tag === 'ing' && !act))
  if (isDescribed) {
    add(i, Math.max(end, extendedEnd(list, phraseEnd + 1)), 'described noun', 'whole', next.tag)
  }
  if (act && list[end]?.tag === 'ing' && end > phraseEnd)
    add(i, extendedEnd(list, end + 1), 'named act', 'long', 'ing')
  if (
    list[end]?.tag === 'past' &&
    end > phraseEnd &&
    ['preposition', 'to'].includes(pastPairs(list, end)?.tag ?? '')
  ) {
    add(i, extendedEnd(list, end + 1), 'described noun', 'long', 'past')
  }
  const relativeAt = list[end]?.text === ',' ? end + 1 : end
  const behindComma = list[end]?.text === ',' ? list[end + 1] : undefined
  const relative = clauses.find(
    ({ kind, start, inner, verbs }) =>
      (start === relativeAt || (kind === 'relative' && inner - 1 === end)) &&
      verbs.length &&
      (kind === 'relative' || (kind === 'complement' && !behindComma && isNominal(list[end - 1]!))),
  )
  const isHost =
    relative && (relative.kind === 'relative' ? mayHost(list, i, relative) : !isSaidByVerb(list, relative))
  const isAs = behindComma?.lower === 'as' && list[end + 2]?.tag === 'past'
  if ((behindComma?.tag === 'ing' && mayBeDescribed(list, i, end + 1, clauses)) || isAs) {
    add(i, extendedEnd(list, end + (isAs ? 3 : 2)), 'described noun', 'long', isAs ? 'as' : 'ing')
  }
  const isPartOfName = list[headOf(list, i)]!.tag !== 'noun' && list[i - 1]?.lower === 'of'
  if (behindComma?.tag === 'past' && !isPartOfName && pastPairs(list, end + 1)?.tag === 'preposition') {
    add(i, extendedEnd(list, end + 3), 'described noun', 'long', 'past')
  }
  // "Vell, the second truce of the year", "Norland, its creditor".
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
  // "the delivery by Norland, a neighbour, of arms": an act goes on behind what is inserted.
  const insertionEnd = behindComma ? list.findIndex(({ text }, at) => at > end && text === ',') : -1
  const isInserted =
    insertionEnd > 0 &&
    list.slice(end + 1, insertionEnd).every((token) => isInPhrase(token) || token.tag === 'preposition')
  if (act && isInserted && /^(?:of|by|to|against|from)$/.test(list[insertionEnd + 1]?.lower ?? ''))
    add(i, extendedEnd(list, insertionEnd + 2), 'named act', 'long', 'insertion')
  // "three doctors, one of them appointed by the court".
  const isPartOf = behindComma && list[end + 2]?.lower === 'of' && refersBack.has(list[end + 3]?.lower ?? '')
  if (isPartOf && ['past', 'ing'].includes(list[end + 4]?.tag ?? ''))
    add(i, extendedEnd(list, end + 5), 'described noun', 'long', 'of them')
  const infinitive = list[end]?.tag === 'not' ? end + 1 : end
  const takesTo = act || list.slice(i, phraseEnd).some(({ lower }) => nounsWithTo.has(lower))
  if (takesTo && list[infinitive]?.tag === 'to' && list[infinitive + 1]?.tag === 'base') {
    add(i, extendedEnd(list, infinitive + 2), 'named act', 'long', 'to')
  }
  if (isHost) {
    const cue = list[relativeAt]!.lower
    add(i, relative.end, 'noun with its relative clause', 'whole', cue)
    // "…, who fled in May | and of whom nothing is known".
    const joined = joinedRelative(list, clauses, relative)
    if (joined) add(i, joined.end, 'noun with its relative clause', 'long', cue)
    for (const at of relativeEnds(list, clauses, relative))
      add(i, at, 'noun with its relative clause', 'head', cue)
  } else if (relative && act && !behindComma) add(i, relative.end, 'named act', 'long', 'relative')
  if (next && list[phraseEnd + 1]?.tag === 'ing' && isDoer(list, i, phraseEnd)) {
    add(i, extendedEnd(list, phraseEnd + 2), 'noun with what it does', 'whole', next.lower)
  }
}

/** "who fled in May and | of whom nothing is known": the relative clause that is joined to another. */
const joinedRelative = (list: readonly Token[], clauses: readonly Clause[], { end }: Clause) =>
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

/** "aggression accompanied | by …": a participle cut off from what follows it. */
const hangs = (list: readonly Token[], last: number) =>
  list[last]!.tag === 'past' &&
  list[last - 1] !== undefined &&
  isNominal(list[last - 1]!) &&
  list[last + 1]?.tag === 'preposition'

/** With these no statement ends. */
export const linking = new Set<Token['tag']>(['preposition', 'determiner', 'to', 'relative', 'subordinator'])

/** The range without marks and joining words at its ends, and without a quotation mark or bracket whose other half is outside. */
function trimmed(list: readonly Token[], start: number, end: number): [number, number] {
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
const isTorn = (list: readonly Token[], from: number, to: number) =>
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
const leavesVerbOff = ({ start, verbs: [verb] }: Clause, from: number, to: number) =>
  verb !== undefined && start > from && start < to && verb >= to

/** "(i)", "(b)", "(3)", of which the middle stands at `i`. */
const isNumbering = (list: readonly Token[], i: number) =>
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
