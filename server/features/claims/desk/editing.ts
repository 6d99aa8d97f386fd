import type { Response } from 'express'
import { changedSince } from '../../../../db/changedSince.ts'
import type { Db } from '../../../../db/client.ts'
import type { Edit } from '../../../../db/edit.ts'
import { presentRecord } from '../../../../db/present.ts'
import type { ObjectRef } from '../../../../db/records.ts'
import { save } from '../../../../db/writes/save.ts'
import { Stale } from '../../../../db/writes/stale.ts'
import { signedBy, signedIn } from '../../../web/access.ts'
import { type Conflict, conflictView } from '../../../web/conflict.ts'
import { findChange, latestConcerning } from './queries.ts'

/** What an editor asks for: the edits, the line of history that tells of them, and the state that they start from. */
export interface Editing {
  action: string
  summary: string
  edits: Edit[]
  /** The number of the last change that the editor's page knew. */
  base: number
  /** Claims of which nothing may have changed since then: neither they nor what hangs on them. */
  whole?: string[]
  /** Objects that may not have changed since then. */
  objects?: ObjectRef[]
}

/** The number of the change; or, where nothing has happened, who was quicker or what stands in the way. */
export type Outcome = { number: number } | { conflict: Conflict } | { refusal: string }

/** Makes the change, or says why not. */
export function tryEditing(
  db: Db,
  res: Response,
  { action, summary, edits, base, whole = [], objects = [] }: Editing,
): Outcome {
  const shown = objects.map((object) => ({ ...object, base }))
  const saved = save(db, signedBy(signedIn(res), action, summary), shown, () => {
    for (const slug of whole) refuseIfConcerned(db, slug, base)
    return edits
  })
  if (saved.kind === 'saved') return { number: saved.change }
  if (saved.kind === 'refused') return { refusal: saved.messages.join(' ') }
  const { object, latest } = saved.stale
  if (object.kind !== 'claim' || !whole.includes(object.key)) {
    return { conflict: conflictView(changedSince(db, object, base)) }
  }
  // Not the claim itself need have changed, but what hangs on it: the line of history says what it was.
  const now = presentRecord(db, 'claim', object.key) ?? null
  return { conflict: conflictView({ was: null, now, latest: findChange(db, latest) ?? null }) }
}

/** Called within the change, so that nobody comes between. @throws Stale where the claim or what hangs on it was changed after change `base` */
function refuseIfConcerned(db: Db, slug: string, base: number) {
  const latest = latestConcerning(db, slug, base)
  if (latest !== null) throw new Stale({ kind: 'claim', key: slug }, base, latest)
}
