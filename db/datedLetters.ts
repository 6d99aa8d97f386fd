import type { Db } from './client.ts'
import { prepareOnce } from './statements.ts'

/** A letter as far as time and sides are concerned: who wrote it for which party, between which days. */
export interface DatedLetter {
  id: number
  slug: string
  /** The party of its author; null where the author belongs to none. */
  partyId: number | null
  from: string | null
  to: string | null
  /** Whether it has any assertion: in one without, nothing is marked yet. */
  isMarked: boolean
}

const statements = prepareOnce(({ $client }) => ({
  version: $client.prepare<[], number>('SELECT letters_version FROM corpus').pluck(),
  // From the index alone, and as plain arrays: the dates stand behind the text in a row, and to walk through the text of
  // thousands of letters would take a third of a second.
  all: $client
    .prepare<[], [number, string, number | null, string | null, string | null, number]>(`
    SELECT l.id, l.slug, au.party_id, l.dated_from, l.dated_to,
      EXISTS (SELECT 1 FROM assertions a WHERE a.letter_id = l.id)
    FROM letters l INDEXED BY letters_dated CROSS JOIN authors au ON au.id = l.author_id ORDER BY l.id`)
    .raw(),
}))

const known = new WeakMap<Db, { version: number; letters: readonly DatedLetter[] }>()

/** Every letter's dates, in the order of their ids. The same array until letters change, or the first mark of one is made or its last taken away. */
export function datedLetters(db: Db): readonly DatedLetter[] {
  const version = statements(db).version.get() ?? 0
  const before = known.get(db)
  if (before?.version === version) return before.letters
  const letters = statements(db)
    .all.all()
    .map(
      ([id, slug, partyId, from, to, isMarked]): DatedLetter => ({
        id,
        slug,
        partyId,
        from,
        to,
        isMarked: isMarked === 1,
      }),
    )
  known.set(db, { version, letters })
  return letters
}
