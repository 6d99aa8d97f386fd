import { join } from 'node:path'
import express, { type Express } from 'express'
import { type Db, projectRoot } from '../db/client.ts'
import { claimRoutes } from './features/claims/routes.ts'
import { compareRoutes } from './features/compare/routes.ts'
import { corpusRoutes } from './features/corpus/routes.ts'
import { letterRoutes } from './features/letters/routes.ts'
import { methodRoutes } from './features/method/routes.ts'
import { partyRoutes } from './features/parties/routes.ts'
import { siteLocals } from './features/parties/site.ts'
import { searchRoutes } from './features/search/routes.ts'
import { sourceRoutes } from './features/sources/routes.ts'
import { topicRoutes } from './features/topics/routes.ts'
import { serveAssets } from './web/assets.ts'
import { jsonEnding } from './web/json.ts'
import { logRequests } from './web/logRequests.ts'
import { showNotFound, showProblem } from './web/problem.ts'
import { securityHeaders } from './web/securityHeaders.ts'
import { useTemplates } from './web/templates.ts'

export interface AppOptions {
  db: Db
  log?: (line: string) => void
  logsRequests?: boolean
}

/** The whole application: middleware in order, then each feature's routes. */
export function createApp({ db, log = () => {}, logsRequests = false }: AppOptions): Express {
  const root = projectRoot(import.meta.dirname)
  const app = express()
  app.disable('x-powered-by').disable('etag').set('query parser', 'simple')
  useTemplates(app, join(root, 'views'))

  if (logsRequests) app.use(logRequests(log))
  app.use(securityHeaders())
  serveAssets(app, root)
  app.use(jsonEnding)
  app.use(corpusRoutes(db))
  app.use(siteLocals(db))
  app.use(compareRoutes(db))
  app.use(topicRoutes(db))
  app.use(claimRoutes(db))
  app.use(letterRoutes(db))
  app.use(partyRoutes(db))
  app.use(searchRoutes(db))
  app.use(sourceRoutes(db))
  app.use(methodRoutes(db))

  app.use(showNotFound)
  app.use(showProblem(log))
  return app
}
