import type { RequestHandler } from 'express'
import { splitAddress } from './urls.ts'

/** "/claims/x.json" is "/claims/x" as JSON: takes the ending off before routes are matched. */
export const jsonEnding: RequestHandler = (req, res, next) => {
  const { path, search } = splitAddress(req.url)
  if (path.endsWith('.json') && path !== '/corpus.json') {
    const bare = path.slice(0, -'.json'.length)
    req.url = `${bare === '/compare' ? '/' : bare}${search}`
    res.locals.wantsJson = true
  }
  next()
}
