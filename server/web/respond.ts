import type { Request, Response } from 'express'
import { isReading } from './reading.ts'
import { jsonAddress } from './urls.ts'

/** Which templates answer, without ".njk"; `section` is the part of the navigation that is current. */
export interface View {
  page: string
  fragment?: string
  section?: string
  status?: number
}

/**
 * Answers with the page, with only its fragment when htmx is replacing part of it, or with `model` as JSON when the
 * address ends in ".json". `model` is plain data: what the template prints and what a program reads are the same.
 */
export function respond(req: Request, res: Response, view: View, model: object) {
  res.status(view.status ?? 200)
  if (res.locals.wantsJson) {
    res.type('application/json').send(JSON.stringify(model))
    return
  }
  const wantsFragment = view.fragment !== undefined && req.get('HX-Request-Type') === 'partial'
  res.vary('HX-Request-Type').render(`${wantsFragment ? view.fragment : view.page}.njk`, {
    section: view.section ?? '',
    // What answers a form has no address of its own.
    jsonUrl: isReading(req) ? jsonAddress(req.originalUrl) : null,
    ...model,
  })
}
