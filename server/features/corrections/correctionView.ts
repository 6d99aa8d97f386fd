import { choicesOf } from '../../../db/choices.ts'
import type { Db } from '../../../db/client.ts'
import type { LetterRecord } from '../../../db/records.ts'
import { paragraphRoles } from '../../../db/vocabulary.ts'
import { paragraphInWords } from '../../domain/citation.ts'
import type { Comparison } from '../../domain/correction/comparison.ts'
import type { Correction } from '../../domain/correction/correctLetter.ts'
import { counterparts } from '../../domain/correction/counterpart.ts'
import {
  type LetterText,
  type TypedFault,
  type TypedNote,
  type TypedParagraph,
  typedLetter,
} from '../../domain/correction/letterForm.ts'
import {
  type Merged,
  type MergedLetter,
  replacedRows,
  type TypedLetter,
} from '../../domain/correction/mergeTyped.ts'
import { textHunks } from '../../domain/correction/textHunks.ts'
import { formatFootnote } from '../../domain/footnoteNotation.ts'
import { paragraphLabels } from '../../domain/paragraphLabels.ts'
import { codePoints } from '../../domain/text/codePoints.ts'
import { diffPieces, wordDiff } from '../../domain/wordDiff.ts'
import { capitalised } from '../../domain/words.ts'
import { urls } from '../../web/urls.ts'
import { listLetterChanges, listStances } from './queries.ts'
import { claimsOf, reasonWords } from './waitingView.ts'

/** Rows without words at the end of the notes, for new ones. */
const freshNotes = 2

/** The form with the letter's text, row by row, as typed; `faults` are what keeps it from being a letter. */
export function typedView(
  { paragraphs, notes }: TypedLetter | MergedLetter,
  faults: readonly TypedFault[],
  db: Db,
) {
  const messages = (part: TypedFault['part'], index: number) =>
    faults.filter((fault) => fault.part === part && fault.index === index).map(({ message }) => message)
  const theirs = (row: TypedParagraph | TypedNote) => {
    const { theirs: words = null } = row as Partial<Merged<TypedParagraph | TypedNote>>
    return words === null ? null : theirsView(words, row.words)
  }
  const isEmpty = ({ was, words }: TypedNote) => was === null && words.trim() === ''
  const typedNotes = notes.filter((note) => !isEmpty(note))
  const blank: TypedNote = { was: null, marker: '', words: '', authorities: [] }
  const labels = labelsOf(paragraphs)
  const rows = [...typedNotes, ...Array.from({ length: freshNotes }, () => blank)]
  return {
    roles: paragraphRoles,
    paragraphs: paragraphs.map((row, index) => ({
      ...row,
      label: labels[index]!,
      rows: rowsFor(row.words),
      theirs: theirs(row),
      errors: messages('paragraph', index),
    })),
    notes: rows.map((row, index) => ({
      ...row,
      authorities: row.authorities.join(', '),
      rows: rowsFor(row.words),
      theirs: theirs(row),
      errors: index < typedNotes.length ? messages('note', (notes as TypedNote[]).indexOf(row)) : [],
    })),
    errors: messages('all', 0),
    authorities: choicesOf(db, 'authority').list,
  }
}

/** What somebody else made of a row, with what differs from what was typed. */
function theirsView(theirs: string, typed: string) {
  const segments = wordDiff(theirs, typed)
  return {
    isGone: theirs === '',
    theirs: diffPieces(segments, 'before'),
    typed: diffPieces(segments, 'after'),
  }
}

/** What each paragraph will be called, as quotes cite it; one that is taken out, or goes on with the one above, by what it is. */
function labelsOf(paragraphs: readonly TypedParagraph[]): string[] {
  const label = paragraphLabels()
  return paragraphs.map(({ words, role, isJoined }, i) => {
    if (words.trim() === '') return 'Taken out'
    if (isJoined && i > 0) return 'Joined to the one above'
    const [first] = words
      .trim()
      .split(/\n[^\S\n]*\n\s*/)
      .map(() => label(role))
    return capitalised(paragraphInWords(first!))
  })
}

/** How high a field is that shows so many words without a scroll bar, on a wide screen. */
const rowsFor = (words: string) =>
  Math.min(
    24,
    Math.max(
      1,
      words.split('\n').reduce((rows, line) => rows + Math.ceil(line.length / 74 || 1), 0),
    ),
  )

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

/** The changes after the one with the number `since` whose words what is typed takes the place of, and where. */
export function replacedView(db: Db, letter: LetterRecord, typed: TypedLetter, since: number) {
  const now = typedLetter(letter)
  return listLetterChanges(db, letter.id, since).flatMap(({ number, actor, summary, before, after }) => {
    const { paragraphs, notes } = replacedRows(typedLetter(before), typedLetter(after), now, typed)
    if (!paragraphs.length && !notes.length) return []
    const places = [
      ...paragraphs.map((i) => paragraphInWords(letter.paragraphs[i]!.label)),
      ...notes.map((marker) => `note ${marker}`),
    ]
    return [{ number, actor, summary, places, href: urls.change(number) }]
  })
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
