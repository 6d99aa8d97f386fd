import type {
  AssertionKind,
  AuthorKind,
  agents,
  authorityKinds,
  bounds,
  DateKind,
  dateGrounds,
  modalities,
  ObjectKind,
  ParagraphRole,
  RelationKind,
  ScopeSlot,
  StanceKind,
  urlStates,
  WaitingReason,
} from './vocabulary.ts'

/**
 * The objects of a corpus as plain values that refer to one another by slug (`id`): what a folder holds once it is
 * read and anchored, what the tables are written from, and what a line of history keeps as before and after.
 * Offsets are Unicode code points of the letter's text. A field that says nothing is absent.
 */
export interface Corpus {
  corpus: CorpusRecord
  parties: PartyRecord[]
  authors: AuthorRecord[]
  authorities: AuthorityRecord[]
  topics: TopicRecord[]
  letters: LetterRecord[]
  assertions: AssertionRecord[]
  claims: ClaimRecord[]
  stances: StanceRecord[]
  relations: RelationRecord[]
  /** Not in a folder: what waits on the desk stays there. */
  waiting?: WaitingRecord[]
}

export interface CorpusRecord {
  title: string
  names_note?: string
}

interface Slugged {
  id: string
  old_ids?: string[]
}

export interface PartyRecord extends Slugged {
  name: string
}

export interface AuthorRecord extends Slugged {
  name: string
  person?: string
  kind: AuthorKind
  party?: string
}

export interface AuthorityRecord extends Slugged {
  name: string
  kind: (typeof authorityKinds)[number]
  party?: string
}

export interface TopicRecord extends Slugged {
  name: string
  core?: boolean
  definition: string
  includes?: string
  excludes?: string
}

export interface DateRecord {
  from?: string
  to?: string
  ground: (typeof dateGrounds)[number]
  basis: string
}

export interface ReferenceRecord {
  title: string
  from?: string
  date?: string
  letter?: string
}

export interface ParagraphRecord {
  label: string
  role: ParagraphRole
  marker?: string
  start: number
  end: number
}

export interface FootnoteRecord {
  marker: string
  text: string
  urls: { url: string; state: (typeof urlStates)[number] }[]
  /** Where its marker stands in the text. */
  offsets: number[]
  authorities: string[]
}

export interface LetterRecord extends Slugged {
  title: string
  short_title: string
  author: string
  addressee: string
  symbol?: string
  language: string
  dates: Partial<Record<DateKind, DateRecord>>
  provenance: string[]
  answers: ReferenceRecord[]
  encloses: ReferenceRecord[]
  changes: string[]
  text: string
  sha256: string
  paragraphs: ParagraphRecord[]
  footnotes: FootnoteRecord[]
}

export interface RangeRecord {
  start: number
  end: number
  exact: string
  prefix: string
  suffix: string
}

export interface AttributionRecord {
  name: string
  party?: string
  authority?: string
  adopted: boolean
}

export interface FigureRecord {
  number?: number
  bound: (typeof bounds)[number]
  unit: string
  counted: string
  where?: string
  when?: string
}

export type CitationRecord = { footnote: string } | { authority: string }

export interface AssertionRecord extends Slugged {
  letter: string
  /** Who speaks, where it is not the letter's author. */
  author?: string
  ranges: RangeRecord[]
  gist: string
  kind: AssertionKind
  modality: (typeof modalities)[number]
  agent: (typeof agents)[number]
  topics: string[]
  attribution: AttributionRecord[]
  figures: FigureRecord[]
  citations: CitationRecord[]
}

export type Scope = { note?: string } & Partial<Record<ScopeSlot, string>>

export interface ClaimRecord extends Slugged, Partial<Record<ScopeSlot, string>> {
  wording: string
  topics: string[]
  /** Oldest first; the present wording is numbered one more than there are of these. */
  earlier_wordings: string[]
  retired?: string
  merged_into?: string
}

export interface StanceRecord {
  claim: string
  assertion: string
  stance: StanceKind
  wording: number
  scope?: Scope
}

export interface RelationRecord {
  from: string
  kind: RelationKind
  to: string
  reason: string
}

/** An assertion of a text that was corrected, off the public record until a person has settled where its words stand now. */
export interface WaitingRecord {
  /** As it was; its ranges are of the text before the correction. */
  assertion: AssertionRecord
  stances: StanceRecord[]
  reason: WaitingReason
}

/** In which order these stand everywhere. */
export interface OrderRecord {
  of: 'parties' | 'topics'
  ids: string[]
}

/** The record of each kind of object. */
export interface RecordOf {
  corpus: CorpusRecord
  party: PartyRecord
  author: AuthorRecord
  authority: AuthorityRecord
  topic: TopicRecord
  letter: LetterRecord
  assertion: AssertionRecord
  claim: ClaimRecord
  stance: StanceRecord
  relation: RelationRecord
  waiting: WaitingRecord
  order: OrderRecord
}

/** An object by its kind and its key in the history: its slug, or the slugs of a stance or a relation. */
export interface ObjectRef {
  kind: ObjectKind
  key: string
}

/** The key under which a record stands in the history. */
export function keyOf<K extends ObjectKind>(kind: K, record: RecordOf[K]): string {
  if (kind === 'corpus') return 'corpus'
  if (kind === 'stance') {
    const { claim, assertion } = record as StanceRecord
    return `${claim} ${assertion}`
  }
  if (kind === 'relation') {
    const { from, kind: relation, to } = record as RelationRecord
    return `${from} ${relation} ${to}`
  }
  if (kind === 'waiting') return (record as WaitingRecord).assertion.id
  if (kind === 'order') return (record as OrderRecord).of
  return (record as Slugged).id
}

/** Whether two records say the same, whatever the order of their fields; a field that is empty says nothing. */
export const isSameRecord = (one: object | null, other: object | null) => canonical(one) === canonical(other)

/** The same text for the same content. */
export function canonical(record: unknown): string {
  return JSON.stringify(record, (_, field: unknown) => {
    if (field === null || typeof field !== 'object' || Array.isArray(field)) return field
    const said = Object.entries(field).filter(([, value]) => !isEmpty(value))
    return Object.fromEntries(said.sort(([a], [b]) => (a < b ? -1 : 1)))
  })
}

function isEmpty(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0
  if (value !== null && typeof value === 'object') return Object.values(value).every(isEmpty)
  return value === undefined || value === null || value === '' || value === false
}
