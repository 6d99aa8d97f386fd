/** A note takes about as much room beside a letter's text as so many of its lines. */
const linesPerNote = 3
const charactersPerLine = 66
const fewestNotes = 2

/** How many notes stand beside a paragraph of so many characters before its margin runs on below its words; two at the least. */
export const roomForNotes = (characters: number): number =>
  Math.max(fewestNotes, Math.floor(Math.ceil(characters / charactersPerLine) / linesPerNote))

/** The notes for which there is no room, in the order given: first those of the highest rank, and of one rank the last. */
export function foldAway<Note>(notes: readonly Note[], room: number, rankOf: (note: Note) => number): Note[] {
  const kept = new Set(notes.toSorted((a, b) => rankOf(a) - rankOf(b)).slice(0, room))
  return notes.filter((note) => !kept.has(note))
}
