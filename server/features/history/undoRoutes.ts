import { Router } from 'express'
import type { Db } from '../../../db/client.ts'
import { undo } from '../../../db/writes/undo.ts'
import { may, signedBy, signedIn } from '../../web/access.ts'
import { pageContext } from '../../web/pageContext.ts'
import { notFound } from '../../web/problem.ts'
import { respond } from '../../web/respond.ts'
import { urls } from '../../web/urls.ts'
import { readChangeNumber } from './forms.ts'
import { findChange } from './queries.ts'
import { blockedPage, undoingLine } from './undoing.ts'

/** Changes taken back by editors. */
export function undoRoutes(db: Db): Router {
  const routes = Router()

  routes.post('/history/:change/undoing', may('editor'), (req, res) => {
    const number = readChangeNumber(req.params.change)
    const change = number === null ? undefined : findChange(db, number)
    if (!change) throw notFound('change', [{ href: urls.history(), text: 'All changes' }])
    const { action, summary } = undoingLine(db, change)
    const result = undo(db, signedBy(signedIn(res), action, summary), change.number)
    if (result.isDone) return res.redirect(303, urls.change(result.number))
    const view = { page: 'history/blocked', section: 'history', status: 409 }
    respond(req, res, view, blockedPage(db, change, result, pageContext(res)))
  })

  return routes
}
