import type { namingReferences } from '../../../db/presentNames.ts'
import type { ObjectRef, RecordOf, RelationRecord, StanceRecord } from '../../../db/records.ts'
import type { ObjectKind } from '../../../db/vocabulary.ts'
import { diffRecords } from '../../domain/recordDiff.ts'
import { capitalised } from '../../domain/words.ts'
import { type Params, urls } from '../../web/urls.ts'
import { kindWords } from './lineView.ts'
import type { ObjectRow } from './queries.ts'

/** What an object is called on a page; `href` is null where it has no page, or none any more. */
interface Name {
  text: string
  href: string | null
}

/** What objects are called now, as a map by "kind key" and within records; and then, by "change kind key", where that was changed later. */
export interface Names {
  present: ReadonlyMap<string, string>
  earlier: ReadonlyMap<string, string>
  named: ReturnType<typeof namingReferences>
}

/** An object that a change touched, before and after, field by field. */
export function objectView(row: ReadRow, { present, earlier, named }: Names, params: Params) {
  const { before, after } = row
  const inNames = (record: AnyRecord | null) => record && named({ kind: row.kind, record })
  const { changed, unchanged, moved } = diffRecords(inNames(before), inNames(after))
  return {
    ordinal: row.ordinal,
    kind: row.kind,
    kindWord: capitalised(kindWords[row.kind][0]),
    key: row.key,
    names: namesOf(row, { present, earlier }, params),
    historyHref: urls.historyOf(row.kind, row.key, params),
    state: stateOf(before, after),
    fields: changed,
    unchanged,
    moved,
    before,
    after,
  }
}

function stateOf(before: object | null, after: object | null) {
  if (!before) return 'added'
  if (!after) return 'removed'
  return JSON.stringify(before) === JSON.stringify(after) ? 'as it was' : 'changed'
}

type AnyRecord = RecordOf[ObjectKind]

/** An object of a change with its records read. */
export type ReadRow = Omit<ObjectRow, 'before' | 'after'> & Record<'before' | 'after', AnyRecord | null>

const parsed = (record: string | null): AnyRecord | null => (record === null ? null : JSON.parse(record))

export const readRow = (row: ObjectRow): ReadRow => ({
  ...row,
  before: parsed(row.before),
  after: parsed(row.after),
})

/** The records of an object before and after, where there are any. */
export const recordsOf = ({ kind, before, after }: ReadRow) =>
  [before, after].flatMap((record) => (record ? [{ kind, record }] : []))

/** The objects that this one's names lead to. */
export function referencesOf({ kind, key, before, after }: ReadRow): ObjectRef[] {
  const record = after ?? before
  if (kind === 'corpus') return []
  if (kind === 'stance') {
    const { claim, assertion } = record as StanceRecord
    return [
      { kind: 'claim', key: claim },
      { kind: 'assertion', key: assertion },
    ]
  }
  if (kind === 'relation') {
    const { from, to } = record as RelationRecord
    return [
      { kind: 'claim', key: from },
      { kind: 'claim', key: to },
    ]
  }
  return [{ kind, key }]
}

function namesOf(row: ReadRow, { present, earlier }: Omit<Names, 'named'>, params: Params): Name[] {
  const { before, after } = row
  if (row.kind === 'corpus')
    return [{ text: ownWords(after ?? before!) ?? row.key, href: urls.compare(params) }]
  const names = referencesOf(row).map(({ kind, key }): Name => {
    const label = present.get(`${kind} ${key}`)
    // An object is called as it was called then, and so is what it refers to.
    const own = kind === row.kind ? ownWords(after ?? before!) : earlier.get(`${row.change} ${kind} ${key}`)
    const waiting = kind === 'assertion' ? present.get(`waiting ${key}`) : undefined
    return {
      text: own ?? label ?? waiting ?? key,
      href: label === undefined ? null : addressOf(kind, key, params),
    }
  })
  if (row.kind !== 'relation') return names
  const { kind } = (after ?? before) as RelationRecord
  return [names[0]!, { text: kind, href: null }, names[1]!]
}

function ownWords(record: object): string | undefined {
  const { wording, title, gist, name } = (
    'assertion' in record && typeof record.assertion === 'object' ? record.assertion : record
  ) as Record<string, unknown>
  return [wording, title, gist, name].find((words) => typeof words === 'string') as string | undefined
}

/** An object's own page, where kinds of it have one. */
export function addressOf(kind: ObjectKind, slug: string, params: Params): string | null {
  if (kind === 'claim') return urls.claim(slug, params)
  if (kind === 'letter') return urls.letter(slug, params)
  if (kind === 'assertion') return urls.assertion(slug)
  if (kind === 'party') return urls.party(slug, params)
  if (kind === 'topic') return urls.topic(slug, params)
  if (kind === 'authority') return urls.source(slug, params)
  return null
}
