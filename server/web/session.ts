import type { Request, RequestHandler, Response } from 'express'
import type { Visitor } from './access.ts'

/** The longest that browsers keep a cookie. When a session ends is decided here, not by the browser. */
const cookieAgeMs = 400 * 24 * 60 * 60 * 1000

/** Behind https the name itself binds the cookie to this host, to https and to the whole site. */
const cookieName = (req: Request) => (req.secure ? '__Host-session' : 'session')

/**
 * Sets `res.locals.visitor`: whoever the session's cookie stands for, as `find` tells, or null. An answer to who sends such a
 * cookie may hold something of theirs, so it is kept by nobody between us.
 */
export function session(find: (token: string) => Visitor | null): RequestHandler {
  return (req, res, next) => {
    const token = sessionToken(req)
    res.locals.visitor = token === undefined ? null : find(token)
    if (token !== undefined) res.set('Cache-Control', 'private, no-cache')
    next()
  }
}

/** The token in the session's cookie; undefined for a visitor without one. */
export function sessionToken(req: Request): string | undefined {
  const start = `${cookieName(req)}=`
  const pair = req.headers.cookie
    ?.split(';')
    .map((one) => one.trim())
    .find((one) => one.startsWith(start))
  return pair?.slice(start.length)
}

export function setSessionCookie(req: Request, res: Response, token: string) {
  res.cookie(cookieName(req), token, { ...attributes(req), maxAge: cookieAgeMs })
}

export function clearSessionCookie(req: Request, res: Response) {
  res.clearCookie(cookieName(req), attributes(req))
}

const attributes = (req: Request) =>
  ({ httpOnly: true, sameSite: 'lax', secure: req.secure, path: '/' }) as const
