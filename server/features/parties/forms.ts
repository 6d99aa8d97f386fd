import { z } from 'zod'

const one = z.preprocess((value) => (Array.isArray(value) ? value[0] : value), z.string())

/** Where the lists of a party's page go on: behind these claims, and behind this assertion, by their slugs. */
export const partyForm = z.object({
  contestedAfter: one.nullable().catch(null),
  silentAfter: one.nullable().catch(null),
  relayedAfter: one.nullable().catch(null),
})
export type PartyForm = z.infer<typeof partyForm>
