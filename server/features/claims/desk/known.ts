import type { Db } from '../../../../db/client.ts'
import { scopeSlots } from '../../../../db/vocabulary.ts'
import { groupBy } from '../../../domain/groupBy.ts'
import type { NamedSide } from '../../../domain/shaping/sideNames.ts'
import type { KnownAssertion, KnownClaim, ShapingKnown } from '../../../domain/shaping/suggesting.ts'

/** Suggestions look at the latest claims and assertions only: this bounds their time and memory. */
export const suggestionLimits = { claims: 3000, assertions: 6000 }

/** So many stances are read of one claim. */
const mostStances = 200

/** What suggestions on claims are made from. Each query is short enough to keep nobody waiting. */
export function* readShapingKnown(db: Db): Generator<undefined, ShapingKnown> {
  const rows = <Row>(sql: string, ...values: unknown[]) =>
    db.$client.prepare<unknown[], Row>(sql).all(...values)
  const { claims: mostClaims, assertions: mostAssertions } = suggestionLimits

  const sides = rows<{ id: string; name: string }>('SELECT slug AS id, name FROM parties ORDER BY ordinal')
  const named = rows<{ side: string | null; name: string }>(`
    SELECT p.slug AS side, a.name FROM authors a LEFT JOIN parties p ON p.id = a.party_id
    UNION ALL SELECT p.slug, a.name FROM authorities a LEFT JOIN parties p ON p.id = a.party_id`)
  const namesOf = groupBy(named, ({ side }) => side)
  yield

  type ClaimRow = Record<(typeof scopeSlots)[number], string | null> & {
    key: number
    id: string
    wording: string
  }
  const claimRows = rows<ClaimRow>(
    `SELECT id AS "key", slug AS id, wording, scope_who AS who, scope_what AS what, scope_whom AS whom,
      scope_where AS "where", scope_when AS "when"
    FROM claims WHERE state = 'current' ORDER BY claims.id DESC LIMIT ?`,
    mostClaims,
  ).reverse()
  yield
  const first = claimRows[0]?.key ?? 0
  const topicsOfClaim = groupBy(
    rows<{ key: number; topic: string }>(
      `SELECT x.claim_id AS "key", t.slug AS topic FROM claim_topics x JOIN topics t ON t.id = x.topic_id
      WHERE x.claim_id >= ? ORDER BY x.claim_id, x.ordinal`,
      first,
    ),
    ({ key }) => key,
  )
  yield
  const positionsOf = groupBy(
    rows<{ key: number; side: string }>(
      `SELECT x.claim_id AS "key", p.slug AS side FROM claim_parties x JOIN parties p ON p.id = x.party_id
      WHERE x.claim_id >= ? AND x.position NOT IN ('only reports', 'not addressed')`,
      first,
    ),
    ({ key }) => key,
  )
  yield
  const linked = db.$client
    .prepare<[number, number], string>(
      'SELECT a.slug FROM stances s JOIN assertions a ON a.id = s.assertion_id WHERE s.claim_id = ? LIMIT ?',
    )
    .pluck()
  const claims: KnownClaim[] = []
  for (const { key, id, wording, ...scope } of claimRows) {
    const positions = positionsOf.get(key) ?? []
    claims.push({
      id,
      wording,
      scope: Object.fromEntries(scopeSlots.flatMap((slot) => (scope[slot] ? [[slot, scope[slot]]] : []))),
      topics: (topicsOfClaim.get(key) ?? []).map(({ topic }) => topic),
      onlySide: positions.length === 1 ? positions[0]!.side : null,
      assertions: linked.all(key, mostStances),
    })
    yield
  }

  const assertionRows = rows<Omit<KnownAssertion, 'topics'> & { key: number }>(
    `SELECT a.id AS "key", a.slug AS id, p.slug AS side, a.gist, a.quote
    FROM assertions a JOIN authors w ON w.id = a.author_id LEFT JOIN parties p ON p.id = w.party_id
    WHERE a.kind <> 'demand' ORDER BY a.id DESC LIMIT ?`,
    mostAssertions,
  ).reverse()
  yield
  const topicsOfAssertion = groupBy(
    rows<{ key: number; topic: string }>(
      `SELECT x.assertion_id AS "key", t.slug AS topic FROM assertion_topics x JOIN topics t ON t.id = x.topic_id
      WHERE x.assertion_id >= ? ORDER BY x.assertion_id, x.ordinal`,
      assertionRows[0]?.key ?? 0,
    ),
    ({ key }) => key,
  )
  yield
  const related = rows<{ from: string; to: string }>(
    `SELECT f.slug AS "from", t.slug AS "to" FROM relations r
    JOIN claims f ON f.id = r.from_claim_id JOIN claims t ON t.id = r.to_claim_id
    WHERE r.from_claim_id >= ? AND r.to_claim_id >= ?`,
    first,
    first,
  ).map(({ from, to }) => [from, to] as const)

  return {
    sides: sides.map(
      ({ id, name }): NamedSide => ({ id, name, others: (namesOf.get(id) ?? []).map((one) => one.name) }),
    ),
    foreignNames: (namesOf.get(null) ?? []).map(({ name }) => name),
    claims,
    assertions: assertionRows.map(({ key, ...assertion }) => ({
      ...assertion,
      topics: (topicsOfAssertion.get(key) ?? []).map(({ topic }) => topic),
    })),
    related,
  }
}
