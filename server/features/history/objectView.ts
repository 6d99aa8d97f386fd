import type { AssertionRecord, RelationRecord, StanceRecord } from '../../../db/records.ts'
import type { ObjectKind } from '../../../db/vocabulary.ts'
import { diffRecords } from '../../domain/recordDiff.ts'
import { capitalised } from '../../domain/words.ts'
import { type Params, urls } from '../../web/urls.ts'
import { kindWords } from './lineView.ts'
import type { ObjectRow, Reference } from './queries.ts'

/** What an object is called on a page; `href` is null where it has no page, or none any more. */
interface Name {
  text: string
  href: string | null
}

/** An object that a change touched, before and after, field by field. */
export function objectView(row: ObjectRow, present: ReadonlyMap<string, string>, params: Params) {
  const [before, after] = [parsed(row.before), parsed(row.after)]
  const { changed, unchanged } = diffRecords(before, after)
  return {
    ordinal: row.ordinal,
    kind: row.kind,
    kindWord: capitalised(kindWords[row.kind][0]),
    key: row.key,
    names: namesOf(row, before, after, present, params),
    historyHref: urls.historyOf(row.kind, row.key, params),
    state: stateOf(before, after),
    fields: changed,
    unchanged,
    before,
    after,
  }
}

function stateOf(before: object | null, after: object | null) {
  if (!before) return 'added'
  if (!after) return 'removed'
  return JSON.stringify(before) === JSON.stringify(after) ? 'as it was' : 'changed'
}

const parsed = (record: string | null): object | null => (record === null ? null : JSON.parse(record))

/** The objects that this one's names lead to. */
export function referencesOf({ kind, key, before, after }: ObjectRow): Reference[] {
  const record = parsed(after ?? before)
  if (kind === 'corpus') return []
  if (kind === 'stance') {
    const { claim, assertion } = record as StanceRecord
    return [
      { kind: 'claim', slug: claim },
      { kind: 'assertion', slug: assertion },
    ]
  }
  if (kind === 'relation') {
    const { from, to } = record as RelationRecord
    return [
      { kind: 'claim', slug: from },
      { kind: 'claim', slug: to },
    ]
  }
  return [{ kind, slug: key }]
}

function namesOf(
  row: ObjectRow,
  before: object | null,
  after: object | null,
  present: ReadonlyMap<string, string>,
  params: Params,
): Name[] {
  if (row.kind === 'corpus')
    return [{ text: ownWords(after ?? before!) ?? row.key, href: urls.compare(params) }]
  const names = referencesOf(row).map(({ kind, slug }): Name => {
    const label = present.get(`${kind} ${slug}`)
    // An object is called as it was called then; what it refers to as it is called now.
    const own = kind === row.kind ? ownWords(after ?? before!) : undefined
    return { text: own ?? label ?? slug, href: label === undefined ? null : addressOf(kind, slug, params) }
  })
  if (row.kind !== 'relation') return names
  const { kind } = (after ?? before) as RelationRecord
  return [names[0]!, { text: kind, href: null }, names[1]!]
}

function ownWords(record: object): string | undefined {
  const { wording, title, gist, name } = record as Partial<AssertionRecord> & Record<string, unknown>
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
