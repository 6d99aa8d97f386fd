import { Router } from 'express'
import type { Db } from '../../../db/client.ts'
import { may, signedIn } from '../../web/access.ts'
import { respond } from '../../web/respond.ts'
import { urls } from '../../web/urls.ts'
import { cardsFor } from './cards.ts'
import { listLatestChanges } from './queries.ts'

const latestShown = 5

/** The front page of who is signed in: what can be done, and what was done last. */
export function deskRoutes(db: Db): Router {
  const routes = Router()

  routes.get('/desk', may('commenter'), (req, res) => {
    const visitor = signedIn(res)
    const changes = listLatestChanges(db, latestShown)
    respond(
      req,
      res,
      { page: 'desk/index', section: 'desk' },
      {
        cards: cardsFor(db, visitor),
        changes: changes.map((change) => ({ ...change, href: urls.change(change.number) })),
      },
    )
  })

  return routes
}
