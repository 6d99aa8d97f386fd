import { type Edit, edit } from '../../../db/edit.ts'
import type { AssertionRecord, ClaimRecord, TopicRecord, WaitingRecord } from '../../../db/records.ts'

/** Everything that carries a topic. */
export interface Carriers {
  claims: readonly ClaimRecord[]
  assertions: readonly AssertionRecord[]
  waiting: readonly WaitingRecord[]
}

/** The edits that make two topics one: what carries the first carries the other, and its address leads there. */
export function mergeTopics(
  from: TopicRecord,
  into: TopicRecord,
  { claims, assertions, waiting }: Carriers,
): Edit[] {
  const topicsOf = (topics: string[]) => [
    ...new Set(topics.map((slug) => (slug === from.id ? into.id : slug))),
  ]
  const old = [...(into.old_ids ?? []), ...(from.old_ids ?? []), from.id]
  return [
    edit('topic', from, null),
    edit('topic', into, { ...into, old_ids: old }),
    ...claims.map((claim) => edit('claim', claim, { ...claim, topics: topicsOf(claim.topics) })),
    ...assertions.map((one) => edit('assertion', one, { ...one, topics: topicsOf(one.topics) })),
    ...waiting.map((one) =>
      edit('waiting', one, {
        ...one,
        assertion: { ...one.assertion, topics: topicsOf(one.assertion.topics) },
      }),
    ),
  ]
}
