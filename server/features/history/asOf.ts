import type { RequestHandler, Response } from 'express'
import type { Db } from '../../../db/client.ts'
import { dayInWords } from '../../domain/dates.ts'
import { originOf } from '../../web/origin.ts'
import { Problem } from '../../web/problem.ts'
import { isReading } from '../../web/reading.ts'
import { splitAddress, urls } from '../../web/urls.ts'
import { keepAsOf, withAsOf } from './asOfLinks.ts'
import { readChangeNumber } from './forms.ts'
import { countObjectsUpTo, findChange, findLatest } from './queries.ts'

/** What a page says above everything else when it shows a past state. */
export interface AsOf {
  change: number
  day: string
  /** The same page as it is now; a whole address, since others lead to the past. */
  nowHref: string
}

export interface AsOfOptions {
  db: Db
  /** A database as it was after a change; undefined where there was no collection yet. */
  rebuild: (change: number) => Db | undefined
  /** All pages, on a database. */
  pages: (db: Db) => RequestHandler
}

/** While a state is rebuilt nobody else is answered: to replay so many lines of history takes about a second. */
const longestReplay = 20_000

/**
 * `?as-of=N` on any address shows it as it was after change N. Nothing else is shown in its place, which would pass for the
 * past: what is no number of a change is a 404, and so is a change that has not been made, or one whose history is too long
 * to be replayed while readers wait.
 */
export function asOf({ db, rebuild, pages }: AsOfOptions): RequestHandler {
  const pastPages = keepLatest(rebuild, pages)
  return (req, res, next) => {
    const asked = isReading(req) ? [req.query['as-of']].flat()[0] : undefined
    if (!asked) return next()
    const nowHref = withoutAsOf(req.originalUrl)
    const number = readChangeNumber(asked)
    if (number === null) throw noNumber(String(asked), findLatest(db)?.number ?? 0, nowHref)
    const change = findChange(db, number)
    if (change && countObjectsUpTo(db, number, longestReplay + 1) > longestReplay)
      throw tooLong(number, nowHref)
    const show = change && pastPages(number)
    if (!show) throw noSuchState(number, findLatest(db)?.number ?? 0, nowHref)
    const locals: { asOf: AsOf } = {
      asOf: { change: number, day: dayInWords(change.madeAt.slice(0, 10)), nowHref: originOf(req) + nowHref },
    }
    Object.assign(res.locals, locals)
    // Every page has as many pasts as there are changes: search engines are to know the present one.
    res.set('X-Robots-Tag', 'noindex, nofollow')
    stayIn(res, number)
    show(req, res, (error?: unknown) => next(explained(error, locals.asOf)))
  }
}

/** At most this many past states are kept ready; each is a database in memory. */
const mostKept = 2

/** The pages of past states; the state not asked for longest is closed when another is needed. */
export function keepLatest(
  rebuild: AsOfOptions['rebuild'],
  pages: AsOfOptions['pages'],
): (change: number) => RequestHandler | undefined {
  const kept = new Map<number, { past: Db; show: RequestHandler }>()
  return (change) => {
    let state = kept.get(change)
    if (!state) {
      const past = rebuild(change)
      if (!past) return undefined
      state = { past, show: pages(past) }
    }
    kept.delete(change)
    kept.set(change, state)
    for (const [oldest, { past }] of kept) {
      if (kept.size <= mostKept) break
      kept.delete(oldest)
      // Pages read and answer in one go: none is half-way through with it.
      past.$client.close()
    }
    return state.show
  }
}

/** Everything that this answer leads to, in its text or by sending the reader on, is of the same state. */
function stayIn(res: Response, change: number) {
  const send = res.send.bind(res)
  res.send = (body: unknown) => {
    const type = /html|json/.exec(String(res.get('Content-Type') ?? 'html'))?.[0] as
      | 'html'
      | 'json'
      | undefined
    return send(typeof body === 'string' && type ? keepAsOf(body, change, type) : body)
  }
  const location = res.location.bind(res)
  res.location = (address: string) => location(address.startsWith('/') ? withAsOf(address, change) : address)
}

/** The address with everything in its query but `as-of`. */
function withoutAsOf(address: string): string {
  const { path, search } = splitAddress(address)
  const rest = search
    .slice(1)
    .split('&')
    .filter((pair) => pair !== '' && !new URLSearchParams(pair).has('as-of'))
  return rest.length ? `${path}?${rest.join('&')}` : path
}

/** What is not there may have come later: the reader is shown the way to the present. */
function explained(error: unknown, { change, nowHref }: AsOf): unknown {
  if (!(error instanceof Problem) || error.status !== 404) return error
  const detail = `It was not in the collection after change ${change}. It may have come later, or the address may be mistyped.`
  const now = { href: nowHref, text: 'Show this page as it is now' }
  return new Problem(404, error.title, detail, [now, ...error.suggestions])
}

const tooLong = (change: number, nowHref: string) =>
  new Problem(
    404,
    'This collection is too large to be shown as it was',
    `Its history up to change ${change} is too long to be gone through while you wait. What each change touched, before and after, stands in the history itself.`,
    [
      { href: nowHref, text: 'Show this page as it is now' },
      { href: urls.change(change), text: `Change ${change}, before and after` },
    ],
  )

function noNumber(asked: string, latest: number, nowHref: string): Problem {
  const shown = asked.length > 40 ? `${asked.slice(0, 40)}…` : asked
  const detail = `An address ends in “as-of=” and the number of a change, from 1 to ${latest}, to show the collection as it was after that change.`
  return new Problem(404, `“${shown}” is no number of a change`, detail, [
    { href: nowHref, text: 'Show this page as it is now' },
    { href: urls.history(), text: 'All changes' },
  ])
}

function noSuchState(asked: number, latest: number, nowHref: string): Problem {
  const title =
    asked > latest ? `There is no change ${asked} yet` : `After change ${asked} there was no collection yet`
  const detail = `The last change is number ${latest}: an address can show the collection as it was after any change up to that one.`
  return new Problem(404, title, detail, [
    { href: nowHref, text: 'Show this page as it is now' },
    { href: urls.history(), text: 'All changes' },
  ])
}
