import type { ErrorRequestHandler, Request, RequestHandler } from 'express'
import { loggedAddress } from './log.ts'
import { type Resend, resendOf } from './resend.ts'
import { urls } from './urls.ts'

/** An object of the collection that somebody asked for; its kind as the history calls it. */
interface Sought {
  kind: string
  key: string
}

/** The only error that is meant for readers: what happened and what to do. Everything else is a bug and shown as 500. */
export class Problem extends Error {
  readonly status: number
  readonly title: string
  readonly detail: string
  readonly suggestions: { href: string; text: string }[]
  /** What the refused form held, where it can be sent once more. */
  readonly resend: Resend | null
  /** The object that was not found: the history may know what became of it. */
  readonly sought: Sought | null
  constructor(
    status: number,
    title: string,
    detail = '',
    suggestions: { href: string; text: string }[] = [],
    resend: Resend | null = null,
    sought: Sought | null = null,
  ) {
    super(title)
    this.status = status
    this.title = title
    this.detail = detail
    this.suggestions = suggestions
    this.resend = resend
    this.sought = sought
  }
}

/** `sought` names the object where it is one of the collection. */
export function notFound(
  what: string,
  suggestions: { href: string; text: string }[] = [],
  sought: Sought | null = null,
): Problem {
  return new Problem(
    404,
    `There is no such ${what}`,
    'The address may be mistyped, or what stood here was never part of this collection.',
    suggestions,
    null,
    sought,
  )
}

/** The last route: nothing has answered. */
export const showNotFound: RequestHandler = (_req, _res, next) =>
  next(
    notFound('page', [
      { href: urls.search(), text: 'Search letters and claims' },
      { href: urls.compare(), text: 'Compare all claims' },
      { href: urls.letters(), text: 'All letters' },
    ]),
  )

/** The last middleware: RFC 9457 for programs, a page for people, a part of one for htmx. Never a stack. */
export function showProblem(log: (line: string) => void): ErrorRequestHandler {
  return (error: unknown, req, res, next) => {
    const problem = asProblem(error, req)
    const asked = `${req.method} ${loggedAddress(req.originalUrl)}`
    if (problem.status >= 500) log(`${asked} failed: ${stackOf(error)}`)
    else log(`${asked} ${problem.status} ${problem.title}`)
    if (res.headersSent) return next(error)
    const { status, title, detail } = problem
    res.status(status).vary('Accept').vary('HX-Request-Type').set('Cache-Control', 'no-store')
    if (res.locals.wantsJson || req.accepts(['html', 'json']) === 'json') {
      res.type('application/problem+json').send(
        JSON.stringify({
          type: 'about:blank',
          title,
          status,
          ...(detail && { detail }),
          instance: req.originalUrl,
        }),
      )
      return
    }
    const isPartial = req.get('HX-Request-Type') === 'partial'
    const view = isPartial ? 'shared/_problem.njk' : 'problem.njk'
    // Whatever part of the answer htmx was to pick out: this is shown in its place.
    if (isPartial) res.set('HX-Reselect', '#problem')
    // A failure may come before anything is known of the site.
    const {
      site = { title: 'Counterclaim', namesNote: null },
      query = '',
      origin = null,
      sidesParams = {},
      visitor = null,
    } = res.locals
    res.render(view, { problem, section: '', jsonUrl: null, site, query, origin, sidesParams, visitor })
  }
}

/** What keeps a database from answering, by SQLite's code. Each of these undoes the whole change that met with it. */
const unavailableDatabase: [codes: RegExp, title: string, detail: string][] = [
  [
    /^SQLITE_BUSY/,
    'The database is busy just now',
    'Somebody else is saving. Nothing of yours was saved, and nothing else was lost: try again in a moment.',
  ],
  [
    /^SQLITE_(FULL|IOERR_SHMSIZE)/,
    'There is no room to save this',
    'The server’s disk is full. Nothing of yours was saved, and nothing else has changed; reading goes on. Tell whoever runs this server, and send it again when there is room.',
  ],
  [
    /^SQLITE_READONLY/,
    'Nothing can be saved here just now',
    'The database may only be read. Nothing of yours was saved, and nothing else has changed; reading goes on. Tell whoever runs this server.',
  ],
  [
    /^SQLITE_IOERR/,
    'The database cannot be reached just now',
    'The server’s disk reports an error. Nothing of yours was saved. Tell whoever runs this server, and try again when the disk has been seen to.',
  ],
]

function asProblem(error: unknown, req: Request): Problem {
  if (error instanceof Problem) return error
  const { status, code } = error as { status?: number; code?: string }
  if (status === 400 || error instanceof URIError) {
    return new Problem(
      400,
      'This request cannot be read',
      'Check the address, or begin again from the front page.',
    )
  }
  if (status === 409) {
    const detail = `${(error as Error).message} Nothing was saved. Go back, load the page anew and try again.`
    return new Problem(409, 'This cannot be saved as things stand', detail)
  }
  if (status === 415) return new Problem(415, 'This cannot be read here', 'Send it as text in UTF-8.')
  if (status === 413) return new Problem(413, 'This is too large', 'Send less at once.')
  const unavailable = unavailableDatabase.find(([codes]) => codes.test(code ?? ''))
  // What was typed goes back to the page, to be sent again as it is.
  if (unavailable) return new Problem(503, unavailable[1], unavailable[2], [], resendOf(req))
  return new Problem(
    500,
    'Something went wrong here',
    'It is not your doing, and nothing was lost. Try again, or begin from the front page.',
  )
}

const stackOf = (error: unknown) => (error instanceof Error ? (error.stack ?? error.message) : String(error))
