import { keyOf, type RecordOf } from './records.ts'
import type { ObjectKind } from './vocabulary.ts'

/**
 * One object brought from a state to another: added where `before` is null, removed where `after` is. `key` is the
 * object's key in the history: that of `after`, or of `before` where it is removed.
 */
export interface EditOf<K extends ObjectKind> {
  kind: K
  key: string
  before: RecordOf[K] | null
  after: RecordOf[K] | null
}
export type Edit = { [K in ObjectKind]: EditOf<K> }[ObjectKind]

/** The edit that brings an object from `before` to `after`; null where it is not there. */
export function edit<K extends ObjectKind>(
  kind: K,
  before: RecordOf[K] | null,
  after: RecordOf[K] | null,
): Edit {
  const record = after ?? before
  if (!record) throw new Error('An edit of nothing.')
  return { kind, key: keyOf(kind, record), before, after } as Edit
}

/** The edits that take these back. */
export const invert = (edits: readonly Edit[]): Edit[] =>
  edits.map(({ kind, before, after }) => edit(kind, after, before)).reverse()
