import type { Db } from '../../../db/client.ts'
import { prepareOnce } from '../../../db/statements.ts'

export interface TopicRow {
  id: number
  slug: string
  name: string
  isCore: 0 | 1
  definition: string
  includes: string | null
  excludes: string | null
}

/** How many current claims of a topic a value of a facet selects; facet '' counts all. */
export interface TopicCountRow {
  topicId: number
  facet: '' | 'pattern' | 'mirrored'
  value: string
  claims: number
}

const statements = prepareOnce(({ $client }) => ({
  topics: $client.prepare<[], TopicRow>(`
    SELECT id, slug, name, is_core AS isCore, definition, includes, excludes
    FROM topics ORDER BY is_core DESC, ordinal`),
  // Topic by topic from its own counters: those of its letters, which may be thousands, are not looked at.
  counts: $client.prepare<[], TopicCountRow>(`
    SELECT t.id AS topicId, f.facet, f.value, f.claims
    FROM topics t CROSS JOIN facet_counts f ON f.topic_id = t.id AND f.facet IN ('', 'pattern', 'mirrored')`),
}))

/** All topics, core ones first. */
export const listTopics = (db: Db): TopicRow[] => statements(db).topics.all()

export const countClaimsOfTopics = (db: Db): TopicCountRow[] => statements(db).counts.all()
