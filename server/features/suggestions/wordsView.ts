import type { LetterRecord, ParagraphRecord } from '../../../db/records.ts'
import { rangeInForm } from '../../domain/marking/readMarking.ts'
import { wordsOfText } from '../../domain/marking/wordsOfText.ts'
import type { MarkedWords } from '../../domain/suggest/suggest.ts'
import type { Range } from '../../domain/text/anchor.ts'
import { type CodePoints, codePoints } from '../../domain/text/codePoints.ts'
import { type Piece, quoteInSentence } from '../../domain/text/quoteInSentence.ts'
import { sentenceAround } from '../../domain/text/sentences.ts'

/** A stretch of a paragraph: a word with its number and place, a part of one, or what stands between two. */
export interface PickerPiece {
  text: string
  isMarked: boolean
  /** Offsets in code points of the letter. Of a word in which marked words begin or end only the first part has its number. */
  word: { number: number | null; start: number; end: number } | null
}

/** A paragraph, or the sentences of it that hold the marked words, word by word. */
export interface PickerView {
  label: string
  pieces: PickerPiece[]
  /** Whether there is more of the paragraph than is shown. */
  isPart: boolean
}

export interface WordsView {
  ranges: { value: string; quote: string; paragraph: string; start: number; end: number }[]
  pickers: PickerView[]
  /** The places to choose from where typed words stand in several. */
  places: { value: string; paragraph: string; sentence: Piece[] }[]
}

/** What is shown where no words are chosen: a whole paragraph, or only the sentence around a range. */
export interface Beginning {
  label: string
  near: Range | null
}

/** The chosen words of a letter in their sentences; where none are chosen, what there is to choose from. */
export function wordsView(
  { text, paragraphs }: LetterRecord,
  chosen: readonly Range[],
  { label, near, isWhole, places }: Beginning & { isWhole: boolean; places: readonly Range[] },
): WordsView {
  const points = codePoints(text)
  const inParagraph = (range: Range) =>
    paragraphs.find(({ start, end }) => start <= range.start && range.end <= end)
  const shown = paragraphs.filter(
    (paragraph) =>
      chosen.some((range) => inParagraph(range) === paragraph) ||
      (!chosen.length && (near ? inParagraph(near) === paragraph : paragraph.label === label)),
  )
  return {
    ranges: chosen.map((range) => ({
      ...range,
      value: rangeInForm(range),
      quote: points.slice(range.start, range.end),
      paragraph: inParagraph(range)?.label ?? '',
    })),
    pickers: shown.map((paragraph) => picker(points, paragraph, chosen, near, isWhole)),
    places: places.flatMap((range) => {
      const paragraph = inParagraph(range)
      if (!paragraph) return []
      const whole = { start: paragraph.start, text: points.slice(paragraph.start, paragraph.end) }
      return [
        {
          value: rangeInForm(range),
          paragraph: paragraph.label,
          sentence: quoteInSentence([{ ...range, paragraph: whole }]),
        },
      ]
    }),
  }
}

/** The sentences that hold the chosen words, or are `near`; the whole paragraph, where it is asked for or nothing is chosen. */
function picker(
  points: CodePoints,
  { label, start, end }: ParagraphRecord,
  chosen: readonly Range[],
  near: Range | null,
  isWhole: boolean,
): PickerView {
  const text = points.slice(start, end)
  const inside = chosen
    .filter((range) => range.start < end && range.end > start)
    .map((range) => ({ start: range.start - start, end: range.end - start }))
  const shown = [...inside, ...(near ? [{ start: near.start - start, end: near.end - start }] : [])]
  const whole = { start: 0, end: end - start }
  const window =
    isWhole || !shown.length
      ? whole
      : sentenceAround(text, {
          start: Math.max(0, Math.min(...shown.map((range) => range.start))),
          end: Math.min(whole.end, Math.max(...shown.map((range) => range.end))),
        })
  const own = codePoints(text)
  const pieces: PickerPiece[] = []
  const add = (from: number, to: number, word: PickerPiece['word']) => {
    if (from >= to) return
    const isMarked = inside.some((range) => range.start <= from && to <= range.end)
    pieces.push({ text: own.slice(from, to), isMarked, word })
  }
  /** A word, or what stands between two, in parts where marked words end or begin in it: shown is exactly what is marked. */
  const addParts = (from: number, to: number, number: number | null) => {
    const cuts = inside.flatMap((range) => [range.start, range.end]).filter((cut) => from < cut && cut < to)
    let at = from
    for (const cut of [...cuts.sort((a, b) => a - b), to]) {
      const word = { number: at === from ? number : null, start: start + at, end: start + cut }
      add(at, cut, number === null ? null : word)
      at = cut
    }
  }
  let at = window.start
  for (const [i, word] of wordsOfText(text).entries()) {
    if (word.start < window.start || word.end > window.end) continue
    addParts(at, word.start, null)
    addParts(word.start, word.end, i + 1)
    at = word.end
  }
  addParts(at, window.end, null)
  return { label, pieces, isPart: window.start > whole.start || window.end < whole.end }
}

/** The words with the sentences around the first of them, as they are described. */
export function markedWords(
  { text, paragraphs }: LetterRecord,
  ranges: readonly Range[],
): MarkedWords | undefined {
  const [first] = ranges
  const paragraph = first && paragraphs.find(({ start, end }) => start <= first.start && first.end <= end)
  if (!first || !paragraph) return undefined
  const points = codePoints(text)
  const words = points.slice(paragraph.start, paragraph.end)
  const own = codePoints(words)
  const place = { start: first.start - paragraph.start, end: first.end - paragraph.start }
  const around = sentenceAround(words, place)
  return {
    paragraph: words,
    quote: ranges.map(({ start, end }) => points.slice(start, end)).join(' … '),
    sentence: own.slice(around.start, around.end),
    start: own.toUtf16(place.start) - own.toUtf16(around.start),
  }
}

/** The markers that stand in the words or right behind them. */
export const markersAt = ({ footnotes }: LetterRecord, ranges: readonly Range[]): string[] =>
  footnotes
    .filter(({ offsets }) =>
      offsets.some((offset) => ranges.some(({ start, end }) => start < offset && offset <= end + 1)),
    )
    .map(({ marker }) => marker)
