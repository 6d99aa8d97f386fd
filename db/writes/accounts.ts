import type { Db } from '../client.ts'
import { insert } from '../insert.ts'
import { accountChanges, accounts, sessions } from '../schema/index.ts'
import { prepareOnce } from '../statements.ts'
import type { Role } from '../vocabulary.ts'

/** Who makes a change to accounts; null for the server itself. */
export type By = number | null

const statements = prepareOnce(({ $client }) => ({
  forgetEnded: $client.prepare<[string]>('DELETE FROM sessions WHERE expires_at <= ?'),
  renew: $client.prepare<[string, string, string]>(
    'UPDATE sessions SET seen_at = ?, expires_at = ? WHERE token_hash = ?',
  ),
  end: $client.prepare<[string]>('DELETE FROM sessions WHERE token_hash = ?'),
  setUsesKeys: $client.prepare<[0 | 1, number]>('UPDATE accounts SET uses_keys = ? WHERE id = ?'),
  see: $client.prepare<[string, number]>('UPDATE accounts SET seen_at = ? WHERE id = ?'),
}))

/** Makes an account; gives its id. Without a password it can be entered by a session or a link only. */
export function addAccount(
  db: Db,
  { name, role, passwordHash = null }: { name: string; role: Role; passwordHash?: string | null },
  by: By,
  now = new Date(),
): number {
  return inOne(db, () => {
    const id = insert(db, accounts, { name, role, passwordHash, madeAt: now.toISOString() })
    note(db, { accountId: id, by, action: 'made', after: { name, role } }, now)
    return id
  })
}

export interface NewSession {
  tokenHash: string
  accountId: number
  expiresAt: Date
}

/** Lets an account in with the token that has this hash; sessions that have ended are forgotten on the way. */
export function startSession(db: Db, { tokenHash, accountId, expiresAt }: NewSession, now = new Date()) {
  inOne(db, () => {
    const at = now.toISOString()
    statements(db).forgetEnded.run(at)
    insert(db, sessions, { tokenHash, accountId, madeAt: at, seenAt: at, expiresAt: expiresAt.toISOString() })
    statements(db).see.run(at, accountId)
  })
}

/** Notes a visit: the session ends later from now on. */
export function renewSession(db: Db, { tokenHash, accountId, expiresAt }: NewSession, now = new Date()) {
  inOne(db, () => {
    statements(db).renew.run(now.toISOString(), expiresAt.toISOString(), tokenHash)
    statements(db).see.run(now.toISOString(), accountId)
  })
}

/** Signs out; nothing happens where there is no such session. */
export function endSession(db: Db, tokenHash: string) {
  inOne(db, () => statements(db).end.run(tokenHash))
}

/** Whether single keys act on the pages that offer them. */
export function setUsesKeys(db: Db, accountId: number, usesKeys: boolean, now = new Date()) {
  inOne(db, () => {
    statements(db).setUsesKeys.run(usesKeys ? 1 : 0, accountId)
    note(db, { accountId, by: accountId, action: 'set', after: { usesKeys } }, now)
  })
}

interface Note {
  accountId: number | null
  by: By
  action: string
  before?: object
  after?: object
}

/** The line of the accounts' history for what the same transaction changes. */
function note(db: Db, { accountId, by, action, before, after }: Note, now: Date) {
  insert(db, accountChanges, {
    accountId,
    byAccountId: by,
    madeAt: now.toISOString(),
    action,
    before: before && JSON.stringify(before),
    after: after && JSON.stringify(after),
  })
}

const inOne = <T>(db: Db, write: () => T): T => db.$client.transaction(write).immediate()
