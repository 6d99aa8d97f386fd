import { z } from 'zod'
import { firstValue } from '../../web/form.ts'

/** What is looked through: claims, quotes (the words of assertions), and letters by their paragraphs. */
export const searchTypes = ['claims', 'quotes', 'letters'] as const
export type SearchType = (typeof searchTypes)[number]

/** A search as an address asks for it. A broken value falls back: a link that is mailed never fails. */
export const searchForm = z.object({
  q: firstValue.catch(''),
  /** Only this type, more of it at once; null for all three. */
  type: firstValue.pipe(z.enum(searchTypes)).nullable().catch(null),
  /** The slug of a party: only what it says. */
  party: firstValue.nullable().catch(null),
  /** The slug of the last result of the page before. */
  after: firstValue.nullable().catch(null),
  /** Where results are not ranked: the row of the index before which to look on. */
  before: firstValue.transform(Number).pipe(z.int().min(2)).nullable().catch(null),
})
export type SearchForm = z.infer<typeof searchForm>
