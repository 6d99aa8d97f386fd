import type { Db } from '../client.ts'
import { insert } from '../insert.ts'
import { accounts } from '../schema/index.ts'
import { prepareOnce } from '../statements.ts'
import type { Role } from '../vocabulary.ts'
import { type By, inOneWrite, noteAccountChange } from './accountLine.ts'
import { endOtherSessions } from './sessions.ts'

const statements = prepareOnce(({ $client }) => ({
  role: $client.prepare<[number], Role>('SELECT role FROM accounts WHERE id = ?').pluck(),
  otherOwners: $client
    .prepare<[number], number>(
      "SELECT count(*) FROM accounts WHERE role = 'owner' AND disabled_at IS NULL AND id <> ?",
    )
    .pluck(),
  setPassword: $client.prepare<[string, number]>('UPDATE accounts SET password_hash = ? WHERE id = ?'),
  setRole: $client.prepare<[Role, number]>('UPDATE accounts SET role = ? WHERE id = ?'),
  setUsesKeys: $client.prepare<[{ usesKeys: 0 | 1; id: number }]>(
    'UPDATE accounts SET uses_keys = @usesKeys WHERE id = @id AND uses_keys <> @usesKeys',
  ),
  disable: $client.prepare<[string, number]>(
    'UPDATE accounts SET disabled_at = ? WHERE id = ? AND disabled_at IS NULL',
  ),
  enable: $client.prepare<[number]>(
    'UPDATE accounts SET disabled_at = NULL WHERE id = ? AND disabled_at IS NOT NULL',
  ),
  // A new password, or the end of an account, makes the ways in that were given before worthless.
  voidLinks: $client.prepare<[string, number]>(
    'UPDATE sign_in_links SET used_at = ? WHERE account_id = ? AND used_at IS NULL',
  ),
  voidGiven: $client.prepare<[string, number]>(
    'UPDATE sign_in_links SET used_at = ? WHERE made_by_id = ? AND used_at IS NULL',
  ),
}))

/** Makes an account; gives its id. Without a password it can be entered by a session or a link only. */
export function addAccount(
  db: Db,
  { name, role, passwordHash = null }: { name: string; role: Role; passwordHash?: string | null },
  by: By,
  now = new Date(),
): number {
  return inOneWrite(db, () => {
    const id = insert(db, accounts, { name, role, passwordHash, madeAt: now.toISOString() })
    noteAccountChange(db, { accountId: id, by, action: 'made', after: { name, role } }, now)
    return id
  })
}

/** Sets a password; every session ends but the one whose token has the hash `kept`. */
export function setPassword(
  db: Db,
  { accountId, passwordHash, kept }: { accountId: number; passwordHash: string; kept: string | null },
  by: By,
  now = new Date(),
) {
  inOneWrite(db, () => {
    statements(db).setPassword.run(passwordHash, accountId)
    statements(db).voidLinks.run(now.toISOString(), accountId)
    endOtherSessions(db, accountId, kept)
    noteAccountChange(db, { accountId, by, action: 'set password' }, now)
  })
}

/** Whether single keys act on the pages that offer them. */
export function setUsesKeys(db: Db, accountId: number, usesKeys: boolean, now = new Date()) {
  inOneWrite(db, () => {
    const { changes } = statements(db).setUsesKeys.run({ usesKeys: usesKeys ? 1 : 0, id: accountId })
    if (!changes) return
    noteAccountChange(db, { accountId, by: accountId, action: 'set keys', after: { usesKeys } }, now)
  })
}

/** Ends every session of an account, the present one too. */
export function signOutEverywhere(db: Db, accountId: number, by: By, now = new Date()) {
  inOneWrite(db, () => {
    endOtherSessions(db, accountId, null)
    noteAccountChange(db, { accountId, by, action: 'signed out everywhere' }, now)
  })
}

/** False where it is refused: there must always be an owner whose account is not disabled. */
export function setRole(db: Db, accountId: number, role: Role, by: By, now = new Date()): boolean {
  return inOneWrite(db, () => {
    const before = statements(db).role.get(accountId)
    if (role === before) return true
    if (role !== 'owner' && isOnlyOwner(db, accountId)) return false
    statements(db).setRole.run(role, accountId)
    if (before === 'owner') voidGivenLinks(db, accountId, now)
    noteAccountChange(
      db,
      { accountId, by, action: 'set role', before: { role: before }, after: { role } },
      now,
    )
    return true
  })
}

/** Shuts an account and ends its sessions; false where it is the only owner's. */
export function disableAccount(db: Db, accountId: number, by: By, now = new Date()): boolean {
  return inOneWrite(db, () => {
    if (isOnlyOwner(db, accountId)) return false
    const { changes } = statements(db).disable.run(now.toISOString(), accountId)
    if (changes) {
      statements(db).voidLinks.run(now.toISOString(), accountId)
      voidGivenLinks(db, accountId, now)
      endOtherSessions(db, accountId, null)
      noteAccountChange(db, { accountId, by, action: 'disabled' }, now)
    }
    return true
  })
}

/** Opens an account again that was disabled, with the password it had. */
export function enableAccount(db: Db, accountId: number, by: By, now = new Date()) {
  inOneWrite(db, () => {
    const { changes } = statements(db).enable.run(accountId)
    if (changes) noteAccountChange(db, { accountId, by, action: 'enabled' }, now)
  })
}

/** Who may let nobody in any more has let nobody in: by a link given out before, they could come back themselves. */
const voidGivenLinks = (db: Db, accountId: number, now: Date) =>
  statements(db).voidGiven.run(now.toISOString(), accountId)

const isOnlyOwner = (db: Db, accountId: number) =>
  statements(db).role.get(accountId) === 'owner' && statements(db).otherOwners.get(accountId) === 0
