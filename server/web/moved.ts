import type { Request, Response } from 'express'

/** Sends an old address on to `path` for good, with the same query and the same ending (".json"). */
export function movedTo(req: Request, res: Response, path: string) {
  const query = req.originalUrl.split('?', 2)[1]
  res.redirect(308, `${path}${res.locals.wantsJson ? '.json' : ''}${query ? `?${query}` : ''}`)
}
