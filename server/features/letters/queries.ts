import { ClaimSet, type PackedChunk } from '../../../db/claimSet.ts'
import type { Db } from '../../../db/client.ts'
import { prepareOnce } from '../../../db/statements.ts'
import type {
  AssertionKind,
  AuthorKind,
  DateKind,
  dateGrounds,
  modalities,
  ParagraphRole,
  Pattern,
  Position,
  referenceKinds,
  StanceKind,
} from '../../../db/vocabulary.ts'
import type { TextChange } from '../../domain/textVersions.ts'

export interface LetterRow {
  id: number
  slug: string
  title: string
  shortTitle: string
  addressee: string
  symbol: string | null
  language: string
  text: string
  sha256: string
  authorId: number
  authorName: string
  authorPerson: string | null
  authorKind: AuthorKind
  partyId: number | null
}

export interface DateRow {
  kind: DateKind
  earliest: string | null
  latest: string | null
  ground: (typeof dateGrounds)[number]
  basis: string
}

export interface ReferenceRow {
  kind: (typeof referenceKinds)[number]
  title: string
  sender: string | null
  dated: string | null
  letterSlug: string | null
}

export interface ParagraphRow {
  id: number
  label: string
  role: ParagraphRole
  marker: string | null
  start: number
  end: number
}

export interface FootnoteRow {
  id: number
  marker: string
  text: string
  /** A JSON list of { url, state }. */
  urls: string
}

export interface LetterAssertionRow {
  id: number
  slug: string
  gist: string
  kind: AssertionKind
  modality: (typeof modalities)[number]
  authorId: number
  authorName: string
  /** A JSON list of topics' ids. */
  topics: string
}

export interface LetterRangeRow {
  assertionId: number
  start: number
  end: number
  paragraphId: number
}

/** An assertion of the letter as it bears on a claim. */
export interface LetterStanceRow {
  assertionId: number
  claimId: number
  stance: StanceKind
}

export interface LetterClaimRow {
  id: number
  slug: string
  wording: string
  pattern: Pattern
  madeFrom: string | null
  madeTo: string | null
  /** A JSON list of topics' ids. */
  topics: string
}

export interface HeldRow {
  claimId: number
  partyId: number
  position: Position
  counted: number
  assertions: number
  letters: number
  /** The assertion that speaks for the position, and where it stands. Two rows where the party says both yes and no. */
  slug: string
  letterId: number
  letterSlug: string
  label: string
}

export interface SharingLetterRow {
  slug: string
  title: string
  shortTitle: string
  partyId: number | null
  claims: number
}

export interface ListedLetterRow {
  id: number
  slug: string
  title: string
  shortTitle: string
  addressee: string
  authorName: string
  authorPerson: string | null
  authorKind: AuthorKind
  paragraphs: number
  assertions: number
  counted: number
  claims: number
  contested: number
}

/** A claim that at least one of two letters addresses. */
export interface BesideClaimRow {
  id: number
  slug: string
  wording: string
  pattern: Pattern
}

/** A quote of one of two letters as it bears on a claim. */
export interface BesideQuoteRow {
  claimId: number
  letterId: number
  slug: string
  quote: string
  kind: AssertionKind
  stance: StanceKind
  scopeNote: string | null
  label: string
}

/** A JSON list of ids is how a statement takes any number of them, so that there are as many statements for 5 as for 500. */
const ids = (list: Iterable<number>) => JSON.stringify([...list])

/** So many letters are offered to be set beside this one. */
const mostBeside = 20

const statements = prepareOnce(({ $client }) => ({
  letter: $client.prepare<[string], LetterRow>(`
    SELECT l.id, l.slug, l.title, l.short_title AS shortTitle, l.addressee, l.symbol, l.language, l.text, l.sha256,
      l.author_id AS authorId, au.name AS authorName, au.person AS authorPerson, au.kind AS authorKind,
      au.party_id AS partyId
    FROM letters l JOIN authors au ON au.id = l.author_id WHERE l.slug = ?`),
  dates: $client.prepare<[number], DateRow>(
    'SELECT kind, earliest, latest, ground, basis FROM letter_dates WHERE letter_id = ?',
  ),
  provenance: $client
    .prepare<[number], string>(
      'SELECT description FROM provenance_steps WHERE letter_id = ? ORDER BY ordinal',
    )
    .pluck(),
  changes: $client
    .prepare<[number], string>('SELECT description FROM text_changes WHERE letter_id = ? ORDER BY ordinal')
    .pluck(),
  references: $client.prepare<[number], ReferenceRow>(`
    SELECT r.kind, r.title, r.sender, r.dated, t.slug AS letterSlug
    FROM letter_references r LEFT JOIN letters t ON t.id = r.target_letter_id
    WHERE r.letter_id = ? ORDER BY r.kind, r.ordinal`),
  paragraphs: $client.prepare<[number], ParagraphRow>(
    'SELECT id, label, role, marker, start, "end" FROM paragraphs WHERE letter_id = ? ORDER BY ordinal',
  ),
  footnotes: $client.prepare<[number], FootnoteRow>(`
    SELECT f.id, f.marker, f.text, (
      SELECT json_group_array(json_object('url', url, 'state', state))
      FROM (SELECT url, state FROM footnote_urls WHERE footnote_id = f.id ORDER BY ordinal)
    ) AS urls
    FROM footnotes f WHERE f.letter_id = ? ORDER BY f.ordinal`),
  markers: $client.prepare<[number], { footnoteId: number; offset: number }>(`
    SELECT m.footnote_id AS footnoteId, m."offset"
    FROM footnotes f JOIN footnote_markers m ON m.footnote_id = f.id
    WHERE f.letter_id = ? ORDER BY m."offset", f.ordinal`),
  assertions: $client.prepare<[number], LetterAssertionRow>(`
    SELECT a.id, a.slug, a.gist, a.kind, a.modality, a.author_id AS authorId, au.name AS authorName,
      (SELECT json_group_array(topic_id) FROM assertion_topics t WHERE t.assertion_id = a.id) AS topics
    FROM assertions a JOIN authors au ON au.id = a.author_id WHERE a.letter_id = ? ORDER BY a.ordinal`),
  ranges: $client.prepare<[number], LetterRangeRow>(`
    SELECT r.assertion_id AS assertionId, r.start, r."end", r.paragraph_id AS paragraphId
    FROM assertions a JOIN ranges r ON r.assertion_id = a.id WHERE a.letter_id = ? ORDER BY r.start`),
  stances: $client.prepare<[number], LetterStanceRow>(`
    SELECT s.assertion_id AS assertionId, s.claim_id AS claimId, s.stance
    FROM assertions a CROSS JOIN stances s ON s.assertion_id = a.id WHERE a.letter_id = ?
    ORDER BY a.ordinal, s.claim_id`),
  claims: $client.prepare<[number], LetterClaimRow>(`
    SELECT c.id, c.slug, c.wording, m.pattern, m.made_from AS madeFrom, m.made_to AS madeTo,
      (SELECT json_group_array(topic_id) FROM claim_topics t WHERE t.claim_id = c.id) AS topics
    FROM (SELECT DISTINCT claim_id FROM claim_letters WHERE letter_id = ?) cl
      CROSS JOIN claims c ON c.id = cl.claim_id CROSS JOIN claim_summaries m ON m.claim_id = c.id`),
  topics: $client.prepare<[], { id: number; slug: string; name: string }>(
    'SELECT id, slug, name FROM topics ORDER BY ordinal',
  ),
  // Which assertion speaks for a side is kept (claim_parties): a claim may have thousands to choose from.
  held: $client.prepare<{ claimIds: string; partyIds: string }, HeldRow>(`
    SELECT cp.claim_id AS claimId, cp.party_id AS partyId, cp.position, cp.counted, cp.assertions, cp.letters,
      a.slug, a.letter_id AS letterId, l.slug AS letterSlug, p.label
    FROM json_each(@claimIds) j
      CROSS JOIN claim_parties cp ON cp.claim_id = j.value AND cp.party_id IN (SELECT value FROM json_each(@partyIds))
      CROSS JOIN assertions a ON a.id IN (
        CASE WHEN cp.position IN ('asserts', 'mixed') THEN cp.first_asserts_id END,
        CASE WHEN cp.position IN ('disputes', 'mixed') THEN cp.first_disputes_id END,
        CASE cp.position WHEN 'qualifies' THEN cp.first_qualifies_id END,
        CASE cp.position WHEN 'only reports' THEN cp.first_reports_id END)
      CROSS JOIN letters l ON l.id = a.letter_id
      CROSS JOIN ranges r ON r.assertion_id = a.id AND r.ordinal = 1
      CROSS JOIN paragraphs p ON p.id = r.paragraph_id`),
  sharing: $client.prepare<{ letterId: number; limit: number }, SharingLetterRow>(`
    SELECT l.slug, l.title, l.short_title AS shortTitle, au.party_id AS partyId, o.claims
    FROM (
      SELECT theirs.letter_id, count(DISTINCT theirs.claim_id) AS claims
      FROM claim_letters ours CROSS JOIN claim_letters theirs ON theirs.claim_id = ours.claim_id
      WHERE ours.letter_id = @letterId AND theirs.letter_id <> @letterId
      GROUP BY theirs.letter_id ORDER BY claims DESC, theirs.letter_id LIMIT @limit
    ) o JOIN letters l ON l.id = o.letter_id JOIN authors au ON au.id = l.author_id
    ORDER BY o.claims DESC, l.id`),
  // The claims themselves: which of thousands are contested is told by the set that is kept of those, not claim by claim.
  listed: $client.prepare<[string], Omit<ListedLetterRow, 'claims' | 'contested'> & { claimIds: string }>(`
    SELECT l.id, l.slug, l.title, l.short_title AS shortTitle, l.addressee,
      au.name AS authorName, au.person AS authorPerson, au.kind AS authorKind,
      (SELECT count(*) FROM paragraphs p WHERE p.letter_id = l.id AND p.role IN ('text', 'list item')) AS paragraphs,
      (SELECT count(*) FROM assertions a WHERE a.letter_id = l.id) AS assertions,
      (SELECT count(*) FROM assertions a WHERE a.letter_id = l.id AND a.kind IN ('fact', 'legal')) AS counted,
      (SELECT json_group_array(DISTINCT cl.claim_id) FROM claim_letters cl WHERE cl.letter_id = l.id) AS claimIds
    FROM json_each(?) j CROSS JOIN letters l ON l.id = j.value JOIN authors au ON au.id = l.author_id
    ORDER BY j.key`),
  contested: $client.prepare<[], PackedChunk>(
    "SELECT chunk, claims FROM claim_sets WHERE facet = 'pattern' AND value = 'contested'",
  ),
  // In the order in which Compare shows them: contested first, mirrors together.
  besideClaims: $client.prepare<{ one: number; other: number }, BesideClaimRow>(`
    SELECT c.id, c.slug, c.wording, m.pattern
    FROM (SELECT claim_id FROM claim_letters WHERE letter_id = @one
      UNION SELECT claim_id FROM claim_letters WHERE letter_id = @other) cl
      CROSS JOIN claims c ON c.id = cl.claim_id CROSS JOIN claim_summaries m ON m.claim_id = c.id
    ORDER BY m.rank_pattern, m.group_id, c.id`),
  besideQuotes: $client.prepare<{ one: number; other: number }, BesideQuoteRow>(`
    SELECT s.claim_id AS claimId, a.letter_id AS letterId, a.slug, a.quote, a.kind, s.stance, s.scope_note AS scopeNote,
      (SELECT p.label FROM ranges r JOIN paragraphs p ON p.id = r.paragraph_id
        WHERE r.assertion_id = a.id ORDER BY r.ordinal LIMIT 1) AS label
    FROM assertions a CROSS JOIN stances s ON s.assertion_id = a.id
    WHERE a.letter_id IN (@one, @other)
    ORDER BY s.stance = 'reports', a.letter_id, a.ordinal`),
  mirrors: $client.prepare<[string], { one: number; other: number; reason: string }>(`
    SELECT r.from_claim_id AS one, r.to_claim_id AS other, r.reason
    FROM json_each(?) j CROSS JOIN relations r ON r.from_claim_id = j.value AND r.kind = 'mirrors'
    ORDER BY r.id`),
  textChanges: $client.prepare<[{ slug: string }], TextChange>(`
    SELECT o.change_id AS change, c.made_at AS madeAt, o.before ->> 'sha256' AS before, o.after ->> 'sha256' AS after
    FROM change_objects o JOIN changes c ON c.id = o.change_id
    WHERE o.kind = 'letter'
      AND (o.key = @slug OR o.key IN (SELECT slug FROM old_slugs WHERE kind = 'letter' AND current_slug = @slug))
    ORDER BY o.change_id, o.ordinal`),
  waiting: $client.prepare<[number], number>('SELECT count(*) FROM waiting WHERE letter_id = ?').pluck(),
  answers: $client
    .prepare<{ one: number; other: number }, number>(
      "SELECT 1 FROM letter_references WHERE letter_id = @one AND target_letter_id = @other AND kind = 'answers'",
    )
    .pluck(),
}))

/** What changes did to the letter's text, the oldest first. */
export const listTextChanges = (db: Db, slug: string) => statements(db).textChanges.all({ slug })

/** Assertions that are off the record until somebody has settled where their words stand. */
export const countWaiting = (db: Db, letterId: number) => statements(db).waiting.get(letterId)!

export const findLetter = (db: Db, slug: string) => statements(db).letter.get(slug)

/** Everything that belongs to the letter's own text. */
export function readLetter(db: Db, letterId: number) {
  const run = statements(db)
  return {
    dates: run.dates.all(letterId),
    provenance: run.provenance.all(letterId),
    changes: run.changes.all(letterId),
    references: run.references.all(letterId),
    paragraphs: run.paragraphs.all(letterId),
    footnotes: run.footnotes.all(letterId),
    markers: run.markers.all(letterId),
  }
}

/** The letter's assertions, and the claims on which they bear. */
export function readStatements(db: Db, letterId: number) {
  const run = statements(db)
  return {
    assertions: run.assertions.all(letterId),
    ranges: run.ranges.all(letterId),
    stances: run.stances.all(letterId),
    claims: run.claims.all(letterId),
    topics: run.topics.all(),
  }
}

/** What these parties hold on these claims, and the words that speak for it. */
export const listHeld = (db: Db, claimIds: Iterable<number>, partyIds: Iterable<number>) =>
  statements(db).held.all({ claimIds: ids(claimIds), partyIds: ids(partyIds) })

/** Letters that address the same claims, those that share most first. */
export const listSharing = (db: Db, letterId: number) =>
  statements(db).sharing.all({ letterId, limit: mostBeside })

/** These letters with their counts, in the order given. */
export function listLetters(db: Db, letterIds: Iterable<number>): ListedLetterRow[] {
  const isContested = new ClaimSet(statements(db).contested.all())
  return statements(db)
    .listed.all(ids(letterIds))
    .map(({ claimIds, ...letter }) => {
      const claims = JSON.parse(claimIds) as number[]
      const contested = claims.filter((id) => isContested.has(id)).length
      return { ...letter, claims: claims.length, contested }
    })
}

/** What two letters say on the claims that either of them addresses. */
export function readBeside(db: Db, one: number, other: number) {
  const run = statements(db)
  const claims = run.besideClaims.all({ one, other })
  return {
    claims,
    quotes: run.besideQuotes.all({ one, other }),
    mirrors: run.mirrors.all(ids(claims.map((claim) => claim.id))),
    oneAnswersOther: run.answers.get({ one, other }) === 1,
    otherAnswersOne: run.answers.get({ one: other, other: one }) === 1,
  }
}
