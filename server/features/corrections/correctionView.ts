import { choicesOf } from '../../../db/choices.ts'
import type { Db } from '../../../db/client.ts'
import type { LetterRecord } from '../../../db/records.ts'
import { paragraphRoles } from '../../../db/vocabulary.ts'
import type { Comparison } from '../../domain/correction/comparison.ts'
import type { Correction } from '../../domain/correction/correctLetter.ts'
import { counterparts } from '../../domain/correction/counterpart.ts'
import type { LetterText, TypedFault, TypedNote, TypedParagraph } from '../../domain/correction/letterForm.ts'
import { textHunks } from '../../domain/correction/textHunks.ts'
import { formatFootnote } from '../../domain/footnoteNotation.ts'
import { codePoints } from '../../domain/text/codePoints.ts'
import { diffPieces, wordDiff } from '../../domain/wordDiff.ts'
import { listStances } from './queries.ts'
import { claimsOf, reasonWords } from './waitingView.ts'

/** Rows without words at the end of the notes, for new ones. */
const freshNotes = 2

/** The form with the letter's text, row by row, as typed; `faults` are what keeps it from being a letter. */
export function typedView(
  { paragraphs, notes }: { paragraphs: TypedParagraph[]; notes: TypedNote[] },
  faults: readonly TypedFault[],
  db: Db,
) {
  const messages = (part: TypedFault['part'], index: number) =>
    faults.filter((fault) => fault.part === part && fault.index === index).map(({ message }) => message)
  const isEmpty = ({ was, words }: TypedNote) => was === null && words.trim() === ''
  const typedNotes = notes.filter((note) => !isEmpty(note))
  const blank: TypedNote = { was: null, marker: '', words: '', authorities: [] }
  const rows = [...typedNotes, ...Array.from({ length: freshNotes }, () => blank)]
  return {
    roles: paragraphRoles,
    paragraphs: paragraphs.map((row, index) => ({
      ...row,
      rows: rowsFor(row.words),
      errors: messages('paragraph', index),
    })),
    notes: rows.map((row, index) => ({
      ...row,
      authorities: row.authorities.join(', '),
      rows: rowsFor(row.words),
      errors: index < typedNotes.length ? messages('note', notes.indexOf(row)) : [],
    })),
    errors: messages('all', 0),
    authorities: choicesOf(db, 'authority').list,
  }
}

/** How high a field is that shows so many words without a scroll bar, on a wide screen. */
const rowsFor = (words: string) =>
  Math.min(24, Math.max(1, Math.ceil(words.length / 88) + words.split('\n').length - 1) + 1)

/** What a correction would do, to be looked at before it is saved. */
export function previewView(
  db: Db,
  before: LetterRecord,
  after: LetterText,
  comparison: Comparison,
  { moved, waiting }: Correction,
) {
  const standsNow = counterparts(comparison)
  const points = codePoints(after.text)
  return {
    hunks: textHunks(comparison),
    parts: pieces(partsInWords(before), partsInWords(after)),
    notes: noteChanges(before, after),
    moved: moved.length,
    waiting: waiting.map(({ assertion, reason }) => ({
      slug: assertion.id,
      gist: assertion.gist,
      reason: reasonWords[reason],
      claims: claimsOf(db, listStances(db, assertion.id)),
      ranges: assertion.ranges.map((range) => {
        const now = standsNow(range)
        const words = now ? points.slice(now.start, now.end) : ''
        const segments = wordDiff(range.exact, words)
        return { before: diffPieces(segments, 'before'), after: diffPieces(segments, 'after') }
      }),
    })),
  }
}

/** How the text is cut into paragraphs: told where the words themselves tell nothing. */
const partsInWords = ({ paragraphs }: LetterText) =>
  paragraphs.map(({ label, role, marker }) => [label, role, marker].filter(Boolean).join(' ')).join(', ')

function pieces(before: string, after: string) {
  if (before === after) return null
  const segments = wordDiff(before, after)
  return { before: diffPieces(segments, 'before'), after: diffPieces(segments, 'after') }
}

/** Notes that say something else, are new or are gone. */
function noteChanges(before: LetterText, after: LetterText) {
  const markers = [...new Set([...before.footnotes, ...after.footnotes].map(({ marker }) => marker))]
  const wordsOf = ({ footnotes }: LetterText, marker: string) => {
    const note = footnotes.find((one) => one.marker === marker)
    return note ? [formatFootnote(note), ...note.authorities].join(' · ') : ''
  }
  return markers.flatMap((marker) => {
    const change = pieces(wordsOf(before, marker), wordsOf(after, marker))
    return change ? [{ marker, ...change }] : []
  })
}
