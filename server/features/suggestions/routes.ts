import { Router } from 'express'
import type { Db } from '../../../db/client.ts'
import type { ModelSettings } from '../../config.ts'
import { assertionRoutes } from './assertionRoutes.ts'
import { describer } from './describing.ts'
import { suggestionJobs } from './jobs.ts'
import { listRoutes } from './listRoutes.ts'
import { markingRoutes } from './markingRoutes.ts'
import { suggestionQueries } from './queries.ts'
import { queueRoutes } from './queueRoutes.ts'

/** Assertions as editors make them: suggested ones decided on, words marked freely, and what is marked changed afterwards. */
export function suggestionRoutes(db: Db, model: ModelSettings | null): Router {
  const desk = { db, describe: describer(db) }
  const routes = Router()
  const tools = { ...desk, queries: suggestionQueries(db), jobs: suggestionJobs(db, model) }
  routes.use(queueRoutes(tools))
  routes.use(listRoutes(tools))
  routes.use(markingRoutes(desk))
  routes.use(assertionRoutes(desk))
  return routes
}
