import { Router } from 'express'
import type { Db } from '../../../db/client.ts'
import { undo } from '../../../db/writes/undo.ts'
import { listBuiltOn, undoTogether } from '../../../db/writes/undoTogether.ts'
import { may, signedBy, signedIn, type Visitor } from '../../web/access.ts'
import { pageContext } from '../../web/pageContext.ts'
import { notFound } from '../../web/problem.ts'
import { respond } from '../../web/respond.ts'
import { urls } from '../../web/urls.ts'
import { readAgreed, readChangeNumber } from './forms.ts'
import { type ChangeRow, findChange } from './queries.ts'
import { blockedPage, undoingLine } from './undoing.ts'

/** Changes taken back by editors. */
export function undoRoutes(db: Db): Router {
  const routes = Router()

  routes.post('/history/:change/undoing', may('editor'), (req, res) => {
    const asked = readChangeNumber(req.params.change)
    const change = asked === null ? undefined : findChange(db, asked)
    if (!change) throw notFound('change', [{ href: urls.history(), text: 'All changes' }])
    const agreed = readAgreed(req.body)
    const number = agreed
      ? undoTogether(db, lineOf(db, signedIn(res), change, agreed.length - 1), change.number, agreed)
      : undoAlone(db, signedIn(res), change)
    if (number !== undefined) return res.redirect(303, urls.change(number))
    const view = { page: 'history/blocked', section: 'history', status: 409 }
    const builtOn = listBuiltOn(db, change.number)
    respond(req, res, view, blockedPage(db, change, builtOn, agreed !== null, pageContext(res)))
  })

  return routes
}

function undoAlone(db: Db, visitor: Visitor, change: ChangeRow): number | undefined {
  const result = undo(db, lineOf(db, visitor, change), change.number)
  return result.isDone ? result.number : undefined
}

function lineOf(db: Db, visitor: Visitor, change: ChangeRow, later = 0) {
  const { action, summary } = undoingLine(db, change, later)
  return signedBy(visitor, action, summary)
}
