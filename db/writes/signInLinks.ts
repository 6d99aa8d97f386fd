import type { Db } from '../client.ts'
import { insert } from '../insert.ts'
import { signInLinks } from '../schema/index.ts'
import { prepareOnce } from '../statements.ts'
import type { Role } from '../vocabulary.ts'
import { type By, inOneWrite, noteAccountChange } from './accountLine.ts'
import { addAccount, setPassword } from './accounts.ts'

interface OpenLink {
  role: Role
  accountId: number | null
  madeById: number | null
}

const statements = prepareOnce(({ $client }) => ({
  open: $client.prepare<[number, string], OpenLink>(`
    SELECT role, account_id AS accountId, made_by_id AS madeById FROM sign_in_links
    WHERE id = ? AND used_at IS NULL AND expires_at > ?`),
  use: $client.prepare<[string, number]>('UPDATE sign_in_links SET used_at = ? WHERE id = ?'),
  voidFirst: $client.prepare<[string]>(
    'UPDATE sign_in_links SET used_at = ? WHERE used_at IS NULL AND account_id IS NULL AND made_by_id IS NULL',
  ),
  isTaken: $client.prepare<[string], number>('SELECT 1 FROM accounts WHERE name = ?').pluck(),
}))

interface NewLink {
  tokenHash: string
  /** The role of the account to be made, or of the one that is there. */
  role: Role
  /** The account that it opens; null for an invitation to make one. */
  accountId: number | null
  expiresAt: Date
}

/** Gives out a link that lets somebody in once. */
export function addSignInLink(
  db: Db,
  { tokenHash, role, accountId, expiresAt }: NewLink,
  by: By,
  now = new Date(),
) {
  inOneWrite(db, () => {
    insert(db, signInLinks, {
      tokenHash,
      role,
      accountId,
      madeById: by,
      madeAt: now.toISOString(),
      expiresAt: expiresAt.toISOString(),
    })
    const line =
      accountId === null ? { action: 'invited' as const, after: { role } } : { action: 'gave link' as const }
    noteAccountChange(db, { accountId, by, ...line }, now)
  })
}

/** Takes a link back that nobody has used yet; nothing happens where it has been. */
export function withdrawSignInLink(db: Db, id: number, by: By, now = new Date()) {
  inOneWrite(db, () => {
    const link = statements(db).open.get(id, now.toISOString())
    if (!link) return
    statements(db).use.run(now.toISOString(), id)
    const { accountId, role } = link
    noteAccountChange(db, { accountId, by, action: 'withdrew link', before: { role } }, now)
  })
}

/** What came of using a link: the account that it let in, or why it did not. */
export type Accepted = { accountId: number } | 'not open' | 'name taken'

/**
 * Uses a link: makes the account under `name`, or gives the account that the link is for its new password. Once one owner
 * is there, the links that the server gave out for a first one are worth nothing.
 */
export function acceptSignInLink(
  db: Db,
  { id, name, passwordHash }: { id: number; name: string; passwordHash: string },
  now = new Date(),
): Accepted {
  return inOneWrite(db, () => {
    const link = statements(db).open.get(id, now.toISOString())
    if (!link) return 'not open'
    if (link.accountId !== null) {
      const { accountId } = link
      setPassword(db, { accountId, passwordHash, kept: null }, accountId, now)
      return { accountId }
    }
    if (statements(db).isTaken.get(name)) return 'name taken'
    statements(db).use.run(now.toISOString(), id)
    const accountId = addAccount(db, { name, role: link.role, passwordHash }, link.madeById, now)
    if (link.role === 'owner') statements(db).voidFirst.run(now.toISOString())
    return { accountId }
  })
}
