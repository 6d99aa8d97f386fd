import type { Request, Response } from 'express'
import type { Db } from '../../../db/client.ts'
import { currentSlug } from '../../../db/slugs.ts'
import { movedTo } from '../../web/moved.ts'
import { notFound, Problem } from '../../web/problem.ts'
import { urls } from '../../web/urls.ts'
import { type ClaimRow, findClaim } from './queries.ts'

/**
 * The claim whose slug stands in the address; or undefined, once an address that is no longer its own was answered: an old
 * slug, or a claim that was merged, is sent on. What was to be done to a merged claim is not done to the other: that is a 409.
 */
export function claimAt(
  db: Db,
  req: Request,
  res: Response,
  addressOf: (slug: string) => string,
): ClaimRow | undefined {
  const slug = String(req.params.slug)
  const claim = findClaim(db, slug)
  if (claim && claim.mergedInto === null) return claim
  if (claim?.mergedInto && req.method === 'POST') throw mergedMeanwhile(claim.wording, claim.mergedInto)
  const current = claim?.mergedInto ?? currentSlug(db, 'claim', slug)
  if (current === undefined) throw notFound('claim', suggestions(slug), { kind: 'claim', key: slug })
  movedTo(req, res, addressOf(current))
  return undefined
}

const mergedMeanwhile = (wording: string, into: string) =>
  new Problem(
    409,
    'This claim was merged into another meanwhile',
    `“${wording}” stands no longer by itself. Nothing was changed.`,
    [{ href: urls.claimDesk(into), text: 'The claim it was merged into' }],
  )

/** Slugs are made of words: they are worth a search. */
export function suggestions(slug: string) {
  const words = slug.replaceAll('-', ' ')
  return [
    { href: urls.search({ q: words }), text: `Search for “${words}”` },
    { href: urls.compare(), text: 'Compare all claims' },
  ]
}
