import type { Range } from './anchor.ts'
import { codePoints } from './codePoints.ts'

/**
 * The sentences of one paragraph, in order, as ranges in code points of the paragraph. They hold all of its words and
 * do not overlap; the white space between them belongs to none.
 *
 * `Intl.Segmenter` proposes where sentences end; what it gets wrong in letters is repaired: it takes the full stop of
 * an abbreviation, an initial or a list marker for an end, and misses an end before a number. Where both readings are
 * possible ("… by the U.S. Northern …"), the sentence goes on: too long a sentence still holds its words whole.
 */
export function sentences(paragraph: string): Range[] {
  const points = codePoints(paragraph)
  const ranges: Range[] = []
  let startUtf16 = 0
  for (const endUtf16 of [...sentenceEnds(paragraph), paragraph.length]) {
    const sentence = paragraph.slice(startUtf16, endUtf16)
    const words = sentence.trim()
    if (words) {
      const wordsUtf16 = startUtf16 + sentence.indexOf(words)
      ranges.push({
        start: points.fromUtf16(wordsUtf16),
        end: points.fromUtf16(wordsUtf16 + words.length),
      })
    }
    startUtf16 = endUtf16
  }
  return ranges
}

/**
 * From the start of the first to the end of the last sentence that a range touches; all in code points of the
 * paragraph. A range that touches none (it is empty, or only the space between two) comes back as it is.
 */
export function sentenceAround(paragraph: string, range: Range): Range {
  const touched = sentences(paragraph).filter(({ start, end }) => start < range.end && end > range.start)
  return { start: touched[0]?.start ?? range.start, end: touched.at(-1)?.end ?? range.end }
}

const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' })

/** UTF-16 offsets inside of the paragraph at which one sentence, with the space after it, is over. */
function sentenceEnds(paragraph: string): number[] {
  const proposed = [
    ...Array.from(segmenter.segment(paragraph), ({ index }) => index),
    ...Array.from(paragraph.matchAll(stopBeforeNumber), (match) => match.index + match[0].length),
  ]
  const inside = proposed.filter((end) => end > 0)
  const candidates = new Set(inside.map((end) => pastClosingMarks(paragraph, end)))

  let start = 0
  return [...candidates]
    .sort((a, b) => a - b)
    .filter((end) => {
      // No rule looks further than a few words to either side.
      const before = paragraph.slice(Math.max(start, end - 40), end)
      const after = paragraph.slice(end, end + 40)
      const isEnd = !goesOn(before, after)
      if (isEnd) start = end
      return isEnd
    })
}

/** Unicode sees no end in "… in the North. 40 organisations …": it looks past the number to a small letter. */
const stopBeforeNumber = /[\p{L}\p{N}]\.[”’"»)\]]*\s+(?=\d)/gu

/** A closing mark that a space separates from its full stop still belongs to the sentence: « Il le dit. » */
function pastClosingMarks(paragraph: string, end: number): number {
  const marks = /^[”’"»)\]]+(?:\s+|$)/.exec(paragraph.slice(end, end + 40))
  return end + (marks?.[0].length ?? 0)
}

/** Never the last word of a sentence: a name or a case follows. */
const leadsOn =
  /(?:^|[^\p{L}\p{N}])(?:Mr|Mrs|Ms|Messrs|Dr|Prof|St|Gen|Col|Lt|Sgt|Capt|Maj|Sen|Rep|Gov|Hon|Amb|[Ee]\.g|[Ii]\.e|cf|viz|vs)\.$/u

/** Not the last word of a sentence when a number follows: Oct. 5, No. 62/243, No. A/75/1, Art. IV. */
const leadsToNumber =
  /(?:^|[^\p{L}\p{N}])(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Nos?|Arts?|Ch|Sec|Figs?|Vol|Ser|Suppl|Add|Corr|Rev|Doc|Res|pp?|paras?|approx|ca?|min)\.$/iu
const number = /^(?:\d|\p{Lu}+\/|[IVX]{2,}\b)/u

/** May or may not be the last word of a sentence: initials (M. Smith, U.S., Ph.D.), firms and the like. */
const mayLeadOn =
  /(?:^|[^\p{L}\p{N}])(?:(?:\p{Lu}\.)+|(?:Inc|Ltd|Co|Corp|Jr|Sr|Bros|[Ii]ntl|[Gg]ovt|[Dd]ept|al)\.)$/u

/** Words with which a sentence often begins and a name hardly ever does. */
const newSentence =
  /^[“"‘(]?(?:A|Accordingly|After|All|Also|Although|An|And|Any|As|At|Both|But|By|Despite|During|Each|Even|For|From|Furthermore|He|Her|His|How|However|I|If|In|Indeed|It|Its|Many|Meanwhile|Moreover|Most|Nevertheless|No|Nor|Not|Now|On|Once|Only|Our|Several|She|Since|So|Some|Such|That|The|Their|Then|There|Therefore|These|They|This|Those|Thus|To|Under|Until|We|What|When|Where|While|Who|Why|With|Yet|You|Your)(?![.\p{L}])/u

/** A marker and nothing else, at the start of a sentence or of a point in a list inside of one: "1.", "(ii).", "; and 2." */
const listMarker =
  /(?:^|[:;]\s(?:and\s|or\s)?)[([]?(?:\d{1,3}(?:\.\d{1,3})*|\p{L}|[ivxlc]+|[IVXLC]+)[)\]]?\.$/u

/** Does the sentence that seems to end with `before` go on in `after`? */
function goesOn(before: string, after: string): boolean {
  const words = before.trimEnd()
  // The dots and question marks of an address: example.org/watch?v=1. (Scripts with marks of their own need no spaces.)
  if (words === before && /[.?!][”’"»)\]]*$/.test(before)) return true
  // “Why?” he asked.
  if (/[?!][”’"»)\]]*$/.test(words) && /^\p{Ll}/u.test(after)) return true
  if (leadsOn.test(words) || listMarker.test(words)) return true
  if (leadsToNumber.test(words) && number.test(after)) return true
  return mayLeadOn.test(words) && !newSentence.test(after)
}
