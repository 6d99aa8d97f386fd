import { type Request, type Response, Router } from 'express'
import { namesIn } from '../../../db/choices.ts'
import type { Db } from '../../../db/client.ts'
import { acceptIntake } from '../../../db/writes/intake.ts'
import { EditsRefused } from '../../../db/writes/obstacles.ts'
import { Stale } from '../../../db/writes/stale.ts'
import { keyed, stepTo } from '../../domain/intake/steps.ts'
import { namedAuthor, withNamed } from '../../domain/namedByHand.ts'
import { may, signedBy, signedIn } from '../../web/access.ts'
import { emptyForm, type Form, parseForm, refused, type Submission, typedFields } from '../../web/form.ts'
import { respond } from '../../web/respond.ts'
import { urls } from '../../web/urls.ts'
import { recordsOf } from './details.ts'
import { detailsView, previewView } from './detailsView.ts'
import { draftOf, sameTextAs } from './draft.ts'
import { acceptanceForm, detailsForm, namedFields } from './forms.ts'
import { asProblem, commitStep, openAt, section, sent, showStale } from './openIntake.ts'
import { isSlugTaken, type OpenIntake } from './queries.ts'
import { intakeHead } from './view.ts'

/** Saying what a letter is, looking at it as it would be frozen, and making it part of the collection. */
export function acceptanceRoutes(db: Db, lookThrough: (letter: string) => void): Router {
  const routes = Router()
  const editors = may('editor')

  routes.get('/desk/intake/:id/details', editors, (req, res) => {
    const intake = openAt(db, req)
    const state = draftOf(db, intake)
    respond(
      req,
      res,
      { page: 'intake/details', section },
      detailsView(db, intake, state, emptyForm(state.details)),
    )
  })

  routes.post('/desk/intake/:id/details', editors, (req, res) => {
    const intake = openAt(db, req)
    const { revision } = sent(acceptanceForm, req)
    if (revision !== intake.revision) return showStale(db, req, res, intake, revision)
    const submission = checkedDetails(req.body)
    if (!submission.ok) {
      const view = detailsView(db, intake, draftOf(db, intake), submission.form)
      return respond(req, res, { page: 'intake/details', section, status: 422 }, view)
    }
    const step = stepTo(intake.values, keyed('detail', submission.data))
    const summary = 'Said what the letter is: title, author, dates and the rest.'
    if (step) commitStep(db, res, intake, { ...step, summary })
    res.redirect(303, urls.intakePreview(intake.id))
  })

  /** The details, checked; whose name was typed, and an id that is taken, only the database can tell. */
  function checkedDetails(body: unknown): Submission<Record<string, string>> {
    const values = typedFields(body)
    const { typed, faults } = withNamed(values, namedFields, namesIn(db))
    const submission = parseForm(detailsForm, typed)
    const errors = { ...(!submission.ok && submission.form.errors), ...faults }
    // Whoever named an author has chosen one.
    if (faults[namedAuthor.named]) delete errors.author
    if (submission.ok && isSlugTaken(db, 'letter', submission.data.id!))
      errors.id = ['Another letter has or had this address. Choose another']
    return submission.ok && !Object.keys(errors).length ? submission : { ok: false, form: { values, errors } }
  }

  routes.get('/desk/intake/:id/preview', editors, (req, res) => {
    showPreview(req, res, openAt(db, req), emptyForm())
  })

  routes.post('/desk/intake/:id/acceptance', editors, (req, res) => {
    const intake = openAt(db, req)
    const { revision, is_another } = sent(acceptanceForm, req)
    if (revision !== intake.revision) return showStale(db, req, res, intake, revision)
    const state = draftOf(db, intake)
    const { obstacles, same } = previewView(db, state, sameTextAs(db, state.letter.text))
    if (obstacles.length) return showPreview(req, res, intake, emptyForm(), 422)
    if (same && is_another !== 'yes') {
      const { form } = refused({}, 'is_another', 'Say that it is another letter, or put this one away')
      return showPreview(req, res, intake, form, 422)
    }
    const records = recordsOf(state.details, state.letter, state.changes, (slug) =>
      isSlugTaken(db, 'author', slug),
    )
    const line = signedBy(signedIn(res), 'add', `Brought in “${records.letter.title}”`)
    let change: number
    try {
      change = acceptIntake(db, intake.id, revision, line, records)
    } catch (error) {
      if (!(error instanceof EditsRefused || error instanceof Stale)) throw asProblem(error)
      return showPreview(req, res, intake, refused({}, 'form', error.message).form, 409)
    }
    lookThrough(records.letter.id)
    res.redirect(303, urls.suggestions(records.letter.id, { brought: change }))
  })

  return routes

  function showPreview(req: Request, res: Response, intake: OpenIntake, form: Form, status = 200) {
    const state = draftOf(db, intake)
    respond(
      req,
      res,
      { page: 'intake/preview', section, status },
      {
        intake: intakeHead(intake),
        revision: intake.revision,
        form,
        ...previewView(db, state, sameTextAs(db, state.letter.text)),
      },
    )
  }
}
