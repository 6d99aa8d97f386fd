import type { Db } from '../../../../db/client.ts'
import { prepareOnce } from '../../../../db/statements.ts'
import type { Pattern } from '../../../../db/vocabulary.ts'
import { isSearchable, matchExpression, parseSearch } from '../../../domain/searchQuery.ts'

/** A claim to choose. */
export interface PickedClaim {
  slug: string
  wording: string
  pattern: Pattern
  assertions: number
  counted: number
}

/** An assertion to choose; `stance` where it bears on the claim already. */
export interface PickedAssertion {
  slug: string
  gist: string
  quote: string
  author: string
  letterTitle: string
  letter: string
  partyId: number | null
}

/** So many are offered. */
const mostPicked = 20
/** Ranking reads every hit: beyond so many, the latest are offered as they come. */
const mostRanked = 2500

const claimRows = `SELECT c.slug, c.wording, m.pattern, m.assertions, m.counted
  FROM claims c JOIN claim_summaries m ON m.claim_id = c.id`
const assertionRows = `SELECT a.slug, a.gist, a.quote, au.name AS author, l.short_title AS letterTitle,
  l.slug AS letter, au.party_id AS partyId
  FROM assertions a JOIN authors au ON au.id = a.author_id JOIN letters l ON l.id = a.letter_id`
const isFree = '(SELECT 1 FROM stances s WHERE s.claim_id = @claimId AND s.assertion_id = a.id) IS NULL'

type Parameters = { match: string; claimId: number; limit: number }

const statements = prepareOnce(({ $client }) => {
  const hits = (fts: string) =>
    $client
      .prepare<[string, number], number>(
        `SELECT count(*) FROM (SELECT 1 FROM ${fts} WHERE ${fts} MATCH ? LIMIT ?)`,
      )
      .pluck()
  const found = <Row>(fts: string, rows: string, id: string, where: string, order: string) =>
    $client.prepare<[Parameters], Row>(`
      ${rows} JOIN (SELECT rowid AS hit, rank FROM ${fts} WHERE ${fts} MATCH @match ORDER BY ${order} LIMIT 500)
      ON hit = ${id} WHERE ${where} ORDER BY ${order.replace('rowid', 'hit')} LIMIT @limit`)
  const claims = (order: string) =>
    found<PickedClaim>('claims_fts', claimRows, 'c.id', 'c.id <> @claimId', order)
  const assertions = (order: string) =>
    found<PickedAssertion>('quotes_fts', assertionRows, 'a.id', isFree, order)
  return {
    claimHits: hits('claims_fts'),
    claimsRanked: claims('rank'),
    claimsNewest: claims('rowid DESC'),
    claim: $client.prepare<[string, number], PickedClaim>(`${claimRows} WHERE c.slug = ? AND c.id <> ?`),
    assertionHits: hits('quotes_fts'),
    assertionsRanked: assertions('rank'),
    assertionsNewest: assertions('rowid DESC'),
    assertion: $client.prepare<[{ slug: string; claimId: number }], PickedAssertion>(
      `${assertionRows} WHERE a.slug = @slug AND ${isFree}`,
    ),
  }
})

/** Current claims, other than one, by words of theirs or by an address. */
export function pickClaims(db: Db, typed: string, claimId = 0): PickedClaim[] {
  const run = statements(db)
  const addressed = run.claim.get(lastPart(typed), claimId)
  if (addressed) return [addressed]
  return pick(typed, run.claimHits, (match, isRanked) =>
    (isRanked ? run.claimsRanked : run.claimsNewest).all({ match, claimId, limit: mostPicked }),
  )
}

/** Assertions that do not bear on this claim yet, by words of theirs or by an address. */
export function pickAssertions(db: Db, typed: string, claimId: number): PickedAssertion[] {
  const run = statements(db)
  const addressed = run.assertion.get({ slug: lastPart(typed), claimId })
  if (addressed) return [addressed]
  return pick(typed, run.assertionHits, (match, isRanked) =>
    (isRanked ? run.assertionsRanked : run.assertionsNewest).all({ match, claimId, limit: mostPicked }),
  )
}

/** What holds all words; where nothing does, what holds any. */
function pick<T>(
  typed: string,
  hits: { get(match: string, limit: number): number | undefined },
  list: (match: string, isRanked: boolean) => T[],
): T[] {
  const query = parseSearch(typed)
  if (!isSearchable(query)) return []
  for (const operator of ['AND', 'OR'] as const) {
    const match = matchExpression(query.terms, operator)
    const found = list(match, (hits.get(match, mostRanked + 1) ?? 0) <= mostRanked)
    if (found.length) return found
  }
  return []
}

/** The slug at the end of an address that was pasted, or what was typed. */
const lastPart = (typed: string) => (/([^/#?]+)\/?(?:\?[^#]*)?$/.exec(typed.trim())?.[1] ?? '').slice(0, 80)
