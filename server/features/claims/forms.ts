import { z } from 'zod'

/** Which page of quotes: those after the assertion with this slug. Anything else begins at the beginning. */
export const quotesQuery = z.object({
  after: z.string().max(80).optional().catch(undefined),
})
