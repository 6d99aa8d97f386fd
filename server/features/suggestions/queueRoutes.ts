import { type Request, type Response, Router } from 'express'
import type { Db } from '../../../db/client.ts'
import { suggestionProgress } from '../../../db/suggestionStates.ts'
import { decide, StaleDecision } from '../../../db/writes/suggestions.ts'
import { type MarkingErrors, readMarking } from '../../domain/marking/readMarking.ts'
import type { MarkingValues } from '../../domain/marking/values.ts'
import { may, signedIn } from '../../web/access.ts'
import { pageContext } from '../../web/pageContext.ts'
import { notFound } from '../../web/problem.ts'
import { respond } from '../../web/respond.ts'
import { urls } from '../../web/urls.ts'
import { decisionOf } from './decisionOf.ts'
import type { suggestionJobs } from './jobs.ts'
import { deskLetterAt } from './letterAt.ts'
import { type DeskLetter, listLetters, listMarks } from './letterQueries.ts'
import { type Desk, movedValues, showForm } from './marking.ts'
import { type Act, actOf, markingValues, type Sent, sentOnce } from './markingForm.ts'
import type { QueuedSuggestion, suggestionQueries } from './queries.ts'
import { assertionsMadeBy, lastDecision } from './queueQueries.ts'
import {
  describedBy,
  isIn,
  type ListState,
  listStates,
  markedIn,
  neighbours,
  newsView,
  nextIn,
  noProgress,
  progressView,
  queueText,
  stateWords,
  valuesOfSuggestion,
} from './queueView.ts'
import { addMarking, latestChange, presentIn } from './saving.ts'
import { standingView } from './standingView.ts'

interface Tools extends Desk {
  queries: ReturnType<typeof suggestionQueries>
  jobs: ReturnType<typeof suggestionJobs>
}

/** Besides letters with open suggestions, so many of the latest letters are listed. */
const mostLatest = 20

/** What of the queue is being shown, and how it came about. */
interface Shown {
  current: QueuedSuggestion | undefined
  show: ListState
  values?: MarkingValues
  errors?: MarkingErrors
  isWhole?: boolean
  hasRoom?: boolean
  /** Whether everything of the form is unfolded. */
  isOpen?: boolean
  /** What was just done, in words, and the address of the form that did it. */
  said?: string | null
  taken?: string
  /** Somebody has decided on it meanwhile: what was typed stands beside what holds now. */
  isStale?: boolean
  status?: number
}

/** The queue of a letter's suggestions: what is proposed, one after the other, and what editors decide. */
export function queueRoutes(tools: Tools): Router {
  const { db, queries, jobs } = tools
  const routes = Router()

  routes.get('/desk/suggestions', may('editor'), (req, res) => {
    const progress = suggestionProgress(db)
    const open = [...progress].filter(([, counts]) => counts.open > 0).map(([slug]) => slug)
    const letters = listLetters(db, open, mostLatest).map((one) => {
      const counts = progress.get(one.slug)
      return { ...one, progress: counts ? progressView(counts) : null }
    })
    respond(req, res, { page: 'suggestions/index', section: 'desk' }, { letters, open: open.length })
  })

  routes.get('/desk/letters/:slug/suggestions', may('editor'), async (req, res) => {
    const letter = deskLetterAt(db, req, res, (slug) => urls.suggestions(slug))
    if (!letter) return
    const queue = queries.queueOf(letter.record.id)
    const show = shownIn(req.query.show)
    const at = Number(sentOnce(req.query, 'at'))
    const current = queue.find(({ id }) => id === at) ?? nextIn(queue, show)
    await showQueue(req, res, letter, queue, { current, show, isOpen: req.query.open === 'yes' })
  })

  routes.get('/desk/letters/:slug/suggestions/all', may('editor'), (req, res) => {
    const letter = deskLetterAt(db, req, res, (slug) => urls.suggestionList(slug))
    if (!letter) return
    const queue = queries.queueOf(letter.record.id)
    const show = shownIn(req.query.show, 'all')
    const made = assertionsMadeBy(db, changesOf(queue))
    respond(
      req,
      res,
      { page: 'suggestions/list', section: 'desk' },
      {
        letter: letterView(letter),
        progress: progressOf(db, letter.record.id),
        show,
        states: listStates.map((state) => ({ state, count: queue.filter((one) => isIn(one, state)).length })),
        suggestions: queue
          .filter((one) => isIn(one, show))
          .map((one) => ({
            ...listed(one, letter),
            assertion: made.get(one.decision?.changeId ?? -1) ?? null,
          })),
      },
    )
  })

  routes.get('/desk/letters/:slug/suggestions/news', may('editor'), (req, res) => {
    const letter = deskLetterAt(db, req, res, (slug) => urls.suggestionNews(slug))
    if (!letter) return
    const since = Number(sentOnce(req.query, 'since')) || 0
    const at = Number(sentOnce(req.query, 'at')) || null
    respond(req, res, { page: 'suggestions/_news' }, newsOf(letter, since, at, signedIn(res).name))
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
    const { suggestion, show, expected } = decisionAt(req, letter)
    const act = actOf(req.body)
    try {
      if (act === 'skip' || act === 'reject') {
        const decision = act === 'skip' ? 'skipped' : 'rejected'
        const accountId = signedIn(res).id
        decide(db, { suggestionId: suggestion.id, decision, accountId, expectedDecision: expected })
        return await goOn(req, res, letter, suggestion.id, show)
      }
      await decideWithForm(req, res, letter, suggestion, act, { show, expected })
    } catch (error) {
      if (!(error instanceof StaleDecision)) throw error
      const queue = queries.queueOf(letter.record.id)
      const current = queue.find(({ id }) => id === suggestion.id)
      const values = typedValues(req, letter)
      await showQueue(req, res, letter, queue, {
        current,
        show,
        values,
        isStale: true,
        isOpen: true,
        status: 409,
      })
    }
  })

  routes.post('/desk/letters/:slug/suggestions/:id/reopening', may('editor'), async (req, res) => {
    const letter = deskLetterAt(db, req, res, (slug) => urls.suggestions(slug))
    if (!letter) return
    const { suggestion, show, expected } = decisionAt(req, letter)
    if (suggestion.state === 'skipped' || suggestion.state === 'rejected') {
      try {
        const accountId = signedIn(res).id
        decide(db, {
          suggestionId: suggestion.id,
          decision: 'reopened',
          accountId,
          expectedDecision: expected,
        })
      } catch (error) {
        if (!(error instanceof StaleDecision)) throw error
        const queue = queries.queueOf(letter.record.id)
        const current = queue.find(({ id }) => id === suggestion.id)
        return await showQueue(req, res, letter, queue, { current, show, isStale: true, status: 409 })
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
    const values = typedValues(req, letter)
    const isSameText = sentOnce(req.body, 'text') === letter.record.sha256
    const state = { current: suggestion, show, values, isWhole: sentOnce(req.body, 'whole') === 'yes' }
    if (act !== 'save' && act !== 'save-and-stay') {
      return await showQueue(req, res, letter, queue, {
        ...state,
        hasRoom: act === 'more',
        isOpen: act !== 'find',
      })
    }
    const present = suggestion.decision?.id ?? null
    if (present !== expected) throw new StaleDecision(suggestion.id, present)
    const read = readMarking(values, letter.record, presentIn(db))
    if (!isSameText || !read.ok) {
      const errors = read.ok ? {} : read.errors
      const message = 'The letter’s text was corrected meanwhile. Look at the words once more.'
      const shown = isSameText ? errors : { ...errors, form: [message] }
      const status = isSameText ? 422 : 409
      return await showQueue(req, res, letter, queue, { ...state, errors: shown, isOpen: true, status })
    }
    const decision = decisionOf(suggestion, read.marking)
    const decided = { id: suggestion.id, decision, expectedDecision: expected }
    const added = addMarking(db, signedIn(res), letter, read.marking, decided)
    if ('refusals' in added) {
      const errors = { form: added.refusals }
      return await showQueue(req, res, letter, queue, { ...state, errors, isOpen: true, status: 409 })
    }
    if (act === 'save') return await goOn(req, res, letter, suggestion.id, show)
    const near = `${suggestion.start}-${suggestion.end}`
    const next = nextIn(queries.queueOf(letter.record.id), show, suggestion.id)
    const address = urls.marking(letter.record.id, { near, to: 'suggestions', at: next?.id, said: 'marked' })
    if (req.get('HX-Request-Type') === undefined) return res.redirect(303, address)
    res.set('HX-Redirect', address).status(204).end()
  }

  /** The next one comes: to htmx at once, to a browser by its address. */
  async function goOn(req: Request, res: Response, letter: DeskLetter, decided: number, show: ListState) {
    const queue = queries.queueOf(letter.record.id)
    const current = nextIn(queue, show, decided)
    const address = urls.suggestions(letter.record.id, {
      at: current?.id,
      show: show === 'open' ? null : show,
    })
    if (req.get('HX-Request-Type') !== 'partial') return res.redirect(303, `${address}#now`)
    res.set('HX-Replace-Url', address)
    const last = queue.find(({ id }) => id === decided)
    const taken = urls.suggestionDecision(letter.record.id, decided)
    await showQueue(req, res, letter, queue, { current, show, taken, said: last ? saidOf(last) : null })
  }

  async function showQueue(
    req: Request,
    res: Response,
    letter: DeskLetter,
    queue: QueuedSuggestion[],
    shown: Shown,
  ) {
    const { current, show, errors = {}, isWhole = false, hasRoom = false, isOpen = false } = shown
    const slug = letter.record.id
    const values = shown.values ?? (current && valuesOfSuggestion(current))
    const made = assertionsMadeBy(db, current?.decision?.changeId ? [current.decision.changeId] : [])
    const assertion = made.get(current?.decision?.changeId ?? -1) ?? null
    const stored = current && describedBy(current)
    const marking =
      values && current
        ? await showForm(tools, letter, { values, errors, isWhole, hasRoom, stored }, pageContext(res))
        : null
    const ranges = marking?.words.ranges.length ? marking.words.ranges : current ? [current] : []
    const marks = listMarks(db, letter.id)
    const since = lastDecision(db)
    const view = {
      page: 'suggestions/queue',
      fragment: 'suggestions/_queue',
      section: 'desk',
      status: shown.status,
    }
    respond(req, res, view, {
      letter: letterView(letter),
      progress: progressOf(db, slug),
      show,
      shownCount: queue.filter((one) => isIn(one, show)).length,
      job: jobs.jobOf(slug) ?? null,
      rows: queueText(letter, marks, queue, ranges),
      marked: markedIn(marks, ranges),
      current: current
        ? {
            ...listed(current, letter),
            ...neighbours(queue, current.id),
            likelihood: current.likelihood,
            sources: current.sources,
            base: current.decision?.id ?? '',
            assertion,
          }
        : null,
      marking,
      isOpen: isOpen || Object.keys(errors).length > 0,
      isStale: shown.isStale ?? false,
      standing: shown.isStale && assertion ? standingView(db, assertion) : null,
      assertionBase: latestChange(db),
      said: shown.said ?? null,
      taken: shown.taken ?? null,
      since,
      news: [],
    })
  }

  function newsOf(letter: DeskLetter, since: number, at: number | null, ownName: string) {
    const slug = letter.record.id
    const queue = queries.queueOf(slug)
    const news = newsView(queries.decisionsSince(slug, since), queue, ownName)
    return {
      letter: letterView(letter),
      since,
      at,
      progress: progressOf(db, slug),
      news,
      onCurrent: news.find(({ suggestion }) => suggestion === at) ?? null,
    }
  }

  function decisionAt(req: Request, letter: DeskLetter) {
    const suggestion = queries.queueOf(letter.record.id).find(({ id }) => String(id) === req.params.id)
    if (!suggestion) {
      throw notFound('suggestion', [
        { href: urls.suggestions(letter.record.id), text: 'The suggestions of this letter' },
      ])
    }
    const base = sentOnce(req.body, 'base')
    const show = shownIn((req.body as Sent | undefined)?.show)
    return { suggestion, show, expected: base === '' ? null : Number(base) }
  }

  function typedValues(req: Request, letter: DeskLetter): MarkingValues {
    const values = markingValues(req.body)
    const sha256 = sentOnce(req.body, 'text')
    return sha256 === letter.record.sha256 ? values : movedValues(db, letter, values, sha256)
  }

  return routes
}

const progressOf = (db: Db, letter: string) =>
  progressView(suggestionProgress(db, letter).get(letter) ?? noProgress)

const shownIn = (typed: unknown, otherwise: ListState = 'open'): ListState =>
  listStates.find((state) => state === typed) ?? otherwise

const changesOf = (queue: readonly QueuedSuggestion[]) =>
  queue.flatMap(({ decision }) => decision?.changeId ?? [])

const letterView = ({ record, authorName }: DeskLetter) => ({
  slug: record.id,
  title: record.title,
  shortTitle: record.short_title,
  language: record.language,
  sha256: record.sha256,
  author: authorName,
})

/** What just happened, told with the page that follows. */
const saidOf = ({ state, quote }: QueuedSuggestion) => {
  const words = Array.from(quote)
  const short = words.length > 60 ? `${words.slice(0, 60).join('').trimEnd()}…` : quote
  return `“${short}” is ${stateWords[state]}.`
}

function listed({ id, quote, start, kind, state, decision }: QueuedSuggestion, { record }: DeskLetter) {
  const paragraph = record.paragraphs.find((one) => one.start <= start && start < one.end)
  return {
    id,
    quote,
    kind,
    paragraph: paragraph?.label ?? '',
    state,
    stateWords: stateWords[state],
    decision: decision && {
      id: decision.id,
      by: decision.by,
      madeAt: decision.madeAt,
      change: decision.changeId,
    },
  }
}
