import { Router } from 'express'
import type { Db } from '../../../db/client.ts'
import { corpusJson } from './json.ts'
import { readCorpus } from './queries.ts'

/** `GET /corpus.json`: the whole collection. */
export function corpusRoutes(db: Db): Router {
  const routes = Router()
  routes.get('/corpus.json', (_req, res) => {
    res.type('application/json').send(JSON.stringify(corpusJson(readCorpus(db))))
  })
  return routes
}
