import type { Db } from '../../../db/client.ts'
import { prepareOnce } from '../../../db/statements.ts'
import type { StanceKind } from '../../../db/vocabulary.ts'
import type { Figure } from '../../domain/figures.ts'

/** A figure of an assertion that bears on a claim. */
export interface FigureRow extends Figure {
  assertion: string
  /** Which of its figures, from 1. */
  ordinal: number
  quote: string
  stance: StanceKind
  author: string
  party: string | null
  letter: string
  letterTitle: string
}

/** So many figures of a claim stand on a page. */
export const mostFigures = 300

const statements = prepareOnce(({ $client }) => ({
  claim: $client.prepare<[string], { slug: string; wording: string }>(
    'SELECT slug, wording FROM claims WHERE slug = ?',
  ),
  // First which they are, then their words: a claim may have thousands, and sorting them would carry all words along.
  figures: $client.prepare<[string], FigureRow>(`
    SELECT a.slug AS assertion, f.ordinal, f.number, f.bound, f.unit, f.counted, f.scope_where AS "where",
      f.scope_when AS "when", a.quote, shown.stance, au.name AS author, p.name AS party, l.slug AS letter, l.title AS letterTitle
    FROM (
      SELECT s.assertion_id, s.stance, f.ordinal FROM claims c
        CROSS JOIN stances s ON s.claim_id = c.id CROSS JOIN figures f ON f.assertion_id = s.assertion_id
      WHERE c.slug = ? ORDER BY s.ordinal, f.ordinal LIMIT ${mostFigures}
    ) shown CROSS JOIN figures f ON f.assertion_id = shown.assertion_id AND f.ordinal = shown.ordinal
      CROSS JOIN assertions a ON a.id = f.assertion_id JOIN letters l ON l.id = a.letter_id
      JOIN authors au ON au.id = a.author_id LEFT JOIN parties p ON p.id = au.party_id
    ORDER BY p.ordinal IS NULL, p.ordinal, l.dated_to, a.ordinal, f.ordinal`),
}))

export const findClaim = (db: Db, slug: string) => statements(db).claim.get(slug)
export const listFigures = (db: Db, claim: string) => statements(db).figures.all(claim)
