import type { Db } from '../../../db/client.ts'
import { prepareOnce } from '../../../db/statements.ts'
import type { AccountAction, Role } from '../../../db/vocabulary.ts'

export interface Account {
  id: number
  name: string
  role: Role
  madeAt: string
  /** The last visit, to the hour. */
  seenAt: string | null
  disabledAt: string | null
  passwordHash: string | null
  usesKeys: 0 | 1
  /** Browsers that are signed in. */
  sessions: number
}

export interface Link {
  id: number
  role: Role
  accountId: number | null
  /** Who is to be let in; null for an invitation. */
  name: string | null
  madeBy: string | null
  madeAt: string
  expiresAt: string
  usedAt: string | null
}

export interface AccountChange {
  id: number
  madeAt: string
  action: AccountAction
  accountId: number | null
  /** Whose account it is; null for what is nobody's yet. */
  name: string | null
  byId: number | null
  by: string | null
  /** JSON. */
  before: string | null
  after: string | null
}

/** A session that has not ended, and whose it is. */
export interface Session {
  id: number
  name: string
  role: Role
  usesKeys: 0 | 1
  seenAt: string
}

const account = `
  SELECT a.id, a.name, a.role, a.made_at AS madeAt, a.seen_at AS seenAt, a.disabled_at AS disabledAt,
    a.password_hash AS passwordHash, a.uses_keys AS usesKeys,
    (SELECT count(*) FROM sessions s WHERE s.account_id = a.id AND s.expires_at > @now) AS sessions
  FROM accounts a`
const link = `
  SELECT l.id, l.role, l.account_id AS accountId, a.name, b.name AS madeBy, l.made_at AS madeAt,
    l.expires_at AS expiresAt, l.used_at AS usedAt
  FROM sign_in_links l LEFT JOIN accounts a ON a.id = l.account_id LEFT JOIN accounts b ON b.id = l.made_by_id`

const statements = prepareOnce(({ $client }) => ({
  session: $client.prepare<[string, string], Session>(`
    SELECT a.id, a.name, a.role, a.uses_keys AS usesKeys, s.seen_at AS seenAt
    FROM sessions s JOIN accounts a ON a.id = s.account_id
    WHERE s.token_hash = ? AND s.expires_at > ? AND a.disabled_at IS NULL`),
  byName: $client.prepare<[{ name: string; now: string }], Account>(`${account} WHERE a.name = @name`),
  byId: $client.prepare<[{ id: number; now: string }], Account>(`${account} WHERE a.id = @id`),
  all: $client.prepare<[{ now: string }], Account>(
    `${account} ORDER BY a.disabled_at IS NOT NULL, a.name COLLATE NOCASE`,
  ),
  owners: $client
    .prepare<[], string>("SELECT name FROM accounts WHERE role = 'owner' AND disabled_at IS NULL ORDER BY id")
    .pluck(),
  linkByHash: $client.prepare<[string], Link>(`${link} WHERE l.token_hash = ?`),
  openInvitations: $client.prepare<[string], Link>(
    `${link} WHERE l.account_id IS NULL AND l.used_at IS NULL AND l.expires_at > ? ORDER BY l.id`,
  ),
  signs: $client
    .prepare<[string], number>(`
      SELECT 1 FROM change_names n
      WHERE n.part = 'actor' AND n.name = ? COLLATE NOCASE
        AND EXISTS (SELECT 1 FROM changes WHERE account_id IS NULL AND actor = n.name)`)
    .pluck(),
  changes: $client.prepare<[{ accountId: number | null; before: number; limit: number }], AccountChange>(`
    SELECT c.id, c.made_at AS madeAt, c.action, c.account_id AS accountId, a.name, c.by_account_id AS byId,
      b.name AS by, c.before, c.after
    FROM account_changes c
      LEFT JOIN accounts a ON a.id = c.account_id LEFT JOIN accounts b ON b.id = c.by_account_id
    WHERE c.id < @before AND (@accountId IS NULL OR c.account_id = @accountId)
    ORDER BY c.id DESC LIMIT @limit`),
}))

const iso = (now: Date) => now.toISOString()

/** The session whose token has this hash, unless it has ended or its account is disabled. */
export const findSession = (db: Db, tokenHash: string, now: Date) =>
  statements(db).session.get(tokenHash, iso(now))

/** By the name that one signs in with; letter case does not matter. */
export const findAccountByName = (db: Db, name: string, now = new Date()) =>
  statements(db).byName.get({ name, now: iso(now) })

export const findAccount = (db: Db, id: number, now = new Date()) =>
  statements(db).byId.get({ id, now: iso(now) })

/** Everybody; disabled accounts last. */
export const listAccounts = (db: Db, now = new Date()): Account[] => statements(db).all.all({ now: iso(now) })

/** The names of owners who can get in. */
export const listOwners = (db: Db): string[] => statements(db).owners.all()

export const findLink = (db: Db, tokenHash: string) => statements(db).linkByHash.get(tokenHash)

export const isOpen = (link: Link, now = new Date()) => link.usedAt === null && link.expiresAt > iso(now)

export const listOpenInvitations = (db: Db, now = new Date()): Link[] =>
  statements(db).openInvitations.all(iso(now))

/** Whether the history holds changes signed with this name that were made with no account, such as a load of a folder. */
export const signsHistory = (db: Db, name: string): boolean => statements(db).signs.get(name) !== undefined

/** What happened to accounts, or to one of them, the latest first, from behind `before` on. */
export const listAccountChanges = (
  db: Db,
  {
    accountId = null,
    before = null,
    limit,
  }: { accountId?: number | null; before?: number | null; limit: number },
): AccountChange[] =>
  statements(db).changes.all({ accountId, before: before ?? Number.MAX_SAFE_INTEGER, limit })
