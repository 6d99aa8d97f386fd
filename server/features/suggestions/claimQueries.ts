import type { Db } from '../../../db/client.ts'
import { prepareOnce } from '../../../db/statements.ts'
import {
  type Pattern,
  type Position,
  type ScopeSlot,
  type StanceKind,
  scopeSlots,
} from '../../../db/vocabulary.ts'
import type { AssertionCounts } from '../../domain/assertionBase.ts'
import { affordableTerms, isSearchable, matchExpression, parseSearch } from '../../domain/searchQuery.ts'

/** A claim as the form offers it. */
export interface ClaimRow extends Record<ScopeSlot, string | null> {
  id: number
  slug: string
  wording: string
  state: 'current' | 'retired' | 'merged'
  wordings: number
  /** A JSON list of slugs. */
  topics: string
  pattern: Pattern | null
}

/** What a party holds on a claim, with the first of its assertions that says so. */
export interface HeldRow extends AssertionCounts {
  claimId: number
  partyId: number
  position: Position
  assertion: string
  quote: string
  stance: StanceKind
  letter: string
  letterId: number
  language: string
  label: string
}

/** A list of slugs or ids is one parameter, so that there is one statement for any number of them. */
const list = (values: readonly (string | number)[]) => JSON.stringify(values)

const statements = prepareOnce(({ $client }) => ({
  claims: $client.prepare<[string], ClaimRow>(`
    SELECT c.id, c.slug, c.wording, c.state, m.pattern,
      ${scopeSlots.map((slot) => `c.scope_${slot} AS "${slot}"`).join(', ')},
      (SELECT count(*) FROM wordings w WHERE w.claim_id = c.id) AS wordings,
      (SELECT json_group_array(t.slug ORDER BY x.ordinal) FROM claim_topics x JOIN topics t ON t.id = x.topic_id
        WHERE x.claim_id = c.id) AS topics
    FROM json_each(?) j CROSS JOIN claims c ON c.slug = j.value LEFT JOIN claim_summaries m ON m.claim_id = c.id
    ORDER BY j.key`),
  // Which assertion speaks for a side is kept (claim_parties): a claim may have thousands to choose from.
  held: $client.prepare<[string], HeldRow>(`
    SELECT cp.claim_id AS claimId, cp.party_id AS partyId, cp.position, cp.assertions, cp.counted, cp.letters,
      cp.counted_letters AS countedLetters, a.slug AS assertion, a.quote,
      s.stance, l.slug AS letter, l.id AS letterId, l.language, p.label
    FROM json_each(?) j
      CROSS JOIN claim_parties cp ON cp.claim_id = j.value
      CROSS JOIN assertions a ON a.id IN (
        CASE WHEN cp.position IN ('asserts', 'mixed') THEN cp.first_asserts_id END,
        CASE WHEN cp.position IN ('disputes', 'mixed') THEN cp.first_disputes_id END,
        CASE cp.position WHEN 'qualifies' THEN cp.first_qualifies_id END,
        CASE cp.position WHEN 'only reports' THEN cp.first_reports_id END)
      CROSS JOIN stances s ON s.claim_id = cp.claim_id AND s.assertion_id = a.id
      CROSS JOIN letters l ON l.id = a.letter_id
      CROSS JOIN ranges r ON r.assertion_id = a.id AND r.ordinal = 1
      CROSS JOIN paragraphs p ON p.id = r.paragraph_id`),
  hits: $client
    .prepare<[string, number], number>(
      'SELECT count(*) FROM (SELECT 1 FROM claims_fts WHERE claims_fts MATCH ? LIMIT ?)',
    )
    .pluck(),
  found: $client
    .prepare<[string, number], string>(`
    SELECT c.slug FROM (SELECT rowid AS id, rank FROM claims_fts WHERE claims_fts MATCH ? ORDER BY rank, rowid LIMIT 200) hit
      CROSS JOIN claims c ON c.id = hit.id WHERE c.state = 'current' LIMIT ?`)
    .pluck(),
}))

/** The claims with these slugs, in this order; those that are not there are left out. */
export const listClaims = (db: Db, slugs: readonly string[]) => statements(db).claims.all(list(slugs))

export const listHeld = (db: Db, claimIds: readonly number[]) => statements(db).held.all(list(claimIds))

/** Ranking costs time for every hit, and everybody waits for it: so many hits are ranked at most. */
const mostHits = 5000

/**
 * The slugs of current claims whose wordings hold what was typed: first those with all of its words, then those with some.
 * Words that stand in too many claims to be ranked are passed over.
 */
export function findClaims(db: Db, typed: string, limit: number): string[] {
  const query = parseSearch(typed)
  if (!isSearchable(query)) return []
  const { hits, found } = statements(db)
  // The last word may still be being typed.
  const terms = query.terms.map((term, i) =>
    i === query.terms.length - 1 ? { ...term, isPrefix: true } : term,
  )
  const counted = terms.map((term) => ({
    term,
    hits: hits.get(matchExpression([term], 'AND'), mostHits + 1)!,
  }))
  const { chosen } = affordableTerms(counted, mostHits)
  if (!chosen.length) return []
  const slugs = new Set(found.all(matchExpression(chosen, 'AND'), limit))
  if (slugs.size < limit) for (const slug of found.all(matchExpression(chosen, 'OR'), limit)) slugs.add(slug)
  return [...slugs].slice(0, limit)
}
