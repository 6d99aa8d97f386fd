import { roles } from '../../../db/vocabulary.ts'
import type { Role } from '../../domain/roles.ts'
import { capitalised } from '../../domain/words.ts'
import { urls } from '../../web/urls.ts'
import type { Account, AccountChange, Link } from './queries.ts'

const mayDo: Record<Role, string> = {
  commenter: 'May comment on whatever the collection holds.',
  editor: 'May also bring in letters, mark them, and change the collection.',
  owner: 'May also invite people, give roles and disable accounts.',
}

/** The roles to choose from, with what each may do. */
export const roleChoices = roles.map((role) => ({ value: role, text: capitalised(role), hint: mayDo[role] }))

/** An account as owners see it; never its password, not even hashed. */
export function personView({ id, name, role, madeAt, seenAt, disabledAt, sessions }: Account) {
  return { id, name, role, madeAt, seenAt, disabledAt, sessions, href: urls.person(id) }
}

/** An invitation that nobody has used yet. */
export function linkView({ id, role, madeBy, madeAt, expiresAt }: Link) {
  return {
    id,
    role,
    madeBy: madeBy ?? server,
    madeAt,
    expiresAt,
    withdrawHref: urls.invitationWithdrawal(id),
  }
}

const server = 'the server'

/** A line of the accounts' history as a sentence. */
export function changeLine(change: AccountChange) {
  return { id: change.id, madeAt: change.madeAt, words: inWords(change) }
}

function inWords({ action, name, by, accountId, byId, before, after }: AccountChange): string {
  const who = by ?? 'The server'
  const whose = accountId === byId ? 'their own' : `${name}’s`
  const was = read(before)
  const is = read(after)
  switch (action) {
    case 'made':
      return `${name} made an account as ${is.role}, let in by ${by ?? server}`
    case 'set password':
      return accountId === byId ? `${who} set a new password` : `${who} set ${whose} password`
    case 'set role':
      return `${who} changed ${whose} role from ${was.role} to ${is.role}`
    case 'set keys':
      return `${who} turned single keys ${is.usesKeys ? 'on' : 'off'}`
    case 'disabled':
      return `${who} disabled ${whose} account`
    case 'enabled':
      return `${who} enabled ${whose} account`
    case 'signed out everywhere':
      return `${who} signed out everywhere`
    case 'invited':
      return `${who} invited somebody as ${is.role}`
    case 'gave link':
      return `${who} gave out a link for a new password of ${accountId === byId ? 'their own' : name}`
    case 'withdrew link':
      return `${who} withdrew an invitation as ${was.role}`
  }
}

const read = (json: string | null) =>
  (json === null ? {} : JSON.parse(json)) as { role?: Role; usesKeys?: boolean }
