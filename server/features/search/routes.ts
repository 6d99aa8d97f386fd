import { Router } from 'express'
import type { Db } from '../../../db/client.ts'
import { pageContext } from '../../web/pageContext.ts'
import { respond } from '../../web/respond.ts'
import { searchForm } from './forms.ts'
import { searchPage } from './view.ts'

/** Full text over claims, quotes and letters. */
export function searchRoutes(db: Db): Router {
  const routes = Router()

  routes.get('/search', (req, res) => {
    const view = { page: 'search/index', fragment: 'search/_results', section: 'search' }
    respond(req, res, view, searchPage(db, searchForm.parse(req.query), pageContext(res)))
  })

  return routes
}
