import type { Db } from '../../../../db/client.ts'
import { currentSlug } from '../../../../db/slugs.ts'
import { prepareOnce } from '../../../../db/statements.ts'
import type { PageParty } from '../../../web/pageContext.ts'
import type { SlugFinder } from '../choice.ts'

export interface TopicName {
  id: number
  slug: string
  name: string
  definition: string
  includes: string | null
  excludes: string | null
  ordinal: number
}

export interface LetterName {
  id: number
  slug: string
  title: string
  shortTitle: string
  authorName: string
  partyId: number | null
}

const statements = prepareOnce(({ $client }) => ({
  topics: $client.prepare<[], TopicName>(
    'SELECT id, slug, name, definition, includes, excludes, ordinal FROM topics ORDER BY is_core DESC, ordinal',
  ),
  letters: $client.prepare<[string], LetterName>(`
    SELECT l.id, l.slug, l.title, l.short_title AS shortTitle, au.name AS authorName, au.party_id AS partyId
    FROM json_each(?) j CROSS JOIN letters l ON l.id = j.value JOIN authors au ON au.id = l.author_id`),
  letter: $client.prepare<[string], { id: number; slug: string }>(
    'SELECT id, slug FROM letters WHERE slug = ?',
  ),
}))

/** All topics, core ones first: there are few. */
export const listTopics = (db: Db): TopicName[] => statements(db).topics.all()

/** The letters with these ids, by id. */
export function lettersById(db: Db, ids: Iterable<number>): Map<number, LetterName> {
  const rows = statements(db).letters.all(JSON.stringify([...ids]))
  return new Map(rows.map((row) => [row.id, row]))
}

/** Finds topics and letters by the slugs they have, or had before: an address that was mailed goes on to work. */
export function slugFinder(db: Db, topics: readonly TopicName[], parties: readonly PageParty[]): SlugFinder {
  const orFormer =
    <T>(kind: 'topic' | 'letter', find: (slug: string) => T | undefined) =>
    (slug: string) => {
      const found = find(slug)
      if (found) return found
      const current = currentSlug(db, kind, slug)
      return current === undefined ? undefined : find(current)
    }
  return {
    parties,
    topic: orFormer('topic', (slug) => topics.find((topic) => topic.slug === slug)),
    letter: orFormer('letter', (slug) => statements(db).letter.get(slug)),
  }
}
