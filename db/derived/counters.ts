import { type FacetValue, keyOf } from './facetValues.ts'

/** A row of facet_counts: how many current claims a value selects, in the whole collection (0) or in a topic; '' counts all. */
export type Counter = [topicId: number, facet: string, value: string]

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
