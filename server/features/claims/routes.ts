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
import { claimAt, suggestions } from './claimAt.ts'
import { quotesQuery } from './forms.ts'
import { findAssertion, findPlace } from './queries.ts'
import { assertionModel, claimPage, quotesPage } from './view.ts'

/** A claim, the quotes of one side on it, and an assertion's own address. */
export function claimRoutes(db: Db): Router {
  const routes = Router()

  routes.get('/claims/:slug', (req, res) => {
    const claim = claimAt(db, req, res, (slug) => urls.claim(slug))
    if (!claim) return
    noteOpenComments(res, () => countOpenComments(db, { kind: 'claim', key: claim.slug }))
    const page = claimPage(db, claim, pageContext(res))
    respond(req, res, { page: 'claims/show', section: 'compare' }, page)
  })

  routes.get('/claims/:slug/quotes/:party', (req, res) => {
    const { slug, party } = req.params
    const claim = claimAt(db, req, res, (current) => urls.claimQuotes(current, party))
    if (!claim) return
    const { after } = quotesQuery.parse(req.query)
    const place = after === undefined ? null : (findPlace(db, claim.id, after) ?? null)
    const page = quotesPage(db, claim, party, place, pageContext(res))
    if (!page) {
      const current = currentSlug(db, 'party', party)
      if (current !== undefined) return movedTo(req, res, urls.claimQuotes(slug, current))
      throw notFound('side', [{ href: urls.claim(slug), text: claim.wording }])
    }
    const view = { page: 'claims/quotes', fragment: 'claims/_moreQuotes', section: 'compare' }
    respond(req, res, view, page)
  })

  routes.get('/assertions/:slug', (req, res) => {
    const { slug } = req.params
    const assertion = findAssertion(db, slug)
    if (!assertion) {
      const current = currentSlug(db, 'assertion', slug)
      if (current !== undefined) return movedTo(req, res, urls.assertion(current))
      throw notFound('assertion', suggestions(slug), { kind: 'assertion', key: slug })
    }
    const context = pageContext(res)
    if (res.locals.wantsJson) {
      return respond(req, res, { page: '' }, assertionModel(db, assertion, context))
    }
    res.redirect(302, urls.letter(assertion.letterSlug, context.sidesParams, slug))
  })

  return routes
}
