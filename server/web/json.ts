import type { RequestHandler } from 'express'

/** "/claims/x.json" is "/claims/x" as JSON: takes the ending off before routes are matched. */
export const jsonEnding: RequestHandler = (req, res, next) => {
  const [path = '/', query] = req.url.split('?', 2)
  if (path.endsWith('.json') && path !== '/corpus.json') {
    const bare = path.slice(0, -'.json'.length)
    req.url = `${bare === '/compare' ? '/' : bare}${query === undefined ? '' : `?${query}`}`
    res.locals.wantsJson = true
  }
  next()
}
