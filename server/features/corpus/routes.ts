import { Router } from 'express'
import type { Db } from '../../../db/client.ts'
import { readCorpus } from '../../../db/present.ts'
import { corpusJson } from './json.ts'

/** `GET /corpus.json`: the whole collection. */
export function corpusRoutes(db: Db): Router {
  const routes = Router()
  routes.get('/corpus.json', (_req, res) => {
    res.type('application/json').send(JSON.stringify(corpusJson(readCorpus(db))))
  })
  return routes
}
