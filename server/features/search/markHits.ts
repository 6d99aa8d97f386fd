import { Sqlite } from '../../../db/driver.ts'
import { hitEnd, hitStart } from '../../domain/searchQuery.ts'

/**
 * FTS5 marks hits only in rows that it finds itself, and to find a few shown rows by words that stand in half of a
 * million it looks for all of them again for each row. So the few shown texts are put into an index of their own, in
 * memory, which parts words as the large ones do, and are marked there: a search costs as much whatever the collection.
 */
interface Marker {
  highlighted(texts: readonly string[], match: string): string[]
  excerpts(texts: readonly string[], match: string): string[]
}

/** How many words of a text an excerpt holds. */
const excerptWords = 40

function makeMarker(): Marker {
  const client = new Sqlite(':memory:')
  client.exec(`CREATE VIRTUAL TABLE shown USING fts5 (
    text, tokenize = "porter unicode61 remove_diacritics 2"
  )`)
  const add = client.prepare<[string]>('INSERT INTO shown (rowid, text) SELECT key, value FROM json_each(?)')
  const select = (marked: string) =>
    client.prepare<[string], { id: number; text: string }>(
      `SELECT rowid AS id, ${marked} AS text FROM shown WHERE shown MATCH ?`,
    )
  const marks = `'${hitStart}', '${hitEnd}'`
  const highlight = select(`highlight(shown, 0, ${marks})`)
  const snippet = select(`snippet(shown, 0, ${marks}, '…', ${excerptWords})`)

  /** Nothing is left behind: what was added is rolled back. */
  const mark = (texts: readonly string[], match: string, find: typeof highlight) => {
    const marked = [...texts]
    if (match === '' || !texts.length) return marked
    client.exec('BEGIN')
    try {
      add.run(JSON.stringify(texts))
      for (const { id, text } of find.all(match)) marked[id] = text
    } finally {
      client.exec('ROLLBACK')
    }
    return marked
  }
  return {
    highlighted: (texts, match) => mark(texts, match, highlight),
    excerpts: (texts, match) => mark(texts, match, snippet),
  }
}

let marker: Marker | undefined

/** The texts with `hitStart` and `hitEnd` around what matches; those without a hit as they are. */
export const markHits = (texts: readonly string[], match: string) =>
  (marker ??= makeMarker()).highlighted(texts, match)

/** The part of each text that holds most of what was looked for, with its hits marked. */
export const excerptHits = (texts: readonly string[], match: string) =>
  (marker ??= makeMarker()).excerpts(texts, match)
