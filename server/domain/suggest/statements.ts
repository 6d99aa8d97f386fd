import type { ParagraphRole } from '../../../db/vocabulary.ts'
import type { Range } from '../text/anchor.ts'
import { codePoints } from '../text/codePoints.ts'
import { sentences } from '../text/sentences.ts'
import type { LetterParagraph } from './known.ts'
import { appealing, lawWord, namesAnAct } from './lexicon.ts'
import { type Reading, readingsOf, wordsIn } from './readings.ts'
import { stem } from './stemmer.ts'
import { isFiniteVerb, type Token, tokens } from './tags.ts'
import { likeTerms } from './thesaurus.ts'

/** A reading at its place in the letter, with what is known about it in yes/no features that no word of a dispute is part of. */
export interface PlacedReading extends Range {
  quote: string
  reading: Reading
  features: string[]
  sentence: Sentence
  /** The text of its paragraph. */
  paragraph: string
  /** Where it begins in the sentence's text, in UTF-16 units. */
  startInSentence: number
}

/** A sentence at its place in the letter, in code points. `appeals` where the writer asks for something in it. */
export interface Sentence extends Range {
  text: string
  role: ParagraphRole
  appeals: boolean
}

/** Letters are read in pieces of at most so many UTF-16 units: finding sentences takes time with the square of the length. */
const longestPiece = 20_000
/** A sentence of more words and marks is read in parts, for the same reason. */
const longestSentence = 300

/** Paragraphs of other roles make no statements. */
export const readRoles: readonly ParagraphRole[] = ['frame', 'text', 'list item']

/**
 * Every reading of every sentence of a letter, sentence by sentence; headings, addresses, signatures and lists of
 * enclosures are passed over.
 */
export function* readLetter(
  paragraphs: readonly LetterParagraph[],
): Generator<{ sentence: Sentence; readings: PlacedReading[] }> {
  for (const { role, start, text } of paragraphs) {
    if (!readRoles.includes(role)) continue
    const points = codePoints(text)
    for (const piece of sentencePieces(text)) {
      const list = tokens(text, piece.start, piece.end)
      // A masthead's lines are no sentences.
      if (role === 'frame' && !list.some(isFiniteVerb)) continue
      const appeals = appealAt(list) >= 0
      const place = (from: number, to: number) => ({
        start: start + points.fromUtf16(from),
        end: start + points.fromUtf16(to),
      })
      const sentence = {
        ...place(piece.start, piece.end),
        text: text.slice(piece.start, piece.end),
        role,
        appeals,
      }
      const all = readingsOf(list)
      const readings = all.map((reading) => {
        const [from, to] = [list[reading.from]!.start, list[reading.to - 1]!.end]
        const quote = text.slice(from, to)
        const features = featuresOf(list, reading)
        const startInSentence = from - piece.start
        return { ...place(from, to), quote, reading, features, sentence, paragraph: text, startInSentence }
      })
      yield { sentence, readings }
    }
  }
}

/** The sentences of a paragraph in UTF-16 units; very long paragraphs and sentences are cut at a space. */
export function sentencePieces(text: string): Range[] {
  const ranges: Range[] = []
  for (const piece of cutAtSpaces(text, 0, text.length, longestPiece)) {
    const words = text.slice(piece.start, piece.end)
    const points = codePoints(words)
    for (const sentence of sentences(words)) {
      const start = piece.start + points.toUtf16(sentence.start)
      const end = piece.start + points.toUtf16(sentence.end)
      // Ten characters to a word or mark: a sentence below the limit is never cut.
      ranges.push(...cutAtSpaces(text, start, end, longestSentence * 10))
    }
  }
  return ranges
}

function cutAtSpaces(text: string, start: number, end: number, longest: number): Range[] {
  const ranges: Range[] = []
  let from = start
  while (end - from > longest) {
    const space = text.lastIndexOf(' ', from + longest)
    let to = space > from ? space : from + longest
    // Never inside of a character of two units.
    if (/[\ud800-\udbff]/.test(text[to - 1]!)) to++
    ranges.push({ start: from, end: to })
    from = to
    while (text[from] === ' ' && from < end) from++
  }
  if (from < end) ranges.push({ start: from, end })
  return ranges
}

/** The token with which the writer asks for something ("we urge you …"), or -1. */
function appealAt(list: readonly Token[]): number {
  return list.findIndex(
    ({ lower }, i) => appealing.has(lower) && list.slice(Math.max(0, i - 5), i).some(isFirstPerson),
  )
}
const isFirstPerson = ({ lower }: Token) => lower === 'i' || lower === 'we'

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

const lengths = [4, 7, 11, 17, 26, 40]
const step = (value: number, steps: readonly number[]) => steps.findIndex((limit) => value <= limit)

/** What is known about a reading: its construction, what it holds, what stands around it. Each also by its group. */
function featuresOf(list: readonly Token[], reading: Reading): string[] {
  const { from, to, kind, part, cue, attachments } = reading
  const group = clausal.has(kind) ? 'clausal' : kind
  const held = list.slice(from, to)
  const before = list[from - 1]
  const after = list[to]
  const words = wordsIn(list, from, to)
  const share = Math.min(4, Math.floor((5 * words) / wordsIn(list, 0, list.length)))
  const acts = held.filter(({ tag, lower }) => (tag === 'noun' || tag === 'ing') && namesAnAct(lower)).length
  const names = held.filter(
    ({ tag }, i) => (tag === 'name' || tag === 'possessive') && held[i - 1]?.tag !== 'name',
  ).length
  const verbs = held.filter(
    (token, i) => isFiniteVerb(token) && !(i > 0 && isFiniteVerb(held[i - 1]!)),
  ).length
  // How much it says of politics, war and law, whichever words it chooses.
  const subjects = new Set(held.flatMap(({ lower }) => likeTerms(stem(lower)))).size
  const appeal = appealAt(list)
  const isBy = ({ lower }: Token, i: number) =>
    lower === 'by' && ['name', 'determiner', 'noun'].includes(held[i + 1]?.tag ?? '')

  const plain: string[] = [
    `length ${step(words, lengths)}`,
    `part ${part}`,
    `share ${share}`,
    `acts ${Math.min(3, acts)}`,
    `names ${Math.min(3, names)}`,
    `verbs ${Math.min(3, verbs)}`,
    `subjects ${nominal.has(kind)} ${Math.min(5, subjects)}`,
  ]
  if (attachments) plain.push(`attachments ${Math.min(3, attachments)}`)
  if (appeal >= 0) plain.push(appeal >= from && appeal < to ? 'is appeal' : 'beside appeal')
  if (held.slice(0, 3).some(isFirstPerson)) plain.push('first person')
  if (held[0]!.lower === 'you' || held[0]!.lower === 'your') plain.push('addressee')
  if (held.some(({ lower }) => lawWord.test(lower))) plain.push('law')
  if (held.some(({ tag }) => tag === 'number')) plain.push('number')
  if (held.some(isBy)) plain.push('by somebody')
  if (held[0]!.tag === 'possessive' || held[1]?.tag === 'possessive') plain.push('possessive')

  const grouped = [
    ...plain,
    `attachments ${part} ${Math.min(3, attachments)}`,
    `before ${signOf(before)}`,
    `after ${signOf(after)}`,
    `first ${held[0]!.tag}`,
  ]
  const features = [
    ...plain,
    ...grouped.map((feature) => `${group}: ${feature}`),
    `kind ${kind} ${part}`,
    `group ${group}`,
  ]
  if (!openCues.has(kind)) features.push(`kind ${kind} ${cue}`)
  if (held[0]!.tag === 'determiner') features.push(`determiner ${held[0]!.lower}`)
  return features
}

/** Their cue is a word of the letter, or none: it must teach nothing. */
const openCues = new Set<Reading['kind']>(['named act', '-ing', 'participle', 'described noun'])

const signOf = (token: Token | undefined) => (token?.tag === 'mark' ? token.text : (token?.tag ?? 'nothing'))
