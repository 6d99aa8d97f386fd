import type { ParagraphRole } from '../../../db/vocabulary.ts'
import type { Range } from '../text/anchor.ts'
import { codePoints } from '../text/codePoints.ts'
import { sentences } from '../text/sentences.ts'
import { joinsOf } from './joins.ts'
import type { LetterParagraph } from './known.ts'
import { appealing } from './lexicon.ts'
import { asks } from './moods.ts'
import type { Reading } from './reading.ts'
import { featuresOf } from './readingFeatures.ts'
import { readSentence } from './readings.ts'
import { isFiniteVerb, type Token, tokens } from './tags.ts'
import type { Numbers } from './trees.ts'

/** A reading at its place in the letter, with what is known about it in features that no word of a dispute is part of. */
export interface PlacedReading extends Range {
  /** More than one where its words stand apart; `start` and `end` are those of the first and the last. */
  ranges: Range[]
  /** The words of its ranges, joined by " … ". */
  quote: string
  reading: Reading
  features: Numbers
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

/** Paragraphs of other roles make no statements. What is annexed to a letter may be the letter proper, under a cover of two sentences. */
export const readRoles: readonly ParagraphRole[] = ['frame', 'text', 'list item', 'enclosure']

/**
 * Every reading of every sentence of a letter, sentence by sentence; headings, addresses, signatures and
 * what only names an enclosure are passed over.
 */
export function* readLetter(
  paragraphs: readonly LetterParagraph[],
): Generator<{ sentence: Sentence; readings: PlacedReading[] }> {
  let asksForList = false
  for (const { role, start, text } of paragraphs) {
    if (!readRoles.includes(role)) continue
    const points = codePoints(text)
    const pieces = sentencePieces(text)
    for (const [n, piece] of pieces.entries()) {
      const list = tokens(text, piece.start, piece.end)
      // A masthead's lines are no sentences, and neither are a list of enclosures nor a name below an annex.
      if (role === 'frame' && !list.some(isFiniteVerb)) continue
      if (role === 'enclosure' && !isSentence(list)) continue
      const appeal = appealAt(list)
      const place = (from: number, to: number) => ({
        start: start + points.fromUtf16(from),
        end: start + points.fromUtf16(to),
      })
      const sentence = {
        ...place(piece.start, piece.end),
        text: text.slice(piece.start, piece.end),
        role,
        appeals: appeal >= 0,
      }
      if (role !== 'list item') asksForList = list.at(-1)?.text === ':' && (appeal >= 0 || asks(list))
      const isAskedFor = asksForList && role === 'list item' && n === 0
      const read = readSentence(list, isAskedFor)
      const joins = joinsOf(list, read)
      const features = featuresOf(read, joins, {
        list,
        role,
        appeal,
        before: n,
        behind: pieces.length - 1 - n,
        isAskedFor,
      })
      const readings = [...read.readings, ...joins].map((reading, i) => {
        const [from, to] = [list[reading.from]!.start, list[reading.to - 1]!.end]
        const { gap } = reading
        const parts: [number, number][] = gap
          ? [
              [from, list[gap.from - 1]!.end],
              [list[gap.to]!.start, to],
            ]
          : [[from, to]]
        return {
          ...place(from, to),
          ranges: parts.map((part) => place(...part)),
          quote: parts.map((part) => text.slice(...part)).join(' … '),
          reading,
          features: features[i]!,
          sentence,
          paragraph: text,
          startInSentence: from - piece.start,
        }
      })
      yield { sentence, readings }
    }
  }
}

/** "The bridge was shelled", "They shelled the bridge."; not "Encl.: 89 pages" nor "Report signed by the Chair". */
const isSentence = (list: readonly Token[]) =>
  list.some(isFiniteVerb) || (list.at(-1)?.text === '.' && list.some(({ tag }) => tag === 'past'))

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
