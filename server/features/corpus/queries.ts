import type { Db } from '../../../db/client.ts'
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
  RangeRecord,
  ReferenceRecord,
  RelationRecord,
  Scope,
  StanceRecord,
} from '../../../db/records.ts'
import type { DateKind } from '../../../db/vocabulary.ts'
import { groupBy } from '../../domain/groupBy.ts'

type Owned<T> = T & { owner: number }

/** Rows of lists that belong to other objects, gathered by their owner's id, in their order. */
function ownedBy<T extends object>(db: Db, sql: string): (owner: number) => T[] {
  const lists = groupBy(db.$client.prepare<[], Owned<T>>(sql).all(), (row) => row.owner)
  return (owner) => (lists.get(owner) ?? []).map(({ owner: _, ...row }) => present(row) as unknown as T)
}

/** The fields that say something: columns that are NULL are left out. */
function present<T extends object>(row: T): T {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as T
}

/** The whole corpus as records, each list in the order in which it was given. */
export function readCorpus(db: Db): Corpus {
  const { $client } = db
  return $client.transaction((): Corpus => {
    const oldSlugs = groupBy(
      $client
        .prepare<[], { kind: string; slug: string; current: string }>(
          'SELECT kind, slug, current_slug AS current FROM old_slugs ORDER BY kind, current_slug, ordinal',
        )
        .all(),
      (row) => `${row.kind} ${row.current}`,
    )
    const withOldIds = <T extends { id: string }>(kind: string, record: T): T => {
      const old = oldSlugs.get(`${kind} ${record.id}`)
      return old ? { ...record, old_ids: old.map((row) => row.slug) } : record
    }
    const slugged = <T extends { id: string }>(kind: string, sql: string): T[] =>
      $client
        .prepare<[], T>(sql)
        .all()
        .map((row) => withOldIds(kind, present(row)))

    return {
      corpus: present($client.prepare<[], Corpus['corpus']>('SELECT title, names_note FROM corpus').get()!),
      parties: slugged('party', 'SELECT slug AS id, name FROM parties ORDER BY ordinal'),
      authors: slugged(
        'author',
        `SELECT a.slug AS id, a.name, a.person, a.kind, p.slug AS party
        FROM authors a LEFT JOIN parties p ON p.id = a.party_id ORDER BY a.id`,
      ),
      authorities: slugged(
        'authority',
        `SELECT a.slug AS id, a.name, a.kind, p.slug AS party
        FROM authorities a LEFT JOIN parties p ON p.id = a.party_id ORDER BY a.id`,
      ),
      topics: slugged<Corpus['topics'][number]>(
        'topic',
        `SELECT slug AS id, name, nullif(is_core, 0) AS core, definition, includes, excludes
        FROM topics ORDER BY ordinal`,
      ).map((topic) => (topic.core ? { ...topic, core: true } : topic)),
      letters: readLetters(db).map((letter) => withOldIds('letter', letter)),
      assertions: readAssertions(db).map((assertion) => withOldIds('assertion', assertion)),
      claims: readClaims(db).map((claim) => withOldIds('claim', claim)),
      stances: readStances(db),
      relations: $client
        .prepare<[], RelationRecord>(
          `SELECT f.slug AS "from", r.kind, t.slug AS "to", r.reason
          FROM relations r JOIN claims f ON f.id = r.from_claim_id JOIN claims t ON t.id = r.to_claim_id
          ORDER BY r.id`,
        )
        .all(),
    }
  })()
}

/** Letters, in the order in which a folder lists their files. */
function readLetters(db: Db): LetterRecord[] {
  type Row = Omit<
    LetterRecord,
    'dates' | 'provenance' | 'changes' | 'answers' | 'encloses' | 'paragraphs' | 'footnotes'
  >
  const rows = db.$client
    .prepare<[], Row & { key: number }>(
      `SELECT l.id AS "key", l.slug AS id, l.title, l.short_title, a.slug AS author, l.addressee, l.symbol, l.language,
        l.text, l.sha256
      FROM letters l JOIN authors a ON a.id = l.author_id ORDER BY l.slug`,
    )
    .all()
  const dates = ownedBy<DateRecord & { kind: DateKind }>(
    db,
    `SELECT letter_id AS owner, kind, earliest AS "from", latest AS "to", ground, basis FROM letter_dates`,
  )
  const provenance = ownedBy<{ description: string }>(
    db,
    'SELECT letter_id AS owner, description FROM provenance_steps ORDER BY letter_id, ordinal',
  )
  const changes = ownedBy<{ description: string }>(
    db,
    'SELECT letter_id AS owner, description FROM text_changes ORDER BY letter_id, ordinal',
  )
  const references = ownedBy<ReferenceRecord & { kind: 'answers' | 'encloses' }>(
    db,
    `SELECT r.letter_id AS owner, r.kind, r.title, r.sender AS "from", r.dated AS date, l.slug AS letter
    FROM letter_references r LEFT JOIN letters l ON l.id = r.target_letter_id ORDER BY r.letter_id, r.kind, r.ordinal`,
  )
  const paragraphs = ownedBy<LetterRecord['paragraphs'][number]>(
    db,
    `SELECT letter_id AS owner, label, role, marker, start, "end" FROM paragraphs ORDER BY letter_id, ordinal`,
  )
  const footnotes = ownedBy<{ key: number; marker: string; text: string }>(
    db,
    'SELECT letter_id AS owner, id AS "key", marker, text FROM footnotes ORDER BY letter_id, ordinal',
  )
  const urls = ownedBy<FootnoteRecord['urls'][number]>(
    db,
    'SELECT footnote_id AS owner, url, state FROM footnote_urls ORDER BY footnote_id, ordinal',
  )
  const offsets = ownedBy<{ offset: number }>(
    db,
    'SELECT footnote_id AS owner, "offset" FROM footnote_markers ORDER BY footnote_id, ordinal',
  )
  const authorities = ownedBy<{ slug: string }>(
    db,
    `SELECT f.footnote_id AS owner, a.slug FROM footnote_authorities f JOIN authorities a ON a.id = f.authority_id
    ORDER BY f.footnote_id, f.ordinal`,
  )
  return rows.map(({ key, ...row }) => {
    const ofKind = (kind: string) =>
      references(key)
        .filter((reference) => reference.kind === kind)
        .map(({ kind: _, ...reference }) => reference)
    return {
      ...present(row),
      dates: Object.fromEntries(dates(key).map(({ kind, ...date }) => [kind, date])),
      provenance: provenance(key).map((step) => step.description),
      answers: ofKind('answers'),
      encloses: ofKind('encloses'),
      changes: changes(key).map((change) => change.description),
      paragraphs: paragraphs(key),
      footnotes: footnotes(key).map((footnote) => ({
        marker: footnote.marker,
        text: footnote.text,
        urls: urls(footnote.key),
        offsets: offsets(footnote.key).map(({ offset }) => offset),
        authorities: authorities(footnote.key).map(({ slug }) => slug),
      })),
    }
  })
}

function readAssertions(db: Db): AssertionRecord[] {
  type Row = Omit<AssertionRecord, 'ranges' | 'topics' | 'attribution' | 'figures' | 'citations'>
  const rows = db.$client
    .prepare<[], Row & { key: number }>(
      `SELECT a.id AS "key", a.slug AS id, l.slug AS letter,
        CASE WHEN a.author_id <> l.author_id THEN au.slug END AS author, a.gist, a.kind, a.modality, a.agent
      FROM assertions a JOIN letters l ON l.id = a.letter_id JOIN authors au ON au.id = a.author_id
      ORDER BY l.slug, a.ordinal`,
    )
    .all()
  const ranges = ownedBy<RangeRecord>(
    db,
    'SELECT assertion_id AS owner, start, "end", exact, prefix, suffix FROM ranges ORDER BY assertion_id, ordinal',
  )
  const topics = ownedBy<{ slug: string }>(
    db,
    `SELECT x.assertion_id AS owner, t.slug FROM assertion_topics x JOIN topics t ON t.id = x.topic_id
    ORDER BY x.assertion_id, x.ordinal`,
  )
  const attribution = ownedBy<Omit<AttributionRecord, 'adopted'> & { adopted: number }>(
    db,
    `SELECT x.assertion_id AS owner, x.name, p.slug AS party, a.slug AS authority, x.is_adopted AS adopted
    FROM attribution_links x LEFT JOIN parties p ON p.id = x.party_id LEFT JOIN authorities a ON a.id = x.authority_id
    ORDER BY x.assertion_id, x.ordinal`,
  )
  const figures = ownedBy<FigureRecord>(
    db,
    `SELECT assertion_id AS owner, number, bound, unit, counted, scope_where AS "where", scope_when AS "when"
    FROM figures ORDER BY assertion_id, ordinal`,
  )
  const citations = ownedBy<CitationRecord>(
    db,
    `SELECT c.assertion_id AS owner, f.marker AS footnote, a.slug AS authority
    FROM citations c LEFT JOIN footnotes f ON f.id = c.footnote_id LEFT JOIN authorities a ON a.id = c.authority_id
    ORDER BY c.assertion_id, c.ordinal`,
  )
  return rows.map(({ key, ...row }) => ({
    ...present(row),
    ranges: ranges(key),
    topics: topics(key).map(({ slug }) => slug),
    attribution: attribution(key).map((link) => ({ ...link, adopted: link.adopted === 1 })),
    figures: figures(key),
    citations: citations(key),
  }))
}

const slotColumns = (table: string) =>
  ['who', 'what', 'whom', 'where', 'when'].map((slot) => `${table}.scope_${slot} AS "${slot}"`).join(', ')

/** Claims, in the order in which a folder lists their files and their places in them. */
function readClaims(db: Db): ClaimRecord[] {
  const rows = db.$client
    .prepare<[], ClaimRecord & { key: number }>(
      `SELECT c.id AS "key", c.slug AS id, c.wording, ${slotColumns('c')}, c.retired_reason AS retired,
        m.slug AS merged_into
      FROM claims c LEFT JOIN claims m ON m.id = c.merged_into_id
      LEFT JOIN claim_topics ct ON ct.claim_id = c.id AND ct.ordinal = 1 LEFT JOIN topics t ON t.id = ct.topic_id
      ORDER BY t.slug, c.id`,
    )
    .all()
  const topics = ownedBy<{ slug: string }>(
    db,
    `SELECT x.claim_id AS owner, t.slug FROM claim_topics x JOIN topics t ON t.id = x.topic_id
    ORDER BY x.claim_id, x.ordinal`,
  )
  const wordings = ownedBy<{ wording: string }>(
    db,
    'SELECT claim_id AS owner, wording FROM wordings ORDER BY claim_id, number',
  )
  return rows.map(({ key, ...row }) => ({
    ...present(row),
    topics: topics(key).map(({ slug }) => slug),
    earlier_wordings: wordings(key)
      .slice(0, -1)
      .map(({ wording }) => wording),
  }))
}

function readStances(db: Db): StanceRecord[] {
  const rows = db.$client
    .prepare<[], Omit<StanceRecord, 'scope'> & Scope>(
      `SELECT c.slug AS claim, a.slug AS assertion, s.stance, s.wording, s.scope_note AS note, ${slotColumns('s')}
      FROM stances s JOIN claims c ON c.id = s.claim_id JOIN assertions a ON a.id = s.assertion_id
      ORDER BY s.claim_id, s.ordinal`,
    )
    .all()
  return rows.map(({ claim, assertion, stance, wording, ...scope }) => {
    const said = present(scope)
    return { claim, assertion, stance, wording, ...(Object.keys(said).length && { scope: said }) }
  })
}
