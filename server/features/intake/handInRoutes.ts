import { Router } from 'express'
import type { Db } from '../../../db/client.ts'
import {
  addIntake,
  discardIntake,
  readAgain,
  reopenIntake,
  takeBackIntake,
} from '../../../db/writes/intake.ts'
import { may, signedIn } from '../../web/access.ts'
import { emptyForm, refused } from '../../web/form.ts'
import { respond } from '../../web/respond.ts'
import { urls } from '../../web/urls.ts'
import { asProblem, intakeAt, section, showDraft } from './openIntake.ts'
import { findHandedIn, listIntakes, type OpenIntake, sameFileAs } from './queries.ts'
import { type Received, receiveFile } from './upload.ts'
import { intakeHead } from './view.ts'

const listed = 50

/** What was brought in, handing something in, and how it stands. `read` begins to read what waits. */
export function handInRoutes(db: Db, read: () => void): Router {
  const routes = Router()
  const editors = may('editor')

  routes.get('/desk/intake', editors, (req, res) => {
    const before = Number(req.query.before) || Number.MAX_SAFE_INTEGER
    const found = listIntakes(db, before, listed + 1)
    const last = found[listed - 1]
    respond(
      req,
      res,
      { page: 'intake/index', section },
      {
        intakes: found.slice(0, listed).map(intakeHead),
        firstHref: req.query.before ? urls.intakes() : null,
        nextHref: found.length > listed && last ? urls.intakes({ before: last.id }) : null,
      },
    )
  })

  routes.get('/desk/intake/new', editors, (req, res) => {
    respond(req, res, { page: 'intake/new', section }, { form: emptyForm() })
  })

  routes.post('/desk/intake', editors, receiveFile, (req, res) => {
    const received = res.locals.received as Received
    if ('fault' in received) {
      const { form } = refused(received.values, received.fault.field, received.fault.message)
      return respond(req, res, { page: 'intake/new', section, status: 422 }, { form })
    }
    const id = addIntake(db, { ...received.handedIn, accountId: signedIn(res).id })
    read()
    res.redirect(303, urls.intake(id))
  })

  routes.get('/desk/intake/:id', editors, (req, res) => {
    const intake = intakeAt(db, req)
    if (intake.state === 'open')
      return showDraft(db, req, res, intake as OpenIntake, Number(req.query.page) || 1)
    const same = sameFileAs(db, intake.sha256, intake.id)
    respond(
      req,
      res,
      { page: 'intake/progress', section },
      { intake: intakeHead(intake), isWaited: isWaited(intake), sameFile: same ? intakeHead(same) : null },
    )
  })

  // What the page asks while something is read; afterwards the whole page is another.
  routes.get('/desk/intake/:id/reading', editors, (req, res) => {
    const intake = intakeAt(db, req)
    if (req.get('HX-Request-Type') !== 'partial') return res.redirect(303, urls.intake(intake.id))
    if (!isWaited(intake)) res.set('HX-Refresh', 'true')
    respond(
      req,
      res,
      { page: 'intake/progress', fragment: 'intake/_progress', section },
      { intake: intakeHead(intake), isWaited: isWaited(intake) },
    )
  })

  routes.get('/desk/intake/:id/original', editors, (req, res) => {
    const { id } = intakeAt(db, req)
    const { bytes, name } = findHandedIn(db, id)!
    // Never shown by the browser: it may be a page with scripts.
    res
      .attachment(name || `intake-${id}.txt`)
      .type('application/octet-stream')
      .send(Buffer.from(bytes))
  })

  for (const [noun, act] of [
    ['discarding', discardIntake],
    ['return', takeBackIntake],
    ['reopening', reopenIntake],
    ['reading', readAgain],
  ] as const) {
    routes.post(`/desk/intake/:id/${noun}`, editors, (req, res) => {
      const { id } = intakeAt(db, req)
      try {
        act(db, id, signedIn(res).id)
      } catch (error) {
        throw asProblem(error)
      }
      read()
      res.redirect(303, noun === 'discarding' ? urls.intakes() : urls.intake(id))
    })
  }

  return routes
}

const isWaited = ({ state }: { state: string }) => state === 'waiting' || state === 'reading'
