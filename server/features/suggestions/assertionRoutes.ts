import { type Request, type Response, Router } from 'express'
import { presentRecord } from '../../../db/present.ts'
import { currentSlug } from '../../../db/slugs.ts'
import { EditsRefused } from '../../../db/writes/obstacles.ts'
import { latestChange, Stale } from '../../../db/writes/stale.ts'
import { readMarking } from '../../domain/marking/readMarking.ts'
import { valuesOfAssertion } from '../../domain/marking/valuesOf.ts'
import { may, signedIn } from '../../web/access.ts'
import { movedTo } from '../../web/moved.ts'
import { pageContext } from '../../web/pageContext.ts'
import { notFound } from '../../web/problem.ts'
import { respond } from '../../web/respond.ts'
import { urls } from '../../web/urls.ts'
import { type DeskLetter, findDeskLetter, formerLetterOf, letterOfAssertion } from './letterQueries.ts'
import { type Desk, type FormState, movedValues, showForm, wordErrors } from './marking.ts'
import { actOf, markingValues, sentOnce } from './markingForm.ts'
import { showMarkPage } from './markPage.ts'
import {
  changedSince,
  changeMarking,
  changesAnything,
  presentAssertion,
  presentIn,
  removeMarking,
} from './saving.ts'
import { standingView } from './standingView.ts'

/** An assertion after it was marked: its words, fields and claims changed, or the whole of it removed. */
export function assertionRoutes(desk: Desk): Router {
  const { db } = desk
  const routes = Router()

  routes.get('/desk/assertions/:slug', may('editor'), async (req, res) => {
    const slug = String(req.params.slug)
    const found = findAssertion(req, res, slug)
    if (!found) return
    const { assertion, stances } = found.present
    const said = sentOnce(req.query, 'said') === 'saved' ? 'Saved.' : null
    await showPage(req, res, found.letter, slug, { values: valuesOfAssertion(assertion, stances) }, { said })
  })

  routes.post('/desk/assertions/:slug', may('editor'), async (req, res) => {
    const slug = String(req.params.slug)
    const former = presentAssertion(db, slug) ? undefined : findDeskLetter(db, formerLetterOf(db, slug) ?? '')
    if (former) {
      const message =
        'This assertion was removed meanwhile. What you typed stands here: mark it anew if it should hold.'
      const state = { values: typedValues(req, former), errors: { form: [message] } }
      return await showMarkPage(desk, req, res, former, state, { status: 409, isFilled: true })
    }
    const found = findAssertion(req, res, slug)
    if (!found) return
    const { letter } = found
    const sent = (name: string) => sentOnce(req.body, name)
    const act = actOf(req.body)
    const base = Number(sent('base')) || 0
    const isSameText = sent('text') === letter.record.sha256
    const values = typedValues(req, letter)
    const state: FormState = { values, isWhole: sent('whole') === 'yes', hasRoom: act === 'more' }
    const read = readMarking(values, letter.record, presentIn(db))
    if (act !== 'save' && act !== 'save-and-stay') {
      const errors = wordErrors(values, letter, act)
      const status = Object.keys(errors).length ? 422 : 200
      return await showPage(req, res, letter, slug, { ...state, errors }, { base, status })
    }
    const changed = changedSince(db, slug, base)
    if (changed !== null || !isSameText) {
      return await showPage(req, res, letter, slug, state, { isStale: true, status: 409 })
    }
    if (!read.ok) {
      return await showPage(req, res, letter, slug, { ...state, errors: read.errors }, { base, status: 422 })
    }
    try {
      const done = changesAnything(db, slug, read.marking)
        ? changeMarking(db, signedIn(res), letter, slug, read.marking, base)
        : null
      res.redirect(303, urls.deskAssertion(slug, { said: 'saved', done }))
    } catch (error) {
      if (error instanceof Stale) {
        return await showPage(req, res, letter, slug, state, { isStale: true, status: 409 })
      }
      if (!(error instanceof EditsRefused)) throw error
      const errors = { form: error.obstacles.map(({ message }) => message) }
      await showPage(req, res, letter, slug, { ...state, errors }, { base, status: 422 })
    }
  })

  routes.post('/desk/assertions/:slug/removal', may('editor'), async (req, res) => {
    const slug = String(req.params.slug)
    const found = findAssertion(req, res, slug)
    if (!found) return
    const { letter, present } = found
    const values = valuesOfAssertion(present.assertion, present.stances)
    try {
      const base = Number(sentOnce(req.body, 'base')) || 0
      const done = removeMarking(db, signedIn(res), letter, slug, base)
      res.redirect(303, urls.letter(letter.record.id, { done }))
    } catch (error) {
      if (error instanceof Stale) {
        return await showPage(req, res, letter, slug, { values }, { isStale: true, status: 409 })
      }
      if (!(error instanceof EditsRefused)) throw error
      const errors = { form: error.obstacles.map(({ message }) => message) }
      await showPage(req, res, letter, slug, { values, errors }, { status: 409 })
    }
  })

  function typedValues(req: Request, letter: DeskLetter) {
    const values = markingValues(req.body)
    const sha256 = sentOnce(req.body, 'text')
    return sha256 === letter.record.sha256 ? values : movedValues(db, letter, values, sha256)
  }

  /** The assertion with its letter; or undefined, once an old address was sent on. */
  function findAssertion(req: Request, res: Response, slug: string) {
    const present = presentAssertion(db, slug)
    const letter = present && findDeskLetter(db, letterOfAssertion(db, slug) ?? '')
    if (present && letter) return { present, letter }
    if (presentRecord(db, 'waiting', slug)) {
      res.redirect(303, urls.deskWaitingOne(slug))
      return undefined
    }
    const current = currentSlug(db, 'assertion', slug)
    if (current === undefined) {
      throw notFound('assertion', [{ href: urls.letters(), text: 'All letters' }], {
        kind: 'assertion',
        key: slug,
      })
    }
    movedTo(req, res, urls.deskAssertion(current))
    return undefined
  }

  async function showPage(
    req: Request,
    res: Response,
    letter: DeskLetter,
    slug: string,
    state: FormState,
    {
      said = null,
      base = latestChange(db),
      isStale = false,
      status = 200,
    }: { said?: string | null; base?: number; isStale?: boolean; status?: number } = {},
  ) {
    const present = presentAssertion(db, slug)
    const before = present?.assertion.ranges
    const marking = await showForm(desk, letter, { ...state, before }, pageContext(res))
    const view = {
      page: 'suggestions/assertion',
      fragment: 'suggestions/_assertion',
      section: 'desk',
      status,
    }
    respond(req, res, view, {
      letter: { ...marking.letter, sha256: letter.record.sha256 },
      slug,
      marking,
      said,
      // Sent again, it is based on what is shown now beside it.
      base: isStale ? latestChange(db) : base,
      standing: isStale ? standingView(db, slug) : null,
      depends: present?.stances.length ?? 0,
    })
  }

  return routes
}
