import { Router } from 'express'
import type { Db } from '../../../db/client.ts'
import { pageContext } from '../../web/pageContext.ts'
import { respond } from '../../web/respond.ts'
import { methodPage } from './view.ts'

/** How a letter becomes assertions, claims and stances. */
export function methodRoutes(db: Db): Router {
  const routes = Router()

  routes.get('/method', (req, res) => {
    respond(req, res, { page: 'method/show', section: 'method' }, methodPage(db, pageContext(res)))
  })

  return routes
}
