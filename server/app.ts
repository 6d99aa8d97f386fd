import { join } from 'node:path'
import express, { type Express, Router } from 'express'
import { type Db, projectRoot } from '../db/client.ts'
import { rebuild } from './asOf.ts'
import type { ModelSettings } from './config.ts'
import { accountRoutes } from './features/accounts/routes.ts'
import { findVisitor } from './features/accounts/sessions.ts'
import { claimShapingRoutes } from './features/claims/desk/routes.ts'
import { claimRoutes } from './features/claims/routes.ts'
import { compareRoutes } from './features/compare/routes.ts'
import { loadBeside } from './features/corpus/loadBeside.ts'
import { corpusRoutes } from './features/corpus/routes.ts'
import { detailsRoutes } from './features/corrections/detailsRoutes.ts'
import { correctionRoutes } from './features/corrections/routes.ts'
import { deskRoutes } from './features/desk/routes.ts'
import { figureRoutes } from './features/figures/routes.ts'
import { asOf } from './features/history/asOf.ts'
import { commentRoutes } from './features/history/commentRoutes.ts'
import { explainGone } from './features/history/gone.ts'
import { tellWhatWasDone } from './features/history/justDone.ts'
import { historyRoutes } from './features/history/routes.ts'
import { undoRoutes } from './features/history/undoRoutes.ts'
import { intakeRoutes } from './features/intake/routes.ts'
import { letterRoutes } from './features/letters/routes.ts'
import { methodRoutes } from './features/method/routes.ts'
import { partyRoutes } from './features/parties/routes.ts'
import { siteLocals } from './features/parties/site.ts'
import { registerRoutes } from './features/registers/routes.ts'
import { searchRoutes } from './features/search/routes.ts'
import { sourceRoutes } from './features/sources/routes.ts'
import { suggestionJobs } from './features/suggestions/jobs.ts'
import { suggestionRoutes } from './features/suggestions/routes.ts'
import { topicRoutes } from './features/topics/routes.ts'
import { serveAssets } from './web/assets.ts'
import { jsonEnding } from './web/json.ts'
import { logRequests } from './web/logRequests.ts'
import { showNotFound, showProblem } from './web/problem.ts'
import { sameOrigin } from './web/sameOrigin.ts'
import { securityHeaders } from './web/securityHeaders.ts'
import { session } from './web/session.ts'
import { useTemplates } from './web/templates.ts'

export interface AppOptions {
  db: Db
  log?: (line: string) => void
  logsRequests?: boolean
  /** How many proxies stand in front; what they say of the visitor's address and protocol is believed. */
  proxies?: number
  /** A language model that suggests statements too. */
  model?: ModelSettings | null
}

/** The whole application: middleware in order, then each feature's routes. */
export function createApp({
  db,
  log = () => {},
  logsRequests = false,
  proxies = 0,
  model = null,
}: AppOptions): Express {
  const root = projectRoot(import.meta.dirname)
  const app = express()
  app.disable('x-powered-by').disable('etag').set('query parser', 'simple').set('trust proxy', proxies)
  useTemplates(app, join(root, 'views'))

  if (logsRequests) app.use(logRequests(log))
  app.use(securityHeaders())
  serveAssets(app, root)
  app.use(sameOrigin)
  app.use(session((token) => findVisitor(db, token)))
  app.use(jsonEnding)
  app.use(siteLocals(db))
  app.use(tellWhatWasDone(db))
  app.use(desk(db, model, log))
  app.use(asOf({ db, pages: pastPages, rebuild: (change) => rebuild(db, change) }))
  app.use(pages(db))

  app.use(showNotFound)
  app.use(explainGone(db))
  app.use(showProblem(log))
  return app
}

/** What needs an account, and whatever changes anything: on the present database alone. Each route states who may. */
function desk(db: Db, model: ModelSettings | null, log: (line: string) => void): Router {
  const routes = Router()
  // A letter's whole text may come as a form, each paragraph with some fields.
  routes.use(express.urlencoded({ extended: false, limit: '4mb', parameterLimit: 20_000 }))
  routes.use(accountRoutes(db))
  routes.use(figureRoutes(db))
  routes.use(deskRoutes(db))
  const suggesting = suggestionJobs(db, model)
  const lookThrough = (letter: string) => void suggesting.suggestFor(letter)
  routes.use(
    intakeRoutes({ db, loadFiles: (files, actor) => loadBeside(db, files, actor), log, lookThrough }),
  )
  routes.use(correctionRoutes(db))
  routes.use(detailsRoutes(db))
  routes.use(registerRoutes(db))
  routes.use(commentRoutes(db))
  routes.use(undoRoutes(db))
  routes.use(suggestionRoutes(db, suggesting))
  routes.use(claimShapingRoutes(db))
  return routes
}

/** Every page that is open to all; they read only. */
function pages(db: Db): Router {
  const routes = Router()
  routes.use(corpusRoutes(db))
  routes.use(compareRoutes(db))
  routes.use(topicRoutes(db))
  routes.use(claimRoutes(db))
  routes.use(letterRoutes(db))
  routes.use(partyRoutes(db))
  routes.use(searchRoutes(db))
  routes.use(sourceRoutes(db))
  routes.use(methodRoutes(db))
  routes.use(historyRoutes(db))
  return routes
}

/** The same on a past state of the database, with the collection's name and parties as they were. */
const pastPages = (db: Db): Router => Router().use(siteLocals(db)).use(pages(db))
