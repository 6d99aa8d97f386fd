import type { Db } from '../../../db/client.ts'
import { prepareOnce } from '../../../db/statements.ts'
import {
  type AssertionKind,
  type bounds,
  type Pattern,
  patterns,
  type StanceKind,
} from '../../../db/vocabulary.ts'

/** An assertion as an example of something. */
export interface ExampleRow {
  slug: string
  quote: string
  gist: string
  kind: AssertionKind
  author: string
  partyId: number | null
  letterId: number
  letter: string
  language: string
  label: string
}

export interface BearingRow extends ExampleRow {
  stance: StanceKind
  claim: string
  wording: string
  scopeNote: string | null
}

export interface ChainRow extends ExampleRow {
  /** JSON: [{ name, isAdopted } …] */
  links: string
}

export interface FigureRow extends ExampleRow {
  number: number
  bound: (typeof bounds)[number]
  unit: string
  counted: string
  where: string | null
  when: string | null
}

export interface RelationRow {
  reason: string
  from: string
  fromWording: string
  to: string
  toWording: string
}

export interface SilentClaimRow {
  slug: string
  wording: string
  /** The party that alone takes a position. */
  partyId: number
  madeFrom: string | null
  madeTo: string | null
}

export interface DatedRow {
  slug: string
  title: string
  earliest: string | null
  latest: string | null
  basis: string
}

export interface Counts {
  letters: number
  assertions: number
  claims: number
  footnotes: number
}

const columns = `
  a.slug, a.quote, a.gist, a.kind, au.name AS author, au.party_id AS partyId, a.letter_id AS letterId, l.slug AS letter,
  l.language, p.label`
/** Joined in this order, so that a statement stops at the first row that fits. */
const tables = `
  assertions a CROSS JOIN authors au ON au.id = a.author_id CROSS JOIN letters l ON l.id = a.letter_id
  CROSS JOIN ranges r ON r.assertion_id = a.id AND r.ordinal = 1 CROSS JOIN paragraphs p ON p.id = r.paragraph_id`
/** Short enough to be read in passing, in one piece. */
const isReadable = `length(a.quote) BETWEEN 25 AND 220
  AND NOT EXISTS (SELECT 1 FROM ranges other WHERE other.assertion_id = a.id AND other.ordinal = 2)`

/**
 * Examples are the first that fit, by the order of the data: nobody has chosen them. No further than this is looked for one,
 * so that a collection of a million assertions without any keeps nobody waiting.
 */
const firstOnes = 2000

const statements = prepareOnce(({ $client }) => ({
  version: $client.prepare<[], number>('SELECT data_version FROM corpus').pluck(),
  counts: $client.prepare<[], Counts>(`
    SELECT (SELECT count(*) FROM letters) AS letters, (SELECT count(*) FROM assertions) AS assertions,
      (SELECT count(*) FROM claim_summaries) AS claims, (SELECT count(*) FROM footnotes) AS footnotes`),
  patterns: $client.prepare<[], { pattern: Pattern; claims: number }>(`
    SELECT value AS pattern, claims FROM facet_counts
    WHERE topic_id = 0 AND facet = 'pattern' AND value NOT LIKE 'only:%'`),
  topics: $client.prepare<[], { slug: string; name: string; isCore: number }>(
    'SELECT slug, name, is_core AS isCore FROM topics ORDER BY ordinal, id',
  ),
  ofParty: $client.prepare<[number], ExampleRow>(`
    SELECT ${columns}
    FROM (SELECT id FROM authors WHERE party_id = ? ORDER BY id LIMIT 20) w
    CROSS JOIN json_each((
      SELECT json_group_array(id) FROM (SELECT id FROM assertions WHERE author_id = w.id ORDER BY id LIMIT 200)
    )) few
    CROSS JOIN ${tables}
    WHERE a.id = few.value AND a.kind = 'fact' AND a.modality = 'plain' AND length(a.quote) > 60 AND ${isReadable}
      AND EXISTS (SELECT 1 FROM stances s WHERE s.assertion_id = a.id)
    ORDER BY a.id LIMIT 1`),
  absentAgent: $client.prepare<[], ExampleRow>(`
    SELECT ${columns} FROM (SELECT id FROM assertions ORDER BY id LIMIT ${firstOnes}) few CROSS JOIN ${tables}
    WHERE a.id = few.id AND a.agent = 'absent' AND ${isReadable} ORDER BY a.id LIMIT 1`),
  chain: $client.prepare<[number], ChainRow>(`
    SELECT ${columns}, (
      SELECT json_group_array(json_object('name', al.name, 'isAdopted', al.is_adopted) ORDER BY al.ordinal)
      FROM attribution_links al WHERE al.assertion_id = a.id) AS links
    FROM (SELECT assertion_id, ordinal FROM attribution_links ORDER BY assertion_id, ordinal LIMIT ${firstOnes}) link
    CROSS JOIN ${tables}
    WHERE link.ordinal = ? AND a.id = link.assertion_id AND ${isReadable}
    ORDER BY link.assertion_id LIMIT 1`),
  figure: $client.prepare<[], FigureRow>(`
    SELECT ${columns}, f.number, f.bound, f.unit, f.counted, f.scope_where AS "where", f.scope_when AS "when"
    FROM (SELECT * FROM figures ORDER BY assertion_id, ordinal LIMIT ${firstOnes}) f CROSS JOIN ${tables}
    WHERE a.id = f.assertion_id AND f.number IS NOT NULL AND ${isReadable}
    ORDER BY f.assertion_id, f.ordinal LIMIT 1`),
  bearing: $client.prepare<[{ stance: StanceKind; hasScope: 0 | 1 }], BearingRow>(`
    SELECT ${columns}, s.stance, c.slug AS claim, c.wording, s.scope_note AS scopeNote
    FROM (SELECT * FROM stances ORDER BY claim_id, assertion_id LIMIT ${5 * firstOnes}) s
    CROSS JOIN claims c ON c.id = s.claim_id CROSS JOIN ${tables}
    WHERE s.stance = @stance AND (NOT @hasScope OR s.scope_note IS NOT NULL)
      AND c.state = 'current' AND a.id = s.assertion_id AND ${isReadable}
    ORDER BY s.claim_id, s.assertion_id LIMIT 1`),
  relation: $client.prepare<[string], RelationRow>(`
    SELECT r.reason, f.slug AS "from", f.wording AS fromWording, t.slug AS "to", t.wording AS toWording
    FROM relations r JOIN claims f ON f.id = r.from_claim_id JOIN claims t ON t.id = r.to_claim_id
    WHERE r.kind = ? AND f.state = 'current' AND t.state = 'current' ORDER BY r.id LIMIT 1`),
  silent: $client.prepare<[], SilentClaimRow>(`
    SELECT c.slug, c.wording, s.only_party_id AS partyId, s.made_from AS madeFrom, s.made_to AS madeTo
    FROM claim_summaries s CROSS JOIN claims c ON c.id = s.claim_id
    WHERE s.rank_pattern = ${patterns.indexOf('one-sided')} AND s.pattern = 'one-sided' ORDER BY s.group_id, s.claim_id LIMIT 1`),
  inferredDate: $client.prepare<[], DatedRow>(`
    SELECT l.slug, l.title, d.earliest, d.latest, d.basis
    FROM letter_dates d JOIN letters l ON l.id = d.letter_id
    WHERE d.kind = 'written' AND d.ground = 'inferred' ORDER BY l.id LIMIT 1`),
}))

const known = new WeakMap<Db, { version: number; counts: Counts }>()

/** To count a million rows takes long: it is done once, until the data changes. */
function knownCounts(db: Db): Counts {
  const version = statements(db).version.get() ?? 0
  let kept = known.get(db)
  if (kept?.version !== version) known.set(db, (kept = { version, counts: statements(db).counts.get()! }))
  return kept.counts
}

export const readCounts = (db: Db) => ({ ...knownCounts(db), patterns: statements(db).patterns.all() })

export const listTopics = (db: Db) => statements(db).topics.all()

/** The first short statement of fact of a party. */
export const findExampleOf = (db: Db, partyId: number) => statements(db).ofParty.get(partyId)

/** The first that is readable of each thing that the page explains; undefined where the data has none. */
export const findExamples = (db: Db) => {
  const run = statements(db)
  return {
    absentAgent: run.absentAgent.get(),
    chain: run.chain.get(2) ?? run.chain.get(1),
    figure: run.figure.get(),
    denial: run.bearing.get({ stance: 'disputes', hasScope: 1 }),
    qualification: run.bearing.get({ stance: 'qualifies', hasScope: 1 }),
    report: run.bearing.get({ stance: 'reports', hasScope: 0 }),
    mirror: run.relation.get('mirrors'),
    notComparable: run.relation.get('not comparable'),
    silent: run.silent.get(),
    inferredDate: run.inferredDate.get(),
  }
}
