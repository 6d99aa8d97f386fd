import type { Statement } from 'better-sqlite3'
import type { Db } from './client.ts'
import type {
  AssertionRecord,
  AttributionRecord,
  CitationRecord,
  ClaimRecord,
  Corpus,
  DateRecord,
  FigureRecord,
  FootnoteRecord,
  LetterRecord,
  ObjectRef,
  OrderRecord,
  ParagraphRecord,
  RangeRecord,
  RecordOf,
  ReferenceRecord,
  Scope,
  StanceRecord,
} from './records.ts'
import { findId, hasSlug } from './slugs.ts'
import { type DateKind, type ObjectKind, scopeSlots } from './vocabulary.ts'

/** Rows that belong to other objects, in their order. */
interface List<T extends object> {
  /** The column that names the owner. */
  owner: string
  columns: string
  from: string
  order: string
  /** Never there: it only carries the type of a row. */
  row?: T
}

const list = <T extends object>(
  owner: string,
  columns: string,
  from: string,
  order = 'ordinal',
): List<T> => ({ owner, columns, from, order })

/** Gives the rows of a list that belong to an owner; columns that are NULL are left out. */
type Read = <T extends object>(list: List<T>, owner: number | string) => T[]

/** The fields that say something. */
function present<T extends object>(row: T): T {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as T
}

/** Reads each list once, for all owners. */
function readWhole({ $client }: Db): Read {
  const read = new Map<List<object>, Map<unknown, object[]>>()
  return <T extends object>(from: List<T>, owner: number | string) => {
    let owners = read.get(from)
    if (!owners) {
      read.set(from, (owners = new Map()))
      const rows = $client.prepare<[], { owner: unknown }>(
        `SELECT ${from.owner} AS owner, ${from.columns} FROM ${from.from} ORDER BY ${from.owner}, ${from.order}`,
      )
      for (const { owner: of, ...row } of rows.iterate()) {
        const known = owners.get(of)
        if (known) known.push(present(row))
        else owners.set(of, [present(row)])
      }
    }
    return (owners.get(owner) ?? []) as T[]
  }
}

/** Reads the rows of one owner, by a statement prepared once per database. */
function readFew(db: Db): Read {
  return <T extends object>(from: List<T>, owner: number | string) =>
    prepared(db, `SELECT ${from.columns} FROM ${from.from} WHERE ${from.owner} = ? ORDER BY ${from.order}`)
      .all(owner)
      .map((row) => present(row as T))
}

type AnyStatement = Statement<unknown[], object>
const statements = new WeakMap<Db, Map<string, AnyStatement>>()

function prepared(db: Db, sql: string): AnyStatement {
  let ofDb = statements.get(db)
  if (!ofDb) statements.set(db, (ofDb = new Map()))
  let statement = ofDb.get(sql)
  if (!statement) ofDb.set(sql, (statement = db.$client.prepare<unknown[], object>(sql)))
  return statement
}

const lists = {
  oldSlugs: list<{ slug: string }>(`kind || ' ' || current_slug`, 'slug', 'old_slugs'),

  dates: list<DateRecord & { kind: DateKind }>(
    'letter_id',
    'kind, earliest AS "from", latest AS "to", ground, basis',
    'letter_dates',
    'rowid',
  ),
  provenance: list<{ description: string }>('letter_id', 'description', 'provenance_steps'),
  textChanges: list<{ description: string }>('letter_id', 'description', 'text_changes'),
  references: list<ReferenceRecord & { kind: 'answers' | 'encloses' }>(
    'r.letter_id',
    'r.kind, r.title, r.sender AS "from", r.dated AS date, l.slug AS letter',
    'letter_references r LEFT JOIN letters l ON l.id = r.target_letter_id',
    'r.kind, r.ordinal',
  ),
  paragraphs: list<ParagraphRecord>('letter_id', 'label, role, marker, start, "end"', 'paragraphs'),
  footnotes: list<{ key: number; marker: string; text: string }>(
    'letter_id',
    'id AS "key", marker, text',
    'footnotes',
  ),
  urls: list<FootnoteRecord['urls'][number]>('footnote_id', 'url, state', 'footnote_urls'),
  offsets: list<{ offset: number }>('footnote_id', '"offset"', 'footnote_markers'),
  footnoteAuthorities: list<{ slug: string }>(
    'f.footnote_id',
    'a.slug',
    'footnote_authorities f JOIN authorities a ON a.id = f.authority_id',
    'f.ordinal',
  ),

  ranges: list<RangeRecord>('assertion_id', 'start, "end", exact, prefix, suffix', 'ranges'),
  assertionTopics: list<{ slug: string }>(
    'x.assertion_id',
    't.slug',
    'assertion_topics x JOIN topics t ON t.id = x.topic_id',
    'x.ordinal',
  ),
  attribution: list<Omit<AttributionRecord, 'adopted'> & { adopted: number }>(
    'x.assertion_id',
    'x.name, p.slug AS party, a.slug AS authority, x.is_adopted AS adopted',
    'attribution_links x LEFT JOIN parties p ON p.id = x.party_id LEFT JOIN authorities a ON a.id = x.authority_id',
    'x.ordinal',
  ),
  figures: list<FigureRecord>(
    'assertion_id',
    'number, bound, unit, counted, scope_where AS "where", scope_when AS "when"',
    'figures',
  ),
  citations: list<CitationRecord>(
    'c.assertion_id',
    'f.marker AS footnote, a.slug AS authority',
    'citations c LEFT JOIN footnotes f ON f.id = c.footnote_id LEFT JOIN authorities a ON a.id = c.authority_id',
    'c.ordinal',
  ),

  claimTopics: list<{ slug: string }>(
    'x.claim_id',
    't.slug',
    'claim_topics x JOIN topics t ON t.id = x.topic_id',
    'x.ordinal',
  ),
  wordings: list<{ wording: string }>('claim_id', 'wording', 'wordings', 'number'),
}

/** How the objects of a kind are read: a row each, and what belongs to it. */
interface Source<K extends ObjectKind> {
  columns: string
  from: string
  /** Picks one: a "?" for each part of its key. */
  one: string
  order: string
  record: (row: never, read: Read) => RecordOf[K]
}

const source = <K extends ObjectKind, Row>(
  given: Omit<Source<K>, 'record'> & { record?: (row: Row, read: Read) => RecordOf[K] },
): Source<K> => ({ record: (row) => row as RecordOf[K], ...given }) as Source<K>

const slotColumns = (table: string) =>
  scopeSlots.map((slot) => `${table}.scope_${slot} AS "${slot}"`).join(', ')

type WithKey<T> = T & { key: number }

const sources: { [K in ObjectKind]: Source<K> } = {
  corpus: source<'corpus', never>({
    columns: 'title, names_note',
    from: 'corpus',
    one: `'corpus' = ?`,
    order: 'id',
  }),
  party: source<'party', never>({
    columns: 'slug AS id, name',
    from: 'parties',
    one: 'slug = ?',
    order: 'ordinal',
  }),
  author: source<'author', never>({
    columns: 'a.slug AS id, a.name, a.person, a.kind, p.slug AS party',
    from: 'authors a LEFT JOIN parties p ON p.id = a.party_id',
    one: 'a.slug = ?',
    order: 'a.id',
  }),
  authority: source<'authority', never>({
    columns: 'a.slug AS id, a.name, a.kind, p.slug AS party',
    from: 'authorities a LEFT JOIN parties p ON p.id = a.party_id',
    one: 'a.slug = ?',
    order: 'a.id',
  }),
  topic: source<'topic', RecordOf['topic']>({
    columns: 'slug AS id, name, nullif(is_core, 0) AS core, definition, includes, excludes',
    from: 'topics',
    one: 'slug = ?',
    order: 'ordinal',
    record: (topic) => (topic.core ? { ...topic, core: true } : topic),
  }),
  // In the order in which a folder lists their files.
  letter: source<'letter', WithKey<LetterRecord>>({
    columns: `l.id AS "key", l.slug AS id, l.title, l.short_title, a.slug AS author, l.addressee, l.symbol, l.language,
      l.text, l.sha256`,
    from: 'letters l JOIN authors a ON a.id = l.author_id',
    one: 'l.slug = ?',
    order: 'l.slug',
    record: letterFrom,
  }),
  assertion: source<'assertion', WithKey<AssertionRecord>>({
    columns: `a.id AS "key", a.slug AS id, l.slug AS letter,
      CASE WHEN a.author_id <> l.author_id THEN au.slug END AS author, a.gist, a.kind, a.modality, a.agent`,
    from: 'assertions a JOIN letters l ON l.id = a.letter_id JOIN authors au ON au.id = a.author_id',
    one: 'a.slug = ?',
    order: 'l.slug, a.ordinal',
    record: assertionFrom,
  }),
  // In the order in which a folder lists their files, and of their places in them.
  claim: source<'claim', WithKey<ClaimRecord>>({
    columns: `c.id AS "key", c.slug AS id, c.wording, ${slotColumns('c')}, c.retired_reason AS retired,
      m.slug AS merged_into`,
    from: `claims c LEFT JOIN claims m ON m.id = c.merged_into_id
      LEFT JOIN claim_topics ct ON ct.claim_id = c.id AND ct.ordinal = 1 LEFT JOIN topics t ON t.id = ct.topic_id`,
    one: 'c.slug = ?',
    order: 't.slug, c.id',
    record: ({ key, ...claim }, read) => ({
      ...claim,
      topics: read(lists.claimTopics, key).map(({ slug }) => slug),
      earlier_wordings: read(lists.wordings, key)
        .slice(0, -1)
        .map(({ wording }) => wording),
    }),
  }),
  stance: source<'stance', Omit<StanceRecord, 'scope'> & Scope>({
    columns: `c.slug AS claim, a.slug AS assertion, s.stance, s.wording, s.scope_note AS note, ${slotColumns('s')}`,
    from: 'stances s JOIN claims c ON c.id = s.claim_id JOIN assertions a ON a.id = s.assertion_id',
    one: 'c.slug = ? AND a.slug = ?',
    order: 's.claim_id, s.ordinal',
    record: ({ claim, assertion, stance, wording, ...scope }) => ({
      claim,
      assertion,
      stance,
      wording,
      ...(Object.keys(scope).length && { scope }),
    }),
  }),
  relation: source<'relation', never>({
    columns: 'f.slug AS "from", r.kind, t.slug AS "to", r.reason',
    from: 'relations r JOIN claims f ON f.id = r.from_claim_id JOIN claims t ON t.id = r.to_claim_id',
    one: 'f.slug = ? AND r.kind = ? AND t.slug = ?',
    order: 'r.id',
  }),
  waiting: source<'waiting', { record: string }>({
    columns: 'record',
    from: 'waiting',
    one: 'slug = ?',
    order: 'slug',
    record: ({ record }) => JSON.parse(record),
  }),
  order: source<'order', { of: OrderRecord['of']; ids: string }>({
    columns: '"of", ids',
    from: `(SELECT 'parties' AS "of", (SELECT json_group_array(slug ORDER BY ordinal) FROM parties) AS ids
      UNION ALL SELECT 'topics', (SELECT json_group_array(slug ORDER BY ordinal) FROM topics))`,
    one: '"of" = ?',
    order: '"of"',
    record: ({ of, ids }) => ({ of, ids: JSON.parse(ids) }),
  }),
}

function letterFrom({ key, ...letter }: WithKey<LetterRecord>, read: Read): LetterRecord {
  const references = read(lists.references, key)
  const ofKind = (wanted: string) =>
    references.filter(({ kind }) => kind === wanted).map(({ kind: _, ...reference }) => reference)
  return {
    ...letter,
    dates: Object.fromEntries(read(lists.dates, key).map(({ kind, ...date }) => [kind, date])),
    provenance: read(lists.provenance, key).map((step) => step.description),
    answers: ofKind('answers'),
    encloses: ofKind('encloses'),
    changes: read(lists.textChanges, key).map((change) => change.description),
    paragraphs: read(lists.paragraphs, key),
    footnotes: read(lists.footnotes, key).map((footnote) => ({
      marker: footnote.marker,
      text: footnote.text,
      urls: read(lists.urls, footnote.key),
      offsets: read(lists.offsets, footnote.key).map(({ offset }) => offset),
      authorities: read(lists.footnoteAuthorities, footnote.key).map(({ slug }) => slug),
    })),
  }
}

function assertionFrom({ key, ...assertion }: WithKey<AssertionRecord>, read: Read): AssertionRecord {
  return {
    ...assertion,
    ranges: read(lists.ranges, key),
    topics: read(lists.assertionTopics, key).map(({ slug }) => slug),
    attribution: read(lists.attribution, key).map((link) => ({ ...link, adopted: link.adopted === 1 })),
    figures: read(lists.figures, key),
    citations: read(lists.citations, key),
  }
}

function recordFrom<K extends ObjectKind>(kind: K, row: object, read: Read): RecordOf[K] {
  const record = sources[kind].record(present(row) as never, read)
  if (!('id' in record)) return record
  const old = read(lists.oldSlugs, `${kind} ${record.id}`)
  return old.length ? { ...record, old_ids: old.map(({ slug }) => slug) } : record
}

/** The whole corpus as records, each list in the order in which it was given. */
export function readCorpus(db: Db): Corpus {
  return db.$client.transaction((): Corpus => {
    const read = readWhole(db)
    const all = <K extends ObjectKind>(kind: K): RecordOf[K][] => {
      const { columns, from, order } = sources[kind]
      const rows = db.$client.prepare<[], object>(`SELECT ${columns} FROM ${from} ORDER BY ${order}`).all()
      return rows.map((row) => recordFrom(kind, row, read))
    }
    const waiting = all('waiting')
    return {
      corpus: all('corpus')[0]!,
      parties: all('party'),
      authors: all('author'),
      authorities: all('authority'),
      topics: all('topic'),
      letters: all('letter'),
      assertions: all('assertion'),
      claims: all('claim'),
      stances: all('stance'),
      relations: all('relation'),
      ...(waiting.length && { waiting }),
    }
  })()
}

/** All records of a kind in the order in which they were given, each read when it is asked for. */
export function* eachRecord<K extends ObjectKind>(db: Db, kind: K): Generator<RecordOf[K]> {
  const { columns, from, order } = sources[kind]
  const rows = db.$client.prepare<[], object>(`SELECT ${columns} FROM ${from} ORDER BY ${order}`)
  const read = readFew(db)
  for (const row of rows.iterate()) yield recordFrom(kind, row, read)
}

/** What bears on a claim, in its order. */
export function stancesOn(db: Db, claim: string): StanceRecord[] {
  const { columns, from, order } = sources.stance
  const rows = prepared(db, `SELECT ${columns} FROM ${from} WHERE c.slug = ? ORDER BY ${order}`).all(claim)
  return rows.map((row) => recordFrom('stance', row, readFew(db)))
}

/** The record of an object as the tables hold it now; undefined where there is none under this key. */
export function presentRecord<K extends ObjectKind>(db: Db, kind: K, key: string): RecordOf[K] | undefined {
  const parts = partsOf(kind, key)
  if (!parts) return undefined
  const { columns, from, one } = sources[kind]
  const row = prepared(db, `SELECT ${columns} FROM ${from} WHERE ${one}`).get(...parts)
  return row === undefined ? undefined : recordFrom(kind, row, readFew(db))
}

/** Whether there is an object under this key now. */
export function isPresent(db: Db, { kind, key }: ObjectRef): boolean {
  if (hasSlug(kind)) return findId(db, kind, key) !== undefined
  return presentRecord(db, kind, key) !== undefined
}

/** The slugs, and the kind of a relation, that a key is made of. */
function partsOf(kind: ObjectKind, key: string): string[] | undefined {
  const parts = kind === 'relation' ? /^(\S+) (.+) (\S+)$/.exec(key)?.slice(1) : key.split(' ')
  const expected = { relation: 3, stance: 2 }[kind as string] ?? 1
  return parts?.length === expected ? parts : undefined
}
