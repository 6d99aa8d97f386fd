import type { Db } from '../client.ts'
import { insert } from '../insert.ts'
import { sessions } from '../schema/index.ts'
import { prepareOnce } from '../statements.ts'
import { inOneWrite } from './accountLine.ts'

const statements = prepareOnce(({ $client }) => ({
  forgetEnded: $client.prepare<[string]>('DELETE FROM sessions WHERE expires_at <= ?'),
  renew: $client.prepare<[string, string, string]>(
    'UPDATE sessions SET seen_at = ?, expires_at = ? WHERE token_hash = ?',
  ),
  end: $client.prepare<[string]>('DELETE FROM sessions WHERE token_hash = ?'),
  endOthers: $client.prepare<[number, string]>(
    'DELETE FROM sessions WHERE account_id = ? AND token_hash <> ?',
  ),
  see: $client.prepare<[string, number]>('UPDATE accounts SET seen_at = ? WHERE id = ?'),
}))

export interface NewSession {
  tokenHash: string
  accountId: number
  expiresAt: Date
}

/** Lets an account in with the token that has this hash; sessions that have ended are forgotten on the way. */
export function startSession(db: Db, { tokenHash, accountId, expiresAt }: NewSession, now: Date) {
  inOneWrite(db, () => {
    const at = now.toISOString()
    statements(db).forgetEnded.run(at)
    insert(db, sessions, { tokenHash, accountId, madeAt: at, seenAt: at, expiresAt: expiresAt.toISOString() })
    statements(db).see.run(at, accountId)
  })
}

/** Notes a visit: the session ends later from now on. */
export function renewSession(db: Db, { tokenHash, accountId, expiresAt }: NewSession, now: Date) {
  inOneWrite(db, () => {
    statements(db).renew.run(now.toISOString(), expiresAt.toISOString(), tokenHash)
    statements(db).see.run(now.toISOString(), accountId)
  })
}

/** Signs out; nothing happens where there is no such session. */
export function endSession(db: Db, tokenHash: string) {
  inOneWrite(db, () => statements(db).end.run(tokenHash))
}

/** Ends an account's sessions but the one whose token has the hash `kept`; part of a larger write. */
export function endOtherSessions(db: Db, accountId: number, kept: string | null) {
  statements(db).endOthers.run(accountId, kept ?? '')
}
