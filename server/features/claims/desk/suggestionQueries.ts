import type { Db } from '../../../../db/client.ts'
import { prepareOnce } from '../../../../db/statements.ts'
import type { ClaimSuggestionKind, Pattern } from '../../../../db/vocabulary.ts'

/** A suggestion that somebody put aside. */
export interface DismissedRow {
  kind: ClaimSuggestionKind
  claim: string
  other: string
  by: string
  at: string
}

export interface SuggestedClaim {
  slug: string
  wording: string
  pattern: Pattern
}

const statements = prepareOnce(({ $client }) => ({
  dismissed: $client.prepare<[], DismissedRow>(`
    SELECT d.kind, c.slug AS claim, coalesce(o.slug, a.slug) AS other, w.name AS "by", d.dismissed_at AS "at"
    FROM dismissed_suggestions d JOIN claims c ON c.id = d.claim_id JOIN accounts w ON w.id = d.account_id
      LEFT JOIN claims o ON o.id = d.other_claim_id LEFT JOIN assertions a ON a.id = d.assertion_id
    ORDER BY d.id DESC`),
  claim: $client.prepare<[string], SuggestedClaim>(`
    SELECT c.slug, c.wording, m.pattern FROM claims c JOIN claim_summaries m ON m.claim_id = c.id WHERE c.slug = ?`),
  totals: $client.prepare<[], { claims: number; assertions: number }>(`
    SELECT coalesce((SELECT claims FROM facet_counts WHERE topic_id = 0 AND facet = '' AND value = ''), 0) AS claims,
      (SELECT count(*) FROM assertions) AS assertions`),
}))

/** Everything that was put aside, the latest first. */
export const listDismissed = (db: Db) => statements(db).dismissed.all()

/** A claim that stands; undefined where it was retired or merged meanwhile. */
export const describeClaim = (db: Db, slug: string) => statements(db).claim.get(slug)

/** How many claims stand, and how many assertions there are. */
export const countAll = (db: Db) => statements(db).totals.get()!
