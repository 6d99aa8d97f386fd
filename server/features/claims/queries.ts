import type { Db } from '../../../db/client.ts'
import { prepareOnce } from '../../../db/statements.ts'
import type {
  AssertionKind,
  AuthorKind,
  agents,
  bounds,
  claimStates,
  modalities,
  Pattern,
  Position,
  RelationKind,
  StanceKind,
} from '../../../db/vocabulary.ts'
import type { QuoteCounts } from '../../domain/quotePages.ts'
import type { Scope } from '../../domain/scopeTable.ts'

/** A claim; one that is retired or merged has no pattern. */
export interface ClaimRow extends Scope {
  id: number
  slug: string
  wording: string
  wordingNumber: number
  state: (typeof claimStates)[number]
  retiredReason: string | null
  mergedInto: string | null
  pattern: Pattern | null
}

/** How one party's assertions in one letter stand to the claim; `partyId` is null for authors of no party. */
export interface CountsRow extends QuoteCounts {
  partyId: number | null
  assertions: number
  /** Facts and legal characterisations alone. */
  counted: number
}

/** Where a quote stands, without its words. */
export interface QuotePlaceRow {
  id: number
  letterId: number
  partyId: number | null
  ordinal: number
  stance: StanceKind
}

/** Everything about an assertion that stands in one row; with how it bears on the claim asked for. */
export interface QuoteRow extends Scope {
  id: number
  slug: string
  gist: string
  kind: AssertionKind
  modality: (typeof modalities)[number]
  agent: (typeof agents)[number]
  stance: StanceKind
  wording: number
  scopeNote: string | null
  authorName: string
  authorPerson: string | null
  authorKind: AuthorKind
  authorPartySlug: string | null
  isLettersAuthor: 0 | 1
  letterId: number
  letterSlug: string
  letterTitle: string
  letterShortTitle: string
  letterSymbol: string | null
  letterLanguage: string
  letterAuthorName: string
  letterAuthorPerson: string | null
}

export interface RangeRow {
  assertionId: number
  start: number
  end: number
  exact: string
  paragraphId: number
  label: string
  paragraphStart: number
}

export interface CitationRow {
  assertionId: number
  marker: string | null
  text: string | null
  /** A JSON list of addresses; null for an authority. */
  urls: string | null
  authoritySlug: string | null
  authorityName: string | null
}

export interface LinkRow {
  assertionId: number
  name: string
  isAdopted: 0 | 1
  partyId: number | null
  authoritySlug: string | null
  authorityPartyId: number | null
}

export interface FigureRow {
  assertionId: number
  number: number | null
  bound: (typeof bounds)[number]
  unit: string
  counted: string
  where: string | null
  when: string | null
}

export interface RelationRow {
  kind: RelationKind
  reason: string
  isFrom: 0 | 1
  id: number
  slug: string
  wording: string
  state: (typeof claimStates)[number]
  pattern: Pattern | null
  madeFrom: string | null
  madeTo: string | null
}

export interface OtherPositionRow {
  claimId: number
  partyId: number
  position: Position
  assertions: number
  counted: number
  letters: number
  countedLetters: number
}

export interface SharedClaimRow {
  slug: string
  wording: string
  pattern: Pattern
  assertions: number
}

export interface ChangeRow {
  id: number
  madeAt: string
  actor: string
  summary: string
  claims: number
  stances: number
  relations: number
  wordingBefore: string | null
  wordingAfter: string | null
}

export interface AssertionRow {
  id: number
  slug: string
  gist: string
  kind: AssertionKind
  modality: (typeof modalities)[number]
  agent: (typeof agents)[number]
  quote: string
  authorSlug: string
  authorName: string
  authorPerson: string | null
  partySlug: string | null
  letterSlug: string
  letterTitle: string
}

/** At most so many statements of a side have their figures set against the others' on a page. */
const mostFigured = 30

/** A JSON list of ids is how a statement takes any number of them, so that there are as many statements for 5 as for 500. */
const ids = (list: Iterable<number>) => JSON.stringify([...list])

/** At most so many relations, changes and other claims are listed on a page. */
export const longestList = 60

const scopeColumns = (table: string) =>
  ['who', 'what', 'whom', 'where', 'when'].map((slot) => `${table}.scope_${slot} AS "${slot}"`).join(', ')

const counts = (prefix: string) => `
  sum(${prefix}asserts) AS asserts, sum(${prefix}disputes) AS disputes, sum(${prefix}qualifies) AS qualifies,
  sum(${prefix}reports) AS reports, sum(${prefix}assertions) AS assertions, sum(${prefix}counted) AS counted`

const statements = prepareOnce(({ $client }) => ({
  claim: $client.prepare<[string], ClaimRow>(`
    SELECT c.id, c.slug, c.wording, ${scopeColumns('c')}, c.state, c.retired_reason AS retiredReason,
      (SELECT slug FROM claims m WHERE m.id = c.merged_into_id) AS mergedInto,
      (SELECT max(number) FROM wordings w WHERE w.claim_id = c.id) AS wordingNumber,
      s.pattern
    FROM claims c LEFT JOIN claim_summaries s ON s.claim_id = c.id
    WHERE c.slug = ?`),
  topics: $client.prepare<[number], { slug: string; name: string }>(`
    SELECT t.slug, t.name FROM claim_topics ct JOIN topics t ON t.id = ct.topic_id
    WHERE ct.claim_id = ? ORDER BY ct.ordinal`),
  counts: $client.prepare<[number], CountsRow>(`
    SELECT cl.letter_id AS letterId, au.party_id AS partyId, ${counts('cl.')}
    FROM claim_letters cl JOIN authors au ON au.id = cl.author_id
    WHERE cl.claim_id = ? GROUP BY cl.letter_id, au.party_id`),
  // Nothing is kept ready for a claim that is not current: these few are counted when somebody looks.
  countsOfRetired: $client.prepare<[number], CountsRow>(`
    SELECT a.letter_id AS letterId, au.party_id AS partyId,
      sum(s.stance = 'asserts') AS asserts, sum(s.stance = 'disputes') AS disputes,
      sum(s.stance = 'qualifies') AS qualifies, sum(s.stance = 'reports') AS reports,
      count(*) AS assertions, sum(a.kind IN ('fact', 'legal')) AS counted
    FROM stances s JOIN assertions a ON a.id = s.assertion_id JOIN authors au ON au.id = a.author_id
    WHERE s.claim_id = ? GROUP BY a.letter_id, au.party_id`),
  // Letter by letter, so that no more is read than the letters of a page hold, however many quotes the claim has.
  places: $client.prepare<{ claimId: number; letterIds: string }, QuotePlaceRow>(`
    SELECT a.id, a.letter_id AS letterId, au.party_id AS partyId, a.ordinal, s.stance
    FROM json_each(@letterIds) l
      CROSS JOIN assertions a ON a.letter_id = l.value
      CROSS JOIN stances s ON s.claim_id = @claimId AND s.assertion_id = a.id
      CROSS JOIN authors au ON au.id = a.author_id`),
  place: $client.prepare<[number, string], QuotePlaceRow>(`
    SELECT a.id, a.letter_id AS letterId, au.party_id AS partyId, a.ordinal, s.stance
    FROM assertions a JOIN stances s ON s.claim_id = ? AND s.assertion_id = a.id
      JOIN authors au ON au.id = a.author_id
    WHERE a.slug = ?`),
  // A claim may have thousands of quotes, few of them with a figure: these are picked out first (the database would read
  // each quote's row before it asks). Cut side by side, so that no side's figures crowd out another's.
  figured: $client.prepare<{ claimId: number; limit: number }, QuotePlaceRow & { isCut: 0 | 1 }>(`
    WITH with_figures AS MATERIALIZED (
      SELECT s.assertion_id, s.stance FROM stances s
      WHERE s.claim_id = @claimId AND s.stance <> 'reports'
        AND EXISTS (SELECT 1 FROM figures f WHERE f.assertion_id = s.assertion_id)
    )
    SELECT id, letterId, partyId, ordinal, stance, inAll > @limit AS isCut FROM (
      SELECT a.id, a.letter_id AS letterId, au.party_id AS partyId, a.ordinal, w.stance,
        row_number() OVER (PARTITION BY au.party_id ORDER BY a.id) AS number,
        count(*) OVER (PARTITION BY au.party_id) AS inAll
      FROM with_figures w CROSS JOIN assertions a ON a.id = w.assertion_id CROSS JOIN authors au ON au.id = a.author_id
    ) WHERE number <= @limit`),
  quotes: $client.prepare<{ claimId: number; ids: string }, QuoteRow>(`
    SELECT a.id, a.slug, a.gist, a.kind, a.modality, a.agent, s.stance, s.wording, s.scope_note AS scopeNote,
      ${scopeColumns('s')}, au.name AS authorName, au.person AS authorPerson, au.kind AS authorKind,
      ap.slug AS authorPartySlug, a.author_id = l.author_id AS isLettersAuthor,
      l.id AS letterId, l.slug AS letterSlug, l.title AS letterTitle, l.short_title AS letterShortTitle,
      l.symbol AS letterSymbol, l.language AS letterLanguage,
      la.name AS letterAuthorName, la.person AS letterAuthorPerson
    FROM json_each(@ids) j
      CROSS JOIN assertions a ON a.id = j.value
      CROSS JOIN stances s ON s.claim_id = @claimId AND s.assertion_id = a.id
      CROSS JOIN authors au ON au.id = a.author_id
      CROSS JOIN letters l ON l.id = a.letter_id
      CROSS JOIN authors la ON la.id = l.author_id
      LEFT JOIN parties ap ON ap.id = au.party_id
    ORDER BY j.key`),
  ranges: $client.prepare<[string], RangeRow>(`
    SELECT r.assertion_id AS assertionId, r.start, r."end", r.exact, r.paragraph_id AS paragraphId,
      p.label, p.start AS paragraphStart
    FROM json_each(?) j CROSS JOIN ranges r ON r.assertion_id = j.value
      CROSS JOIN paragraphs p ON p.id = r.paragraph_id
    ORDER BY j.key, r.start`),
  paragraphTexts: $client.prepare<[string], { id: number; text: string }>(
    'SELECT p.id, p.text FROM json_each(?) j CROSS JOIN paragraph_texts p ON p.id = j.value',
  ),
  citations: $client.prepare<[string], CitationRow>(`
    SELECT c.assertion_id AS assertionId, f.marker, f.text,
      CASE WHEN f.id IS NOT NULL THEN (
        SELECT json_group_array(json_object('url', url, 'state', state))
        FROM (SELECT url, state FROM footnote_urls WHERE footnote_id = f.id ORDER BY ordinal)
      ) END AS urls,
      y.slug AS authoritySlug, y.name AS authorityName
    FROM json_each(?) j CROSS JOIN citations c ON c.assertion_id = j.value
      LEFT JOIN footnotes f ON f.id = c.footnote_id LEFT JOIN authorities y ON y.id = c.authority_id
    ORDER BY j.key, c.ordinal`),
  links: $client.prepare<[string], LinkRow>(`
    SELECT k.assertion_id AS assertionId, k.name, k.is_adopted AS isAdopted, k.party_id AS partyId,
      y.slug AS authoritySlug, y.party_id AS authorityPartyId
    FROM json_each(?) j CROSS JOIN attribution_links k ON k.assertion_id = j.value
      LEFT JOIN authorities y ON y.id = k.authority_id
    ORDER BY j.key, k.ordinal`),
  figures: $client.prepare<[string], FigureRow>(`
    SELECT f.assertion_id AS assertionId, f.number, f.bound, f.unit, f.counted,
      f.scope_where AS "where", f.scope_when AS "when"
    FROM json_each(?) j CROSS JOIN figures f ON f.assertion_id = j.value
    ORDER BY j.key, f.ordinal`),
  relations: $client.prepare<{ claimId: number; limit: number }, RelationRow>(`
    SELECT r.kind, r.reason, r.isFrom, c.id, c.slug, c.wording, c.state, s.pattern,
      s.made_from AS madeFrom, s.made_to AS madeTo
    FROM (
      SELECT id, kind, reason, to_claim_id AS otherId, 1 AS isFrom FROM relations WHERE from_claim_id = @claimId
      UNION ALL
      SELECT id, kind, reason, from_claim_id, 0 FROM relations WHERE to_claim_id = @claimId
    ) r JOIN claims c ON c.id = r.otherId LEFT JOIN claim_summaries s ON s.claim_id = c.id
    ORDER BY r.kind <> 'mirrors', r.id LIMIT @limit`),
  positions: $client.prepare<[string], OtherPositionRow>(`
    SELECT cp.claim_id AS claimId, cp.party_id AS partyId, cp.position, cp.assertions, cp.counted, cp.letters,
      (SELECT count(DISTINCT cl.letter_id) FROM claim_letters cl JOIN authors au ON au.id = cl.author_id
        WHERE cl.claim_id = cp.claim_id AND au.party_id = cp.party_id AND cl.counted > 0) AS countedLetters
    FROM json_each(?) j CROSS JOIN claim_parties cp ON cp.claim_id = j.value`),
  sharedClaims: $client.prepare<{ claimId: number; ids: string; limit: number }, SharedClaimRow>(`
    SELECT c.slug, c.wording, m.pattern, count(*) AS assertions
    FROM json_each(@ids) j CROSS JOIN stances s ON s.assertion_id = j.value
      CROSS JOIN claims c ON c.id = s.claim_id CROSS JOIN claim_summaries m ON m.claim_id = c.id
    WHERE s.claim_id <> @claimId GROUP BY c.id ORDER BY count(*) DESC, c.id LIMIT @limit`),
  wordings: $client.prepare<[number], { number: number; wording: string }>(
    'SELECT number, wording FROM wordings WHERE claim_id = ? ORDER BY number DESC',
  ),
  // Keys of stances and relations begin with the claim's slug and a space; "!" is the character after the space. Relations
  // that begin at the other claim are given by their whole keys.
  changes: $client.prepare<{ slug: string; relationKeys: string; limit: number }, ChangeRow>(`
    SELECT h.id, h.made_at AS madeAt, h.actor, h.summary, t.claims, t.stances, t.relations,
      json_extract(o.before, '$.wording') AS wordingBefore, json_extract(o.after, '$.wording') AS wordingAfter
    FROM (
      SELECT change_id, sum(kind = 'claim') AS claims, sum(kind = 'stance') AS stances, sum(kind = 'relation') AS relations
      FROM (
        SELECT kind, change_id FROM change_objects WHERE kind = 'claim' AND key = @slug
        UNION ALL
        SELECT kind, change_id FROM change_objects
        WHERE kind = 'stance' AND key > @slug || ' ' AND key < @slug || '!'
        UNION ALL
        SELECT kind, change_id FROM change_objects
        WHERE kind = 'relation' AND key > @slug || ' ' AND key < @slug || '!'
        UNION ALL
        SELECT o.kind, o.change_id FROM json_each(@relationKeys) k
          CROSS JOIN change_objects o ON o.kind = 'relation' AND o.key = k.value
      )
      GROUP BY change_id ORDER BY change_id DESC LIMIT @limit
    ) t JOIN changes h ON h.id = t.change_id
      LEFT JOIN change_objects o ON o.kind = 'claim' AND o.key = @slug AND o.change_id = h.id
    ORDER BY h.id DESC`),
  assertion: $client.prepare<[string], AssertionRow>(`
    SELECT a.id, a.slug, a.gist, a.kind, a.modality, a.agent, a.quote,
      au.slug AS authorSlug, au.name AS authorName, au.person AS authorPerson, p.slug AS partySlug,
      l.slug AS letterSlug, l.title AS letterTitle
    FROM assertions a JOIN authors au ON au.id = a.author_id JOIN letters l ON l.id = a.letter_id
      LEFT JOIN parties p ON p.id = au.party_id
    WHERE a.slug = ?`),
  assertionRanges: $client.prepare<
    [number],
    { start: number; end: number; exact: string; prefix: string; suffix: string; paragraph: string }
  >(`
    SELECT r.start, r."end", r.exact, r.prefix, r.suffix, p.label AS paragraph
    FROM ranges r JOIN paragraphs p ON p.id = r.paragraph_id WHERE r.assertion_id = ? ORDER BY r.start`),
  assertionTopics: $client.prepare<[number], { slug: string; name: string }>(`
    SELECT t.slug, t.name FROM assertion_topics at JOIN topics t ON t.id = at.topic_id
    WHERE at.assertion_id = ? ORDER BY at.ordinal`),
  assertionStances: $client.prepare<
    [number],
    Scope & {
      claim: string
      wording: string
      stance: StanceKind
      madeAgainst: number
      scopeNote: string | null
    }
  >(`
    SELECT c.slug AS claim, c.wording, s.stance, s.wording AS madeAgainst, s.scope_note AS scopeNote, ${scopeColumns('s')}
    FROM stances s JOIN claims c ON c.id = s.claim_id WHERE s.assertion_id = ? ORDER BY c.id`),
}))

export const findClaim = (db: Db, slug: string) => statements(db).claim.get(slug)

export const listTopics = (db: Db, claimId: number) => statements(db).topics.all(claimId)

/** How many quotes each letter holds, by party: a few rows, whatever the number of quotes. */
export function countQuotes(db: Db, claim: ClaimRow): CountsRow[] {
  const run = statements(db)
  return (claim.state === 'current' ? run.counts : run.countsOfRetired).all(claim.id)
}

/** Where the quotes on a claim stand in these letters. */
export const listPlaces = (db: Db, claimId: number, letterIds: Iterable<number>) =>
  statements(db).places.all({ claimId, letterIds: ids(letterIds) })

export const findPlace = (db: Db, claimId: number, assertion: string) =>
  statements(db).place.get(claimId, assertion)

/** Where the statements with figures stand, except those only reported. `isCut` where their side has more of them. */
export const listFigured = (db: Db, claimId: number) =>
  statements(db).figured.all({ claimId, limit: mostFigured })

/** What a page shows of these assertions, each list in the order of `assertionIds`. */
export function readQuotes(db: Db, claimId: number, assertionIds: number[]) {
  const run = statements(db)
  const list = ids(assertionIds)
  const ranges = run.ranges.all(list)
  return {
    rows: run.quotes.all({ claimId, ids: list }),
    ranges,
    paragraphTexts: run.paragraphTexts.all(ids(new Set(ranges.map((range) => range.paragraphId)))),
    citations: run.citations.all(list),
    links: run.links.all(list),
    figures: run.figures.all(list),
  }
}

/** Relations of the claim, mirrors first, and one more than are shown where there are more. */
export const listRelations = (db: Db, claimId: number) =>
  statements(db).relations.all({ claimId, limit: longestList + 1 })

export const listPositions = (db: Db, claimIds: Iterable<number>) =>
  statements(db).positions.all(ids(claimIds))

/** Other claims on which these assertions bear. */
export const listSharedClaims = (db: Db, claimId: number, assertionIds: number[]) =>
  statements(db).sharedClaims.all({ claimId, ids: ids(assertionIds), limit: longestList })

/** Every wording that the claim has had, the present one first. */
export const listWordings = (db: Db, claimId: number) => statements(db).wordings.all(claimId)

/** The last changes that touched the claim, its stances or its relations, the latest first. */
export function listChanges(db: Db, claim: { slug: string }, relations: readonly RelationRow[]): ChangeRow[] {
  const relationKeys = relations
    .filter((relation) => !relation.isFrom)
    .map((relation) => `${relation.slug} ${relation.kind} ${claim.slug}`)
  return statements(db).changes.all({
    slug: claim.slug,
    relationKeys: JSON.stringify(relationKeys),
    limit: longestList,
  })
}

export const findAssertion = (db: Db, slug: string) => statements(db).assertion.get(slug)

/** Everything that belongs to one assertion. */
export function readAssertion(db: Db, assertionId: number) {
  const run = statements(db)
  const list = ids([assertionId])
  return {
    ranges: run.assertionRanges.all(assertionId),
    topics: run.assertionTopics.all(assertionId),
    links: run.links.all(list),
    figures: run.figures.all(list),
    citations: run.citations.all(list),
    stances: run.assertionStances.all(assertionId),
  }
}
