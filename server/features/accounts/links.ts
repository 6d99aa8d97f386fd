import type { Db } from '../../../db/client.ts'
import type { By } from '../../../db/writes/accountLine.ts'
import { addSignInLink } from '../../../db/writes/signInLinks.ts'
import type { Role } from '../../domain/roles.ts'
import { findAccountByName, listOwners } from './queries.ts'
import { hashOfToken, newToken } from './tokens.ts'

const dayMs = 24 * 60 * 60 * 1000
const invitationMs = 7 * dayMs
/** Shorter: it opens an account that is there. */
const resetMs = dayMs

/** A way in for whoever holds the token, once. */
export interface GivenLink {
  token: string
  expiresAt: Date
}

/** Invites somebody to make an account with this role. */
export function invite(db: Db, role: Role, by: By, now = new Date()): GivenLink {
  return give(db, { role, accountId: null }, invitationMs, by, now)
}

/** Lets somebody who has lost the password set a new one. */
export function giveLink(db: Db, account: { id: number; role: Role }, by: By, now = new Date()): GivenLink {
  return give(db, { role: account.role, accountId: account.id }, resetMs, by, now)
}

function give(
  db: Db,
  whom: { role: Role; accountId: number | null },
  lastsMs: number,
  by: By,
  now: Date,
): GivenLink {
  const token = newToken()
  const expiresAt = new Date(now.getTime() + lastsMs)
  addSignInLink(db, { tokenHash: hashOfToken(token), expiresAt, ...whom }, by, now)
  return { token, expiresAt }
}

/** The way in for the first owner; null where there is an owner already. */
export function inviteFirstOwner(db: Db): GivenLink | null {
  return listOwners(db).length ? null : invite(db, 'owner', null)
}

/** A link for an owner who has lost access, asked for by whoever runs the server; or why there is none. */
export function giveOwnerLink(db: Db, name: string | undefined): GivenLink | { refusal: string } {
  const owners = listOwners(db)
  if (!owners.length) return invite(db, 'owner', null)
  const asked = name ?? (owners.length === 1 ? owners[0] : undefined)
  if (asked === undefined)
    return { refusal: `There are several owners. Say whose link it is: ${owners.join(', ')}` }
  const account = findAccountByName(db, asked)
  if (account?.role !== 'owner' || account.disabledAt !== null) {
    return { refusal: `There is no owner “${asked}”. Owners are: ${owners.join(', ')}` }
  }
  return giveLink(db, account, null)
}
