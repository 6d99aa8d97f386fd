import { wordsIn } from './attachments.ts'
import { type Clause, closesBracket, isInPhrase, isListed, opensBracket, smallest } from './clauses.ts'
import type { Cut, Reading, Stretch } from './reading.ts'
import type { ReadSentence } from './readings.ts'
import type { Token } from './tags.ts'
import { holdsHalfOfPair, isLoose, linking } from './wholeness.ts'

/** Words that stand apart and say something together: what several things share, and what is one's own. */
export type JoinKind =
  | 'subject with a later verb'
  | 'subject with what is attached'
  | 'clause with what is attached'
  | 'shared beginning with a later item'
  | 'words without an insertion'

/** A join leaves out something worth leaving out: so much of all the words from its first to its last. */
const leastLeftOut = 0.15
const fewestWords = 3
/** A list of a hundred things has ten thousand joins: so many of a sentence are looked at, the first that are found. */
const mostJoins = 150

/** The readings of a sentence that leave something out in their midst, none twice. */
export function joinsOf(list: readonly Token[], sentence: ReadSentence): Reading[] {
  const found = new Map<string, Reading>()
  const add: Add = (kind, shared, rest, cue, nth = 0, siblings = 0) => {
    const head = tidyHead(list, shared)
    const own = tidyOwn(list, rest)
    const gap = { from: head.to, to: own.from }
    const key = `${head.from} ${gap.from} ${gap.to} ${own.to}`
    if (found.size >= mostJoins || found.has(key) || !saysEnough(list, head, gap, own)) return
    found.set(key, {
      from: head.from,
      to: own.to,
      gap,
      join: { nth, siblings },
      kind,
      part: 'whole',
      cue,
      attachments: 0,
    })
  }
  joinLaterVerbs(list, sentence, add)
  joinAttachments(list, sentence, add)
  joinConjuncts(list, sentence, add)
  leaveOutInsertions(list, sentence, add)
  return [...found.values()]
}

/** Takes what is shared and what is its own; `nth` of so many `siblings` that share the same. */
type Add = (kind: JoinKind, head: Stretch, own: Stretch, cue: string, nth?: number, siblings?: number) => void

function saysEnough(list: readonly Token[], head: Stretch, gap: Stretch, own: Stretch): boolean {
  const [shared, left, rest] = [head, gap, own].map(({ from, to }) => wordsIn(list, from, to)) as [
    number,
    number,
    number,
  ]
  if (!shared || !left || !rest || shared + rest < fewestWords) return false
  return left / (shared + left + rest) >= leastLeftOut && !holdsHalfOfPair(list, [head, own])
}

/** Without marks and joining words at its ends; a preposition stays: "responsible for … breaking the truce". */
function tidyHead(list: readonly Token[], stretch: Stretch): Stretch {
  const { from, to: end } = withoutLoose(list, stretch)
  let to = end
  while (to > from + 1 && ['adverb', 'not'].includes(list[to - 1]!.tag)) to--
  return { from, to }
}

function tidyOwn(list: readonly Token[], stretch: Stretch): Stretch {
  const { from, to: end } = withoutLoose(list, stretch)
  let to = end
  while (to > from && linking.has(list[to - 1]!.tag)) to--
  return { from, to }
}

const ofPairs = /^[“”"«»()[\]]$/

function withoutLoose(list: readonly Token[], { from: start, to: end }: Stretch): Stretch {
  let [from, to] = [start, end]
  while (from < to && isLoose(list[from]!, ofPairs)) from++
  while (to > from && isLoose(list[to - 1]!, ofPairs)) to--
  return { from, to }
}

const isAdverb = (token: Token | undefined) => token?.tag === 'adverb' || token?.tag === 'not'

/** Where a subject ends, and before that, where what describes it begins ("the crew |, who … |"). */
function subjectEnds(list: readonly Token[], start: number, verb: number): number[] {
  const core = coreEnd(list, start, verb)
  return core < verb ? [core, verb] : [verb]
}

function coreEnd(list: readonly Token[], start: number, verb: number): number {
  // "In spring, …": no subject, but what introduces one.
  if (!isInPhrase(list[start]!) && list[start]!.tag !== 'pronoun') return verb
  const length = list
    .slice(start + 1, verb)
    .findIndex(
      ({ tag, text }, n) =>
        tag === 'relative' || (/^[,—–(]$/.test(text) && !opensListItem(list, start + 1 + n)),
    )
  return length < 0 ? verb : start + 1 + length
}

/** "horses |, mules and dogs were …": what follows is one more of the subjects, not "…, including dogs, were …". */
const opensListItem = (list: readonly Token[], comma: number) =>
  list[comma]!.text === ',' && list[comma + 1]?.tag !== 'preposition' && isListed(list, comma)

/** "The guard … fired at the boat", "The wells have been … blown up", "the men who … burned it". */
function joinLaterVerbs(list: readonly Token[], { readings, subjects }: ReadSentence, add: Add) {
  for (const { clause, start } of subjects) {
    const [first, ...later] = clause.verbs as [number, ...number[]]
    for (const [n, verb] of later.entries()) {
      let from = verb
      while (isAdverb(list[from - 1])) from--
      const owns = readings.filter((one) => one.from === from)
      const heads = sharesAuxiliary(list, first, verb)
        ? [{ from: start, to: auxiliaryEnd(list, first) }]
        : subjectEnds(list, start, first).map((to) => ({ from: start, to }))
      // The noun that a relative clause describes is its subject.
      const nouns = readings.filter(
        (one) =>
          clause.kind === 'relative' &&
          one.kind === 'noun with its relative clause' &&
          one.from < clause.start &&
          one.to > verb,
      )
      for (const { to } of owns) {
        for (const head of heads)
          add('subject with a later verb', head, { from, to }, clause.kind, n, later.length)
        for (const noun of nouns) {
          const head = { from: noun.from, to: clause.inner }
          add('subject with a later verb', head, { from, to }, 'noun', n, later.length)
        }
      }
    }
  }
}

const auxiliary = new Set<Token['tag']>(['be', 'have', 'modal'])

const sharesAuxiliary = (list: readonly Token[], first: number, later: number) =>
  (list[later]!.tag === 'past' || list[later]!.tag === 'participle') && auxiliary.has(list[first]!.tag)

function auxiliaryEnd(list: readonly Token[], verb: number): number {
  let at = verb
  while (auxiliary.has(list[at]!.tag) || list[at]!.tag === 'not') at++
  return at
}

const attachments = new Set<Reading['kind']>(['-ing', 'preposition with -ing', 'purpose', 'preposition'])

/** "Their raids … causing a famine", "Their troops took the town … killing nine". */
function joinAttachments(list: readonly Token[], { readings, clauses, subjects }: ReadSentence, add: Add) {
  for (const { clause, start } of subjects) {
    const verb = clause.verbs[0]!
    const owns = readings.filter(
      ({ kind, from, to }) =>
        attachments.has(kind) && from > verb && to <= clause.end && innermost(clauses, from) === clause,
    )
    const shorter = readings.filter(
      ({ from, to, part }) => from === start && to > verb && (part === 'head' || part === 'middle'),
    )
    for (const [n, own] of owns.entries()) {
      const ends = own.kind === 'preposition' ? [] : subjectEnds(list, start, verb)
      for (const to of ends) {
        add('subject with what is attached', { from: start, to }, own, own.kind, n, owns.length)
      }
      for (const { to } of shorter) {
        if (to >= own.from) continue
        add('clause with what is attached', { from: start, to }, own, own.kind, n, owns.length)
      }
    }
  }
}

/** The smallest clause with a verb that a token stands in; of two of one length the later one, which an introduction leads up to. */
function innermost(clauses: readonly Clause[], at: number): Clause | undefined {
  return smallest(
    clauses.filter(({ start, end, verbs }) => start <= at && at < end && verbs.length > 0).reverse(),
  )
}

/** The word with which things of one kind begin that "and" or a comma joins; nouns are joined too often to tell what they share. */
function conjunctAt(list: readonly Token[], at: number): string | undefined {
  const token = list[at]
  if (!token) return undefined
  if (token.lower === 'that') return 'that'
  if (token.tag === 'to') return list[at + 1]?.tag === 'base' ? 'to' : undefined
  if (token.tag === 'ing') return 'ing'
  if (token.tag === 'preposition') return `preposition ${token.lower}`
  return token.tag === 'past' || token.tag === 'participle' ? 'past' : undefined
}

interface Conjunct {
  at: number
  opens: string
}

/** "responsible for … breaking the truce", "They maintain … that the wells were dry", "confirmed … by their own reports". */
function joinConjuncts(list: readonly Token[], { readings, clauses }: ReadSentence, add: Add) {
  const conjuncts = laterConjuncts(list)
  for (const [n, conjunct] of conjuncts.entries()) {
    const { at, opens } = conjunct
    const around = smallest(clauses.filter(({ start, end }) => start <= at && at < end))
    if (!around) continue
    const first = firstConjunct(list, conjunct, opens === 'that' ? 0 : around.start)
    if (first === undefined) continue
    const siblings = conjuncts.filter(
      (one) => one.opens === opens && one.at >= around.start && one.at < around.end,
    )
    const next = conjuncts.slice(n + 1).find((one) => one.opens === opens)
    const verb = opens === 'that' ? undefined : innermost(clauses, at)?.verbs.find((one) => one >= at)
    const ends = new Set([
      ...readings.filter(({ from }) => from === at).map(({ to }) => to),
      ...(next && next.at < around.end ? [next.at] : []),
      around.end,
    ])
    const starts = readings
      .filter(({ from, to }) => from < first && to > first + 1 && from >= around.start - farthestHead)
      .map(({ from }) => from)
    const nearest = [...new Set(starts)].sort((a, b) => b - a).slice(0, mostHeads)
    for (const from of nearest) {
      for (const to of ends) {
        if (to <= at || (verb !== undefined && verb < to)) continue
        const cue = opens.split(' ')[0]!
        add(
          'shared beginning with a later item',
          { from, to: first },
          { from: at, to },
          cue,
          0,
          siblings.length,
        )
      }
    }
  }
}

/** What things share begins at most so many words before their clause, and where one of so many readings begins. */
const farthestHead = 30
const mostHeads = 4

function laterConjuncts(list: readonly Token[]): Conjunct[] {
  return list.flatMap((token, before) => {
    if (!before || before >= list.length - 1) return []
    let at = before + 1
    while (isAdverb(list[at]) || list[at]?.tag === 'coordinator') at++
    const opens = conjunctAt(list, at)
    if (!opens) return []
    const isListed = /^[,;]$/.test(token.text) && opens !== 'past'
    return token.tag === 'coordinator' || isListed ? [{ at, opens }] : []
  })
}

/** Where the first of the things begins that a later one is joined to. */
function firstConjunct(list: readonly Token[], { at, opens }: Conjunct, floor: number): number | undefined {
  let sibling: number | undefined
  for (let first = at - 2; first > floor; first--) {
    const before = list[first - 1]!
    if (conjunctAt(list, first) !== opens) {
      if (opens !== 'that' && opens !== 'past' && isVerb(list[first]!)) break
    } else if (opens === 'past') {
      if (['be', 'have', 'adverb', 'not'].includes(before.tag)) return first
    } else if (before.tag === 'coordinator' || /^[,;]$/.test(before.text)) sibling = first
    else return first
  }
  return sibling
}
const isVerb = ({ tag }: Token) => tag === 'finite' || tag === 'do' || auxiliary.has(tag)

/** "The river, which …, has fallen": "The river … has fallen". */
function leaveOutInsertions(list: readonly Token[], sentence: ReadSentence, add: Add) {
  for (const { from, to, cue, floor } of insertionsIn(list, sentence)) {
    for (const { from: start, to: end, kind, part, cue: ownCue } of sentence.readings) {
      if (start < floor || start >= from || end <= to + 1) continue
      // Two clauses are two statements, whatever is left out of the first.
      if (part === 'middle' || kind === 'clause with all its verbs' || ofTwo(part, ownCue)) continue
      add('words without an insertion', { from: start, to: from }, { from: to, to: end }, cue)
    }
  }
}

const ofTwo = (part: Reading['part'], cue: string) => part === 'long' && cue === 'joined'

/** "…, all of them banned by treaty, against …": what may stand between two commas and belong to neither side. */
const inserted = new Set<Cut['kind']>(['participle', 'apposition', 'examples', 'preposition'])

/** What is not one more of the things that are listed. */
const goesOn = (token: Token) => ['preposition', 'to', 'ing'].includes(token.tag) || isVerb(token)

/** What is inserted, and where the clause begins in which it is: what another clause says is not made of its words. */
function insertionsIn(list: readonly Token[], { clauses, cuts, subjects }: ReadSentence) {
  const found = new Map<string, Stretch & { cue: string; floor: number }>()
  const note = (from: number, to: number, cue: string, floor = 0) =>
    found.set(`${from} ${to}`, { from, to, cue, floor })
  for (const { kind, start, end, parent } of clauses) {
    if (kind === 'relative' && end < list.length - 2) note(start, end, 'relative', parent?.start)
  }
  for (const { at, kind } of cuts) {
    if (list[at - 1]?.text !== ',' || !inserted.has(kind)) continue
    const end = list.findIndex(({ text }, i) => i > at && text === ',')
    const around = innermost(clauses, at)
    if (around && end > 0 && end < around.end - 1 && goesOn(list[end + 1]!)) note(at, end, kind, around.start)
  }
  const brackets: number[] = []
  let dash: number | undefined
  for (const [at, token] of list.entries()) {
    if (opensBracket(token)) brackets.push(at)
    else if (closesBracket(token) && brackets.length) note(brackets.pop()!, at + 1, 'bracket')
    else if (/^[—–]$/.test(token.text)) {
      if (dash !== undefined) note(dash, at + 1, 'dash')
      dash = at
    }
  }
  for (const { clause, start } of subjects) {
    let verb = clause.verbs[0]!
    while (isAdverb(list[verb - 1])) verb--
    const core = coreEnd(list, start, verb)
    if (core < verb) note(core, verb, 'subject', clause.start)
  }
  return [...found.values()]
}
