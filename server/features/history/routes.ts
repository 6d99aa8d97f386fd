import { Router } from 'express'
import type { Db } from '../../../db/client.ts'
import { presentKey } from '../../../db/keys.ts'
import { objectKinds } from '../../../db/vocabulary.ts'
import { visitorOf } from '../../web/access.ts'
import { movedTo } from '../../web/moved.ts'
import { pageContext } from '../../web/pageContext.ts'
import { notFound } from '../../web/problem.ts'
import { respond } from '../../web/respond.ts'
import { urls } from '../../web/urls.ts'
import { atomFeed } from './feed.ts'
import { changeForm, historyForm, readChangeNumber, readLifePlace } from './forms.ts'
import { findChange, findLatest } from './queries.ts'
import { changePage, changesPage, historyPage, lifePage } from './view.ts'

/** Who changed what and when: all changes, one of them, an object's whole life, and a feed. */
export function historyRoutes(db: Db): Router {
  const routes = Router()

  routes.get('/history', (req, res) => {
    const { before, ...filter } = historyForm.parse(req.query)
    const model = historyPage(db, filter, before, pageContext(res))
    respond(req, res, { page: 'history/index', section: 'history' }, model)
  })

  routes.get('/history/feed.atom', (req, res, next) => {
    // The changes as JSON are those of the page.
    if (res.locals.wantsJson) return next()
    const { before, ...filter } = historyForm.parse(req.query)
    const { site, origin } = pageContext(res)
    const { changes, nextBefore } = changesPage(db, filter, before, {})
    const feed = atomFeed(
      {
        title: `${site.title}: changes`,
        self: origin + urls.historyFeed({ ...filter, before }),
        page: origin + urls.history({ ...filter, before }),
        next: nextBefore === null ? null : origin + urls.historyFeed({ ...filter, before: nextBefore }),
        updated: findLatest(db)?.madeAt ?? new Date(0).toISOString(),
        origin,
      },
      changes,
    )
    // A reader asks again and again: what has not changed is answered with 304.
    res.set('ETag', `W/"${site.dataVersion}"`).set('Cache-Control', 'no-cache')
    res.type('application/atom+xml').send(feed)
  })

  routes.get('/history/of/:kind/:key', (req, res) => {
    const { key } = req.params
    const context = pageContext(res)
    const kind = objectKinds.find((one) => one === req.params.kind)
    const current = kind && presentKey(db, { kind, key })
    if (kind && current !== undefined && current !== key)
      return movedTo(req, res, urls.historyOf(kind, current))
    const model = kind && lifePage(db, kind, key, readLifePlace(req.query), context, visitorOf(res))
    if (!model) {
      throw notFound('object in the history', [
        { href: urls.history(context.sidesParams), text: 'All changes' },
        { href: urls.search({ q: key.replaceAll('-', ' '), ...context.sidesParams }), text: 'Search for it' },
      ])
    }
    // Comments stand on it, by which the data version is not raised: it is made anew for everybody.
    res.set('Cache-Control', 'no-cache')
    respond(req, res, { page: 'history/life', section: 'history' }, model)
  })

  routes.get('/history/:change', (req, res) => {
    const context = pageContext(res)
    const number = readChangeNumber(req.params.change)
    const change = number === null ? undefined : findChange(db, number)
    if (!change) {
      const latest = findLatest(db)?.number
      throw notFound('change', [
        { href: urls.history(context.sidesParams), text: 'All changes' },
        ...(latest
          ? [{ href: urls.change(latest, context.sidesParams), text: `The last change, ${latest}` }]
          : []),
      ])
    }
    const { after } = changeForm.parse(req.query)
    respond(
      req,
      res,
      { page: 'history/show', section: 'history' },
      changePage(db, change, after ?? 0, context),
    )
  })

  return routes
}
