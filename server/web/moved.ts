import type { Request, Response } from 'express'
import { splitAddress } from './urls.ts'

/** Sends an old address on to `path` for good, with the same query and the same ending (".json"). */
export function movedTo(req: Request, res: Response, path: string) {
  const { search } = splitAddress(req.originalUrl)
  res.redirect(308, `${path}${res.locals.wantsJson ? '.json' : ''}${search}`)
}
