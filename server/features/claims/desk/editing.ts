import type { Response } from 'express'
import { changedSince } from '../../../../db/changedSince.ts'
import type { Db } from '../../../../db/client.ts'
import type { Edit } from '../../../../db/edit.ts'
import { presentRecord } from '../../../../db/present.ts'
import type { ObjectRef } from '../../../../db/records.ts'
import { save } from '../../../../db/writes/save.ts'
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
  for (const slug of whole) {
    const latest = latestConcerning(db, slug, base)
    if (latest === null) continue
    const now = presentRecord(db, 'claim', slug) ?? null
    return { conflict: conflictView({ was: null, now, latest: findChange(db, latest) ?? null }) }
  }
  const shown = objects.map((object) => ({ ...object, base }))
  const saved = save(db, signedBy(signedIn(res), action, summary), shown, edits)
  if (saved.kind === 'saved') return { number: saved.change }
  if (saved.kind === 'refused') return { refusal: saved.messages.join(' ') }
  return { conflict: conflictView(changedSince(db, saved.stale.object, base)) }
}
