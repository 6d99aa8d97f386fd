import { type ObjectKind, objectKinds } from '../../../db/vocabulary.ts'
import { dayInWords } from '../../domain/dates.ts'
import { countOf } from '../../domain/words.ts'
import { type Params, urls } from '../../web/urls.ts'
import type { ChangeRow, ObjectCounts } from './queries.ts'

/** How kinds of objects are named on a page: one, and several. */
export const kindWords: Record<ObjectKind, [one: string, several: string]> = {
  corpus: ['the collection’s name', 'the collection’s name'],
  party: ['party', 'parties'],
  author: ['author', 'authors'],
  authority: ['source', 'sources'],
  topic: ['topic', 'topics'],
  letter: ['letter', 'letters'],
  assertion: ['assertion', 'assertions'],
  claim: ['claim', 'claims'],
  stance: ['stance', 'stances'],
  relation: ['relation', 'relations'],
  waiting: ['waiting assertion', 'waiting assertions'],
  order: ['order', 'orders'],
}

/** A change in one line: when, who, what, and what it touched. */
export function lineView({ number, madeAt, actor, action, summary }: ChangeRow, params: Params) {
  return {
    number,
    madeAt,
    day: dayInWords(madeAt.slice(0, 10)),
    time: `${madeAt.slice(11, 16)} UTC`,
    actor,
    action,
    summary,
    href: urls.change(number, params),
  }
}

/** "5 letters, 1 claim", and the same in numbers. */
export function countsView({ total, kinds }: ObjectCounts) {
  const ordered = objectKinds.flatMap((kind) => kinds?.find((one) => one.kind === kind) ?? [])
  const words = ordered.map(({ kind, objects }) =>
    kind === 'corpus' ? kindWords.corpus[0] : countOf(objects, ...kindWords[kind]),
  )
  return {
    total,
    kinds: kinds && ordered.map(({ kind, objects }) => ({ kind, objects })),
    words: total === 0 ? 'no object of the collection' : words.join(', ') || countOf(total, 'object'),
  }
}
