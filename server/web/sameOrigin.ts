import type { RequestHandler } from 'express'
import { originOf } from './origin.ts'
import { Problem } from './problem.ts'
import { sessionToken } from './session.ts'

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Refuses whatever another site makes a visitor's browser send here: only our own pages change anything. */
export const sameOrigin: RequestHandler = (req, _res, next) => {
  const isOurs = comesFromUs({
    site: req.get('Sec-Fetch-Site'),
    origin: req.get('Origin'),
    ownOrigin: originOf(req),
    hasSession: sessionToken(req) !== undefined,
  })
  if (safeMethods.has(req.method) || isOurs) return next()
  throw new Problem(
    403,
    'This did not come from our own pages',
    'Only pages of this site can change anything here. Nothing was changed: open the page on this site and send it from there.',
  )
}

interface Sender {
  /** The header Sec-Fetch-Site; a browser sends it over https and to the machine itself, and no page can set it. */
  site: string | undefined
  /** The header Origin; "null" for a sender that hides itself, which is never us. */
  origin: string | undefined
  ownOrigin: string
  hasSession: boolean
}

/**
 * Whether a request was made by a page of ours or by hand. What says neither is no browser that a page could misuse, and is
 * let through only without a session: a stolen or forgotten cookie in a script must not do what a page may not.
 */
export function comesFromUs({ site, origin, ownOrigin, hasSession }: Sender): boolean {
  if (site !== undefined) return site === 'same-origin' || site === 'none'
  if (origin !== undefined) return origin === ownOrigin
  return !hasSession
}
