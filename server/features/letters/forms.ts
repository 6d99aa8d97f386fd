import { z } from 'zod'

const slug = z.string().max(80).optional().catch(undefined)

/** What of a letter is lit up: the rest is dimmed. A value that means nothing filters nothing. */
export const letterQuery = z.object({
  topic: slug,
  contested: z
    .literal('yes')
    .optional()
    .catch(undefined)
    .transform((value) => value === 'yes'),
})
export type LetterFilter = z.infer<typeof letterQuery>

/** Which page of the list, and which two letters were chosen to stand side by side. */
export const lettersQuery = z.object({ after: slug, one: slug, other: slug })
