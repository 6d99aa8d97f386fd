import {
  describes,
  isBaseVerb,
  isParticiple,
  isPast,
  isThirdPerson,
  onlyParticiples,
  verbsWithTo,
} from './lexicon.ts'
import { isFiniteVerb, isNominal, pastAdverbs, type Tag, type Token } from './tags.ts'

/**
 * A clause of a sentence. `start` is its first token (the word that opens it: "which", "that"), `inner` the one behind
 * that word, `end` the token behind its last; `verbs` are the tokens that begin its groups of verbs, joined ones after
 * the first. `joined` clauses stand beside another in one sentence ("…, and they left").
 */
export interface Clause {
  kind: 'main' | 'relative' | 'subordinate' | 'complement' | 'joined'
  start: number
  inner: number
  end: number
  verbs: number[]
  parent?: Clause
}

/** The shortest of clauses that lie within one another, the innermost. */
export function smallest(clauses: readonly Clause[]): Clause | undefined {
  return clauses.reduce<Clause | undefined>(
    (inner, one) => (inner && inner.end - inner.start <= one.end - one.start ? inner : one),
    undefined,
  )
}

/**
 * The clauses of one sentence, found from left to right: words that open a clause wait for its verb; a verb goes to the
 * innermost clause that has none yet, which ends those inside of it; one behind "and" joins the clause it stands in.
 */
export function clausesOf(list: readonly Token[]): Clause[] {
  const clauses: Clause[] = []
  let open: Clause[] = []
  const begin = (kind: Clause['kind'], start: number, inner: number) => {
    const clause: Clause = { kind, start, inner, end: list.length, verbs: [], parent: open.at(-1) }
    clauses.push(clause)
    open.push(clause)
  }
  const finish = (keep: number, at: number) => {
    for (const clause of open.slice(keep)) clause.end = at
    open = open.slice(0, keep)
  }
  const giveVerb = (i: number) => {
    const isJoined = pastAdverbs(list, i)?.tag === 'coordinator' && open.at(-1)!.inner !== i - 1
    if (isJoined && repeatsVerb(list, i, open)) finish(open.length - 1, i - 1)
    const waiting = isJoined ? -1 : open.findLastIndex(({ verbs }) => verbs.length === 0)
    const { verbs } = open.at(-1)!
    if (!isJoined && waiting < 0 && isMistaken(list, verbs, i)) verbs.pop()
    const keep = (waiting < 0 ? open.length - 1 : waiting) + 1
    finish(keep, waiting < 0 ? i : subjectStart(list, open[keep], i))
    open.at(-1)!.verbs.push(i)
  }

  const first = Math.max(
    0,
    list.findIndex(({ tag }) => tag !== 'mark'),
  )
  begin('main', first, first)
  const brackets: number[] = []
  for (let i = first; i < list.length; i++) {
    const token = list[i]!
    if (token.text === ',' && list[i + 1]?.tag === 'coordinator' && !brackets.length)
      finish(describedUntil(list, i, open), i)
    if (token.text === ',' && !brackets.length && asksToAct(list, i, open)) finish(1, i)
    if (!brackets.length) finish(keptBeforeInfinitive(list, i, open), i)
    if (opensBracket(token)) {
      brackets.push(open.length)
      if (holdsClause(list, i)) begin('joined', i + 1, i + 1)
    } else if (closesBracket(token)) finish(brackets.pop() ?? open.length, i)
    else if (/^[;:]$/.test(token.text) && !brackets.length) {
      if (i + 2 >= list.length) break
      finish(0, i)
      begin('main', i + 1, i + 1)
    } else if (/^[—–]$/.test(token.text) && !brackets.length) {
      if (open.at(-1)!.verbs.length && subjectAhead(list, i + 1)) {
        // "While we thank you —as we always do— | we urge you": the clause that waits goes on.
        const waiting = open.findLastIndex(({ verbs }) => !verbs.length)
        if (waiting < 0) begin('joined', i + 1, i + 1)
        else finish(waiting + 1, i)
      }
    } else if (opensSaid(list, i)) begin('complement', i, i)
    else if (token.tag === 'relative' && i > first) {
      const start = Math.max(first, relativeStart(list, i))
      // "who fled in May and | of whom nothing is known": a second one describes what the first does.
      if (list[start - 1]?.tag === 'coordinator') finish(keptBesideRelative(open), start - 1)
      begin('relative', start, i + 1)
    } else if (token.tag === 'subordinator' || opensClause(list, i, open)) {
      finish(saidBefore(list, i, open), i)
      const isWhat = token.lower === 'what'
      const start = isWhat ? i : measureStart(list, i)
      begin(isWhat || token.lower === 'that' ? 'complement' : 'subordinate', start, isWhat ? i : i + 1)
    } else if (joinsClause(list, i, open)) begin('joined', i + 1, i + 1)
    else if (i > open.at(-1)!.inner && joinsInverted(list, i)) begin('joined', i, i)
    else if (isLateVerb(list, i, open)) {
      const inverted = open.findLastIndex((clause) => opensWithVerb(list, clause))
      if (inverted >= 0) finish(inverted + 1, i)
    } else if (isVerbOfClause(list, i, open)) giveVerb(i)
  }
  for (const clause of clauses) {
    const [verb] = clause.verbs
    // "They moved by a mile and built …": before a verb that is joined another must stand.
    if (verb === undefined) clause.verbs = missingVerb(list, clauses, clause)
    else if (pastAdverbs(list, verb)?.tag === 'coordinator')
      clause.verbs.unshift(
        ...missingVerb(list, clauses, { ...clause, end: verb }).filter((at) => list[at]!.tag === 'past'),
      )
    if (!clause.verbs.length && clause.kind !== 'relative') findVerbBehind(list, clauses, clause)
  }
  return clauses
}

/** "The judge first assigned to the case |was removed": a past form without an object was no verb if another follows unjoined. */
function isMistaken(list: readonly Token[], verbs: readonly number[], i: number): boolean {
  const verb = verbs.at(-1)
  const before = pastAdverbs(list, i)
  if (verb === undefined || list[verb]!.tag !== 'past' || !isFiniteVerb(list[i]!) || !before) return false
  const hasObject = !['preposition', 'to'].includes(list[verb + 1]!.tag)
  return !hasObject && (isNominal(before) || closesDescription(list, i, verb))
}

/** "Nor has there | been …": a form of "be" that belongs to a verb before the subject, which ends what describes the subject. */
function isLateVerb(list: readonly Token[], i: number, open: readonly Clause[]): boolean {
  const before = pastAdverbs(list, i)
  const isUnfinished = ['be', 'been'].includes(list[i]!.lower) && !(before && isFiniteVerb(before))
  return isUnfinished && open.every(({ verbs }) => verbs.length > 0)
}

/** "Nor have those …", "At no time have those …": the verb before its subject. */
const opensWithVerb = (list: readonly Token[], { inner, verbs: [verb] }: Clause) =>
  verb !== undefined &&
  (inverting.has(list[verb - 1]?.lower ?? '') ||
    (list[inner]!.tag === 'preposition' && list[inner + 1]?.lower === 'no' && verb === inner + 3))
export const inverting = new Set(['nor', 'neither', 'never', 'seldom', 'hardly'])

const askingWithTo = /^(?:urg|request|ask|invit|call|implor|appeal|encourag)(?:e|es|ed|ing|s)?$/

/** "We call upon those who …, | to …": what is asked for ends the clause that says who they are. */
function asksToAct(list: readonly Token[], comma: number, open: readonly Clause[]): boolean {
  const [main, inner] = open
  if (list[comma + 1]?.tag !== 'to' || list[comma + 2]?.tag !== 'base' || inner?.kind !== 'relative')
    return false
  const before = list.slice(main!.verbs[0] ?? inner.start, inner.start)
  return before.some(({ lower }) => askingWithTo.test(lower)) && !before.some(({ tag }) => tag === 'base')
}

/** How many clauses stay open at a "that": behind "and" or a comma it says one thing more, beside what an earlier one says. */
function saidBefore(list: readonly Token[], i: number, open: readonly Clause[]): number {
  const before = pastAdverbs(list, i)
  const isJoined = before?.tag === 'coordinator' || before?.text === ','
  if (list[i]!.lower !== 'that' || !isJoined) return open.length
  const said = open.findLastIndex(
    ({ kind, start, verbs }) => kind === 'complement' && list[start]!.lower === 'that' && verbs.length > 0,
  )
  // "which shows, convincingly, that …": the verb waits for what is said.
  const waits = open
    .slice(said + 1)
    .some(({ verbs: [verb = i] }) => list[verb + 1]?.text === ',' && list[verb + 1] !== before)
  return said < 0 || waits ? open.length : said
}

/**
 * "was accepted on the day on which it was made and | was rejected": a clause that shared its subject with the second
 * verb would not say "was" again, so that this is said of what the clause around it is about.
 */
function repeatsVerb(list: readonly Token[], i: number, open: readonly Clause[]): boolean {
  const [around, inner] = open.slice(-2)
  const [verb] = inner?.verbs ?? []
  if (inner?.kind !== 'relative' || verb === undefined || !around!.verbs.length) return false
  const hasOwnSubject = pastAdverbs(list, verb) !== list[inner.inner - 1]
  return hasOwnSubject && list[i - 1]!.tag === 'coordinator' && list[i]!.lower === list[verb]!.lower
}

/** How many clauses stay open where a relative clause is joined to one that is over. */
function keptBesideRelative(open: readonly Clause[]): number {
  const first = open.findLastIndex(({ kind }) => kind === 'relative')
  return first > 0 && open.slice(first).every(({ verbs }) => verbs.length > 0) ? first : open.length
}

/** "to free the men who are held in Vell and | to leave": how many stay open before an infinitive that none of theirs is joined to. */
function keptBeforeInfinitive(list: readonly Token[], i: number, open: readonly Clause[]): number {
  const isJoint = list[i]!.text === ',' || list[i]!.tag === 'coordinator'
  if (!isJoint || list[i + 1]?.tag !== 'to' || list[i + 2]?.tag !== 'base') return open.length
  const hasInfinitive = ({ start }: Clause, end: number) =>
    list.slice(start, end).some(({ tag }, n) => tag === 'to' && list[start + n + 1]?.tag === 'base')
  let keep = open.length
  while (
    keep > 1 &&
    open[keep - 1]!.kind === 'relative' &&
    open[keep - 1]!.verbs.length &&
    !hasInfinitive(open[keep - 1]!, i)
  )
    keep--
  return keep < open.length && hasInfinitive(open[keep - 1]!, open[keep]!.start) ? keep : open.length
}

/** How many clauses stay open at a ", and": what only describes something ends there, unless a list of its own does. */
function describedUntil(list: readonly Token[], comma: number, open: readonly Clause[]): number {
  let keep = open.length
  for (; keep > 1; keep--) {
    const { kind, verbs } = open[keep - 1]!
    const verb = verbs.at(-1)
    if (verb === undefined || (kind !== 'relative' && kind !== 'subordinate')) break
    if (list.slice(verb, comma).some(({ text }) => text === ',')) break
  }
  return keep
}

/** Where a clause inside of another ends as the other's verb comes: at the comma before its subject ("Since it came, we left"). */
function subjectStart(list: readonly Token[], inner: Clause | undefined, verb: number): number {
  const from = inner?.verbs.at(-1)
  if (from === undefined) return verb
  const commas = list.slice(from, verb).flatMap(({ text }, n) => (text === ',' ? [from + n] : []))
  const opensSubject = (comma: number) => subjectAhead(list, comma + 1) && list[comma + 2]!.lower !== 'of'
  return commas.find(opensSubject) ?? commas.at(-1) ?? verb
}

/** "a letter dated …", "a man known as …"; but "which held the books". */
const isOnlyParticiple = (list: readonly Token[], i: number) =>
  // "were arrested and taken": behind "and" it shares the verb before.
  (isParticiple(list[i]!.lower) && pastAdverbs(list, i)?.tag !== 'coordinator') ||
  (onlyParticiples.has(list[i]!.lower) &&
    !['determiner', 'possessive', 'pronoun'].includes(list[i + 1]?.tag ?? ''))

/**
 * The verb of a clause that seemed to have none: its first past form behind a noun that no "by" follows, or else the first
 * word behind a noun that may be a verb of the present ("The letter ends with …").
 */
function missingVerb(list: readonly Token[], clauses: readonly Clause[], clause: Clause): number[] {
  // "to open an inquiry into the crimes committed there": what is to be done has no verb of its own.
  if (['to', 'base', 'ing'].includes(list[clause.inner]?.tag ?? '')) return []
  const isElsewhere = (i: number) =>
    clauses.some(
      (other) =>
        (other.start > clause.start || (other.kind === 'complement' && other.inner > clause.inner)) &&
        i >= other.start &&
        i < other.end,
    )
  const places = Array.from(
    { length: Math.max(0, clause.end - clause.inner - 1) },
    (_, n) => clause.inner + 1 + n,
  ).filter((i) => !isElsewhere(i))
  const verb =
    places.find((i) => isLonePast(list, i, clause)) ?? places.find((i) => isLonePresent(list, i, clause))
  return verb === undefined ? [] : [verb]
}

/** "Our firms, which …, place before you …": a verb behind the comma that ends a relative clause, which seemed to go on. */
function findVerbBehind(list: readonly Token[], clauses: readonly Clause[], clause: Clause) {
  const inside = clauses.filter(({ start, end }) => start > clause.start && end <= clause.end)
  const relative = inside.find(
    ({ kind, start, verbs }) => kind === 'relative' && list[start - 1]?.text === ',' && verbs.length,
  )
  if (!relative) return
  for (let i = relative.verbs[0]! + 2; i < relative.end; i++) {
    if (list[i - 1]!.text !== ',' || !mayBeVerb(list, i)) continue
    clause.verbs = [i]
    for (const other of inside) if (other.start < i && other.end > i) other.end = i - 1
    return
  }
}

function mayBeVerb(list: readonly Token[], i: number): boolean {
  const { tag, lower } = list[i]!
  const next = list[i + 1]
  if (!next || next.lower === 'of' || next.lower === 'by') return false
  if (tag === 'past') return !isOnlyParticiple(list, i)
  const isForm = tag === 'noun' && (isThirdPerson(lower) || isBaseVerb(lower))
  return (
    isForm && ['determiner', 'possessive', 'pronoun', 'preposition', 'to', 'subordinator'].includes(next.tag)
  )
}

function isLonePast(list: readonly Token[], i: number, { kind, inner, end }: Clause): boolean {
  const { tag, lower } = list[i]!
  const before = pastAdverbs(list, i)
  const next = list[i + 1]
  const calls = lower === 'called' && next?.tag === 'preposition'
  const isPassive = next?.lower === 'by' && list[i + 2]?.tag !== 'number'
  if (tag !== 'past' || (isOnlyParticiple(list, i) && !calls) || !before || isPassive) return false
  // "because he wept.": only what is inside of another clause may end with its verb.
  if (kind === 'main' ? !next || (next.tag === 'mark' && !/^["“]$/.test(next.text)) : i >= end) return false
  return isNominal(before) || /^["“”]$/.test(before.text) || closesDescription(list, i, inner)
}

function isLonePresent(list: readonly Token[], i: number, { kind, end }: Clause): boolean {
  const { tag, lower } = list[i]!
  const before = pastAdverbs(list, i)
  if (tag !== 'noun' || !before || !(isNominal(before) || before.text === ',')) return false
  if (kind === 'main' && list[end]?.text !== ';' && !/^[.:]$/.test(list[end - 1]?.text ?? '')) return false
  const agrees = isThirdPerson(lower)
    ? before.text === ',' || !/[^s]s$/.test(before.lower)
    : isBaseVerb(lower) && /[^s]s$/.test(before.lower)
  const next = list[i + 1]
  return agrees && next?.lower !== 'of' && !(next && next.tag === 'noun' && next.lower.endsWith('s'))
}

/** "The town, built by monks, resolved to …": a past form behind the comma that ends what describes the subject. */
function closesDescription(list: readonly Token[], i: number, from: number): boolean {
  if (list[i - 1]?.text !== ',') return false
  const comma = list.slice(from, i - 1).findLastIndex(({ text }) => text === ',')
  const described = list.slice(from + comma + 1, i - 1)
  if (comma <= 0 || !described.length) return false
  // "The envoy, Mr. Hale, resigned …", "The envoy, on the same day, resigned …".
  const isPhrase = described.every(
    (token) => isInPhrase(token) || token.tag === 'preposition' || token.text === '.',
  )
  return isPhrase || ['past', 'ing'].includes(described[0]!.tag)
}

function joinsClause(list: readonly Token[], i: number, open: readonly Clause[]): boolean {
  const token = list[i]!
  const next = list[i + 1]
  // A clause that waits for its verb takes the next one: "the mill that they built and the roof of the church were hit".
  if (open.some(({ verbs }) => !verbs.length) || verbAhead(list, i + 1)) return false
  if (!subjectAhead(list, i + 1) && !(token.tag === 'coordinator' && describedSubjectAhead(list, i + 1)))
    return false
  if (opensClause(list, pastMeasure(list, i + 1), open)) return false
  if (token.tag === 'coordinator')
    return next?.lower !== 'that' && !isFiniteVerb(list[i - 1]!) && !isBetween(list, i)
  return token.text === ',' && next?.tag !== 'coordinator'
}

/** "…, nor does it …", "… and neither have they …": a clause that begins with its verb. */
function joinsInverted(list: readonly Token[], i: number): boolean {
  const [verb, subject] = [list[i + 1], list[i + 2]]
  const inverts = /^(?:nor|neither)$/.test(list[i]!.lower) && verb !== undefined && isFiniteVerb(verb)
  return inverts && subject !== undefined && (isInPhrase(subject) || subject.tag === 'pronoun')
}

/** "They say | it is …". */
const opensSaid = (list: readonly Token[], i: number) =>
  list[i]!.tag === 'pronoun' &&
  list[i - 1]?.tag === 'finite' &&
  /^(?:says?|said|claims?|claimed|believes?|believed|thinks?|thought|knows?|knew|asserts?|asserted)$/.test(
    list[i - 1]!.lower,
  ) &&
  list[i + 1] !== undefined &&
  isFiniteVerb(list[i + 1]!)

/** "(they deny it)": does a clause of its own stand in the brackets that open here? */
function holdsClause(list: readonly Token[], i: number): boolean {
  const close = list.findIndex((token, at) => at > i && closesBracket(token))
  return close > 0 && subjectAhead(list.slice(0, close), i + 1)
}

/** "between fourteen and sixty": this "and" joins no clauses. */
const isBetween = (list: readonly Token[], i: number) =>
  list.slice(Math.max(0, i - 5), i).some(({ lower }) => lower === 'between')

/** Does a group of verbs begin here, or does a bare past form make the clause that still waits for its verb? */
function isVerbOfClause(list: readonly Token[], i: number, open: readonly Clause[]): boolean {
  const token = list[i]!
  const before = pastAdverbs(list, i)
  if (isContact(list, i)) return false
  if (isFiniteVerb(token)) return !(before && isFiniteVerb(before) && before.tag !== 'finite')
  if (token.tag === 'past' && (closesRelative(list, i, open) || isOnlyVerb(list, i, open))) return true
  if (token.tag !== 'past' || !pastIsFinite(list, i)) return false
  const direct = list[i - 1]?.tag
  if (token.tag === 'past' && list[i - 1]?.text === ',' && continuesVerbs(list, i, open.at(-1)!)) return true
  // "fighters recruited and moved by …": joined to a form that makes no clause either.
  if (before?.tag === 'coordinator' && isBareParticiple(list, i, open)) return false
  return direct === 'coordinator' || direct === 'adverb' || open.some(({ verbs }) => verbs.length === 0)
}

/** "The states you represent have …": a pronoun and its verb describe the noun before, of which the next verb tells. */
const isContact = (list: readonly Token[], i: number) =>
  list[i - 1]?.tag === 'pronoun' &&
  list[i - 2] !== undefined &&
  isInPhrase(list[i - 2]!) &&
  list[i + 1] !== undefined &&
  isFiniteVerb(list[i + 1]!) &&
  list[i]!.tag === 'finite'

/**
 * "It launched a raid, | occupied the town and closed …": a past form with an object behind a comma, where the last of the
 * verbs follows; "which, on the same day, | closed the dam": the first verb of a clause that an insertion opens.
 */
function continuesVerbs(list: readonly Token[], i: number, { kind, inner, verbs }: Clause): boolean {
  if (!verbs.length) return kind === 'relative' && list[inner]?.text === ','
  const last = verbs.at(-1)!
  const rest = list.slice(i, i + 40)
  const stop = rest.findIndex(({ text, tag }) => /^[;:—–]$/.test(text) || tag === 'relative')
  const isLast = rest
    .slice(0, stop < 0 ? rest.length : stop)
    .some((token, n) => token.tag === 'coordinator' && isPastVerb(list[i + n + 1]))
  return isPastVerb(list[last]) && isLast
}

const isPastVerb = (token: Token | undefined) =>
  token !== undefined && (token.tag === 'past' || (token.tag === 'finite' && isPast(token.lower)))

/** "The envoy, who is ill, collapsed on …": a past form behind the comma that ends what describes the subject. */
const closesRelative = (list: readonly Token[], i: number, open: readonly Clause[]) =>
  list[i - 1]?.text === ',' &&
  list[i + 1]?.lower !== 'by' &&
  !isOnlyParticiple(list, i) &&
  open.at(-1)!.kind === 'relative' &&
  list[open.at(-1)!.start - 1]?.text === ',' &&
  open.at(-1)!.verbs.length > 0 &&
  open.at(-2)?.verbs.length === 0

/** "of which fewer than 2,000 remained in …, were": before the next comma no other verb is there for an inner clause. */
function isOnlyVerb(list: readonly Token[], i: number, open: readonly Clause[]): boolean {
  const { kind, verbs, start, inner } = open.at(-1)!
  if (kind === 'main' || kind === 'joined' || verbs.length || i === inner) return false
  const before = pastAdverbs(list, i)
  const isPassive = list[i + 1]?.lower === 'by' && !opensWhich(list[start])
  if (!before || !isNominal(before) || isPassive || isOnlyParticiple(list, i)) return false
  if (kind === 'relative' && verbsAhead(list, i) < open.filter((clause) => !clause.verbs.length).length)
    return true
  for (const token of list.slice(i + 1)) {
    if (isFiniteVerb(token) || token.tag === 'past') return false
    if (token.text === ',' && addsToPhrase(list, list.indexOf(token))) continue
    if (/^[,;:—–.]$/.test(token.text) || token.tag === 'relative' || token.tag === 'subordinator') return true
  }
  return true
}

/** "The map, as well as three letters |": the comma ends no subject. */
const addsToPhrase = (list: readonly Token[], comma: number) =>
  list[comma + 1]?.lower === 'as' && list[comma + 2]?.lower === 'well' && list[comma + 3]?.lower === 'as'

/** How many groups of verbs follow for the clauses that still wait for theirs: those that open behind take one each. */
function verbsAhead(list: readonly Token[], i: number): number {
  let count = 0
  for (let at = i + 1; at < list.length && list[at]!.text !== ';'; at++) {
    const token = list[at]!
    const before = pastAdverbs(list, at)
    if (token.tag === 'relative' || token.tag === 'subordinator') count--
    else if (isFiniteVerb(token) && !(before && (isFiniteVerb(before) || before.tag === 'coordinator')))
      count++
  }
  return count
}

function isBareParticiple(list: readonly Token[], i: number, open: readonly Clause[]): boolean {
  let at = i - 1
  while (list[at]?.tag === 'adverb' || list[at]?.tag === 'not') at--
  const joined = list[at - 1]
  return joined?.tag === 'past' && !open.some(({ verbs }) => verbs.includes(at - 1))
}

export const opensBracket = ({ text }: Token) => text === '(' || text === '['
export const closesBracket = ({ text }: Token) => text === ')' || text === ']'

/** Nouns of how long something takes. */
export const periods = /^(?:minute|hour|day|week|month|year)s?$/

/** Do words without a verb follow, then one that makes a clause of them, with nothing between that ends it? */
export function subjectAhead(list: readonly Token[], i: number): boolean {
  let brackets = 0
  let nominals = 0
  // "and in May left the town": what a preposition leads to is no subject.
  const isLed = list[i]?.tag === 'preposition'
  const opensSubject = ({ tag }: Token, at: number) =>
    !isLed ||
    (nominals > 0 && at > i + 1 && ['determiner', 'possessive', 'name', 'pronoun', 'number'].includes(tag))
  let isSubject = false
  for (let at = i; at < list.length && at < i + 25; at++) {
    const token = list[at]!
    if (opensBracket(token)) brackets++
    else if (closesBracket(token)) brackets--
    else if (brackets) continue
    else if (isFiniteVerb(token) || (token.tag === 'past' && isSubject && pastIsFinite(list, at))) {
      return nominals > 0 && pastAdverbs(list, at)?.tag !== 'coordinator'
    } else if (token.text === ',' && nominals > 0 && (describesSubject(list, at) || isListed(list, at)))
      return true
    else if (/^[,;:—–]$/.test(token.text)) return false
    else if (token.tag === 'relative' || token.tag === 'subordinator') return false
    // "two days before the soldiers arrived".
    else if (/^(?:before|after)$/.test(token.lower) && periods.test(list[at - 1]!.lower)) return false
    else {
      if (opensSubject(token, at)) isSubject ||= isNominal(token) || isLed
      if (isNominal(token)) nominals++
    }
  }
  return false
}

/** "and the clerk who wrote it was …": a noun, what describes it, and then a verb that is none of the description's. */
function describedSubjectAhead(list: readonly Token[], i: number): boolean {
  const relative = list.findIndex(({ tag }, at) => at >= i && tag === 'relative')
  const phrase = list.slice(i, relative)
  if (
    relative <= i ||
    !isInPhrase(phrase[0]!) ||
    !phrase.every((token) => isInPhrase(token) || token.tag === 'preposition')
  )
    return false
  let waiting = 1
  for (let at = relative + 1; at < list.length && at < i + 40; at++) {
    const token = list[at]!
    const before = pastAdverbs(list, at)
    if (/^[;:—–]$/.test(token.text) || (token.tag === 'coordinator' && subjectAhead(list, at + 1)))
      return false
    if (token.tag === 'relative' || token.tag === 'subordinator') waiting++
    else if (isFiniteVerb(token) && !(before && (isFiniteVerb(before) || before.tag === 'coordinator')))
      waiting--
    else if (token.tag === 'past' && before?.tag === 'relative') waiting--
    if (waiting < 0) return true
  }
  return false
}

/** "…, containing old books, was …", "…, among them two nurses, were …": do words that describe follow a comma, and behind the next one the verb? */
function describesSubject(list: readonly Token[], comma: number): boolean {
  const behind = list.slice(comma + 1, comma + 25)
  const end = behind.findIndex(({ text }) => /^[,;:—–]$/.test(text))
  const verb = behind[end + 1]
  if (behind[end]?.text !== ',' || verb === undefined || !isFiniteVerb(verb)) return false
  const described = behind.slice(0, end)
  return (
    described.slice(0, 2).some(({ tag }) => tag === 'ing' || tag === 'past' || tag === 'relative') ||
    described.every(
      (token) =>
        isInPhrase(token) || ['preposition', 'pronoun', 'ing'].includes(token.tag) || token.text === '.',
    )
  )
}

/** "horses, dogs and the animals of the park were …": does a list go on behind a comma up to the verb of which it is the subject? */
export function isListed(list: readonly Token[], comma: number): boolean {
  if (list[comma + 1]?.tag === 'coordinator') return false
  let isLast = false
  for (let at = comma + 1; at < list.length && at < comma + 20; at++) {
    const token = list[at]!
    if (isFiniteVerb(token)) return isLast && list[at - 1]!.tag !== 'coordinator'
    if (token.tag === 'coordinator' && token.lower === 'and') isLast = true
    else if (token.text === ',' ? isLast : !isInPhrase(token) && token.tag !== 'preposition') return false
  }
  return false
}

const verbal = new Set<Tag>(['modal', 'be', 'have', 'do', 'finite', 'past', 'participle', 'base', 'ing'])

/** Is the next word, adverbs and "to" apart, some form of a verb? */
export function verbAhead(list: readonly Token[], i: number): boolean {
  let at = i
  while (list[at]?.tag === 'adverb' || list[at]?.tag === 'not' || list[at]?.tag === 'to') at++
  return list[at] !== undefined && verbal.has(list[at]!.tag)
}

const particles = new Set(['out', 'up', 'down', 'away', 'forward', 'aside'])

/** A past form behind a noun makes the clause when its object or "that" follows, not "by" and the like. */
function pastIsFinite(list: readonly Token[], i: number): boolean {
  const next = list[i + 1]
  const before = pastAdverbs(list, i)
  if (!next || !before || isOnlyParticiple(list, i)) return false
  if (before.tag === 'relative' || before.lower === 'what') return next.lower !== 'by'
  if (list[i - 1]!.lower === 'never') return true
  const hasSubject = isNominal(before) || before.tag === 'coordinator' || /^[,)”—]$/.test(before.text)
  if (!hasSubject) return false
  if (telling.test(list[i]!.lower) && saysThat(list, i)) return true
  if (next.tag === 'to' || next.lower === 'from') {
    if (verbsWithTo.has(list[i]!.lower)) return true
    if (next.tag !== 'to') return false
    return (
      before.tag === 'name' ||
      before.tag === 'pronoun' ||
      before.tag === 'coordinator' ||
      before !== list[i - 1]
    )
  }
  if (next.lower === 'in') return before.tag === 'pronoun'
  const isParticle = particles.has(next.lower) && list[i + 2]?.lower !== 'by' && before.text !== ','
  if (next.tag === 'noun' || isParticle) return !isVerbNear(list, i + 1)
  return ['determiner', 'possessive', 'name', 'pronoun', 'number', 'subordinator'].includes(next.tag)
}

const telling =
  /^(?:said|stated|declared|announced|claimed|reported|warned|confirmed|concluded|noted|argued|explained|admitted|acknowledged|asserted|alleged|insisted|maintained|added|promised|threatened|found|revealed|indicated|agreed|decided|observed|recalled|stressed)$/

/** "stated on 3 May that …". */
function saysThat(list: readonly Token[], i: number): boolean {
  const next = list.slice(i + 1, i + 12).find((token) => !isInPhrase(token) && token.tag !== 'preposition')
  return next?.tag === 'subordinator' && next.lower === 'that'
}

/** "villages shelled daily are …": does a verb follow before anything that might end the clause? */
function isVerbNear(list: readonly Token[], i: number): boolean {
  const end = list
    .slice(i)
    .findIndex(
      (token) =>
        token.tag === 'mark' ||
        !(isInPhrase(token) || isFiniteVerb(token) || ['adverb', 'preposition'].includes(token.tag)),
    )
  return list.slice(i, end < 0 ? list.length : i + end).some(isFiniteVerb)
}

const clauseOrPreposition = new Set(['as', 'since', 'after', 'before', 'until'])

/**
 * May the next verb belong to a clause that opens here, as the one around it has another? "Since the law on mines came into
 * force, nine men were …", "Some left in May after the guards had told them to".
 */
function mayTakeVerb(list: readonly Token[], i: number, open: readonly Clause[]): boolean {
  const waiting = open.findLast(({ verbs }) => !verbs.length)
  if (!waiting) return true
  const verb = list.findIndex((token, at) => at > i && isFiniteVerb(token))
  if (i === waiting.inner) {
    const comma = list.findIndex(({ text }, at) => at > verb && text === ',')
    return comma >= 0 && subjectAhead(list, comma + 1)
  }
  const isVerb = (at: number) =>
    list[at]!.tag === 'past' && isNominal(list[at - 1]!) && list[at + 1]!.lower !== 'by'
  return (
    verbsAhead(list, verb) <= 0 &&
    list.slice(waiting.inner + 1, i).some((_, n) => isVerb(waiting.inner + 1 + n))
  )
}

/** "as soon | as …", ", shortly | after …", ", two days | before …": what says how long or how soon belongs to the clause. */
function measureStart(list: readonly Token[], i: number): number {
  if (/^(?:soon|shortly|immediately|just|even|only|long)$/.test(list[i - 1]?.lower ?? '')) return i - 1
  if (list[i]!.lower === 'as' && /^(?:as|so)$/.test(list[i - 2]?.lower ?? '')) return i - 2
  const comma = list.slice(0, i).findLastIndex(({ text }) => text === ',')
  return comma >= 0 && i - comma <= 4 && pastMeasure(list, comma + 1) === i ? comma + 1 : i
}

/** "shortly | after …", "two days | before …". */
function pastMeasure(list: readonly Token[], i: number): number {
  const length = list.slice(i, i + 4).findIndex(({ tag }) => !['adverb', 'number', 'noun'].includes(tag))
  return length < 0 ? i : i + length
}

/**
 * Does "as", "since" or "before" open a clause here, or is it a mere preposition ("as a result of …")? Where a clause still
 * waits for its verb, the next one may be that.
 */
function opensClause(list: readonly Token[], i: number, open: readonly Clause[]): boolean {
  const next = list[i + 1]
  if (!next || !clauseOrPreposition.has(list[i]!.lower) || list[i - 1]?.lower === 'well') return false
  if (next.lower === 'then' || (list[i]!.lower === 'as' && list[i + 2]?.lower === 'as')) return false
  if (next.tag === 'ing' || next.lower === 'a' || next.lower === 'an' || !subjectAhead(list, i + 1))
    return false
  if (next.tag === 'pronoun' || next.lower === 'our' || next.lower === 'this') return true
  // "… withdrew after its advice to close the dam had been ignored": the clause it stands in has its verb already.
  if (open.every(({ verbs }) => verbs.length > 0)) return true
  const comma = list.slice(i + 1, i + 6).findIndex(({ text }) => text === ',')
  const farthest = mayTakeVerb(list, i, open) ? i + 25 : comma < 0 ? i + 6 : i + 1 + comma
  if (list.slice(i + 1, farthest).some(isFiniteVerb)) return true
  // "before the court in Vell, from its budget, was", "since May 3, 2022, was": neither a preposition nor a year describes.
  const described = list[i + 2 + comma]
  if (comma <= 0 || described!.tag === 'preposition' || described!.tag === 'number') return false
  return describesSubject(list, i + 1 + comma)
}

/** Where a relative clause begins: at "which", at "in which", at "on the basis of which", at "some of which" behind a comma. */
function relativeStart(list: readonly Token[], i: number): number {
  if (!opensWhich(list[i - 1])) return i
  if (list[i - 1]!.lower === 'of') {
    const comma = list.slice(Math.max(0, i - 6), i).findLastIndex(({ text }) => text === ',')
    if (comma >= 0) return Math.max(0, i - 6) + comma + 1
  }
  const [opening, article, noun] = [list[i - 4], list[i - 3], list[i - 2]]
  const isPhrase = opensWhich(opening) && article?.tag === 'determiner' && noun && isNominal(noun)
  return isPhrase && list[i - 1]!.lower === 'of' ? i - 4 : i - 1
}

/** "in which", "to whom". */
const opensWhich = (token: Token | undefined) => token?.tag === 'preposition' || token?.tag === 'to'

const inPhrase = new Set<Tag>(['determiner', 'possessive', 'number', 'name', 'noun'])
export const isInPhrase = ({ tag }: Pick<Token, 'tag'>) => inPhrase.has(tag)

/** "inaccurate and selective readings": the word joins what describes one noun. */
export const joinsDescriptions = (list: readonly Token[], i: number) =>
  list[i]!.tag === 'coordinator' &&
  list[i - 1]?.tag === 'noun' &&
  list[i + 1]?.tag === 'noun' &&
  list[i + 2]?.tag === 'noun' &&
  describes(list[i - 1]!.lower) &&
  describes(list[i + 1]!.lower)

const uncounted = /^(?:hundreds|thousands|millions|dozens|scores)$/

/** "In May | the council …", "by raiders | thousands of families …": nothing parts two phrases, but one ends here. */
export function opensAnother(list: readonly Token[], at: number): boolean {
  const { tag, lower } = list[at]!
  const before = list[at - 1]!
  if (!(tag === 'determiner' && lower !== 'each' && lower !== 'every') && !uncounted.test(lower)) return false
  if (before.lower === 'than' || before.lower === 'half') return false
  const isDate = before.tag === 'number' && tag === 'determiner' && /^\p{N}/u.test(before.text)
  return before.tag === 'noun' || before.tag === 'name' || isDate
}

/** Behind the last word of the noun phrase that begins at `i`; what hangs on it ("of …", "who …") is left out. */
export function nounPhraseEnd(list: readonly Token[], i: number): number {
  let at = i
  while (list[at]) {
    const token = list[at]!
    const next = list[at + 1]
    const describes =
      (token.tag === 'adverb' || token.tag === 'past' || token.tag === 'ing') &&
      next &&
      next.tag !== 'determiner' &&
      (isInPhrase(next) || next.tag === 'past')
    if (at > i && opensAnother(list, at)) break
    if (
      at > i &&
      !isInPhrase(token) &&
      !describes &&
      !/^[“”"’‘]$/.test(token.text) &&
      !joinsDescriptions(list, at)
    )
      break
    at++
  }
  return at
}
