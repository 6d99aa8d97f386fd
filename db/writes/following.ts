import type { Db } from '../client.ts'
import { type Edit, edit } from '../edit.ts'
import { presentRecord } from '../present.ts'
import { isSameRecord, keyOf, type ObjectRef, type RecordOf } from '../records.ts'
import { withReferences } from '../references.ts'
import { listReferrers } from '../referrers.ts'
import { hasSlug, type SluggedKind } from '../slugs.ts'
import { prepareOnce } from '../statements.ts'
import type { ObjectKind } from '../vocabulary.ts'
import { stateAfter } from './stateAfter.ts'

const statements = prepareOnce(({ $client }) => ({
  othersIn: $client
    .prepare<[string], string>(`
    SELECT a.slug FROM letters l JOIN assertions a ON a.letter_id = l.id AND a.author_id <> l.author_id
    WHERE l.slug = ?`)
    .pluck(),
}))

/**
 * The edits, and those of other records that follow from them, so that records and tables go on saying the same:
 * - where an object gets another slug, every record that names it names it by the new one;
 * - an assertion that names the letter's author, since the letter was given that author, names none.
 */
export function withFollowing(db: Db, given: readonly Edit[]): Edit[] {
  const rename = renames(given)
  const edits = given.map((one) => (one.after ? renamedIn(one.kind, one.before, one.after, rename) : one))
  const edited = new Set(edits.flatMap((one) => (one.before ? [nameOf(one.kind, one.before)] : [])))
  const follow = ({ kind, key }: ObjectRef) => {
    if (edited.has(`${kind} ${key}`)) return
    edited.add(`${kind} ${key}`)
    const record = presentRecord(db, kind, key)!
    edits.push(renamedIn(kind, record, record, rename))
  }
  for (const { kind, slug } of rename.old)
    for (const ref of listReferrers(db, { kind, key: slug })) follow(ref)
  for (const { kind, before, after } of given) {
    if (kind !== 'letter' || !before || !after || before.author === after.author) continue
    for (const key of statements(db).othersIn.all(before.id)) follow({ kind: 'assertion', key })
  }
  const { record } = stateAfter(db, edits)
  return edits
    .map((one) => {
      if (one.kind !== 'assertion' || !one.after?.author) return one
      const { author, ...unsaid } = one.after
      return record('letter', unsaid.letter)?.author === author ? edit('assertion', one.before, unsaid) : one
    })
    .filter((one, i) => i < given.length || !isSameRecord(one.before, one.after))
}

interface Renames {
  (kind: SluggedKind, slug: string): string
  /** What each was called that gets another slug. */
  old: { kind: SluggedKind; slug: string }[]
}

function renames(edits: readonly Edit[]): Renames {
  const slugs = new Map<string, string>()
  const old: Renames['old'] = []
  for (const { kind, before, after } of edits) {
    if (!hasSlug(kind) || !before || !after) continue
    const [from, to] = [keyOf<ObjectKind>(kind, before), keyOf<ObjectKind>(kind, after)]
    if (from === to) continue
    slugs.set(`${kind} ${from}`, to)
    old.push({ kind, slug: from })
  }
  return Object.assign((kind: SluggedKind, slug: string) => slugs.get(`${kind} ${slug}`) ?? slug, { old })
}

/** The edit with everything that the new record names named as it will be. */
const renamedIn = <K extends ObjectKind>(
  kind: K,
  before: RecordOf[K] | null,
  after: RecordOf[K],
  rename: Renames,
): Edit => edit(kind, before, withReferences(kind, after, rename))

const nameOf = <K extends ObjectKind>(kind: K, record: RecordOf[K]) => `${kind} ${keyOf(kind, record)}`
