import { type Db, isUnwritable } from '../../../db/client.ts'
import { renewSession, startSession } from '../../../db/writes/sessions.ts'
import type { Visitor } from '../../web/access.ts'
import { findSession } from './queries.ts'
import { hashOfToken, newToken } from './tokens.ts'

/** A session ends when it has not been used for this long. */
const sessionMs = 30 * 24 * 60 * 60 * 1000
/** A visit is noted at most once in this time, so that reading does not write. */
const notedEveryMs = 60 * 60 * 1000

/** Lets an account in; gives the token for its cookie. */
export function openSession(db: Db, accountId: number, now = new Date()): string {
  const token = newToken()
  startSession(db, { tokenHash: hashOfToken(token), accountId, expiresAt: after(now, sessionMs) }, now)
  return token
}

/** Whose session the token opens; null when there is none, or it has ended, or the account is disabled. */
export function findVisitor(db: Db, token: string, now = new Date()): Visitor | null {
  const tokenHash = hashOfToken(token)
  const row = findSession(db, tokenHash, now)
  if (!row) return null
  const { id, name, role, usesKeys, seenAt } = row
  if (now.getTime() - Date.parse(seenAt) >= notedEveryMs) {
    noteVisit(db, { tokenHash, accountId: id, expiresAt: after(now, sessionMs) }, now)
  }
  return { id, name, role, usesKeys: usesKeys === 1 }
}

/** Reading goes on where nothing can be written just now: the visit is noted by a later request. */
function noteVisit(db: Db, session: Parameters<typeof renewSession>[1], now: Date) {
  try {
    renewSession(db, session, now)
  } catch (error) {
    if (!isUnwritable(error)) throw error
  }
}

const after = (moment: Date, ms: number) => new Date(moment.getTime() + ms)
