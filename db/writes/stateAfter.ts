import type { Db } from '../client.ts'
import type { Edit } from '../edit.ts'
import { isPresent, presentRecord } from '../present.ts'
import { keyOf, type ObjectRef, type RecordOf } from '../records.ts'
import type { ObjectKind } from '../vocabulary.ts'

/** What there will be once edits are made: the edited records, and all the others as the tables hold them. */
export interface StateAfter {
  record<K extends ObjectKind>(kind: K, key: string): RecordOf[K] | undefined
  has(ref: ObjectRef): boolean
  /** Whether the object that is present under this key is one of those edited. */
  isEdited(ref: ObjectRef): boolean
  /** The slugs of all parties that there will be. */
  parties(): string[]
  /** The key that an object will have; undefined for one that will not be there. */
  keyOf(ref: ObjectRef): string | undefined
}

export function stateAfter(db: Db, edits: readonly Edit[]): StateAfter {
  const found = new Map<string, string | undefined>()
  const made = new Map<string, object>()
  for (const { kind, key, before, after } of edits) {
    if (before) found.set(`${kind} ${keyOf<ObjectKind>(kind, before)}`, after ? key : undefined)
    if (after) made.set(`${kind} ${key}`, after)
  }
  // A letter is asked for by each of its assertions, and is long.
  const letters = new Map<string, RecordOf['letter'] | undefined>()
  const presentLetter = (slug: string) => {
    if (!letters.has(slug)) letters.set(slug, presentRecord(db, 'letter', slug))
    return letters.get(slug)
  }
  return {
    record<K extends ObjectKind>(kind: K, key: string) {
      const name = `${kind} ${key}`
      if (made.has(name)) return made.get(name) as RecordOf[K]
      if (found.has(name)) return undefined
      return (kind === 'letter' ? presentLetter(key) : presentRecord(db, kind, key)) as
        | RecordOf[K]
        | undefined
    },
    has({ kind, key }) {
      const name = `${kind} ${key}`
      return made.has(name) || (!found.has(name) && isPresent(db, { kind, key }))
    },
    parties: () => {
      const names = db.$client.prepare<[], string>('SELECT slug FROM parties').pluck().all()
      const kept = names.filter((slug) => !found.has(`party ${slug}`))
      return [...kept, ...edits.flatMap(({ kind, after }) => (kind === 'party' && after ? [after.id] : []))]
    },
    isEdited: ({ kind, key }) => found.has(`${kind} ${key}`),
    keyOf: ({ kind, key }) => (found.has(`${kind} ${key}`) ? found.get(`${kind} ${key}`) : key),
  }
}
