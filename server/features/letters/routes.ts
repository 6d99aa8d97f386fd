import { type Request, type Response, Router } from 'express'
import type { Db } from '../../../db/client.ts'
import { countOpenComments } from '../../../db/openComments.ts'
import { currentSlug } from '../../../db/slugs.ts'
import { suggestionProgress } from '../../../db/suggestionStates.ts'
import { includesRole } from '../../domain/roles.ts'
import { noteOpenComments, visitorOf } from '../../web/access.ts'
import { movedTo } from '../../web/moved.ts'
import { pageContext } from '../../web/pageContext.ts'
import { notFound } from '../../web/problem.ts'
import { respond } from '../../web/respond.ts'
import { urls } from '../../web/urls.ts'
import { besidePage } from './besideView.ts'
import { letterQuery, lettersQuery } from './forms.ts'
import { letterPage } from './letterView.ts'
import { lettersPage } from './listView.ts'
import { findLetter, type LetterRow, readLetter } from './queries.ts'

/** The letters, one letter, and two of them side by side. */
export function letterRoutes(db: Db): Router {
  const routes = Router()

  routes.get('/letters', (req, res) => {
    const { after, one, other } = lettersQuery.parse(req.query)
    const context = pageContext(res)
    const chosen = one && other && one !== other ? [findLetter(db, one), findLetter(db, other)] : []
    // The form that chooses two letters comes here; what it asks for has an address of its own.
    if (chosen[0] && chosen[1]) {
      return res.redirect(303, urls.besideLetter(chosen[0].slug, chosen[1].slug, context.sidesParams))
    }
    const page = lettersPage(db, after, context)
    // Offered at first: the first letter of each of two sides, since those are read against each other.
    const [first, second] =
      page.groups.length > 1 ? page.groups.map(({ letters }) => letters[0]) : (page.groups[0]?.letters ?? [])
    const choice = {
      one: one ?? first?.slug ?? null,
      other: other ?? second?.slug ?? null,
      isRefused: Boolean(one || other),
    }
    respond(req, res, { page: 'letters/index', section: 'letters' }, { ...page, choice })
  })

  routes.get('/letters/:slug', (req, res) => {
    const letter = letterAt(db, req, res, req.params.slug, (slug) => urls.letter(slug))
    if (!letter) return
    // Beside the page's own model: what a program reads is the same for everybody.
    if (mayMark(res)) res.locals.forEditors = forEditors(db, letter)
    const view = { page: 'letters/show', fragment: 'letters/_letterText', section: 'letters' }
    noteOpenComments(res, () => countOpenComments(db, { kind: 'letter', key: letter.slug }))
    respond(req, res, view, letterPage(db, letter, letterQuery.parse(req.query), pageContext(res)))
  })

  routes.get('/letters/:one/beside/:other', (req, res) => {
    const { one, other } = req.params
    const context = pageContext(res)
    const left = letterAt(db, req, res, one, (slug) => urls.besideLetter(slug, other))
    if (!left) return
    const right = letterAt(db, req, res, other, (slug) => urls.besideLetter(one, slug))
    if (!right) return
    if (left.id === right.id) return res.redirect(303, urls.letter(left.slug, context.sidesParams))
    const view = { page: 'letters/beside', section: 'letters' }
    respond(req, res, view, besidePage(db, left, right, context))
  })

  return routes
}

/** Whether words of the letter can be marked on this page: by an editor, in its present state. */
function mayMark(res: Response): boolean {
  const visitor = visitorOf(res)
  return visitor !== null && includesRole(visitor.role, 'editor') && !res.locals.asOf
}

/** How many suggestions are open, and where each paragraph begins in the letter: "1:0 2:345". */
const forEditors = (db: Db, letter: LetterRow) => ({
  open: suggestionProgress(db, letter.slug).get(letter.slug)?.open ?? 0,
  paragraphs: readLetter(db, letter.id)
    .paragraphs.map(({ label, start }) => `${label}:${start}`)
    .join(' '),
})

/** The letter at an address; or undefined, once an old address was sent on. */
function letterAt(
  db: Db,
  req: Request,
  res: Response,
  slug: string,
  addressOf: (slug: string) => string,
): LetterRow | undefined {
  const letter = findLetter(db, slug)
  if (letter) return letter
  const current = currentSlug(db, 'letter', slug)
  if (current === undefined) {
    throw notFound(
      'letter',
      [
        { href: urls.letters(), text: 'All letters' },
        {
          href: urls.search({ q: slug.replaceAll('-', ' ') }),
          text: `Search for “${slug.replaceAll('-', ' ')}”`,
        },
      ],
      { kind: 'letter', key: slug },
    )
  }
  movedTo(req, res, addressOf(current))
  return undefined
}
