import { z } from 'zod'

/** A box that is not ticked sends nothing. */
export const settingsForm = z
  .object({ usesKeys: z.literal('yes').optional().catch(undefined) })
  .transform(({ usesKeys }) => ({ usesKeys: usesKeys === 'yes' }))
