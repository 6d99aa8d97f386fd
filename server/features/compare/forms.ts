import { z } from 'zod'
import { firstValue } from '../../web/form.ts'

/** What claims can be filtered by, in the order in which the filters stand. `mirrored` is shown with the patterns. */
export const facets = ['pattern', 'mirrored', 'topic', 'kind', 'letter', 'month', 'stance'] as const
export type Facet = (typeof facets)[number]

export const sorts = ['contested', 'topic', 'date', 'size'] as const
export type Sort = (typeof sorts)[number]

/** A claim's place in an order: its group's rank, its group, itself. In an address "0.12.34" or "2020-11-12.12.34". */
export interface Place {
  rank: number | string
  groupId: number
  claimId: number
}

/** A filter needs no more; an address with thousands of values would only cost time. */
const mostValues = 40

const values = z
  .preprocess((value) => (Array.isArray(value) ? value : [value]), z.array(z.unknown()))
  .transform((list) => list.filter((one): one is string => typeof one === 'string' && one !== ''))
  .transform((list) => [...new Set(list)].slice(0, mostValues))

/** Where a page of mirrored pairs goes on: behind this relation of this claim. In an address "12.34". */
export interface PairPlace {
  fromId: number
  relationId: number
}

export function readPairPlace(query: unknown): PairPlace | null {
  const { after } = z.object({ after: firstValue.catch('') }).parse(query)
  const [, fromId, relationId] = /^(\d{1,15})\.(\d{1,15})$/.exec(after) ?? []
  return fromId && relationId ? { fromId: Number(fromId), relationId: Number(relationId) } : null
}

/** Whose quotes of a claim a cell of the matrix opens: a letter's or a party's, by slug. */
export function readCell(query: unknown): { letter: string | null; party: string | null } {
  return z
    .object({ letter: firstValue.nullable().catch(null), party: firstValue.nullable().catch(null) })
    .parse(query)
}

/** A query string as asked for; what cannot be read falls back, so that a mailed address never fails. */
const asked = z.object({
  pattern: values,
  mirrored: values,
  topic: values,
  kind: values,
  letter: values,
  month: values,
  stance: values,
  sort: firstValue.pipe(z.enum(sorts)).catch('contested'),
  kinds: firstValue.pipe(z.literal('all')).nullable().catch(null),
  by: firstValue
    .pipe(z.enum(['letter', 'party']))
    .nullable()
    .catch(null),
  after: firstValue.nullable().catch(null),
  before: firstValue.nullable().catch(null),
})

export type Asked = Omit<z.infer<typeof asked>, 'after' | 'before' | 'kinds'> & {
  countsAllKinds: boolean
  after: Place | null
  before: Place | null
}

export function readQuery(query: unknown): Asked {
  const { after, before, kinds, ...rest } = asked.parse(query)
  const place = after === null ? null : readPlace(after, rest.sort)
  return {
    ...rest,
    countsAllKinds: kinds === 'all',
    after: place,
    before: place || before === null ? null : readPlace(before, rest.sort),
  }
}

export const placeInAddress = ({ rank, groupId, claimId }: Place) => `${rank}.${groupId}.${claimId}`

/** The place that an address names, null where it is not one of this order. */
function readPlace(words: string, sort: Sort): Place | null {
  const [, rank, groupId, claimId] = /^([\d~-]{0,17})\.(\d{1,15})\.(\d{1,15})$/.exec(words) ?? []
  if (rank === undefined || !groupId || !claimId) return null
  const place = { groupId: Number(groupId), claimId: Number(claimId) }
  // Days are compared as text, so that any beginning of one will do ("2020-11"); other ranks are whole numbers.
  if (sort === 'date') return { rank, ...place }
  return /^-?\d+$/.test(rank) ? { rank: Number(rank), ...place } : null
}
