import type { ErrorRequestHandler } from 'express'
import type { Db } from '../../../db/client.ts'
import { presentKey } from '../../../db/keys.ts'
import { objectKinds } from '../../../db/vocabulary.ts'
import { dayInWords } from '../../domain/dates.ts'
import { includesRole } from '../../domain/roles.ts'
import { visitorOf } from '../../web/access.ts'
import { Problem } from '../../web/problem.ts'
import { urls } from '../../web/urls.ts'
import { kindWords } from './lineView.ts'
import { findDeparture } from './queries.ts'

/**
 * What is asked for and is not there may have been there: then the page says since which change it is gone, or that it
 * waits. Only for what was not found: a page that is there costs nothing.
 */
export function explainGone(db: Db): ErrorRequestHandler {
  return (error: unknown, _req, res, next) => {
    if (!(error instanceof Problem) || error.status !== 404 || !error.sought) return next(error)
    const { sought } = error
    const kind = objectKinds.find((one) => one === sought.kind)
    if (!kind) return next(error)
    const key = presentKey(db, { kind, key: sought.key })
    const departure = findDeparture(db, kind, key)
    if (!departure) return next(error)
    const { number: change, actor, madeAt, summary } = departure
    const word = kindWords[kind][0]
    const by = `by ${actor}, ${dayInWords(madeAt.slice(0, 10))}`
    const isWaiting = departure.isWaiting === 1
    const title = isWaiting ? `This ${word} waits` : `This ${word} is not in the collection any more`
    const detail = isWaiting
      ? `It waits since change ${change} (${by}), until somebody says where its words stand in the corrected letter.`
      : `${departure.undoes === null ? `It went with change ${change}` : `Taken back by change ${change}`} (${by}): ${summary}.`
    const visitor = visitorOf(res)
    const isEditor = visitor !== null && includesRole(visitor.role, 'editor')
    const settle = { href: urls.deskWaitingOne(key), text: 'Say where its words stand now' }
    next(
      new Problem(404, title, detail.replace(/([.!?…])\.$/, '$1'), [
        ...(isWaiting && isEditor ? [settle] : []),
        {
          href: urls.historyOf(isWaiting ? 'waiting' : kind, key),
          text: 'Its history, with all that was recorded of it',
        },
        { href: urls.change(change), text: `Change ${change}` },
        ...error.suggestions,
      ]),
    )
  }
}
