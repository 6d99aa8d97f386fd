import type { Response } from 'express'
import { pageContext, placedParties } from '../../../web/pageContext.ts'

/** The side that speaks in an assertion, with its place on the page; null where it is none's. */
export function stanceView<T extends { partyId: number | null }>(row: T, res: Response) {
  const { partyId, ...rest } = row
  const side = placedParties(pageContext(res).sides).find(({ id }) => id === partyId)
  return { ...rest, side: side ? { name: side.name, place: side.place } : null }
}
