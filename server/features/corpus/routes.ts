import { type Response, Router } from 'express'
import type { Db } from '../../../db/client.ts'
import { Problem } from '../../web/problem.ts'
import { turns } from '../../web/turns.ts'
import { corpusJson } from './json.ts'
import { isSmall, stateTag } from './queries.ts'
import { sendCorpus } from './sendCorpus.ts'

/** Each is a process that keeps one processor busy for as long as it lasts. */
const mostAtOnce = 2
const longestWaitMs = 5_000
const retryAfterSeconds = 30

const inTurn = turns(mostAtOnce, longestWaitMs)

/** `GET /corpus.json`: the whole collection; a small one at once, a large one as a stream. */
export function corpusRoutes(db: Db): Router {
  const routes = Router()
  routes.get('/corpus.json', async (req, res) => {
    res.locals.wantsJson = true
    if (isSmall(db)) {
      const json = db.$client.transaction(() => [...corpusJson(db)].join(''))()
      return res.type('application/json').send(json)
    }
    const state = { ETag: stateTag(db), 'Cache-Control': 'no-cache' }
    if (req.get('If-None-Match')?.includes(state.ETag)) return res.status(304).set(state).end()
    const headers = { ...state, 'Content-Type': 'application/json; charset=utf-8' }
    if (req.method === 'HEAD') return res.set(headers).end()
    const isTurn = await inTurn(async () => {
      if (res.closed) return
      // A past state may have been given up for others while this one waited.
      if (!db.$client.open) throw busy(res)
      res.set(headers)
      await sendCorpus(db, res)
    })
    if (!isTurn && !res.closed) throw busy(res)
  })
  return routes
}

function busy(res: Response): Problem {
  res.set('Retry-After', String(retryAfterSeconds))
  return new Problem(
    503,
    'Others are fetching the whole collection just now',
    `It is large, and only a few can have it at the same time. Try again in ${retryAfterSeconds} seconds.`,
  )
}
