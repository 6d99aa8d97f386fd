import type { Request, RequestHandler, Response } from 'express'
import { ipKeyGenerator, rateLimit } from 'express-rate-limit'
import { oneLine } from '../../web/form.ts'

const minuteMs = 60_000

/** Failures that one address may make in a quarter of an hour, whatever the names. */
const perAddress = { limit: 20, windowMs: 15 * minuteMs }
/**
 * Failures that one name may meet with in a minute, from all addresses together. Some 7,000 guesses a day come nowhere near a
 * password of ten characters, and whoever only wants to shut somebody out gains a minute at a time.
 */
const perName = { limit: 5, windowMs: minuteMs }
const perPassword = { limit: 10, windowMs: 15 * minuteMs }
const mostKnown = 10_000

/** Answers a request that came too soon; `wait` says for how long, in words. */
export type Refuse = (req: Request, res: Response, wait: string) => void

/**
 * Limits on signing in. Only failures count. An address that the name was signed in from since the server started is not
 * bound by what others do with the name: `remember` tells of it.
 */
export function signInLimits(refuse: Refuse) {
  const known = new Set<string>()
  const placeOf = (req: Request) => `${addressOf(req)} ${nameOf(req)}`
  return {
    limits: [
      failuresOnly({ ...perAddress, key: addressOf }, refuse),
      failuresOnly({ ...perName, key: nameOf, skip: (req) => known.has(placeOf(req)) }, refuse),
    ],
    remember(req: Request) {
      known.delete(placeOf(req))
      known.add(placeOf(req))
      for (const oldest of known) {
        if (known.size <= mostKnown) break
        known.delete(oldest)
      }
    },
  }
}

/** A limit on guessing the present password from within a session; `accountOf` says whose. */
export const passwordLimit = (accountOf: (res: Response) => number, refuse: Refuse): RequestHandler =>
  failuresOnly({ ...perPassword, key: (_req, res) => String(accountOf(res)) }, refuse)

interface Limit {
  limit: number
  windowMs: number
  key: (req: Request, res: Response) => string
  skip?: (req: Request) => boolean
}

function failuresOnly({ limit, windowMs, key, skip }: Limit, refuse: Refuse): RequestHandler {
  return rateLimit({
    limit,
    windowMs,
    keyGenerator: key,
    ...(skip && { skip }),
    skipSuccessfulRequests: true,
    standardHeaders: false,
    legacyHeaders: false,
    // Whether the header is to be believed is settled by the setting TRUST_PROXY.
    validate: { xForwardedForHeader: false },
    handler: (req, res) => {
      const { resetTime } = (req as Request & { rateLimit?: { resetTime?: Date } }).rateLimit ?? {}
      const seconds = Math.max(1, Math.ceil(((resetTime?.getTime() ?? 0) - Date.now()) / 1000))
      res.set('Retry-After', String(seconds))
      refuse(req, res, seconds > 60 ? `${Math.ceil(seconds / 60)} minutes` : 'a minute')
    },
  })
}

/** A whole network of IPv6 addresses counts as one: whoever has one of them has them all. */
const addressOf = (req: Request) => ipKeyGenerator(req.ip ?? '')

/** The name as it is looked up, so that another spelling of it is no other name. */
const nameOf = (req: Request) =>
  oneLine(String((req.body as { name?: unknown } | undefined)?.name ?? ''))
    .toLowerCase()
    .slice(0, 60)
