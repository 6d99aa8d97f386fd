import type { bounds } from '../../../db/vocabulary.ts'
import { isNominal, type Token, tokens } from './tags.ts'

/** A number that words give, with what it counts, as far as the words say; as in a corpus folder. */
export interface FigureInText {
  /** Left out where the words give none ("hundreds of …"). */
  number?: number
  bound: (typeof bounds)[number]
  unit: string
  counted: string
  /** A sentence for readers. */
  reason: string
}

type Bound = FigureInText['bound']

/** What stands right before a number and bounds it. */
const boundsBefore: readonly (readonly [RegExp, Bound])[] = [
  [/\b(?:at least|no (?:less|fewer) than|a minimum of|not less than)$/i, 'at least'],
  [/\b(?:more than|over|above|exceeding|in excess of)(?: an?)?$/i, 'more than'],
  [/\b(?:up to|at most|no more than|a maximum of|as many as)$/i, 'at most'],
  [/\b(?:about|approximately|around|some|nearly|almost|roughly|circa|an estimated)$/i, 'about'],
]

const values = new Map<string, number>(
  `one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
  nineteen`
    .split(/\s+/)
    .map((word, i) => [word, i + 1]),
)
for (const [i, word] of 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ').entries()) {
  values.set(word, 20 + 10 * i)
}
const multiples = new Map([
  ['hundred', 100],
  ['thousand', 1000],
  ['million', 1_000_000],
  ['billion', 1_000_000_000],
  ['dozen', 12],
])
const vague = /^(?:hundreds|thousands|millions|dozens|scores|tens)$/
const month =
  /^(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)$/
/** A number behind one of these is a name, not a count. */
const namesNumber =
  /^(?:resolutions?|articles?|art|paragraphs?|para|no|nos|number|chapter|section|page|p|pp|rule|annex|note|clause|protocol|phase|stage|day|route|a|s|hrc)$/i

/** The counts in some words: numbers with what they count. Dates, years, numbers of documents and ordinals are none. */
export function figuresIn(quote: string): FigureInText[] {
  const list = tokens(quote)
  const figures: FigureInText[] = []
  for (let i = 0; i < list.length; i++) {
    const read = readNumber(list, i)
    if (!read) continue
    const counted = countedAt(list, read.end)
    if (counted) {
      const before = quote.slice(0, list[i]!.start).trimEnd()
      const cue = boundsBefore.find(([pattern]) => pattern.test(before))
      const written = quote.slice(list[i]!.start, list[counted.end - 1]!.end)
      const figure = {
        bound: cue ? cue[1] : read.number === undefined ? ('unspecified' as const) : ('exactly' as const),
        unit: counted.unit,
        counted: quote.slice(list[counted.start]!.start, list[counted.end - 1]!.end),
        reason: `“${written}”${cue ? `, behind “${cue[0].exec(before)![0]}”` : ''}.`,
      }
      figures.push(read.number === undefined ? figure : { number: read.number, ...figure })
    }
    i = read.end - 1
  }
  return figures
}

/** The number whose first token stands at `i`, with the token behind it; no number for "hundreds". */
function readNumber(list: readonly Token[], i: number): { number?: number; end: number } | undefined {
  const token = list[i]!
  if (token.tag !== 'number' || isNameOrDate(list, i)) return undefined
  if (vague.test(token.lower)) {
    let end = i + 1
    while (list[end]?.lower === 'of' && vague.test(list[end + 1]?.lower ?? '')) end += 2
    return { end }
  }
  const digits = /^\d{1,3}(?:,\d{3})+$|^\d+(?:\.\d+)?$/.test(token.text)
  let number = digits ? Number(token.text.replaceAll(',', '')) : numberWord(token.lower)
  if (number === undefined) return undefined
  let end = i + 1
  for (let next = list[end]?.lower; next && multiples.has(next); next = list[++end]?.lower) {
    number *= multiples.get(next)!
  }
  return { number, end }
}

function numberWord(word: string): number | undefined {
  const [tens = '', ones = ''] = word.split('-')
  const ten = values.get(tens)
  if (ten !== undefined) return ones ? ten + (values.get(ones) ?? 0) : ten
  return multiples.get(word)
}

function isNameOrDate(list: readonly Token[], i: number): boolean {
  const token = list[i]!
  const [before, after] = [list[i - 1], list[i + 1]]
  if (/\d(?:st|nd|rd|th)$|[/:]/.test(token.text)) return true
  if ((before && month.test(before.text)) || (after && month.test(after.text))) return true
  if (before && namesNumber.test(before.lower)) return true
  // A list's marker, and the years 1800 to 2099 unless something is counted with them.
  if (before?.text === '(' && after?.text === ')') return true
  const isYear = /^(?:18|19|20)\d\d$/.test(token.text)
  return (
    isYear &&
    (!after ||
      after.tag === 'mark' ||
      !isNominal(after) ||
      /^\p{Lu}/u.test(after.text) ||
      (before !== undefined && ['in', 'of', 'since', 'from', 'until', 'by', 'the'].includes(before.lower)))
  )
}

/** What is counted: the nouns behind the number, "of" between ("5 of the 7 members"), and the words that hang on them. */
function countedAt(
  list: readonly Token[],
  at: number,
): { start: number; end: number; unit: string } | undefined {
  let start = at
  if (list[start]?.lower === 'of') start++
  while (list[start]?.tag === 'determiner' || list[start]?.tag === 'number') start++
  if (list[start]?.text === '%' || list[start]?.lower === 'percent')
    return { start, end: start + 1, unit: '%' }
  let end = start
  while (list[end] && ['noun', 'name', 'adverb', 'past', 'ing'].includes(list[end]!.tag)) {
    const isLast = !list[end + 1] || !['noun', 'name'].includes(list[end + 1]!.tag)
    if (['adverb', 'past', 'ing'].includes(list[end]!.tag) && isLast) break
    end++
  }
  if (end === start) return undefined
  const unit = list[end - 1]!.lower
  while (list[end]?.lower === 'of' && list[end + 1] && isNominal(list[end + 1]!)) {
    end += 2
    while (list[end] && ['noun', 'name'].includes(list[end]!.tag)) end++
  }
  return { start, end, unit }
}
