import type { Request, Response } from 'express'
import type { Db } from '../../../../db/client.ts'
import { positionWords } from '../../../domain/words.ts'
import type { Conflict } from '../../../web/conflict.ts'
import type { Form } from '../../../web/form.ts'
import { pageContext, placedParties } from '../../../web/pageContext.ts'
import { respond } from '../../../web/respond.ts'
import type { ClaimForm } from '../../../web/urls.ts'
import { urls } from '../../../web/urls.ts'
import { type ClaimRow, listPositions, listTopics } from '../queries.ts'
import { listAllTopics } from './queries.ts'

/** The claim at the head of its pages at the desk. */
export function claimHead(db: Db, claim: ClaimRow, res: Response) {
  const held = new Map(listPositions(db, [claim.id]).map((one) => [one.partyId, one.position]))
  return {
    slug: claim.slug,
    wording: claim.wording,
    wordingNumber: claim.wordingNumber,
    state: claim.state,
    retiredReason: claim.retiredReason,
    pattern: claim.pattern,
    topics: listTopics(db, claim.id),
    positions: placedParties(pageContext(res).sides).map(({ id, name, place }) => {
      const position = held.get(id) ?? ('not addressed' as const)
      return { name, place, position, words: positionWords[position] }
    }),
  }
}

export interface FormPage {
  form: Form
  status?: number
  conflict?: Conflict | null
  [more: string]: unknown
}

/** A form of its own for one thing that is done to a claim, as it is first shown or as it comes back. */
export function showForm(
  req: Request,
  res: Response,
  db: Db,
  claim: ClaimRow,
  page: ClaimForm,
  { status = 200, conflict = null, ...more }: FormPage,
) {
  respond(
    req,
    res,
    { page: `claims/desk/${page}`, section: 'desk', status },
    { claim: claimHead(db, claim, res), conflict, base: baseNow(res), ...more },
  )
}

/** The number of the last change that there was when the page was asked for: what its forms start from. */
export const baseNow = (res: Response): number => pageContext(res).site.change

/** Sends on to the claim's page at the desk, which says what was done and offers to take it back. */
export const afterwards = (res: Response, slug: string, number: number) =>
  res.redirect(303, urls.claimDesk(slug, { done: number }))

/** All topics, to choose from. */
export const topicChoices = (db: Db) =>
  listAllTopics(db).map(({ slug, name }) => ({ value: slug, text: name }))
