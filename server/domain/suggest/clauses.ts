import { onlyParticiples, verbsWithTo } from './lexicon.ts'
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
    const isJoined = pastAdverbs(list, i)?.tag === 'coordinator'
    const waiting = isJoined ? -1 : open.findLastIndex(({ verbs }) => verbs.length === 0)
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
    if (opensBracket(token)) brackets.push(open.length)
    else if (closesBracket(token)) finish(brackets.pop() ?? open.length, i)
    else if (/^[;:]$/.test(token.text) && !brackets.length) {
      if (i + 2 >= list.length) break
      finish(0, i)
      begin('main', i + 1, i + 1)
    } else if (/^[—–]$/.test(token.text) && !brackets.length) {
      if (open.at(-1)!.verbs.length && subjectAhead(list, i + 1)) begin('joined', i + 1, i + 1)
    } else if (token.tag === 'relative' && i > first)
      begin('relative', Math.max(first, relativeStart(list, i)), i + 1)
    else if (token.tag === 'subordinator' || opensClause(list, i)) {
      begin(token.lower === 'that' ? 'complement' : 'subordinate', i, i + 1)
    } else if (joinsClause(list, i, open)) begin('joined', i + 1, i + 1)
    else if (isVerbOfClause(list, i, open)) giveVerb(i)
  }
  for (const clause of clauses) {
    if (!clause.verbs.length) clause.verbs = barePast(list, clauses, clause)
  }
  return clauses
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
  const comma = list.slice(from, verb).findLastIndex(({ text }) => text === ',')
  return comma < 0 ? verb : from + comma
}

/** The verb of a clause that seemed to have none: its first past form behind a noun that no "by" follows. */
function barePast(list: readonly Token[], clauses: readonly Clause[], clause: Clause): number[] {
  const isElsewhere = (i: number) =>
    clauses.some(
      (other) => other !== clause && other.start > clause.start && i >= other.start && i < other.end,
    )
  for (let i = clause.inner + 1; i < clause.end; i++) {
    const before = pastAdverbs(list, i)
    if (list[i]!.tag !== 'past' || onlyParticiples.has(list[i]!.lower) || !before || isElsewhere(i)) continue
    if (isNominal(before) && list[i + 1] && list[i + 1]!.tag !== 'mark' && list[i + 1]!.lower !== 'by')
      return [i]
  }
  return []
}

function joinsClause(list: readonly Token[], i: number, open: readonly Clause[]): boolean {
  const token = list[i]!
  const next = list[i + 1]
  if (!open.at(-1)!.verbs.length || verbAhead(list, i + 1) || !subjectAhead(list, i + 1)) return false
  if (opensClause(list, i + 1)) return false
  if (token.tag === 'coordinator') return next?.lower !== 'that' && !isFiniteVerb(list[i - 1]!)
  return token.text === ',' && next?.tag !== 'coordinator' && open.every(({ verbs }) => verbs.length > 0)
}

/** Does a group of verbs begin here, or does a bare past form make the clause that still waits for its verb? */
function isVerbOfClause(list: readonly Token[], i: number, open: readonly Clause[]): boolean {
  const token = list[i]!
  const before = pastAdverbs(list, i)
  if (isFiniteVerb(token)) return !(before && isFiniteVerb(before))
  if (token.tag === 'past' && closesRelative(list, i, open)) return true
  if (token.tag !== 'past' || !pastIsFinite(list, i)) return false
  const direct = list[i - 1]?.tag
  // "fighters recruited and moved by …": joined to a form that makes no clause either.
  if (before?.tag === 'coordinator' && isBareParticiple(list, i, open)) return false
  return direct === 'coordinator' || direct === 'adverb' || open.some(({ verbs }) => verbs.length === 0)
}

/** "The envoy, who is ill, collapsed on …": a past form behind the comma that ends what describes the subject. */
const closesRelative = (list: readonly Token[], i: number, open: readonly Clause[]) =>
  list[i - 1]?.text === ',' &&
  list[i + 1]?.lower !== 'by' &&
  !onlyParticiples.has(list[i]!.lower) &&
  open.at(-1)!.kind === 'relative' &&
  open.at(-1)!.verbs.length > 0 &&
  open.at(-2)?.verbs.length === 0

function isBareParticiple(list: readonly Token[], i: number, open: readonly Clause[]): boolean {
  let at = i - 1
  while (list[at]?.tag === 'adverb' || list[at]?.tag === 'not') at--
  const joined = list[at - 1]
  return joined?.tag === 'past' && !open.some(({ verbs }) => verbs.includes(at - 1))
}

export const opensBracket = ({ text }: Token) => text === '(' || text === '['
export const closesBracket = ({ text }: Token) => text === ')' || text === ']'

/** Do words without a verb follow, then one that makes a clause of them, with nothing between that ends it? */
export function subjectAhead(list: readonly Token[], i: number): boolean {
  let brackets = 0
  let nominals = 0
  for (let at = i; at < list.length && at < i + 25; at++) {
    const token = list[at]!
    if (opensBracket(token)) brackets++
    else if (closesBracket(token)) brackets--
    else if (brackets) continue
    else if (isFiniteVerb(token) || (token.tag === 'past' && nominals > 0 && pastIsFinite(list, at))) {
      return nominals > 0 && pastAdverbs(list, at)?.tag !== 'coordinator'
    } else if (token.text === ',' && nominals > 0 && describesSubject(list, at)) return true
    else if (/^[,;:—]$/.test(token.text)) return false
    else if (token.tag === 'relative' || token.tag === 'subordinator') return false
    else if (isNominal(token)) nominals++
  }
  return false
}

/** "…, containing old books, was …": do words that describe follow a comma, and behind the next one the verb? */
function describesSubject(list: readonly Token[], comma: number): boolean {
  const behind = list.slice(comma + 1, comma + 25)
  if (!behind.slice(0, 2).some(({ tag }) => tag === 'ing' || tag === 'past' || tag === 'relative'))
    return false
  const end = behind.findIndex(({ text }) => /^[,;:—]$/.test(text))
  const verb = behind[end + 1]
  return behind[end]?.text === ',' && verb !== undefined && isFiniteVerb(verb)
}

const verbal = new Set<Tag>(['modal', 'be', 'have', 'do', 'finite', 'past', 'participle', 'base', 'ing'])

/** Is the next word, adverbs and "to" apart, some form of a verb? */
export function verbAhead(list: readonly Token[], i: number): boolean {
  let at = i
  while (list[at]?.tag === 'adverb' || list[at]?.tag === 'not' || list[at]?.tag === 'to') at++
  return list[at] !== undefined && verbal.has(list[at]!.tag)
}

/** A past form behind a noun makes the clause when its object or "that" follows, not "by" and the like. */
function pastIsFinite(list: readonly Token[], i: number): boolean {
  const next = list[i + 1]
  const before = pastAdverbs(list, i)
  if (!next || !before || onlyParticiples.has(list[i]!.lower)) return false
  if (before.tag === 'relative') return next.lower !== 'by'
  const hasSubject = isNominal(before) || before.tag === 'coordinator' || /^[,)”—]$/.test(before.text)
  if (!hasSubject) return false
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
  return ['determiner', 'possessive', 'name', 'pronoun', 'number', 'subordinator', 'noun'].includes(next.tag)
}

const clauseOrPreposition = new Set(['as', 'since', 'after', 'before', 'until'])

/** Does "as", "since" or "before" open a clause here, or is it a mere preposition ("as a result of …")? */
function opensClause(list: readonly Token[], i: number): boolean {
  const next = list[i + 1]
  if (!next || !clauseOrPreposition.has(list[i]!.lower) || list[i - 1]?.lower === 'well') return false
  if (next.tag === 'ing' || next.lower === 'a' || next.lower === 'an' || !subjectAhead(list, i + 1))
    return false
  if (next.tag === 'pronoun' || next.lower === 'our' || next.lower === 'this') return true
  return list.slice(i + 1, i + 6).some(isFiniteVerb)
}

/** Where a relative clause begins: at "which", at "in which", at "on the basis of which", at "some of which" behind a comma. */
function relativeStart(list: readonly Token[], i: number): number {
  if (list[i - 1]?.tag !== 'preposition') return i
  if (list[i - 1]!.lower === 'of') {
    const comma = list.slice(Math.max(0, i - 6), i).findLastIndex(({ text }) => text === ',')
    if (comma >= 0) return Math.max(0, i - 6) + comma + 1
  }
  const [opening, article, noun] = [list[i - 4], list[i - 3], list[i - 2]]
  const isPhrase = opening?.tag === 'preposition' && article?.tag === 'determiner' && noun && isNominal(noun)
  return isPhrase ? i - 4 : i - 1
}

const inPhrase = new Set<Tag>(['determiner', 'possessive', 'number', 'name', 'noun'])
export const isInPhrase = ({ tag }: Pick<Token, 'tag'>) => inPhrase.has(tag)

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
    if (at > i && !isInPhrase(token) && !describes && !/^[“”"’‘]$/.test(token.text)) break
    at++
  }
  return at
}
