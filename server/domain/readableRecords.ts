import type { AssertionRecord, LetterRecord, RangeRecord, WaitingRecord } from '../../db/records.ts'
import { paragraphInWords } from './citation.ts'
import { type TypedParagraph, typedLetter } from './correction/letterForm.ts'
import { formatFootnote } from './footnoteNotation.ts'
import { sameRuns } from './text/sameWords.ts'
import { capitalised } from './words.ts'

/** A part of a letter that differs, called as people call it; "" where there was or is none. */
export interface Part {
  label: string
  before: string
  after: string
}

/** Two records as people read them: words in place of checksums and offsets. */
export interface ReadableRecords {
  before: object | null
  after: object | null
  /** Of a letter: the paragraphs and notes that differ. */
  parts: Part[]
  /** What has the same words and stands elsewhere now: paragraphs of a letter, or ranges of an assertion. */
  moved: number
}

/** `before` and `after` are of one object; null where it was or is not there. */
export function readableRecords(before: object | null, after: object | null): ReadableRecords {
  const one = after ?? before
  if (one && isLetter(one))
    return readableLetters(before as LetterRecord | null, after as LetterRecord | null)
  if (one && isAssertion(one))
    return readableAssertions(before as AssertionRecord | null, after as AssertionRecord | null)
  const read = (record: object | null) => (record && isWaiting(record) ? readableWaiting(record) : record)
  return { before: read(before), after: read(after), parts: [], moved: 0 }
}

const isLetter = (record: object): record is LetterRecord => 'sha256' in record && 'paragraphs' in record
const isAssertion = (record: object): record is AssertionRecord => 'ranges' in record && 'gist' in record
const isWaiting = (record: object): record is WaitingRecord => 'assertion' in record && 'stances' in record

function readableLetters(before: LetterRecord | null, after: LetterRecord | null): ReadableRecords {
  if (!before || !after) {
    const read = (letter: LetterRecord | null) =>
      letter && {
        ...aboutLetter(letter),
        text: letter.text,
        footnotes: letter.footnotes.map((note) => `${note.marker}: ${noteInWords(note)}`),
      }
    return { before: read(before), after: read(after), parts: [], moved: 0 }
  }
  const { parts, moved } = paragraphParts(before, after)
  return {
    before: aboutLetter(before),
    after: aboutLetter(after),
    parts: [...parts, ...noteParts(before, after)],
    moved,
  }
}

/** What is said about a letter, without its text. */
function aboutLetter({ text, sha256, paragraphs, footnotes, ...about }: LetterRecord) {
  return about
}

function paragraphParts(before: LetterRecord, after: LetterRecord): { parts: Part[]; moved: number } {
  const [was, is] = [typedLetter(before).paragraphs, typedLetter(after).paragraphs]
  const parts: Part[] = []
  let moved = 0
  let [i, j] = [0, 0]
  for (const { a, b, count } of [
    ...sameRuns(was.map(keyOf), is.map(keyOf)),
    { a: was.length, b: is.length, count: 0 },
  ]) {
    const isPaired = a - i === b - j
    const labels = (letter: LetterRecord, from: number, to: number) =>
      letter.paragraphs.slice(from, to).map(({ label }) => capitalised(paragraphInWords(label)))
    if (isPaired) {
      for (; i < a; i++, j++) parts.push(...paragraphPart(labels(after, j, j + 1)[0]!, was[i]!, is[j]!))
    } else {
      const words = (rows: readonly TypedParagraph[]) => rows.map((row) => row.words).join('\n\n')
      const label = b > j ? labels(after, j, b) : labels(before, i, a)
      parts.push({ label: label.join(', '), before: words(was.slice(i, a)), after: words(is.slice(j, b)) })
    }
    for (let n = 0; n < count; n++)
      if (before.paragraphs[a + n]!.start !== after.paragraphs[b + n]!.start) moved++
    ;[i, j] = [a + count, b + count]
  }
  return { parts, moved }
}

const keyOf = ({ role, mark, words }: TypedParagraph) => JSON.stringify([role, mark, words])

function paragraphPart(label: string, was: TypedParagraph, is: TypedParagraph): Part[] {
  const roles = [was, is].map(({ role, mark }) => [role, mark].filter(Boolean).join(' ')) as [string, string]
  return [
    ...(was.words === is.words ? [] : [{ label, before: was.words, after: is.words }]),
    ...(roles[0] === roles[1] ? [] : [{ label: `${label}, role`, before: roles[0], after: roles[1] }]),
  ]
}

type Note = LetterRecord['footnotes'][number]

function noteParts({ footnotes: was }: LetterRecord, { footnotes: is }: LetterRecord): Part[] {
  const markers = [...new Set([...is, ...was].map(({ marker }) => marker))]
  const wordsOf = (notes: readonly Note[], marker: string) => {
    const note = notes.find((one) => one.marker === marker)
    return note ? noteInWords(note) : ''
  }
  return markers
    .map((marker) => ({ label: `Note ${marker}`, before: wordsOf(was, marker), after: wordsOf(is, marker) }))
    .filter((part) => part.before !== part.after)
}

const noteInWords = (note: Note) =>
  [formatFootnote(note), ...note.authorities.map((name) => `Source: ${name}`)].join(' · ')

function readableAssertions(before: AssertionRecord | null, after: AssertionRecord | null): ReadableRecords {
  const words = (assertion: AssertionRecord | null) => assertion?.ranges.map(({ exact }) => exact).join('\n')
  const isSameWords = before !== null && after !== null && words(before) === words(after)
  const isMarkedElsewhere =
    isSameWords && before.ranges.some((range, i) => isOtherPlace(range, after.ranges[i]!))
  const inForm = isMarkedElsewhere ? inContext : ({ exact }: RangeRecord) => exact
  const read = (assertion: AssertionRecord | null) => {
    if (!assertion) return null
    const { ranges, ...rest } = assertion
    return { ...rest, words: ranges.map(inForm) }
  }
  const isElsewhere = (range: RangeRecord, i: number) => range.start !== after?.ranges[i]?.start
  return {
    before: read(before),
    after: read(after),
    parts: [],
    moved: isSameWords ? before.ranges.filter(isElsewhere).length : 0,
  }
}

/** A correction seldom changes what stands on both sides of words that it leaves alone. */
const isOtherPlace = (one: RangeRecord, other: RangeRecord) =>
  one.prefix !== other.prefix && one.suffix !== other.suffix

/** Words that stand several times in a letter are told apart by what stands around them. */
const inContext = ({ exact, prefix, suffix }: RangeRecord) => `…${prefix}“${exact}”${suffix}…`

const readableWaiting = ({ assertion, stances, reason }: WaitingRecord) => {
  const { before: _before, after } = readableAssertions(null, assertion)
  return {
    ...after,
    waits_because_of: reason,
    stances: stances.map(({ claim, stance }) => `${stance}: ${claim}`),
  }
}
