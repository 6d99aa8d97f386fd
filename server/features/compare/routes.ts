import { type Request, type Response, Router } from 'express'
import type { Db } from '../../../db/client.ts'
import { currentSlug } from '../../../db/slugs.ts'
import { movedTo } from '../../web/moved.ts'
import { pageContext } from '../../web/pageContext.ts'
import { notFound } from '../../web/problem.ts'
import { respond } from '../../web/respond.ts'
import { urls } from '../../web/urls.ts'
import { comparePage } from './compareView.ts'
import { readQuery } from './forms.ts'
import { listTopics } from './queries/names.ts'

/** Claims with the sides facing each other: all of them, a topic's, as a matrix, and those that mirror one another. */
export function compareRoutes(db: Db): Router {
  const routes = Router()
  const view = { page: 'compare/index', fragment: 'compare/_compare', section: 'compare' }

  routes.get('/', (req, res) => {
    respond(req, res, view, comparePage(db, readQuery(req.query), pageContext(res)))
  })

  routes.get('/topics/:slug', (req, res) => {
    const { slug } = req.params
    if (!isTopic(db, req, res, slug)) return
    const model = comparePage(db, readQuery(req.query), pageContext(res), slug)
    respond(req, res, { ...view, section: 'topics' }, model)
  })

  return routes
}

/** Whether the address is a topic's own; a former one is answered with the present one. */
function isTopic(db: Db, req: Request, res: Response, slug: string): boolean {
  const topics = listTopics(db)
  if (topics.some((topic) => topic.slug === slug)) return true
  const current = currentSlug(db, 'topic', slug)
  if (current === undefined) {
    throw notFound('topic', [
      { href: urls.topics(), text: 'All topics' },
      ...nearest(slug, topics).map((topic) => ({ href: urls.topic(topic.slug), text: topic.name })),
    ])
  }
  movedTo(req, res, urls.topic(current))
  return false
}

/** Topics that share a word with a mistyped slug. */
function nearest<T extends { slug: string }>(slug: string, topics: readonly T[]): T[] {
  const words = new Set(slug.toLowerCase().split(/[^a-z0-9]+/))
  return topics.filter((topic) => topic.slug.split('-').some((word) => word.length > 3 && words.has(word)))
}
