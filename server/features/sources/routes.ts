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
import { authoritiesPage } from './authoritiesPage.ts'
import { footnotesPage } from './footnotesPage.ts'
import { sourceForm, sourcesForm } from './forms.ts'
import { sourcePage } from './sourcePage.ts'

/** What the letters rest on: the authorities that they invoke, and their footnotes. */
export function sourceRoutes(db: Db): Router {
  const routes = Router()

  routes.get('/sources', async (req, res) => {
    const form = sourcesForm.parse(req.query)
    const context = pageContext(res)
    if (form.show === 'footnotes') {
      return respond(
        req,
        res,
        { page: 'sources/footnotes', section: 'sources' },
        await footnotesPage(db, form, context),
      )
    }
    const view = { page: 'sources/index', fragment: 'sources/_list', section: 'sources' }
    respond(req, res, view, await authoritiesPage(db, form, context))
  })

  routes.get('/sources/:slug', async (req, res) => {
    const { slug } = req.params
    const context = pageContext(res)
    const page = await sourcePage(db, slug, sourceForm.parse(req.query).after, context)
    if (page) {
      noteOpenComments(res, () => countOpenComments(db, { kind: 'authority', key: slug }))
      return respond(req, res, { page: 'sources/show', section: 'sources' }, page)
    }
    const current = currentSlug(db, 'authority', slug)
    if (current !== undefined) return movedTo(req, res, urls.source(current))
    const words = slug.replaceAll('-', ' ')
    throw notFound(
      'source',
      [
        { href: urls.sources(context.sidesParams), text: 'All sources' },
        { href: urls.search({ q: words, ...context.sidesParams }), text: `Search for “${words}”` },
      ],
      { kind: 'authority', key: slug },
    )
  })

  return routes
}
