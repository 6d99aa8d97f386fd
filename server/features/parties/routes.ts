import { Router } from 'express'
import type { Db } from '../../../db/client.ts'
import { countOpenComments } from '../../../db/openComments.ts'
import { currentSlug } from '../../../db/slugs.ts'
import { noteOpenComments } from '../../web/access.ts'
import { movedTo } from '../../web/moved.ts'
import { pageContext } from '../../web/pageContext.ts'
import { notFound } from '../../web/problem.ts'
import { respond } from '../../web/respond.ts'
import { urls } from '../../web/urls.ts'
import { partyForm } from './forms.ts'
import { partyPage } from './view.ts'

/** The page of a side. */
export function partyRoutes(db: Db): Router {
  const routes = Router()

  routes.get('/parties/:slug', (req, res) => {
    const { slug } = req.params
    const context = pageContext(res)
    const page = partyPage(db, slug, partyForm.parse(req.query), context)
    if (page) {
      noteOpenComments(res, () => countOpenComments(db, { kind: 'party', key: slug }))
      return respond(req, res, { page: 'parties/show', section: 'parties' }, page)
    }
    const current = currentSlug(db, 'party', slug)
    if (current !== undefined) return movedTo(req, res, urls.party(current))
    throw notFound(
      'side',
      context.parties.map((party) => ({
        href: urls.party(party.slug, context.sidesParams),
        text: party.name,
      })),
      { kind: 'party', key: slug },
    )
  })

  return routes
}
