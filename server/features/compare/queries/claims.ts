import type { Db } from '../../../../db/client.ts'
import { prepareOnce } from '../../../../db/statements.ts'
import type { AssertionKind, Pattern, Position, StanceKind } from '../../../../db/vocabulary.ts'
import type { AssertionCounts } from '../../../domain/assertionBase.ts'
import { groupBy } from '../../../domain/groupBy.ts'

/*
 * What Compare, the matrix and the mirrors show of the claims on a page. Every statement takes the claims as one JSON
 * list, so that there are as many statements for fifty claims as for one; raw SQL, because this is the page asked for most.
 */

export interface ClaimRow {
  id: number
  slug: string
  wording: string
  pattern: Pattern
  isMirrored: 0 | 1
  madeFrom: string | null
  madeTo: string | null
}

export interface PositionRow extends AssertionCounts {
  claimId: number
  partyId: number
  position: Position
}

/** The words that speak for a party's stance on a claim, with where they stand. A tuple: the many rows of the page. */
export type QuoteRow = [
  claimId: number,
  partyId: number | null,
  stance: StanceKind,
  scopeNote: string | null,
  assertionId: number,
  assertion: string,
  words: string,
  author: string,
  letterId: number,
  letter: string,
  language: string,
  paragraph: string,
  kind: AssertionKind,
]

export interface LinkRow {
  assertionId: number
  name: string
  isAdopted: 0 | 1
  partyId: number | null
  authority: string | null
}

export interface MirrorRow {
  claimId: number
  slug: string
  wording: string
}

const statements = prepareOnce(({ $client }) => ({
  claims: $client.prepare<[string], ClaimRow>(`
    SELECT c.id, c.slug, c.wording, s.pattern, s.is_mirrored AS isMirrored, s.made_from AS madeFrom, s.made_to AS madeTo
    FROM json_each(?) j CROSS JOIN claim_summaries s ON s.claim_id = j.value CROSS JOIN claims c ON c.id = j.value
    ORDER BY j.key`),
  positions: $client.prepare<[string], PositionRow>(`
    SELECT p.claim_id AS claimId, p.party_id AS partyId, p.position, p.assertions, p.counted, p.letters,
      p.counted_letters AS countedLetters
    FROM json_each(?) j CROSS JOIN claim_parties p ON p.claim_id = j.value`),
  // The first words of each stance that makes up the position, and of a qualification beside it; reports only where
  // there is nothing else. They are kept (claim_parties): a claim may have thousands of assertions to choose from.
  quotes: $client
    .prepare<{ claims: string; left: number; right: number }, QuoteRow>(`
    SELECT p.claim_id, p.party_id, s.stance, s.scope_note, a.id, a.slug, a.quote, au.name,
      a.letter_id, l.slug, l.language, g.label, a.kind
    FROM json_each(@claims) j
    CROSS JOIN claim_parties p ON p.claim_id = j.value AND p.party_id IN (@left, @right)
    CROSS JOIN stances s ON s.claim_id = p.claim_id AND s.assertion_id IN (
      p.first_asserts_id, p.first_disputes_id, p.first_qualifies_id,
      CASE p.position WHEN 'only reports' THEN p.first_reports_id END)
    CROSS JOIN assertions a ON a.id = s.assertion_id
    CROSS JOIN authors au ON au.id = a.author_id
    CROSS JOIN letters l ON l.id = a.letter_id
    CROSS JOIN ranges r ON r.assertion_id = a.id AND r.ordinal = 1
    CROSS JOIN paragraphs g ON g.id = r.paragraph_id`)
    .raw(),
  links: $client.prepare<[string], LinkRow>(`
    SELECT x.assertion_id AS assertionId, x.name, x.is_adopted AS isAdopted,
      coalesce(x.party_id, au.party_id) AS partyId, au.slug AS authority
    FROM json_each(?) j CROSS JOIN attribution_links x ON x.assertion_id = j.value
    LEFT JOIN authorities au ON au.id = x.authority_id
    ORDER BY x.assertion_id, x.ordinal`),
  topics: $client.prepare<[string], { claimId: number; topicId: number }>(`
    SELECT t.claim_id AS claimId, t.topic_id AS topicId
    FROM json_each(?) j CROSS JOIN claim_topics t ON t.claim_id = j.value
    ORDER BY t.claim_id, t.ordinal`),
  mirrors: $client.prepare<{ claims: string }, MirrorRow>(`
    SELECT m.claimId, c.slug, c.wording FROM (
      SELECT r.id, r.from_claim_id AS claimId, r.to_claim_id AS partnerId
      FROM json_each(@claims) j CROSS JOIN relations r ON r.from_claim_id = j.value AND r.kind = 'mirrors'
      UNION ALL
      SELECT r.id, r.to_claim_id, r.from_claim_id
      FROM json_each(@claims) j CROSS JOIN relations r ON r.to_claim_id = j.value AND r.kind = 'mirrors'
    ) m CROSS JOIN claims c ON c.id = m.partnerId
    WHERE c.state = 'current' ORDER BY m.claimId, m.id`),
}))

const json = (ids: readonly number[]) => JSON.stringify(ids)

/** The claims with these ids, in the order of the ids. */
export const readClaims = (db: Db, ids: readonly number[]): ClaimRow[] => statements(db).claims.all(json(ids))

/** Every party's position on each of the claims; none where it does not address one. */
export const readPositions = (db: Db, ids: readonly number[]): PositionRow[] =>
  statements(db).positions.all(json(ids))

/** The words that speak for the two parties on each of the claims, and the chains of attribution behind them. */
export function readQuotes(db: Db, ids: readonly number[], left: number, right: number | null) {
  const quotes = statements(db).quotes.all({ claims: json(ids), left, right: right ?? left })
  return { quotes, linksOf: readLinks(db, quotes) }
}

/** The chains of attribution behind these quotes, each from its outermost link on. */
export function readLinks(db: Db, quotes: readonly QuoteRow[]): Map<number, LinkRow[]> {
  const ids = new Set(quotes.map(([, , , , assertionId]) => assertionId))
  return groupBy(ids.size ? statements(db).links.all(json([...ids])) : [], ({ assertionId }) => assertionId)
}

/** The topics of each of the claims, its first topic first. */
export const readTopics = (db: Db, ids: readonly number[]) =>
  groupBy(statements(db).topics.all(json(ids)), ({ claimId }) => claimId)

/** The current claims that mirror each of these. */
export const readMirrors = (db: Db, ids: readonly number[]) =>
  groupBy(ids.length ? statements(db).mirrors.all({ claims: json(ids) }) : [], ({ claimId }) => claimId)
