import type { Db } from './client.ts'
import { prepareOnce } from './statements.ts'
import type { NamedKind } from './vocabulary.ts'

/** What a form offers to choose. */
export interface Choice {
  slug: string
  name: string
}

export interface Choices {
  list: Choice[]
  /** Whether there are more than are listed: those are named by hand. */
  isCut: boolean
}

/** A list to choose from must stay one. */
const mostListed: Record<NamedKind, number> = { author: 100, authority: 400, letter: 100 }

const authorName = "name || coalesce(' (' || person || ')', '')"

const statements = prepareOnce(({ $client }) => {
  const choices = (sql: string, order = 'name COLLATE NOCASE, slug') =>
    $client.prepare<[{ most: number; chosen: string }], Choice>(`${sql} ORDER BY ${order}`)
  const called = (sql: string) => $client.prepare<[{ words: string }], Choice>(sql)
  const holding = (sql: string) => $client.prepare<[{ words: string; most: number }], Choice>(sql)
  const chosen = 'slug IN (SELECT value FROM json_each(@chosen))'
  return {
    listed: {
      author: choices(
        `SELECT slug, ${authorName} AS name FROM authors
        WHERE id IN (SELECT id FROM authors ORDER BY id DESC LIMIT @most) OR ${chosen}`,
      ),
      authority: choices(
        `SELECT slug, name FROM authorities WHERE id IN (
          SELECT a.id FROM authorities a
          ORDER BY (SELECT count(*) FROM citations c WHERE c.authority_id = a.id) DESC, a.id LIMIT @most
        ) OR ${chosen}`,
      ),
      letter: choices(
        `SELECT slug, title AS name FROM letters
        WHERE id IN (SELECT id FROM letters ORDER BY id DESC LIMIT @most) OR ${chosen}`,
        'dated_to IS NULL, dated_to, id',
      ),
    },
    called: {
      author: called(
        `SELECT slug, ${authorName} AS name FROM authors
        WHERE slug = @words OR name = @words COLLATE NOCASE OR person = @words COLLATE NOCASE OR ${authorName} = @words COLLATE NOCASE
        ORDER BY id`,
      ),
      authority: called(
        'SELECT slug, name FROM authorities WHERE slug = @words OR name = @words COLLATE NOCASE ORDER BY id',
      ),
      // Titles are looked through in an index of them (letters_by_date): the letters' texts are long.
      letter: called(
        `SELECT slug, title AS name FROM letters
        WHERE slug = @words OR id IN (SELECT id FROM letters INDEXED BY letters_by_date WHERE title = @words COLLATE NOCASE)
        ORDER BY id`,
      ),
    },
    holding: {
      author: holding(
        `SELECT slug, ${authorName} AS name FROM authors WHERE name LIKE @words OR person LIKE @words ORDER BY name, id LIMIT @most`,
      ),
      authority: holding(
        'SELECT slug, name FROM authorities WHERE name LIKE @words ORDER BY name, id LIMIT @most',
      ),
      letter: holding(
        `SELECT slug, title AS name FROM letters
        WHERE id IN (SELECT id FROM letters INDEXED BY letters_by_date WHERE title LIKE @words ORDER BY dated_to, title, id LIMIT @most)
        ORDER BY dated_to, title, id`,
      ),
    },
    totals: {
      author: $client.prepare<[], number>('SELECT count(*) FROM authors').pluck(),
      authority: $client.prepare<[], number>('SELECT count(*) FROM authorities').pluck(),
      letter: $client.prepare<[], number>('SELECT count(*) FROM letters').pluck(),
    },
  }
})

/** The authors or letters that were added last, or the sources that are cited most, and those `chosen` already. */
export function choicesOf(db: Db, kind: NamedKind, chosen: readonly string[] = []): Choices {
  const { listed, totals } = statements(db)
  return {
    list: listed[kind].all({ most: mostListed[kind], chosen: JSON.stringify(chosen) }),
    isCut: totals[kind].get()! > mostListed[kind],
  }
}

/** Finds those that have what was typed as their slug or their name, an author's person too; where none has, `most` whose names hold it. */
export const namesIn = (db: Db) => (kind: NamedKind, typed: string, most: number) => {
  const { called, holding } = statements(db)
  const found = called[kind].all({ words: typed })
  const words = `%${typed.replaceAll(/[%_]/g, ' ').trim().replaceAll(/\s+/g, '%')}%`
  return { called: found, near: found.length ? [] : holding[kind].all({ words, most }) }
}
