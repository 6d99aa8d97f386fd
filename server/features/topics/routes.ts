import { Router } from 'express'
import type { Db } from '../../../db/client.ts'
import { pageContext } from '../../web/pageContext.ts'
import { respond } from '../../web/respond.ts'
import { countClaimsOfTopics, listTopics } from './queries.ts'
import { topicsPage } from './view.ts'

/** The list of topics. A topic's own page is Compare with that topic chosen. */
export function topicRoutes(db: Db): Router {
  const routes = Router()
  routes.get('/topics', (req, res) => {
    const model = topicsPage(listTopics(db), countClaimsOfTopics(db), pageContext(res))
    respond(req, res, { page: 'topics/index', section: 'topics' }, model)
  })
  return routes
}
