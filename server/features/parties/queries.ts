import type { Db } from '../../../db/client.ts'
import { prepareOnce } from '../../../db/statements.ts'
import {
  type AuthorKind,
  type authorityKinds,
  type Pattern,
  type Position,
  positions,
  type StanceKind,
} from '../../../db/vocabulary.ts'
import type { AssertionCounts } from '../../domain/assertionBase.ts'

export interface AuthorRow {
  name: string
  person: string | null
  kind: AuthorKind
  letters: number
}

export interface LetterRow {
  id: number
  slug: string
  title: string
  addressee: string
  symbol: string | null
  authorName: string
  authorPerson: string | null
  assertions: number
  counted: number
  footnotes: number
}

export interface AuthorityRow {
  slug: string
  name: string
  kind: (typeof authorityKinds)[number]
}

export interface PositionCount {
  position: Position
  claims: number
}

export interface TopicPositionCount extends PositionCount {
  topicId: number
}

export interface TopicRow {
  id: number
  slug: string
  name: string
  claims: number
}

export interface ClaimRow {
  id: number
  slug: string
  wording: string
  pattern: Pattern
  madeFrom: string | null
  madeTo: string | null
}

export interface HeldRow extends AssertionCounts {
  claimId: number
  partyId: number
  position: Position
}

/** An assertion of somebody else that relays what the party says, or what somebody says who speaks for it. */
export interface RelayRow {
  id: number
  slug: string
  author: string
  partyId: number | null
  letterId: number
  letter: string
  shortTitle: string
  language: string
}

export interface RelayStanceRow {
  assertionId: number
  claimId: number
  slug: string
  wording: string
  stance: StanceKind
  /** The party's own position on the claim; null where it has none. */
  position: Position | null
}

export interface LinkRow {
  assertionId: number
  name: string
  isAdopted: number
  authority: string | null
}

export interface RangeRow {
  assertionId: number
  start: number
  end: number
  label: string
  paragraphId: number
  paragraphStart: number
  paragraphText: string
}

/** Claims with a party's clear yes or no among those that another party contests. */
const takesPart = "('asserts', 'disputes', 'mixed')"
const claimColumns = 'c.id, c.slug, c.wording, s.pattern, s.made_from AS madeFrom, s.made_to AS madeTo'

interface Paged {
  partyId: number
  after: number
  limit: number
}

const statements = prepareOnce(({ $client }) => ({
  authors: $client.prepare<[number], AuthorRow>(`
    SELECT name, person, kind, (SELECT count(*) FROM letters l WHERE l.author_id = authors.id) AS letters
    FROM authors WHERE party_id = ? ORDER BY id`),
  letters: $client.prepare<[string], LetterRow>(`
    SELECT l.id, l.slug, l.title, l.addressee, l.symbol, au.name AS authorName, au.person AS authorPerson,
      count(a.id) AS assertions, count(a.id) FILTER (WHERE a.kind IN ('fact', 'legal')) AS counted,
      (SELECT count(*) FROM footnotes f WHERE f.letter_id = l.id) AS footnotes
    FROM json_each(?) shown JOIN letters l ON l.id = shown.value JOIN authors au ON au.id = l.author_id
    LEFT JOIN assertions a ON a.letter_id = l.id
    GROUP BY shown.key ORDER BY shown.key`),
  authorities: $client.prepare<[number, number], AuthorityRow>(
    'SELECT slug, name, kind FROM authorities WHERE party_id = ? ORDER BY id LIMIT ?',
  ),
  claims: $client
    .prepare<[], number>(
      "SELECT coalesce((SELECT claims FROM facet_counts WHERE topic_id = 0 AND facet = '' AND value = ''), 0)",
    )
    .pluck(),
  alone: $client
    .prepare<[number], number>(`
    SELECT coalesce((
      SELECT claims FROM facet_counts WHERE topic_id = 0 AND facet = 'pattern' AND value = 'only:' || CAST(? AS INTEGER)), 0)`)
    .pluck(),
  topics: $client.prepare<[], TopicRow>(`
    SELECT t.id, t.slug, t.name, coalesce(fc.claims, 0) AS claims
    FROM topics t LEFT JOIN facet_counts fc ON fc.topic_id = t.id AND fc.facet = '' AND fc.value = ''
    ORDER BY t.ordinal, t.id`),
  // Of every topic, and of the collection (topic 0).
  positions: $client.prepare<{ partyId: number }, TopicPositionCount>(`
    SELECT f.topic_id AS topicId, p.position, f.claims
    FROM (SELECT 0 AS id UNION ALL SELECT id FROM topics) t
    CROSS JOIN (SELECT value AS position FROM json_each('${JSON.stringify(positions)}')) p
    JOIN facet_counts f ON f.topic_id = t.id AND f.facet = 'position'
      AND f.value = CAST(@partyId AS INTEGER) || ' ' || p.position`),
  contestedCount: $client
    .prepare<[number], number>(`
    SELECT coalesce((
      SELECT claims FROM facet_counts WHERE topic_id = 0 AND facet = 'contested' AND value = CAST(? AS INTEGER) || ''), 0)`)
    .pluck(),
  contested: $client.prepare<[Paged], ClaimRow>(`
    SELECT ${claimColumns}
    FROM claim_summaries s INDEXED BY claim_summaries_contested
    JOIN claim_parties cp ON cp.claim_id = s.claim_id AND cp.party_id = @partyId AND cp.position IN ${takesPart}
    JOIN claims c ON c.id = s.claim_id
    WHERE s.pattern = 'contested' AND s.claim_id > @after
    ORDER BY s.claim_id LIMIT @limit`),
  silent: $client.prepare<[Paged], ClaimRow>(`
    SELECT ${claimColumns}
    FROM claim_summaries s JOIN claims c ON c.id = s.claim_id
    WHERE s.claim_id > @after
      AND NOT EXISTS (SELECT 1 FROM claim_parties cp WHERE cp.claim_id = s.claim_id AND cp.party_id = @partyId)
    ORDER BY s.claim_id LIMIT @limit`),
  held: $client.prepare<[string], HeldRow>(`
    SELECT cp.claim_id AS claimId, cp.party_id AS partyId, cp.position, cp.assertions, cp.counted, cp.letters,
      cp.counted_letters AS countedLetters
    FROM json_each(?) shown JOIN claim_parties cp ON cp.claim_id = shown.value`),
  relayCount: $client
    .prepare<[{ partyId: number; cap: number }], number>(`
    SELECT count(*) FROM (
      SELECT 1 FROM (
        SELECT assertion_id FROM attribution_links WHERE party_id = @partyId
        UNION
        SELECT al.assertion_id FROM authorities x JOIN attribution_links al ON al.authority_id = x.id
        WHERE x.party_id = @partyId
      ) relay JOIN assertions a ON a.id = relay.assertion_id JOIN authors au ON au.id = a.author_id
      WHERE au.party_id IS NOT @partyId LIMIT @cap)`)
    .pluck(),
  // As a list of ids that is walked upwards: authors and letters are looked up only for the few rows of a page.
  relays: $client.prepare<[Paged], RelayRow>(`
    SELECT a.id, a.slug, au.name AS author, au.party_id AS partyId, a.letter_id AS letterId, l.slug AS letter,
      l.short_title AS shortTitle, l.language
    FROM assertions a CROSS JOIN authors au ON au.id = a.author_id CROSS JOIN letters l ON l.id = a.letter_id
    WHERE a.id IN (
      SELECT assertion_id FROM attribution_links WHERE party_id = @partyId AND assertion_id > @after
      UNION ALL
      SELECT al.assertion_id FROM authorities x CROSS JOIN attribution_links al ON al.authority_id = x.id
      WHERE x.party_id = @partyId AND al.assertion_id > @after
    ) AND au.party_id IS NOT @partyId ORDER BY a.id LIMIT @limit`),
  relayStances: $client.prepare<[string, number], RelayStanceRow>(`
    SELECT s.assertion_id AS assertionId, c.id AS claimId, c.slug, c.wording, s.stance, cp.position
    FROM json_each(?) shown JOIN stances s ON s.assertion_id = shown.value
    JOIN claims c ON c.id = s.claim_id AND c.state = 'current'
    LEFT JOIN claim_parties cp ON cp.claim_id = c.id AND cp.party_id = ?
    ORDER BY s.assertion_id, c.id`),
  links: $client.prepare<[string], LinkRow>(`
    SELECT al.assertion_id AS assertionId, al.name, al.is_adopted AS isAdopted, x.slug AS authority
    FROM json_each(?) shown JOIN attribution_links al ON al.assertion_id = shown.value
    LEFT JOIN authorities x ON x.id = al.authority_id
    ORDER BY al.assertion_id, al.ordinal`),
  ranges: $client.prepare<[string], RangeRow>(`
    SELECT r.assertion_id AS assertionId, r.start, r."end", p.label, p.id AS paragraphId, p.start AS paragraphStart,
      t.text AS paragraphText
    FROM json_each(?) shown JOIN ranges r ON r.assertion_id = shown.value
    JOIN paragraphs p ON p.id = r.paragraph_id JOIN paragraph_texts t ON t.id = p.id
    ORDER BY r.assertion_id, r.start`),
}))

const ids = (list: Iterable<number>) => JSON.stringify([...list])

export const listAuthors = (db: Db, partyId: number) => statements(db).authors.all(partyId)

/** These letters, in the order given. */
export const readLetters = (db: Db, letterIds: Iterable<number>) => statements(db).letters.all(ids(letterIds))

/** Who is invoked as speaking for the party. */
export const listAuthorities = (db: Db, partyId: number, limit: number) =>
  statements(db).authorities.all(partyId, limit)

/** How many claims there are, how many only this party takes a position on, how many are contested with it. */
export const countClaims = (db: Db, partyId: number) => ({
  all: statements(db).claims.get()!,
  alone: statements(db).alone.get(partyId)!,
  contested: statements(db).contestedCount.get(partyId)!,
})

/** The party's positions, counted over all claims and topic by topic. */
export function countPositions(db: Db, partyId: number) {
  const counts = statements(db).positions.all({ partyId })
  return {
    overall: counts.filter(({ topicId }) => topicId === 0),
    topics: statements(db).topics.all(),
    byTopic: counts.filter(({ topicId }) => topicId !== 0),
  }
}

/** Claims that the party affirms or denies and another one the other way, after the claim with the id `after`. */
export const listContested = (db: Db, paged: Paged) => statements(db).contested.all(paged)

/** Claims that the party does not address. */
export const listSilent = (db: Db, paged: Paged) => statements(db).silent.all(paged)

/** Every party's position on these claims. */
export const listHeld = (db: Db, claimIds: Iterable<number>) => statements(db).held.all(ids(claimIds))

/** How many assertions of others relay the party, counted up to `cap`. */
export const countRelays = (db: Db, partyId: number, cap: number) =>
  statements(db).relayCount.get({ partyId, cap })!

export const listRelays = (db: Db, paged: Paged) => statements(db).relays.all(paged)

/** What belongs to assertions that relay the party: claims with its own position, the chain, and the words. */
export const readRelays = (db: Db, assertionIds: number[], partyId: number) => ({
  stances: statements(db).relayStances.all(ids(assertionIds), partyId),
  links: statements(db).links.all(ids(assertionIds)),
  ranges: statements(db).ranges.all(ids(assertionIds)),
})
