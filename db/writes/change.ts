import type { Db } from '../client.ts'
import { recount } from '../derived/recount.ts'
import { refreshClaims } from '../derived/refresh.ts'
import { insert } from '../insert.ts'
import { alsoUndone, changeObjects, changes } from '../schema/index.ts'
import { prepareOnce } from '../statements.ts'
import type { ObjectKind } from '../vocabulary.ts'
import type { Place } from './places.ts'

/** A change being made: what the write functions report to it becomes its line of history and what it must refresh. */
export interface Change {
  readonly db: Db
  readonly id: number
  /**
   * An object as it was and as it is; null where it was not there. `key` is its slug, or its slugs joined by a space.
   * `place` is where one stood that is removed, or stands again that is put back.
   */
  record(kind: ObjectKind, key: string, before: object | null, after: object | null, place?: Place): void
  /** A claim whose stances, topics, state or relations have changed; the assertion, where only its stance has. */
  touchClaim(claimId: number, assertionId?: number): void
  /** Letters, authors or parties have changed, or whether anything in a letter is marked. */
  touchLetters(): void
}

export interface ChangeLine {
  /** Who makes the change, as the history signs it; the account's name where there is one. */
  actor: string
  accountId?: number
  action: string
  summary: string
  /** The number of the change that this one takes back. */
  undoes?: number
  /** Later changes that were built on that one, and are taken back with it. */
  alsoUndoes?: readonly number[]
}

/**
 * Makes one change: everything that `make` writes, its line of history and all that is derived from it are one
 * transaction, and the data version is raised. Throws what `make` throws, and then nothing has happened.
 * `inBulk` recounts everything at the end instead of following each claim.
 */
export function makeChange<T>(
  db: Db,
  { alsoUndoes = [], ...line }: ChangeLine,
  make: (change: Change) => T,
  { inBulk = false, madeAt = new Date() } = {},
): T {
  return db.$client
    .transaction(() => {
      const id = insert(db, changes, { ...line, madeAt: madeAt.toISOString() })
      for (const undoes of alsoUndoes) insert(db, alsoUndone, { changeId: id, undoes })
      const claimsTouched = new Map<number, Set<number> | null>()
      let lettersTouched = false
      let ordinal = 0
      const result = make({
        db,
        id,
        record(kind, key, before, after, place) {
          insert(db, changeObjects, {
            changeId: id,
            ordinal: ++ordinal,
            kind,
            key,
            before: before && JSON.stringify(before),
            after: after && JSON.stringify(after),
            placeId: place?.id,
            placeOrdinal: place?.ordinal,
          })
        },
        touchClaim(claimId, assertionId) {
          const assertionIds = claimsTouched.get(claimId)
          if (assertionIds === null) return
          if (assertionId === undefined) claimsTouched.set(claimId, null)
          else claimsTouched.set(claimId, (assertionIds ?? new Set()).add(assertionId))
        },
        touchLetters: () => {
          lettersTouched = true
        },
      })
      if (inBulk) recount(db)
      else refreshClaims(db, claimsTouched)
      raiseVersion(db, lettersTouched)
      return result
    })
    .immediate()
}

const statements = prepareOnce(({ $client }) => ({
  raise: $client.prepare<[number]>(
    'UPDATE corpus SET data_version = data_version + 1, letters_version = letters_version + ?',
  ),
}))

function raiseVersion(db: Db, lettersTouched: boolean) {
  statements(db).raise.run(lettersTouched ? 1 : 0)
}
