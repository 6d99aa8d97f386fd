import {
  attachmentsOf,
  describesPhrase,
  endsBefore,
  fewestWords,
  isFirstPerson,
  predicateEnd,
  wordsIn,
} from './attachments.ts'
import {
  type Clause,
  clausesOf,
  isInPhrase,
  joinsDescriptions,
  nounPhraseEnd,
  opensAnother,
  periods,
  subjectAhead,
} from './clauses.ts'
import { addressees, connectives, leadingUp } from './lexicon.ts'
import { isAskedFor, isQuestion, isToBeDone, isWish, isWishByItself, statesNothing } from './moods.ts'
import { isActNoun, joinedRelative, readNounPhrase, startsNounPhrase } from './nounPhrases.ts'
import type { Add, Cut, Reading, ReadingKind } from './reading.ts'
import { isFiniteVerb, isNominal, pastAdverbs, type Token } from './tags.ts'
import { isInversion, isNumbering, isTorn, leavesVerbOff, trimmed } from './wholeness.ts'

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

/** "… with its neighbour and to withdraw": not "votes and seats", "3 and 4 May". */
function joinsPhrase(list: readonly Token[], at: number): boolean {
  const [before, next] = [list[at - 1]!, list[at + 1]]
  if (list[at]!.tag !== 'coordinator' || !next || joinsDescriptions(list, at)) return false
  if (next.tag === before.tag && ['number', 'name', 'past'].includes(next.tag)) return false
  return next.tag !== 'noun' || list[nounPhraseEnd(list, at + 1)]?.tag === 'preposition'
}
