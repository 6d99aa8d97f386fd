import type { ParagraphRole } from '../../../db/vocabulary.ts'
import { type Clause, smallest } from './clauses.ts'
import { lawWord, leadingUp, namesAnAct } from './lexicon.ts'
import { moodSigns, moodsOf } from './moods.ts'
import type { Cut, Reading, Stretch } from './reading.ts'
import type { ReadSentence } from './readings.ts'
import { stem } from './stemmer.ts'
import { isFiniteVerb, isNominal, type Tag, type Token } from './tags.ts'
import { likeTerms } from './thesaurus.ts'
import type { Numbers } from './trees.ts'

export interface Surroundings {
  list: readonly Token[]
  role: ParagraphRole
  /** The token with which the writer asks for something, or -1. */
  appeal: number
  /** How many sentences of the paragraph stand before and behind. */
  before: number
  behind: number
  /** Is it an item of a list that somebody asks for: "We urge the Council: (a) …"? */
  isAskedFor: boolean
}

const clausal = new Set<Reading['kind']>([
  'clause',
  'joined clause',
  'clause with all its verbs',
  'what is said',
  'subordinate clause',
  'joined verb',
])

const nominal = new Set<Reading['kind']>([
  'named act',
  'described noun',
  'noun with what it does',
  'noun with its relative clause',
  'subject',
])

/** Verbs that say only that an act was done: "launched attacks", "conducts operations". */
const lightVerbs = new Set(
  `launch launched launches launching conduct conducted conducts conducting commit commits committed committing carry
  carries carried carrying make makes made making take takes took taken taking perform performed undertake undertook
  undertaken undertakes give gives gave given giving use uses used using have has had hold held holds`.split(
    /\s+/,
  ),
)
/** With which a writer takes a side towards what is named: "condemns the attack", "despite the attack". */
const judging = new Set(
  `condemn condemns condemned condemning reject rejects rejected rejecting stop stops stopped stopping end ends ended
  ending prevent prevents prevented preventing cease ceases ceased regret regrets regretted deplore deplores deplored
  investigate investigates investigated justify justifies justified halt halts halted despite notwithstanding against
  following after since during amid denounce denounces denounced support supports supported protest cover excuse
  tolerate recognize recognise acknowledge address discuss oppose opposes ignore ignores welcome welcomes`.split(
    /\s+/,
  ),
)

/** What is known about every reading of a sentence, then about each of its joins. */
export function featuresOf(
  sentence: ReadSentence,
  joins: readonly Reading[],
  around: Surroundings,
): Numbers[] {
  const facts = factsOf(around.list)
  const common = Object.entries(ofSentence(sentence, around, facts))
  const moods = moodsOf(around.list)
  return [...sentence.readings, ...joins].map((reading) => {
    const features = new Map<string, number>()
    const add: Add = (name, value = 1) => value && features.set(name, value + (features.get(name) ?? 0))
    for (const [name, value] of common) add(name, value)
    ofReading(reading, around, facts, add)
    for (const sign of moodSigns(moods, reading.from, reading.to)) add(sign)
    attachedTo(sentence.cuts, reading, add)
    placeOf(sentence.clauses, reading, around.list, facts, add)
    amongOthers(sentence.readings, reading, facts, add)
    const { gap } = reading
    if (gap) ofJoin({ ...reading, gap }, sentence.readings, around.list, facts, add)
    else besideJoins(reading, joins, add)
    return features
  })
}

/** Notes a feature, or adds to it. */
type Add = (name: string, value?: number) => void

/** Counts between two tokens of a sentence, by what is counted; each is summed up once, as readings are many. */
type Facts = Record<Counted, (from: number, to: number) => number> & {
  groups: readonly (readonly string[])[]
}

const counted = {
  words: ({ tag }: Token) => tag !== 'mark',
  commas: ({ text }: Token) => text === ',',
  'quotation marks': ({ text }: Token) => /^[“”"«»]$/.test(text),
  acts: ({ tag, lower }: Token) => (tag === 'noun' || tag === 'ing') && namesAnAct(lower),
  law: ({ lower }: Token) => lawWord.test(lower),
  names: ({ tag }: Token, before?: Token) =>
    (tag === 'name' || tag === 'possessive') && before?.tag !== 'name',
  verbs: (token: Token, before?: Token) => isFiniteVerb(token) && !(before && isFiniteVerb(before)),
  duties: ({ lower }: Token) => ['should', 'must', 'shall', 'ought'].includes(lower),
  chances: ({ lower }: Token) => ['may', 'might', 'could', 'would', 'can', 'will'].includes(lower),
  negations: ({ lower }: Token) => ['not', 'no', 'never', 'nor', 'neither', 'cannot'].includes(lower),
  'first person': ({ lower }: Token) => lower === 'we' || lower === 'i',
  addressee: ({ lower }: Token) => lower === 'you' || lower === 'your',
  'leads up': ({ lower, tag }: Token) => tag !== 'noun' && leadingUp.has(lower),
  passive: ({ tag }: Token, before?: Token) =>
    tag === 'participle' && before !== undefined && ['be', 'adverb', 'not'].includes(before.tag),
  'by somebody': (token: Token, before?: Token) =>
    before?.lower === 'by' && ['name', 'determiner', 'noun'].includes(token.tag),
} satisfies Record<string, (token: Token, before?: Token) => boolean>
type Counted = keyof typeof counted | Tag
const countedNames = Object.keys(counted) as (keyof typeof counted)[]

const countedTags: readonly Tag[] = [
  'determiner',
  'possessive',
  'pronoun',
  'preposition',
  'to',
  'coordinator',
  'subordinator',
  'relative',
  'modal',
  'be',
  'have',
  'finite',
  'past',
  'participle',
  'ing',
  'base',
  'adverb',
  'number',
  'name',
  'noun',
]

function factsOf(list: readonly Token[]): Facts {
  const count = (counts: (token: Token, before?: Token) => boolean) => {
    const sums = new Int32Array(list.length + 1)
    for (const [i, token] of list.entries()) sums[i + 1] = sums[i]! + Number(counts(token, list[i - 1]))
    return (from: number, to: number) => sums[to]! - sums[from]!
  }
  const facts = Object.entries(counted).map(([name, counts]) => [name, count(counts)] as const)
  const tags = countedTags.map((tag) => [tag, count((token) => token.tag === tag)] as const)
  const groups = list.map(({ lower }) => likeTerms(stem(lower)))
  const sums = Object.fromEntries([...facts, ...tags]) as Omit<Facts, 'groups'>
  return { ...sums, groups } as Facts
}

function ofSentence(
  { readings, clauses, cuts }: ReadSentence,
  { list, role, appeal, before, behind, isAskedFor }: Surroundings,
  facts: Facts,
): Record<string, number> {
  const all = list.length
  return {
    'sentence: words': facts.words(0, all),
    'sentence: readings': readings.length,
    'sentence: clauses': clauses.length,
    'sentence: attachments': cuts.length,
    'sentence: commas': facts.commas(0, all),
    'sentence: verbs': facts.verbs(0, all),
    'sentence: names': facts.names(0, all),
    'sentence: acts': facts.acts(0, all),
    'sentence: appeals': Number(appeal >= 0),
    'sentence: first person': facts['first person'](0, all),
    'sentence: addressee': facts.addressee(0, all),
    'sentence: list item': Number(role === 'list item'),
    'sentence: frame': Number(role === 'frame'),
    'sentence: leads to a list': Number(list.at(-1)?.text === ':'),
    'sentence: sentences before': before,
    'sentence: sentences behind': behind,
    'sentence: asked for': Number(isAskedFor),
  }
}

/** Its construction, what it holds and what stands around it. */
function ofReading(reading: Reading, { list, appeal }: Surroundings, facts: Facts, add: Add) {
  const { from, to, kind, part, cue, attachments, gap } = reading
  const first = list[from]!
  const held = gap ? [...list.slice(from, gap.from), ...list.slice(gap.to, to)] : list.slice(from, to)
  const count = (name: Counted) => facts[name](from, to) - (gap ? facts[name](gap.from, gap.to) : 0)
  const words = count('words')
  const all = facts.words(0, list.length)
  add(`kind ${kind}`)
  add(`part ${part}`)
  add(`kind ${kind} ${part}`)
  if (clausal.has(kind)) add('clausal')
  if (nominal.has(kind)) add('nominal')
  if (cue && !openCues.has(kind) && part !== 'long') add(`cue ${cue}`)
  add('attachments', attachments)
  add('share', words / all)
  add('words before', facts.words(0, from))
  add('words behind', facts.words(to, list.length))
  add('start', facts.words(0, from) / all)
  add('end', facts.words(0, to) / all)
  // How much it says of politics, war and law, whichever words it chooses.
  add('subjects', new Set(facts.groups.slice(from, to).flat()).size)
  add('starts in the first person', facts['first person'](from, Math.min(to, from + 3)))
  if (counted.addressee(first)) add('starts with the addressee')
  if (referring.has(first.lower)) add('starts with a reference')
  if (first.lower === 'the') add('starts with the')
  if (first.lower === 'a' || first.lower === 'an') add('starts with a')
  if (appeal >= 0) add(appeal < from ? 'behind an appeal' : appeal < to ? 'is an appeal' : 'before an appeal')
  for (const name of countedNames) add(name, count(name))
  for (const tag of countedTags) add(`holds ${tag}`, count(tag))
  for (const [name, is] of Object.entries(landmarks)) {
    const at = held.findIndex(is)
    add(`first ${name} at`, at < 0 ? 1 : at / held.length)
    add(`last ${name} at`, held.findLastIndex(is) / held.length)
  }
  add(`before ${signOf(list[from - 1])}`)
  add(`before that ${signOf(list[from - 2])}`)
  add(`behind ${signOf(list[to])}`)
  add(`behind that ${signOf(list[to + 1])}`)
  add(`first ${signOf(first)}`)
  add(`second ${signOf(list[from + 1])}`)
  add(`last ${signOf(list[to - 1])}`)
}

/** What words that stand apart share, what they leave out and what is their own. */
function ofJoin(
  { kind, from, to, cue, join, gap }: Reading & { gap: Stretch },
  readings: readonly Reading[],
  list: readonly Token[],
  facts: Facts,
  add: Add,
) {
  const [head, left, own] = [
    facts.words(from, gap.from),
    facts.words(gap.from, gap.to),
    facts.words(gap.to, to),
  ]
  add('joined')
  add(`joined ${kind} ${cue}`)
  add('joined: head words', head)
  add('joined: left out words', left)
  add('joined: own words', own)
  add('joined: left out share', left / (head + left + own))
  add('joined: own share', own / (head + own))
  add('joined: nth', join?.nth)
  add('joined: siblings', join?.siblings)
  for (const name of ['verbs', 'commas', 'names', 'acts'] as const) {
    add(`joined: left out ${name}`, facts[name](gap.from, gap.to))
    add(`joined: head ${name}`, facts[name](from, gap.from))
    add(`joined: own ${name}`, facts[name](gap.to, to))
  }
  add(`joined: left out ${signOf(list[gap.from])}`)
  add(`joined: head ends ${signOf(list[gap.from - 1])}`)
  add(`joined: own ${signOf(list[gap.to])}`)
  add(`joined: before own ${signOf(list[gap.to - 1])}`)
  for (const other of readings) {
    if (other.from === gap.to && other.to === to) add(`joined: own is ${other.kind}`)
    if (other.from === from && other.to === to) add(`joined: whole is ${other.kind}`)
    if (other.from === from && other.to === gap.from) add(`joined: head is ${other.kind}`)
  }
}

/** A reading that some words leave something out of, or begin or end with. */
function besideJoins({ from, to }: Reading, joins: readonly Reading[], add: Add) {
  for (const { kind, from: start, to: end, gap } of joins) {
    if (gap?.to === from && end === to) {
      add('own part of a join')
      add(`own part of ${kind}`)
    }
    if (start === from && end === to) add('around a join')
    if (start === from && gap?.from === to) add('head of a join')
  }
}

/** Where a reading might be parted: what stands before the first of them, or behind the last, may be marked by itself. */
const landmarks: Record<string, (token: Token) => boolean> = {
  comma: ({ text }) => text === ',',
  coordinator: ({ tag }) => tag === 'coordinator',
  opening: ({ tag }) => tag === 'relative' || tag === 'subordinator',
  verb: isFiniteVerb,
}

const referring = new Set(['this', 'these', 'that', 'those', 'such', 'it', 'they', 'its', 'their'])

/** Their cue is a word of the letter, or none: it must teach nothing. */
const openCues = new Set<Reading['kind']>([
  'named act',
  '-ing',
  'participle',
  'described noun',
  'introduction',
])

/** Small words that part or join in ways of their own, whatever a letter is about. */
const telling = new Set(['of', 'by', 'with', 'and', 'or', 'but', 'that', 'to'])

const signOf = (token: Token | undefined) => {
  if (token === undefined) return 'nothing'
  if (token.tag === 'mark') return token.text
  return telling.has(token.lower) ? token.lower : token.tag
}

/** What is attached inside of a reading, left off at its end, or begins where it begins. */
function attachedTo(cuts: readonly Cut[], { from, to }: Reading, add: Add) {
  for (const { at, kind, cue } of cuts) {
    const what = kind === 'clause' ? cue : kind
    if (at > from + 1 && at < to - 1) add(`attached ${what}`)
    else if (at >= to && at <= to + 2) add(`left off ${what}`)
    else if (at >= from - 1 && at <= from) add(`opens ${what}`)
  }
}

/** What a reading does in the clause that it stands in: is it its subject, its object, more? */
function placeOf(
  clauses: readonly Clause[],
  { from, to }: Reading,
  list: readonly Token[],
  facts: Facts,
  add: Add,
) {
  const around = clauses.filter(({ start, end }) => start <= from && to <= end)
  const clause = smallest(around)
  if (!clause) return
  add('depth', around.length)
  add(`in ${clause.kind}`)
  add('share of its clause', facts.words(from, to) / Math.max(1, facts.words(clause.start, clause.end)))
  add('verbs of its clause', clause.verbs.length)
  const verb = clause.verbs.findLast((at) => at < to) ?? clause.verbs[0]
  if (verb === undefined) return
  const end = verbGroupEnd(list, verb)
  if (verb >= to) add('before its verb')
  else {
    if (verb >= from) add('holds its verb')
    else {
      if (from <= end + 1) add('is its object')
      add('words behind its verb', facts.words(verb, from))
    }
    const group = list.slice(verb, end)
    if (group.some(({ lower }) => lightVerbs.has(lower))) add('light verb')
    if (group.some(({ lower }) => leadingUp.has(lower))) add('verb leads up')
  }
  add('the writer acts', facts['first person'](clause.inner, Math.max(clause.inner, verb)))
  if (list.slice(Math.max(0, from - 4), from).some(({ lower }) => judging.has(lower))) add('is judged')
}

/** Behind the verbs that begin at a token: "has repeatedly been asked |". */
function verbGroupEnd(list: readonly Token[], verb: number): number {
  const isOver = (token: Token) =>
    isNominal(token) || token.tag === 'determiner' || token.tag === 'mark' || token.tag === 'preposition'
  const length = list.slice(verb, verb + 6).findIndex(isOver)
  return length < 0 ? Math.min(list.length, verb + 6) : verb + length
}

/** How a reading stands to the others of its sentence. */
function amongOthers(readings: readonly Reading[], reading: Reading, { words }: Facts, add: Add) {
  const { from, to } = reading
  let share = 1
  const most = new Map<string, number>()
  const nearest = (other: Reading, alike: number) => {
    const note = (name: string) => most.set(name, Math.max(alike, most.get(name) ?? 0))
    if (other.from === from)
      note(other.to > to ? 'share of a longer one with its start' : 'share of its start')
    if (other.to === to) note(other.from < from ? 'share of a longer one with its end' : 'share of its end')
    if (other.from >= from && other.to <= to) note('share of one inside')
    if (other.from <= from && other.to >= to) note('share of one around')
  }
  for (const other of readings) {
    const shared = Math.min(to, other.to) - Math.max(from, other.from)
    if (other === reading || shared <= 0) continue
    const isClausal = clausal.has(other.kind)
    if (other.from <= from && other.to >= to) {
      add('readings around')
      if (isClausal) {
        add('clauses around')
        share = Math.min(share, words(from, to) / words(other.from, other.to))
      }
    }
    if (other.from >= from && other.to <= to) add(isClausal ? 'clauses inside' : 'other readings inside')
    if (shared * 2 >= to - from + other.to - other.from - shared) add('readings alike')
    nearest(other, shared / (to - from + other.to - other.from - shared))
    if (other.from === from) add(other.to > to ? 'longer ones with its start' : 'shorter ones with its start')
    if (other.to === to) add(other.from < from ? 'longer ones with its end' : 'shorter ones with its end')
  }
  for (const [name, alike] of most) add(name, alike)
  add('share of a clause', share)
}
