import type { Db } from '../../../../db/client.ts'
import { prepareOnce } from '../../../../db/statements.ts'
import type { CountedCell } from '../../../domain/matrix.ts'
import type { QuoteRow } from './claims.ts'

/** What a letter's author says on a claim. Somebody else who speaks in the letter (an agency that frames it) is not counted. */
export interface LetterCell extends CountedCell {
  assertions: number
  counted: number
}

const statements = prepareOnce(({ $client }) => ({
  // Claims times columns, each a seek: a claim with thousands of letters costs no more than one with two.
  cells: $client.prepare<[string, string], LetterCell>(`
    SELECT cl.claim_id AS claimId, cl.letter_id AS columnId,
      sum(cl.asserts) AS asserts, sum(cl.disputes) AS disputes, sum(cl.qualifies) AS qualifies,
      sum(cl.reports) AS reports, sum(cl.assertions) AS assertions, sum(cl.counted) AS counted
    FROM json_each(?) c CROSS JOIN json_each(?) l
    CROSS JOIN claim_letters cl ON cl.claim_id = c.value AND cl.letter_id = l.value ->> 0
    CROSS JOIN authors au ON au.id = cl.author_id AND au.party_id IS (l.value ->> 1)
    GROUP BY cl.claim_id, cl.letter_id`),
  quotes: $client
    .prepare<[number, number, number], QuoteRow>(`
    SELECT s.claim_id, au.party_id, s.stance, s.scope_note, a.id, a.slug, a.quote, au.name,
      l.id, l.slug, l.language, g.label, a.kind
    FROM letters l CROSS JOIN assertions a ON a.letter_id = l.id
    CROSS JOIN stances s ON s.claim_id = ? AND s.assertion_id = a.id
    CROSS JOIN authors au ON au.id = a.author_id
    CROSS JOIN ranges r ON r.assertion_id = a.id AND r.ordinal = 1
    CROSS JOIN paragraphs g ON g.id = r.paragraph_id
    WHERE l.id = ? ORDER BY a.ordinal LIMIT ?`)
    .raw(),
  claimId: $client
    .prepare<[string], number>("SELECT id FROM claims WHERE slug = ? AND state = 'current'")
    .pluck(),
}))

/** What each of the letters says on each of the claims; a pair of which nothing is said is not there. */
export const readCells = (
  db: Db,
  claimIds: readonly number[],
  letters: readonly { id: number; partyId: number | null }[],
): LetterCell[] =>
  statements(db).cells.all(
    JSON.stringify(claimIds),
    JSON.stringify(letters.map(({ id, partyId }) => [id, partyId])),
  )

/** The quotes of a letter on a claim, in the order of the letter. */
export const readLetterQuotes = (db: Db, claimId: number, letterId: number, limit: number) =>
  statements(db).quotes.all(claimId, letterId, limit)

/** The id of the current claim with this slug. */
export const findCurrentClaim = (db: Db, slug: string): number | undefined => statements(db).claimId.get(slug)
