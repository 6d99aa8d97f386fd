import { z } from 'zod'

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

const one = z.preprocess((value) => (Array.isArray(value) ? value[0] : value), z.string())

/** A query string as asked for; what cannot be read falls back, so that a mailed address never fails. */
const asked = z.object({
  pattern: values,
  mirrored: values,
  topic: values,
  kind: values,
  letter: values,
  month: values,
  stance: values,
  sort: one.pipe(z.enum(sorts)).catch('contested'),
  kinds: one.pipe(z.literal('all')).nullable().catch(null),
  by: one
    .pipe(z.enum(['letter', 'party']))
    .nullable()
    .catch(null),
  after: one.nullable().catch(null),
  before: one.nullable().catch(null),
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
  const [, rank = '', groupId, claimId] =
    /^(-?\d{1,16}|\d{4}-\d\d-\d\d)\.(\d{1,15})\.(\d{1,15})$/.exec(words) ?? []
  const isDay = rank.includes('-', 1)
  if (!groupId || !claimId || isDay !== (sort === 'date')) return null
  return { rank: isDay ? rank : Number(rank), groupId: Number(groupId), claimId: Number(claimId) }
}
