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
  figures: $client.prepare<[string], FigureRow>(`
    SELECT a.slug AS assertion, f.ordinal, f.number, f.bound, f.unit, f.counted, f.scope_where AS "where",
      f.scope_when AS "when", a.quote, s.stance, au.name AS author, p.name AS party, l.slug AS letter, l.title AS letterTitle
    FROM claims c CROSS JOIN stances s ON s.claim_id = c.id CROSS JOIN figures f ON f.assertion_id = s.assertion_id
      JOIN assertions a ON a.id = s.assertion_id JOIN letters l ON l.id = a.letter_id
      JOIN authors au ON au.id = a.author_id LEFT JOIN parties p ON p.id = au.party_id
    WHERE c.slug = ? ORDER BY p.ordinal IS NULL, p.ordinal, l.dated_to, a.ordinal, f.ordinal LIMIT ${mostFigures}`),
  latest: $client.prepare<[], number>('SELECT coalesce(max(id), 0) FROM changes').pluck(),
}))

export const findClaim = (db: Db, slug: string) => statements(db).claim.get(slug)
export const listFigures = (db: Db, claim: string) => statements(db).figures.all(claim)
/** The number of the last change of all: what a form starts from. */
export const latestChange = (db: Db) => statements(db).latest.get()!
