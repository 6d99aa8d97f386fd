import type { Db } from '../../../../db/client.ts'
import { prepareOnce } from '../../../../db/statements.ts'
import type { ClaimSuggestionKind, DismissalAction, Pattern } from '../../../../db/vocabulary.ts'

/** What somebody decided on a suggestion. */
export interface DismissalRow {
  kind: ClaimSuggestionKind
  claim: string
  other: string
  action: DismissalAction
  by: string
  at: string
}

export interface SuggestedClaim {
  slug: string
  wording: string
  pattern: Pattern
}

const statements = prepareOnce(({ $client }) => ({
  // Of what is there now: a claim or an assertion may have left the collection.
  dismissals: $client.prepare<[], DismissalRow>(`
    SELECT d.kind, c.slug AS claim, coalesce(o.slug, a.slug) AS other, d.action, w.name AS "by", d.made_at AS "at"
    FROM dismissals d JOIN claims c ON c.id = d.claim_id JOIN accounts w ON w.id = d.account_id
      LEFT JOIN claims o ON o.id = d.other_claim_id LEFT JOIN assertions a ON a.id = d.assertion_id
    WHERE coalesce(o.id, a.id) IS NOT NULL ORDER BY d.id DESC`),
  claim: $client.prepare<[string], SuggestedClaim>(`
    SELECT c.slug, c.wording, m.pattern FROM claims c JOIN claim_summaries m ON m.claim_id = c.id WHERE c.slug = ?`),
  totals: $client.prepare<[], { claims: number; assertions: number }>(`
    SELECT coalesce((SELECT claims FROM facet_counts WHERE topic_id = 0 AND facet = '' AND value = ''), 0) AS claims,
      (SELECT count(*) FROM assertions) AS assertions`),
}))

/** Everything that was put aside or brought back, the latest first. */
export const listDismissals = (db: Db) => statements(db).dismissals.all()

/** A claim that stands; undefined where it was retired or merged meanwhile. */
export const describeClaim = (db: Db, slug: string) => statements(db).claim.get(slug)

/** How many claims stand, and how many assertions there are. */
export const countAll = (db: Db) => statements(db).totals.get()!
