import { isSameRecord } from '../../../db/records.ts'
import { sameRuns } from '../text/sameWords.ts'
import type { TypedNote, TypedParagraph } from './letterForm.ts'

/** A letter as a form holds it. */
export interface TypedLetter {
  paragraphs: TypedParagraph[]
  notes: TypedNote[]
}

/** A row of the form that comes back. `theirs` are the words that stand there now, where both have changed it; "" where they took it out. */
export type Merged<Row> = Row & { theirs: string | null }

export interface MergedLetter {
  paragraphs: Merged<TypedParagraph>[]
  notes: Merged<TypedNote>[]
}

/**
 * What somebody typed in a form that was begun with `base`, brought to what the letter is `now`: a paragraph or a note that
 * they left alone takes its present words, what they typed stays as they typed it. Null where the rows are not those of the
 * form that was begun.
 */
export function mergeTyped(base: TypedLetter, now: TypedLetter, mine: TypedLetter): MergedLetter | null {
  if (base.paragraphs.length !== mine.paragraphs.length) return null
  const blocks = blocksOf(base.paragraphs, now.paragraphs)
  return {
    paragraphs: blocks.flatMap((block) =>
      mergeBlock(block, base.paragraphs, now.paragraphs, mine.paragraphs),
    ),
    notes: mergeNotes(base.notes, now.notes, mine.notes),
  }
}

const same = <Row extends object>(row: Row): Merged<Row> => ({ ...row, theirs: null })

function mergeBlock(
  { was, is }: Block,
  base: readonly TypedParagraph[],
  now: readonly TypedParagraph[],
  mine: readonly TypedParagraph[],
): Merged<TypedParagraph>[] {
  const typed = mine.slice(...was)
  const isTyped = typed.map((row, i) => !isSameRow(row, base[was[0] + i]!))
  const theirs = now.slice(...is)
  if (!isTyped.includes(true)) return theirs.map(same)
  if (typed.length === theirs.length) {
    return typed.map((row, i) => {
      const there = theirs[i]!
      if (!isTyped[i]) return same(there)
      const isConflict = !isSameRow(there, base[was[0] + i]!) && !isSameRow(there, row)
      return isConflict ? { ...row, theirs: there.words } : same(row)
    })
  }
  // They parted, joined, added or removed paragraphs here: theirs are shown together at the first one that was typed.
  const first = isTyped.indexOf(true)
  const words = theirs.map((row) => row.words).join('\n\n')
  return typed.map((row, i) => ({ ...row, theirs: i === first ? words : null }))
}

/** Rows from one index up to another of two lists that belong together: one row that is the same in both, or all between two such. */
interface Block {
  was: [number, number]
  is: [number, number]
}

function blocksOf(before: readonly TypedParagraph[], after: readonly TypedParagraph[]): Block[] {
  const blocks: Block[] = []
  let [i, j] = [0, 0]
  for (const [was, is] of [...sameRows(before, after), [before.length, after.length] as const]) {
    if (i < was || j < is) blocks.push({ was: [i, was], is: [j, is] })
    if (was < before.length) blocks.push({ was: [was, was + 1], is: [is, is + 1] })
    ;[i, j] = [was + 1, is + 1]
  }
  return blocks
}

/** The places of rows that are in both lists, in the order of both. */
const sameRows = (before: readonly TypedParagraph[], after: readonly TypedParagraph[]): [number, number][] =>
  sameRuns(before.map(keyOf), after.map(keyOf)).flatMap(({ a, b, count }) =>
    Array.from({ length: count }, (_, n): [number, number] => [a + n, b + n]),
  )

const keyOf = ({ role, mark, isJoined, words }: TypedParagraph) =>
  JSON.stringify([role, mark, isJoined, wordsIn(words)])

/** Browsers send line breaks their own way. */
const wordsIn = (words: string) => words.replace(/\r\n?/g, '\n').trim()

const isSameRow = (one: TypedParagraph, other: TypedParagraph) => keyOf(one) === keyOf(other)

/** In the order of the letter as it is now, new ones last. */
function mergeNotes(
  base: readonly TypedNote[],
  now: readonly TypedNote[],
  mine: readonly TypedNote[],
): Merged<TypedNote>[] {
  const typedOf = new Map(mine.flatMap((note) => (note.was === null ? [] : [[note.was, note]])))
  const left = new Set(now)
  const presentOf = (note: TypedNote) => {
    const found =
      [...left].find((one) => wordsIn(one.words) === wordsIn(note.words) && one.marker === note.marker) ??
      [...left].find((one) => wordsIn(one.words) === wordsIn(note.words)) ??
      [...left].find((one) => one.marker === note.marker)
    if (found) left.delete(found)
    return found
  }
  const baseOf = new Map<TypedNote, TypedNote>()
  const gone = base.filter((note) => {
    const present = presentOf(note)
    if (present) baseOf.set(present, note)
    return !present
  })
  return [
    ...now.map((there) => {
      const before = baseOf.get(there)
      const typed = before && typedOf.get(before.was ?? before.marker)
      if (!before || !typed || isSameNote(typed, before)) return same(there)
      const row = { ...typed, was: there.marker }
      const isConflict = !isSameNote(there, before) && !isSameNote(there, typed)
      return { ...row, theirs: isConflict ? there.words : null }
    }),
    ...gone.flatMap((before) => {
      const typed = typedOf.get(before.was ?? before.marker)
      return typed && !isSameNote(typed, before) ? [{ ...typed, was: null, theirs: '' }] : []
    }),
    ...mine.filter(({ was }) => was === null).map(same),
  ]
}

const isSameNote = (one: TypedNote, other: TypedNote) =>
  one.marker === other.marker &&
  wordsIn(one.words) === wordsIn(other.words) &&
  isSameRecord({ of: one.authorities }, { of: other.authorities })

/**
 * The rows that a change gave a letter and that are still there, but not in what is typed now: what would take the place of
 * that change's words.
 */
export function replacedRows(
  before: TypedLetter,
  after: TypedLetter,
  now: TypedLetter,
  mine: TypedLetter,
): { paragraphs: number[]; notes: string[] } {
  const has = (list: readonly TypedParagraph[], row: TypedParagraph) =>
    list.some((one) => isSameRow(one, row))
  const hasNote = (list: readonly TypedNote[], note: TypedNote) => list.some((one) => isSameNote(one, note))
  const given = after.paragraphs.filter((row) => !has(before.paragraphs, row))
  const givenNotes = after.notes.filter((note) => !hasNote(before.notes, note))
  return {
    paragraphs: now.paragraphs.flatMap((row, i) =>
      has(given, row) && !has(mine.paragraphs, row) ? [i] : [],
    ),
    notes: now.notes.flatMap((note) =>
      hasNote(givenNotes, note) && !hasNote(mine.notes, note) ? [note.marker] : [],
    ),
  }
}
