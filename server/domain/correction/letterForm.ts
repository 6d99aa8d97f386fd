import type { FootnoteRecord, LetterRecord, ParagraphRecord } from '../../../db/records.ts'
import type { ParagraphRole } from '../../../db/vocabulary.ts'
import { formatFootnote, parseFootnote } from '../footnoteNotation.ts'
import { escapeMarkers, markerPattern, parseMarkers, writeMarker } from '../intake/markerNotation.ts'
import { paragraphLabels } from '../paragraphLabels.ts'
import { codePointLength, codePoints } from '../text/codePoints.ts'
import { normaliseText } from '../text/normalise.ts'

/** A paragraph as an editor types it: footnote markers as "[^3]", a blank line where a new paragraph begins. */
export interface TypedParagraph {
  role: ParagraphRole
  /** A list's mark: "-", "3." or "". */
  mark: string
  words: string
  /** Goes on with the paragraph above. */
  isJoined: boolean
}

/** A footnote as an editor types it: addresses in angle brackets, as in a corpus folder. */
export interface TypedNote {
  /** The marker under which the letter has this note; null for a new one. */
  was: string | null
  marker: string
  words: string
  authorities: string[]
}

/** What a letter consists of, apart from what is said about it. */
export type LetterText = Pick<LetterRecord, 'text' | 'paragraphs' | 'footnotes'>

/** What is wrong with a paragraph or a note, by its place in the form. */
export interface TypedFault {
  part: 'paragraph' | 'note' | 'all'
  index: number
  message: string
}

/** The letter as a form shows it: read back without a change it is the same letter. */
export function typedLetter({ text, paragraphs, footnotes }: LetterText): {
  paragraphs: TypedParagraph[]
  notes: TypedNote[]
} {
  const points = codePoints(text)
  const places = footnotes
    .flatMap(({ marker, offsets }) => offsets.map((offset) => ({ marker, offset })))
    .sort((a, b) => a.offset - b.offset)
  return {
    paragraphs: paragraphs.map(({ role, marker = '', start, end }) => {
      let words = ''
      let from = start
      for (const place of places) {
        if (place.offset < start || place.offset > end) continue
        words += escapeMarkers(points.slice(from, place.offset)) + writeMarker(place.marker)
        from = place.offset
      }
      return { role, mark: marker, words: words + escapeMarkers(points.slice(from, end)), isJoined: false }
    }),
    notes: footnotes.map((note) => ({
      was: note.marker,
      marker: note.marker,
      words: formatFootnote(note),
      authorities: note.authorities,
    })),
  }
}

/** What stands between two paragraphs of a text. */
const between = '\n\n'

const marked: readonly ParagraphRole[] = ['list item', 'frame', 'address', 'signature', 'enclosure']

/** The letter that was typed, or everything that keeps it from being one. Paragraphs and notes without words are left out. */
export function composeLetter(
  typed: readonly TypedParagraph[],
  typedNotes: readonly TypedNote[],
): { letter: LetterText } | { faults: TypedFault[] } {
  const faults: TypedFault[] = []
  const fault = (part: TypedFault['part'], index: number, message: string) =>
    faults.push({ part, index, message })

  const footnotes: FootnoteRecord[] = []
  for (const [index, { marker, words, authorities }] of typedNotes.entries()) {
    const note = parseFootnote(normaliseText(words))
    if (note.text === '') continue
    if (!markerPattern.test(marker)) {
      fault('note', index, 'Give the note a marker of 1 to 12 signs without blanks, such as 3 or *.')
    } else if (footnotes.some((known) => known.marker === marker)) {
      fault('note', index, `There are two notes “${marker}”. Give one of them another marker.`)
    }
    footnotes.push({ marker, ...note, offsets: [], authorities })
  }

  const label = paragraphLabels()
  const paragraphs: ParagraphRecord[] = []
  const texts: string[] = []
  // In code points: where the next paragraph would start.
  let start = 0
  for (const { index, role, mark, words } of joined(typed)) {
    if (mark !== '' && !/^(?:-|\d{1,9}\.)$/.test(mark)) {
      fault('paragraph', index, 'Write a list’s mark as “-” or as a number with a full stop, such as “3.”')
    }
    const read = readWords(words)
    if (read.text === '') {
      if (read.markers.length) fault('paragraph', index, 'A footnote marker stands here without any words.')
      continue
    }
    texts.push(read.text)
    const end = start + codePointLength(read.text)
    const marker = marked.includes(role) ? mark || (role === 'list item' ? '-' : '') : ''
    paragraphs.push({
      label: label(role),
      role,
      ...(marker && { marker }),
      start,
      end,
    })
    for (const { marker: name, offset } of read.markers) {
      const note = footnotes.find((known) => known.marker === name)
      if (note) note.offsets.push(start + offset)
      else fault('paragraph', index, `There is no note “${name}”.`)
    }
    start = end + between.length
  }
  const text = texts.join(between)
  if (text === '') fault('all', 0, 'A letter has at least one paragraph with words.')
  return faults.length ? { faults } : { letter: { text, paragraphs, footnotes } }
}

/** The paragraphs with those joined that go on with the one above, and those parted that a blank line parts. */
function joined(typed: readonly TypedParagraph[]): (TypedParagraph & { index: number })[] {
  const parts: (TypedParagraph & { index: number })[] = []
  typed.forEach((paragraph, index) => {
    const pieces = paragraph.words.replace(/\r\n?/g, '\n').split(/\n[^\S\n]*\n\s*/)
    pieces.forEach((words, i) => {
      const above = parts.at(-1)
      if (i === 0 && paragraph.isJoined && above) above.words += `\n${words}`
      else parts.push({ ...paragraph, words, index })
    })
  })
  return parts
}

/** A paragraph's words in their canonical form, and where its markers stand in them. */
function readWords(words: string): { text: string; markers: { marker: string; offset: number }[] } {
  const markers: { marker: string; ahead: string }[] = []
  let raw = ''
  for (const part of parseMarkers(words)) {
    if ('text' in part) raw += part.text
    else markers.push({ marker: part.marker, ahead: raw })
  }
  const text = normaliseText(raw)
  return {
    text,
    markers: markers.map(({ marker, ahead }) => ({ marker, offset: offsetBehind(ahead, raw, text) })),
  }
}

/** Where in the canonical text stands what follows `ahead` in the raw one; a marker keeps to the word before it. */
function offsetBehind(ahead: string, raw: string, text: string): number {
  const trimmed = normaliseText(ahead)
  const length = codePointLength(trimmed)
  const hasBlank = /\s$/u.test(ahead) && trimmed !== ''
  // A single blank ahead of the marker stays there, unless another one follows or the paragraph ends.
  const isKept = hasBlank && /^\S/u.test(raw.slice(ahead.length))
  return Math.min(length + (isKept ? 1 : 0), codePointLength(text))
}
