import { Router } from 'express'
import { suggestionProgress } from '../../../db/suggestionStates.ts'
import { may, signedIn } from '../../web/access.ts'
import { respond } from '../../web/respond.ts'
import { urls } from '../../web/urls.ts'
import { deskLetterAt } from './letterAt.ts'
import { type DeskLetter, listLetters } from './letterQueries.ts'
import { correctedView } from './marking.ts'
import { sentOnce } from './markingForm.ts'
import type { QueuedSuggestion } from './queries.ts'
import { letterView, listed, progressOf, shownIn, type Tools } from './queuePage.ts'
import { assertionsMadeBy } from './queueQueries.ts'
import { isIn, listStates, newsView, progressView } from './queueView.ts'

/** Besides letters with open suggestions, so many of the latest letters are listed. */
const mostLatest = 20

/** Lists of suggestions: letter by letter, all of one letter, and what others have decided lately. */
export function listRoutes({ db, queries }: Tools): Router {
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
    const text = sentOnce(req.query, 'text') || letter.record.sha256
    respond(req, res, { page: 'suggestions/_news' }, newsOf(letter, { since, at, text }, signedIn(res).name))
  })

  function newsOf(
    letter: DeskLetter,
    { since, at, text }: { since: number; at: number | null; text: string },
    ownName: string,
  ) {
    const slug = letter.record.id
    const queue = queries.queueOf(slug)
    // Decisions on another text than the page shows are no news of what it shows.
    const isSameText = text === letter.record.sha256
    const news = isSameText ? newsView(queries.decisionsSince(slug, since), queue, ownName) : []
    return {
      letter: letterView(letter),
      since,
      at,
      text,
      newText: isSameText ? null : correctedView(db, letter, { isGone: !queue.some(({ id }) => id === at) }),
      progress: progressOf(db, slug),
      news,
      onCurrent: news.find(({ suggestion }) => suggestion === at) ?? null,
    }
  }

  return routes
}

const changesOf = (queue: readonly QueuedSuggestion[]) =>
  queue.flatMap(({ decision }) => decision?.changeId ?? [])
