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
}

const statements = prepareOnce(({ $client }) => ({
  version: $client.prepare<[], number>('SELECT letters_version FROM corpus').pluck(),
  all: $client.prepare<[], DatedLetter>(`
    SELECT l.id, l.slug, au.party_id AS partyId, l.dated_from AS "from", l.dated_to AS "to"
    FROM letters l JOIN authors au ON au.id = l.author_id ORDER BY l.id`),
}))

const known = new WeakMap<Db, { version: number; letters: readonly DatedLetter[] }>()

/**
 * Every letter's dates, in the order of their ids. Kept until letters change (the same array for as long), because the dates
 * stand behind the text in a row: reading them anew would walk through the whole text of every letter.
 */
export function datedLetters(db: Db): readonly DatedLetter[] {
  const version = statements(db).version.get() ?? 0
  const before = known.get(db)
  if (before?.version === version) return before.letters
  const letters = statements(db).all.all()
  known.set(db, { version, letters })
  return letters
}
