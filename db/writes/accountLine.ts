import type { Db } from '../client.ts'
import { insert } from '../insert.ts'
import { accountChanges } from '../schema/index.ts'
import type { AccountAction } from '../vocabulary.ts'

/** Who makes a change to accounts; null for the server itself. */
export type By = number | null

interface AccountLine {
  /** Null for what is nobody's account yet: an invitation. */
  accountId: number | null
  by: By
  action: AccountAction
  before?: object
  after?: object
}

/** The line of the accounts' history, written by the transaction that makes the change. */
export function noteAccountChange(db: Db, { accountId, by, action, before, after }: AccountLine, now: Date) {
  insert(db, accountChanges, {
    accountId,
    byAccountId: by,
    madeAt: now.toISOString(),
    action,
    before: before && JSON.stringify(before),
    after: after && JSON.stringify(after),
  })
}

/** Everything that `write` does, or nothing of it. Accounts are on no page that is kept, so the data version stays. */
export const inOneWrite = <T>(db: Db, write: () => T): T => db.$client.transaction(write).immediate()
