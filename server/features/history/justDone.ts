import type { RequestHandler } from 'express'
import type { Db } from '../../../db/client.ts'
import { prepareOnce } from '../../../db/statements.ts'
import { undoneBy } from '../../../db/undone.ts'
import { visitorOf } from '../../web/access.ts'

interface Done {
  number: number
  summary: string
}

const statements = prepareOnce(({ $client }) => ({
  own: $client.prepare<[number, number], Done>(
    'SELECT id AS number, summary FROM changes WHERE id = ? AND account_id = ?',
  ),
}))

/**
 * Behind an address with `?done=N` the page says at its head what the visitor has just changed, with the button that takes
 * it back: only to who did it, and as long as it stands.
 */
export function tellWhatWasDone(db: Db): RequestHandler {
  return (req, res, next) => {
    const visitor = visitorOf(res)
    const number = Number(req.query.done)
    if (visitor && Number.isSafeInteger(number) && number > 0) {
      const done = statements(db).own.get(number, visitor.id)
      if (done && undoneBy(db, number) === undefined) res.locals.justDone = done
    }
    next()
  }
}
