import type { Db } from '../client.ts'
import type { ObjectRef } from '../records.ts'
import { prepareOnce } from '../statements.ts'
import type { ObjectKind } from '../vocabulary.ts'
import type { Change } from './change.ts'

const statements = prepareOnce(({ $client }) => ({
  last: $client
    .prepare<[string, string], number>(
      'SELECT coalesce(max(change_id), 0) FROM change_objects WHERE kind = ? AND key = ?',
    )
    .pluck(),
  latest: $client.prepare<[], number>('SELECT coalesce(max(id), 0) FROM changes').pluck(),
}))

/** The number of the last change of all: the base of a form that shows more than one object. */
export const latestChange = (db: Db): number => statements(db).latest.get()!

/** The number of the last change that touched an object; 0 where the history has none. A form carries it as its base. */
export const lastChangeOf = (db: Db, kind: ObjectKind, key: string): number =>
  statements(db).last.get(kind, key)!

/** Somebody else has changed the object since the state that an edit starts from; nothing has changed. */
export class Stale extends Error {
  /** To whoever does not look closer this is a conflict. */
  readonly status = 409
  readonly object: ObjectRef
  /** The change after which the object was as the edit supposes; null where the edit does not say. */
  readonly base: number | null
  /** The change that touched it last. */
  readonly latest: number
  constructor(object: ObjectRef, base: number | null, latest: number) {
    super(`The ${object.kind} “${object.key}” has been changed meanwhile, by change ${latest}.`)
    this.object = object
    this.base = base
    this.latest = latest
  }
}

/** Called within the change, so that nobody comes between. @throws Stale where the object was changed after change `base` */
export function refuseIfStale({ db }: Change, kind: ObjectKind, key: string, base: number) {
  const latest = lastChangeOf(db, kind, key)
  if (latest > base) throw new Stale({ kind, key }, base, latest)
}
