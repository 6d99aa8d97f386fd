import type { Db } from '../client.ts'
import { prepareOnce } from '../statements.ts'
import { type FacetValue, keyOf } from './facetValues.ts'

/** What is counted: the current claims that a value selects, in the whole collection (0) or in a topic; '' counts all. */
export type Counter = [topicId: number, facet: string, value: string]

const statements = prepareOnce(({ $client }) => {
  // Letters are so many that the other counts of a topic would lie pages apart among theirs.
  const counts = (table: string, key: string[]) => ({
    add: $client.prepare(`
      INSERT INTO ${table} (${key.join(', ')}, claims) VALUES (${key.map(() => '?').join(', ')}, ?)
      ON CONFLICT DO UPDATE SET claims = claims + excluded.claims`),
    dropEmpty: $client.prepare(
      `DELETE FROM ${table} WHERE ${key.map((column) => `${column} = ?`).join(' AND ')} AND claims = 0`,
    ),
  })
  return {
    facets: counts('facet_counts', ['topic_id', 'facet', 'value']),
    letters: counts('letter_counts', ['topic_id', 'letter_id']),
  }
})

/** Adds so many claims to a count, or takes them away: in letter_counts for a letter, else in facet_counts. */
export function addToCount(db: Db, [topicId, facet, value]: Counter, claims: number) {
  const { facets, letters } = statements(db)
  const [{ add, dropEmpty }, key] =
    facet === 'letter' ? [letters, [topicId, Number(value)]] : [facets, [topicId, facet, value]]
  add.run(...key, claims)
  if (claims < 0) dropEmpty.run(...key)
}

/**
 * The counters that a claim with these facet values stands in: overall, and in each of its topics; by default those of
 * every value, and of the claim itself.
 */
export function counters(
  values: readonly FacetValue[],
  counted: readonly FacetValue[] = values.length ? [['', ''], ...values] : [],
): Map<string, Counter> {
  const topicIds = [0, ...values.filter(([facet]) => facet === 'topic').map(([, value]) => Number(value))]
  return new Map(
    topicIds.flatMap((topicId) =>
      counted
        .filter(([facet]) => isCounted(facet, topicId))
        .map((value): [string, Counter] => [`${topicId} ${keyOf(value)}`, [topicId, ...value]]),
    ),
  )
}

/** Nobody asks how many claims a span of sizes holds, nor who says yes or no to a contested claim topic by topic. */
const isCounted = (facet: string, topicId: number) =>
  facet !== 'size' && (facet !== 'contested' || topicId === 0)
