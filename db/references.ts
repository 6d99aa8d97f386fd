import type {
  AssertionRecord,
  AuthorRecord,
  ClaimRecord,
  LetterRecord,
  RecordOf,
  ReferenceRecord,
  RelationRecord,
  StanceRecord,
  WaitingRecord,
} from './records.ts'
import type { SluggedKind } from './slugs.ts'
import type { ObjectKind } from './vocabulary.ts'

/** What a record refers to by slug. */
export interface Reference {
  kind: SluggedKind
  key: string
}

type Rename = (kind: SluggedKind, slug: string) => string

/** Every object that a record refers to, each once. */
export function referencesIn<K extends ObjectKind>(kind: K, record: RecordOf[K]): Reference[] {
  const found = new Map<string, Reference>()
  withReferences(kind, record, (of, slug) => {
    found.set(`${of} ${slug}`, { kind: of, key: slug })
    return slug
  })
  return [...found.values()]
}

/** The record with everything that it refers to renamed. */
export function withReferences<K extends ObjectKind>(
  kind: K,
  record: RecordOf[K],
  rename: Rename,
): RecordOf[K] {
  const follow = references[kind] as ((record: RecordOf[K], rename: Rename) => RecordOf[K]) | undefined
  return follow ? follow(record, rename) : record
}

/** A field that may be absent stays absent. */
const optional = <F extends string>(field: F, value: string | undefined, rename: (slug: string) => string) =>
  (value === undefined ? {} : { [field]: rename(value) }) as Partial<Record<F, string>>

const ofParty = <T extends Pick<AuthorRecord, 'party'>>(record: T, rename: Rename): T => ({
  ...record,
  ...optional('party', record.party, (slug) => rename('party', slug)),
})

const ofLetters = (list: ReferenceRecord[], rename: Rename) =>
  list.map((one) => ({ ...one, ...optional('letter', one.letter, (slug) => rename('letter', slug)) }))

const references: { [K in ObjectKind]?: (record: RecordOf[K], rename: Rename) => RecordOf[K] } = {
  author: ofParty,
  authority: ofParty,
  letter: (record: LetterRecord, rename) => ({
    ...record,
    author: rename('author', record.author),
    answers: ofLetters(record.answers, rename),
    encloses: ofLetters(record.encloses, rename),
    footnotes: record.footnotes.map((footnote) => ({
      ...footnote,
      authorities: footnote.authorities.map((slug) => rename('authority', slug)),
    })),
  }),
  assertion: (record: AssertionRecord, rename) => ({
    ...record,
    letter: rename('letter', record.letter),
    ...optional('author', record.author, (slug) => rename('author', slug)),
    topics: record.topics.map((slug) => rename('topic', slug)),
    attribution: record.attribution.map((link) => ({
      ...ofParty(link, rename),
      ...optional('authority', link.authority, (slug) => rename('authority', slug)),
    })),
    citations: record.citations.map((citation) =>
      'authority' in citation ? { authority: rename('authority', citation.authority) } : citation,
    ),
  }),
  claim: (record: ClaimRecord, rename) => ({
    ...record,
    topics: record.topics.map((slug) => rename('topic', slug)),
    ...optional('merged_into', record.merged_into, (slug) => rename('claim', slug)),
  }),
  stance: (record: StanceRecord, rename) => ({
    ...record,
    claim: rename('claim', record.claim),
    assertion: rename('assertion', record.assertion),
  }),
  relation: (record: RelationRecord, rename) => ({
    ...record,
    from: rename('claim', record.from),
    to: rename('claim', record.to),
  }),
  // Its stances name the assertion itself, which is not there while it waits.
  waiting: (record: WaitingRecord, rename) => ({
    ...record,
    assertion: withReferences('assertion', record.assertion, rename),
    stances: record.stances.map((stance) => ({ ...stance, claim: rename('claim', stance.claim) })),
  }),
}
