import { Router } from 'express'
import type { Db } from '../../../db/client.ts'
import { assertionRoutes } from './assertionRoutes.ts'
import { describer } from './describing.ts'
import type { suggestionJobs } from './jobs.ts'
import { listRoutes } from './listRoutes.ts'
import { markingRoutes } from './markingRoutes.ts'
import { suggestionQueries } from './queries.ts'
import { queueRoutes } from './queueRoutes.ts'
import { unlinkedRoutes } from './unlinkedRoutes.ts'

/** Assertions as editors make them: suggested ones decided on, words marked freely, and what is marked changed afterwards. */
export function suggestionRoutes(db: Db, jobs: ReturnType<typeof suggestionJobs>): Router {
  const desk = { db, describe: describer(db) }
  const routes = Router()
  const tools = { ...desk, queries: suggestionQueries(db), jobs }
  routes.use(queueRoutes(tools))
  routes.use(listRoutes(tools))
  routes.use(markingRoutes(desk))
  routes.use(unlinkedRoutes(db))
  routes.use(assertionRoutes(desk))
  return routes
}
