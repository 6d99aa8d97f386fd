import type { RequestHandler, Response } from 'express'
import { includesRole, type Role } from '../domain/roles.ts'
import { Problem } from './problem.ts'
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
    if (req.method === 'GET' && !res.locals.wantsJson)
      return res.redirect(303, urls.signIn({ to: req.originalUrl }))
    throw new Problem(
      401,
      'Sign in first',
      'You are not signed in, or your session has ended. What you typed is still in the page before this one.',
      [{ href: urls.signIn(), text: 'Sign in' }],
    )
  }
  return Object.assign(guard, { who })
}
