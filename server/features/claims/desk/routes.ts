import { Router } from 'express'
import type { Db } from '../../../../db/client.ts'
import { claimDeskRoutes } from './claimDesk.ts'
import { mergingRoutes } from './merging.ts'
import { relationRoutes } from './relations.ts'
import { splittingRoutes } from './splitting.ts'
import { stanceRoutes } from './stances.ts'
import { claimSuggestionRoutes } from './suggestions.ts'
import { newClaimRoutes, wordingRoutes } from './wording.ts'

/** Shaping claims: everything that an editor does to them. Fixed addresses come before those with a claim's slug. */
export function claimShapingRoutes(db: Db): Router {
  const routes = Router()
  routes.use(newClaimRoutes(db))
  routes.use(claimSuggestionRoutes(db))
  routes.use(claimDeskRoutes(db))
  routes.use(wordingRoutes(db))
  routes.use(stanceRoutes(db))
  routes.use(relationRoutes(db))
  routes.use(mergingRoutes(db))
  routes.use(splittingRoutes(db))
  return routes
}
