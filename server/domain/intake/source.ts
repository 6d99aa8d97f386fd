/**
 * A letter as it was read from a file or from pasted text, before anybody decided anything about it: it never changes.
 * Every decision about the text names a place in it.
 */
export interface Source {
  /** Plain text may hold Markdown's marks; the others say by themselves what is bold, a heading or a note. */
  format: 'plain' | 'html' | 'docx' | 'pdf'
  blocks: SourceBlock[]
  /** The title that the file itself gives, where it gives one. */
  title?: string
  /** What the reader of the file could not be sure of, a sentence each. */
  warnings: string[]
}

/** What stands between two blank lines, or in one element of a document. Offsets in it are UTF-16. */
export interface SourceBlock {
  /** In NFC; lines as they stood, joined by line breaks. */
  text: string
  /** From 1, where there are pages. */
  page?: number
  /** What the file's format says the block is. */
  hint?: 'heading' | 'list item' | 'repeated' | 'page number' | 'outside'
  /** A list mark that the format sets and that is not among the words. */
  mark?: string
  /** The marker of the note that the format says this block begins. */
  note?: string
  /** Where the format says that notes' markers stand. */
  refs?: MarkerPlace[]
}

export interface MarkerPlace {
  from: number
  to: number
  label: string
}
