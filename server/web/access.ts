import type { RequestHandler, Response } from 'express'
import { includesRole, type Role } from '../domain/roles.ts'
import { Problem } from './problem.ts'
import { isReading } from './reading.ts'
import { type Resend, resendOf } from './resend.ts'
import { urls } from './urls.ts'

/** Somebody who is signed in, as routes and templates know them. */
export interface Visitor {
  id: number
  name: string
  role: Role
  /** Whether single keys act on pages that offer them. */
  usesKeys: boolean
}

/** Who asks; null for a visitor who is not signed in. Set on `res.locals` before any route. */
export const visitorOf = (res: Response): Visitor | null => res.locals.visitor ?? null

/**
 * Tells an object's own page how many comments on it are open, for who is signed in. Beside the page's own model: what a
 * program reads is the same for everybody.
 */
export function noteOpenComments(res: Response, count: () => number) {
  if (visitorOf(res)) res.locals.openComments = count()
}

/** The visitor on a route that `may` guards. */
export function signedIn(res: Response): Visitor {
  const visitor = visitorOf(res)
  if (!visitor) throw new Error('This route does not state who may.')
  return visitor
}

/** A handler that states who may go on. Every route that changes anything has one: a test walks all routes. */
export type Guard = RequestHandler & { who: Role | 'anyone' }

/** The first handler of a route: lets pass whoever has this role or one above; 'anyone' states that all may. */
export function may(who: Role | 'anyone'): Guard {
  const guard: RequestHandler = (req, res, next) => {
    if (who === 'anyone') return next()
    const visitor = visitorOf(res)
    if (visitor && includesRole(visitor.role, who)) return next()
    if (visitor) {
      throw new Problem(
        403,
        'Your account may not do this',
        `It takes the role “${who}”, and yours is “${visitor.role}”. An owner can change that.`,
      )
    }
    // A part of a page is told so in its place: the page to sign in on does not fit there.
    if (isReading(req) && !res.locals.wantsJson && req.get('HX-Request-Type') !== 'partial') {
      return res.redirect(303, urls.signIn({ to: req.originalUrl }))
    }
    throw signInFirst(isReading(req) ? null : resendOf(req))
  }
  return Object.assign(guard, { who })
}

/** The session may have ended while somebody was typing: what was typed goes back to the page. */
function signInFirst(resend: Resend | null): Problem {
  const detail = resend
    ? 'You are not signed in, or your session has ended. Nothing was saved yet, and what you typed is kept in this page: sign in beside it, come back here and send it again.'
    : 'You are not signed in, or your session has ended. Nothing was saved.'
  return new Problem(
    401,
    'Sign in first',
    detail,
    resend ? [] : [{ href: urls.signIn(), text: 'Sign in' }],
    resend,
  )
}

/** The line of history for a change that this visitor makes. */
export const signedBy = ({ id, name }: Visitor, action: string, summary: string) => ({
  actor: name,
  accountId: id,
  action,
  summary,
})
