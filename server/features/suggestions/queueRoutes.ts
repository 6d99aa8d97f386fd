import { type Request, type Response, Router } from 'express'
import { decide, StaleDecision } from '../../../db/writes/suggestions.ts'
import { readMarking } from '../../domain/marking/readMarking.ts'
import type { Sent } from '../../domain/marking/sentRows.ts'
import { may, signedIn } from '../../web/access.ts'
import { notFound } from '../../web/problem.ts'
import { urls } from '../../web/urls.ts'
import { decisionOf } from './decisionOf.ts'
import { deskLetterAt } from './letterAt.ts'
import type { DeskLetter } from './letterQueries.ts'
import { correctedView, movedValues, movedWordErrors, settled, wordErrors } from './marking.ts'
import { type Act, actOf, markingValues, sentOnce } from './markingForm.ts'
import { showMarkPage } from './markPage.ts'
import type { QueuedSuggestion } from './queries.ts'
import { shownIn, showQueue, type Tools } from './queuePage.ts'
import { findChange } from './queueQueries.ts'
import { describedBy, type ListState, nextIn } from './queueView.ts'
import { addMarking, presentIn } from './saving.ts'

/** The queue of a letter's suggestions: what is proposed, one after the other, and what editors decide. */
export function queueRoutes(tools: Tools): Router {
  const { db, queries, jobs } = tools
  const routes = Router()

  routes.get('/desk/letters/:slug/suggestions', may('editor'), async (req, res) => {
    const letter = deskLetterAt(db, req, res, (slug) => urls.suggestions(slug))
    if (!letter) return
    const queue = queries.queueOf(letter.record.id)
    const show = shownIn(req.query.show)
    const at = Number(sentOnce(req.query, 'at'))
    const current = queue.find(({ id }) => id === at) ?? nextIn(queue, show)
    const brought = findChange(db, Number(sentOnce(req.query, 'brought'))) ?? null
    const isOpen = req.query.open === 'yes'
    const last = queue.find(
      ({ id, state }) => String(id) === sentOnce(req.query, 'after') && state !== 'open',
    )
    await showQueue(tools, req, res, letter, queue, { current, show, brought, last, isOpen })
  })

  routes.post('/desk/letters/:slug/suggestions', may('editor'), (req, res) => {
    const letter = deskLetterAt(db, req, res, (slug) => urls.suggestions(slug))
    if (!letter) return
    void jobs.suggestFor(letter.record.id)
    res.redirect(303, urls.suggestions(letter.record.id))
  })

  routes.post('/desk/letters/:slug/suggestions/:id/decision', may('editor'), async (req, res) => {
    const letter = deskLetterAt(db, req, res, (slug) => urls.suggestions(slug))
    if (!letter) return
    if (isOlderText(req, letter)) return await showCorrected(req, res, letter)
    const { suggestion, show, expected } = decisionAt(req, letter)
    const act = actOf(req.body)
    try {
      if (act === 'skip' || act === 'reject') {
        const decision = act === 'skip' ? 'skipped' : 'rejected'
        const accountId = signedIn(res).id
        decide(db, { suggestionId: suggestion.rowId, decision, accountId, expectedDecision: expected })
        return await goOn(req, res, letter, suggestion.id, show)
      }
      await decideWithForm(req, res, letter, suggestion, act, { show, expected })
    } catch (error) {
      if (!(error instanceof StaleDecision)) throw error
      const queue = queries.queueOf(letter.record.id)
      const current = queue.find(({ id }) => id === suggestion.id)
      await showQueue(tools, req, res, letter, queue, {
        current,
        show,
        values: markingValues(req.body),
        isStale: true,
        isOpen: true,
        status: 409,
      })
    }
  })

  routes.post('/desk/letters/:slug/suggestions/:id/reopening', may('editor'), async (req, res) => {
    const letter = deskLetterAt(db, req, res, (slug) => urls.suggestions(slug))
    if (!letter) return
    if (isOlderText(req, letter)) return await showCorrected(req, res, letter)
    const { suggestion, show, expected } = decisionAt(req, letter)
    if (suggestion.state === 'skipped' || suggestion.state === 'rejected') {
      try {
        const accountId = signedIn(res).id
        decide(db, {
          suggestionId: suggestion.rowId,
          decision: 'reopened',
          accountId,
          expectedDecision: expected,
        })
      } catch (error) {
        if (!(error instanceof StaleDecision)) throw error
        const queue = queries.queueOf(letter.record.id)
        const current = queue.find(({ id }) => id === suggestion.id)
        return await showQueue(tools, req, res, letter, queue, { current, show, isStale: true, status: 409 })
      }
    }
    res.redirect(303, `${urls.suggestions(letter.record.id, { at: suggestion.id })}#now`)
  })

  /** Words, claims and the like are looked up again, or the suggestion becomes an assertion. */
  async function decideWithForm(
    req: Request,
    res: Response,
    letter: DeskLetter,
    suggestion: QueuedSuggestion,
    act: Act,
    { show, expected }: { show: ListState; expected: number | null },
  ) {
    const queue = queries.queueOf(letter.record.id)
    const typed = markingValues(req.body)
    const isWhole = sentOnce(req.body, 'whole') === 'yes'
    const present = suggestion.decision?.id ?? null
    if (present !== expected) throw new StaleDecision(suggestion.id, present)
    if (act !== 'save' && act !== 'save-and-stay') {
      const errors = wordErrors(typed, letter, act)
      const status = Object.keys(errors).length ? 422 : 200
      const isOpen = act !== 'find' && act !== 'again'
      const state = { current: suggestion, show, values: typed, isWhole, hasRoom: act === 'more', isOpen }
      return await showQueue(tools, req, res, letter, queue, { ...state, errors, status })
    }
    const values = await settled(tools, letter, typed, describedBy(suggestion))
    const state = { current: suggestion, show, values, isWhole }
    const read = readMarking(values, letter.record, presentIn(db))
    if (!read.ok) {
      const { errors } = read
      return await showQueue(tools, req, res, letter, queue, { ...state, errors, isOpen: true, status: 422 })
    }
    const decision = decisionOf(suggestion, read.marking)
    const decided = { id: suggestion.rowId, decision, expectedDecision: expected }
    const added = addMarking(db, signedIn(res), letter, read.marking, decided)
    if ('refusals' in added) {
      const errors = { form: added.refusals }
      return await showQueue(tools, req, res, letter, queue, { ...state, errors, isOpen: true, status: 409 })
    }
    if (act === 'save') return await goOn(req, res, letter, suggestion.id, show)
    const near = `${suggestion.start}-${suggestion.end}`
    const next = nextIn(queries.queueOf(letter.record.id), show, suggestion.id)
    const way = { to: 'suggestions', at: next?.id }
    const address = urls.marking(letter.record.id, { near, ...way, said: 'marked', done: added.change })
    if (req.get('HX-Request-Type') === undefined) return res.redirect(303, address)
    res.set('HX-Redirect', address).status(204).end()
  }

  /** The next one comes: to htmx at once, to a browser by its address. */
  async function goOn(req: Request, res: Response, letter: DeskLetter, decided: number, show: ListState) {
    const queue = queries.queueOf(letter.record.id)
    const current = nextIn(queue, show, decided)
    const next = { at: current?.id, show: show === 'open' ? null : show }
    if (req.get('HX-Request-Type') !== 'partial')
      return res.redirect(303, `${urls.suggestions(letter.record.id, { ...next, after: decided })}#now`)
    res.set('HX-Replace-Url', urls.suggestions(letter.record.id, next))
    const last = queue.find(({ id }) => id === decided)
    const taken = urls.suggestionDecision(letter.record.id, decided)
    await showQueue(tools, req, res, letter, queue, {
      current,
      show,
      taken,
      last,
    })
  }

  function decisionAt(req: Request, letter: DeskLetter) {
    const suggestion = queries.queueOf(letter.record.id).find(({ id }) => String(id) === req.params.id)
    if (!suggestion) throw missing(letter)
    const base = sentOnce(req.body, 'base')
    const show = shownIn((req.body as Sent | undefined)?.show)
    return { suggestion, show, expected: base === '' ? null : Number(base) }
  }

  const missing = (letter: DeskLetter) =>
    notFound('suggestion', [
      { href: urls.suggestions(letter.record.id), text: 'The suggestions of this letter' },
    ])

  const isOlderText = (req: Request, letter: DeskLetter) => {
    const sha256 = sentOnce(req.body, 'text')
    return sha256 !== '' && sha256 !== letter.record.sha256
  }

  /**
   * What was typed for an earlier text of the letter comes back: in the form of the same suggestion, or where the correction
   * left that behind, in the form for words that are marked freely.
   */
  async function showCorrected(req: Request, res: Response, letter: DeskLetter) {
    const slug = letter.record.id
    const number = Number(req.params.id)
    const queue = queries.queueOf(slug)
    const current = queue.find(({ id }) => id === number)
    if (!current && !queries.wasSuggested(slug, number)) throw missing(letter)
    const act = actOf(req.body)
    const isForm = (req.body as Sent).kind !== undefined
    const values = movedValues(db, letter, markingValues(req.body), sentOnce(req.body, 'text'))
    const isTyped = isForm && (current !== undefined || (act !== 'skip' && act !== 'reject'))
    const was = urls.suggestionDecision(slug, number)
    const corrected = correctedView(db, letter, { isGone: !current, isTyped, was })
    const errors = movedWordErrors(values, letter)
    const show = shownIn((req.body as Sent).show)
    if (current && isTyped) {
      const isDone = current.state === 'accepted' || current.state === 'changed'
      const wasOpen = sentOnce(req.body, 'base') === ''
      const isStale = isDone || (wasOpen && current.state !== 'open')
      const shown = { current, show, values, errors, corrected, isStale, isOpen: true, status: 409 }
      return await showQueue(tools, req, res, letter, queue, shown)
    }
    if (isTyped) {
      const way = { to: 'suggestions', at: '' } as const
      const shown = { corrected, way, isFilled: true, status: 409 }
      return await showMarkPage(tools, req, res, letter, { values, errors }, shown)
    }
    const shown = { current: current ?? nextIn(queue, show), show, corrected, status: 409 }
    await showQueue(tools, req, res, letter, queue, shown)
  }

  return routes
}
