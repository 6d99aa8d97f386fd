import type { Db } from '../client.ts'
import type { Edit } from '../edit.ts'
import type { ObjectRef } from '../records.ts'
import { type Change, type ChangeLine, makeChange } from './change.ts'
import { applyEdits } from './edits.ts'
import { EditsRefused } from './obstacles.ts'
import { refuseIfStale, Stale } from './stale.ts'

/** What came of edits that a form asked for: a change, or nothing at all and why. */
export type Saved =
  | { kind: 'saved'; change: number }
  | { kind: 'stale'; stale: Stale }
  | { kind: 'refused'; messages: string[] }

/**
 * Makes edits that a form asked for as one change, unless an object that the form showed was changed after the change
 * `base`, or something stands in the way. Edits that depend on more than the form showed are given as a function: it is
 * asked within the change, so that what it reads is what the edits are made to. It may throw Stale, and write what
 * belongs to the change without being an object of the history.
 */
export function save(
  db: Db,
  line: ChangeLine,
  shown: readonly (ObjectRef & { base: number })[],
  edits: readonly Edit[] | ((change: Change) => readonly Edit[]),
): Saved {
  try {
    return makeChange(db, line, (change) => {
      for (const { kind, key, base } of shown) refuseIfStale(change, kind, key, base)
      applyEdits(change, typeof edits === 'function' ? edits(change) : edits)
      return { kind: 'saved', change: change.id }
    })
  } catch (error) {
    if (error instanceof Stale) return { kind: 'stale', stale: error }
    if (error instanceof EditsRefused)
      return { kind: 'refused', messages: error.obstacles.map(({ message }) => message) }
    throw error
  }
}
