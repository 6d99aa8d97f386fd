import { z } from 'zod'
import { firstValue } from '../../web/form.ts'

/** Where the lists of a party's page go on: behind these claims, and behind this assertion, by their slugs. */
export const partyForm = z.object({
  contestedAfter: firstValue.nullable().catch(null),
  silentAfter: firstValue.nullable().catch(null),
  relayedAfter: firstValue.nullable().catch(null),
})
export type PartyForm = z.infer<typeof partyForm>
