import { type Request, type Response, Router } from 'express'
import type { Db } from '../../../db/client.ts'
import { type Act, decideAct, isRole } from '../../domain/intake/acts.ts'
import type { Composed, DraftNote, DraftParagraph } from '../../domain/intake/compose.ts'
import type { Place } from '../../domain/intake/decisions.ts'
import { wordsToEdit } from '../../domain/intake/editWords.ts'
import { sourceWords } from '../../domain/intake/proposals/proposal.ts'
import { changedSince, decided, keyed } from '../../domain/intake/steps.ts'
import { may } from '../../web/access.ts'
import { emptyForm, type Form, parseForm, refused } from '../../web/form.ts'
import { Problem } from '../../web/problem.ts'
import { respond } from '../../web/respond.ts'
import { urls } from '../../web/urls.ts'
import { type DraftState, draftOf } from './draft.ts'
import { actForm, editForm, noteForm, stepForm, verdictForm } from './forms.ts'
import { backTo, badForm, openAt, saveStep, section, sent, showStale } from './openIntake.ts'
import { listSteps, type OpenIntake } from './queries.ts'
import { intakeHead, kindNames, roleOptions, stepView } from './view.ts'

/** The acts that a button does; those that take words have forms of their own. */
const buttonActs = ['join', 'part', 'leave out', 'put back', 'make note', 'make text', 'unlink'] as const

/** Putting a text right beside its source: proposals, paragraphs, notes, and the steps that were taken. */
export function textRoutes(db: Db): Router {
  const routes = Router()
  const editors = may('editor')

  routes.post('/desk/intake/:id/acts', editors, (req, res) => {
    const intake = openAt(db, req)
    const { place, revision, act: name, role } = sent(actForm, req)
    const button = buttonActs.find((one) => one === name)
    const act: Act | undefined = button
      ? { act: button }
      : name === 'role' && isRole(role)
        ? { act: 'role', role }
        : undefined
    if (!act) throw badForm()
    if (revision !== intake.revision) return showStale(db, req, res, intake, revision)
    const outcome = decideAct(intake.source, draftOf(db, intake).decisions, place as Place, act)
    if ('refusal' in outcome) {
      throw new Problem(409, 'This cannot be done here', outcome.refusal, [
        { href: urls.intake(intake.id), text: 'To the draft' },
      ])
    }
    saveStep(db, req, res, intake, {
      revision,
      values: decided(outcome.decisions),
      summary: outcome.summary,
      place,
    })
  })

  routes.post('/desk/intake/:id/verdicts', editors, (req, res) => {
    const intake = openAt(db, req)
    const { id, kind, verdict, revision } = sent(verdictForm, req)
    const meant = intake.proposals.filter((proposal) => (id ? proposal.id === id : proposal.kind === kind))
    const [first] = meant
    if (!first || (verdict === 'other' && !(id && first.other))) throw badForm()
    const { verdictOf } = draftOf(db, intake)
    // Of a whole kind, "keep" is said of what nobody has looked at yet.
    const touched = id || verdict === 'rejected' ? meant : meant.filter((one) => verdictOf(one.id) === 'open')
    const word = verdict === 'rejected' ? 'Took back' : 'Kept'
    saveStep(db, req, res, intake, {
      revision,
      values: keyed('verdict', Object.fromEntries(touched.map((one) => [one.id, verdict]))),
      summary: id
        ? verdict === 'other'
          ? `Did it the other way: ${first.other!.what}`
          : `${word}: ${first.what}`
        : `${word} all of “${kindNames[first.kind]}” (${touched.length}).`,
      ...(id && { place: first.place }),
    })
  })

  routes.get('/desk/intake/:id/paragraphs/:place', editors, (req, res) =>
    showParagraph(req, res, openAt(db, req)),
  )

  routes.post('/desk/intake/:id/paragraphs/:place', editors, (req, res) => {
    const intake = openAt(db, req)
    const submission = parseForm(editForm, req.body)
    if (!submission.ok) return showParagraph(req, res, intake, submission.form)
    const { words, role, mark, revision } = submission.data
    if (!isRole(role)) throw badForm()
    edit(req, res, intake, revision, { act: 'edit', words, role, mark }, (form) =>
      showParagraph(req, res, intake, form),
    )
  })

  routes.get('/desk/intake/:id/notes/:place', editors, (req, res) => showNote(req, res, openAt(db, req)))

  routes.post('/desk/intake/:id/notes/:place', editors, (req, res) => {
    const intake = openAt(db, req)
    const submission = parseForm(noteForm, req.body)
    if (!submission.ok) return showNote(req, res, intake, submission.form)
    const { words, label, broken, behind, revision } = submission.data
    edit(req, res, intake, revision, { act: 'edit note', words, label, broken, behind }, (form) =>
      showNote(req, res, intake, form),
    )
  })

  routes.get('/desk/intake/:id/steps', editors, (req, res) => {
    const intake = openAt(db, req)
    const steps = listSteps(db, intake.id, { limit: 500 }).map(stepView)
    respond(
      req,
      res,
      { page: 'intake/steps', section },
      { intake: intakeHead(intake), revision: intake.revision, steps },
    )
  })

  routes.post('/desk/intake/:id/steps/undoing', editors, (req, res) => {
    const intake = openAt(db, req)
    const { revision, step: number } = sent(stepForm, req)
    const steps = listSteps(db, intake.id, { after: number - 1, limit: -1 })
    const step = steps.find((one) => one.number === number)
    if (!step) throw badForm()
    if (revision !== intake.revision) return showStale(db, req, res, intake, revision)
    const touched = changedSince(intake.values, step)
    if (touched.length) {
      const later = steps.find((one) => one.number > number && touched.some((key) => key in one.after))
      throw new Problem(
        409,
        'This step cannot be taken back alone',
        `Something that it changed was changed again${later ? ` in step ${later.number}: “${later.summary}” Take that back first` : ''}.`,
        [{ href: urls.intakeSteps(intake.id), text: 'All steps' }],
      )
    }
    const summary = `Took back step ${number}: ${step.summary}`
    saveStep(db, req, res, intake, { revision, values: step.before, summary, undoes: number })
  })

  return routes

  /** Saves what was typed for the paragraph or note of the address, or shows the form again with what is wrong. */
  function edit(
    req: Request,
    res: Response,
    intake: OpenIntake,
    revision: number,
    act: Act,
    showAgain: (form: Form) => void,
  ) {
    if (revision !== intake.revision) return showStale(db, req, res, intake, revision)
    const place = String(req.params.place)
    const outcome = decideAct(intake.source, draftOf(db, intake).decisions, place as Place, act)
    if ('refusal' in outcome) return showAgain(refused(req.body, outcome.field, outcome.refusal).form)
    saveStep(db, req, res, intake, {
      revision,
      values: decided(outcome.decisions),
      summary: outcome.summary,
      place,
    })
  }

  function showParagraph(req: Request, res: Response, intake: OpenIntake, form?: Form) {
    const state = draftOf(db, intake)
    const paragraph = at(state.draft.paragraphs, req, intake)
    respond(
      req,
      res,
      { page: 'intake/paragraph', section, status: form ? 422 : 200 },
      {
        ...common(intake, paragraph),
        form:
          form ?? emptyForm({ words: wordsToEdit(paragraph), role: paragraph.role, mark: paragraph.mark }),
        notes: state.draft.notes.map(({ label, text }) => ({ label, text })),
        roleOptions,
      },
    )
  }

  function showNote(req: Request, res: Response, intake: OpenIntake, form?: Form) {
    const state = draftOf(db, intake)
    const note = at(state.draft.notes, req, intake)
    const urlsOfNote = state.letter.footnotes
      .find(({ place }) => place === note.place)!
      .urls.filter(({ url }) => url)
    const broken = urlsOfNote.filter((one) => one.state === 'broken').map(({ url }) => url)
    respond(
      req,
      res,
      { page: 'intake/note', section, status: form ? 422 : 200 },
      {
        ...common(intake, note),
        label: note.label,
        form: form ?? emptyForm({ words: wordsToEdit(note), label: note.label, broken }),
        urlsOfNote,
        linked: paragraphsWith(state, note).map(({ text }) => text.slice(0, 160)),
      },
    )
  }

  function common(intake: OpenIntake, edited: Composed) {
    return {
      intake: intakeHead(intake),
      revision: intake.revision,
      place: edited.place,
      source: edited.segments.map((segment) => sourceWords(intake.source, segment).trim()),
      backHref: backTo(db, intake, edited.place),
    }
  }
}

const paragraphsWith = ({ draft }: DraftState, { label }: DraftNote): DraftParagraph[] =>
  draft.paragraphs.filter(({ markers }) => markers.some((marker) => marker.label === label))

/** The paragraph or note at the place that an address names. @throws Problem */
function at<T extends Composed>(list: readonly T[], req: Request, intake: OpenIntake): T {
  const found = list.find(({ place }) => place === req.params.place)
  if (found) return found
  throw new Problem(
    404,
    'There is nothing at this place now',
    'It has been joined, divided or left out meanwhile.',
    [{ href: urls.intake(intake.id), text: 'To the draft' }],
  )
}
