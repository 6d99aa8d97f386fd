import { type Request, type Response, Router } from 'express'
import type { Db } from '../../../db/client.ts'
import { currentSlug, findId } from '../../../db/slugs.ts'
import { movedTo } from '../../web/moved.ts'
import { type PageContext, pageContext } from '../../web/pageContext.ts'
import { notFound } from '../../web/problem.ts'
import { respond } from '../../web/respond.ts'
import { urls } from '../../web/urls.ts'
import { type CellView, letterCell, partyCell } from './cellView.ts'
import { comparePage } from './compareView.ts'
import { readCell, readPairPlace, readQuery } from './forms.ts'
import { matrixPage } from './matrixView.ts'
import { mirrorsPage } from './mirrorsView.ts'
import { findCurrentClaim } from './queries/matrix.ts'
import { listTopics } from './queries/names.ts'

/** Claims with the sides facing each other: all of them, a topic's, as a matrix, and those that mirror one another. */
export function compareRoutes(db: Db): Router {
  const routes = Router()
  const view = { page: 'compare/index', fragment: 'compare/_compare', section: 'compare' }

  routes.get('/', (req, res) => {
    respond(req, res, view, comparePage(db, readQuery(req.query), pageContext(res)))
  })

  // Its JSON stands at /compare.json: whoever takes the ending off means this page.
  routes.get('/compare', (req, res) => movedTo(req, res, urls.compare()))

  routes.get('/topics/:slug', (req, res) => {
    const { slug } = req.params
    if (!isTopic(db, req, res, slug)) return
    const model = comparePage(db, readQuery(req.query), pageContext(res), slug)
    respond(req, res, { ...view, section: 'topics' }, model)
  })

  routes.get('/matrix', (req, res) => {
    const matrix = { page: 'compare/matrix', fragment: 'compare/_matrix', section: 'matrix' }
    respond(req, res, matrix, matrixPage(db, readQuery(req.query), pageContext(res)))
  })

  routes.get('/matrix/quotes/:claim', (req, res) => {
    const claim = currentClaim(db, req, res, req.params.claim)
    if (claim === undefined) return
    const cell = { page: 'compare/quotes', fragment: 'compare/_cell', section: 'matrix' }
    respond(req, res, cell, cellOf(db, claim, readCell(req.query), pageContext(res)))
  })

  routes.get('/mirrors', (req, res) => {
    const mirrors = { page: 'compare/mirrors', section: 'mirrors' }
    respond(req, res, mirrors, mirrorsPage(db, readPairPlace(req.query), pageContext(res)))
  })

  return routes
}

/** The id of the current claim at an address; a former slug, or a claim that is none any more, leads to the claim's page. */
function currentClaim(db: Db, req: Request, res: Response, slug: string): number | undefined {
  const id = findCurrentClaim(db, slug)
  if (id !== undefined) return id
  const current = currentSlug(db, 'claim', slug)
  if (current !== undefined) {
    movedTo(req, res, urls.matrixQuotes(current))
    return undefined
  }
  throw notFound(
    'claim in the matrix',
    [
      {
        href: urls.search({ q: slug.replaceAll('-', ' ') }),
        text: `Search for “${slug.replaceAll('-', ' ')}”`,
      },
      { href: urls.matrix(), text: 'The whole matrix' },
    ],
    { kind: 'claim', key: slug },
  )
}

/** A letter's or a party's quotes on a claim; without either, those of the party on the left. */
function cellOf(db: Db, claimId: number, asked: ReturnType<typeof readCell>, context: PageContext): CellView {
  const letterId = asked.letter === null ? undefined : findId(db, 'letter', asked.letter)
  if (letterId !== undefined) return letterCell(db, claimId, letterId, context)
  const party = context.parties.find(({ slug }) => slug === asked.party) ?? context.sides.left
  return partyCell(db, claimId, party.id, context)
}

/** Whether the address is a topic's own; a former one is answered with the present one. */
function isTopic(db: Db, req: Request, res: Response, slug: string): boolean {
  const topics = listTopics(db)
  if (topics.some((topic) => topic.slug === slug)) return true
  const current = currentSlug(db, 'topic', slug)
  if (current === undefined) {
    throw notFound(
      'topic',
      [
        { href: urls.topics(), text: 'All topics' },
        ...nearest(slug, topics).map((topic) => ({ href: urls.topic(topic.slug), text: topic.name })),
      ],
      { kind: 'topic', key: slug },
    )
  }
  movedTo(req, res, urls.topic(current))
  return false
}

/** Topics that share a word with a mistyped slug. */
function nearest<T extends { slug: string }>(slug: string, topics: readonly T[]): T[] {
  const words = new Set(slug.toLowerCase().split(/[^a-z0-9]+/))
  return topics.filter((topic) => topic.slug.split('-').some((word) => word.length > 3 && words.has(word)))
}
