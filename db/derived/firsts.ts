import type { Db } from '../client.ts'
import { listInSql, prepareOnce } from '../statements.ts'
import { countedKinds, type StanceKind } from '../vocabulary.ts'
import { type LetterRow, listLetters } from './claimLetters.ts'
import { afterEveryDay } from './ranks.ts'

/** The assertion in a letter that speaks best for a stance of a party. */
interface FirstRow {
  partyId: number
  stance: StanceKind
  letterId: number
  /** 0 reads best alone. */
  fragment: number
  assertionId: number
}

// Words that make a sentence of readable length stand alone better than a scrap or half a page, and a fact better than
// an evaluation; then the first in the letter. In the row with the smallest min(), SQLite says, the other columns are that row's.
const firstsAmong = (stances: string) => `
  SELECT partyId, stance, letterId, fragment, min(fragment * 1000000 + ordinal), assertionId FROM (
    SELECT au.party_id AS partyId, s.stance, a.letter_id AS letterId, a.ordinal, a.id AS assertionId,
      CASE WHEN length(a.quote) BETWEEN 50 AND 320 THEN 0 WHEN length(a.quote) BETWEEN 20 AND 500 THEN 1 ELSE 2 END
      + 3 * (a.kind NOT IN (${listInSql(countedKinds)})) AS fragment
    FROM ${stances} JOIN assertions a ON a.id = s.assertion_id JOIN authors au ON au.id = a.author_id
    WHERE s.claim_id = ? AND au.party_id IS NOT NULL
  ) GROUP BY partyId, stance, letterId`

const statements = prepareOnce(({ $client }) => ({
  inLetters: $client.prepare<[number], FirstRow>(firstsAmong('stances s')),
  of: $client.prepare<[string, number], FirstRow>(
    firstsAmong('json_each(?) few CROSS JOIN stances s ON s.assertion_id = few.value'),
  ),
}))

/**
 * Which assertion speaks for a party's stance on a claim: one that can stand alone, of its earliest letter that has such a
 * one. `before` are those that did, where only the bearing of `touched` has changed; null for any change.
 */
export function firstAssertions(
  db: Db,
  claimId: number,
  before: readonly number[] | null,
  touched: ReadonlySet<number> | null,
): (partyId: number, stance: StanceKind) => number | null {
  // What has not changed can only be surpassed, unless it was the first itself that changed.
  const rows =
    before && touched && !before.some((id) => touched.has(id))
      ? statements(db).of.all(JSON.stringify([...before, ...touched]), claimId)
      : statements(db).inLetters.all(claimId)
  const letterIds = [...new Set(rows.map(({ letterId }) => letterId))]
  const dayOf = new Map(listLetters(db, claimId, letterIds).map((letter) => [letter.letterId, dayIn(letter)]))
  const isBetter = (one: FirstRow, other: FirstRow) => {
    if (one.fragment !== other.fragment) return one.fragment < other.fragment
    const [day, otherDay] = [dayOf.get(one.letterId)!, dayOf.get(other.letterId)!]
    return day === otherDay ? one.letterId < other.letterId : day < otherDay
  }
  const first = new Map<string, FirstRow>()
  for (const row of rows) {
    const key = `${row.partyId} ${row.stance}`
    const known = first.get(key)
    if (!known || isBetter(row, known)) first.set(key, row)
  }
  return (partyId, stance) => first.get(`${partyId} ${stance}`)?.assertionId ?? null
}

const dayIn = ({ datedTo, datedFrom }: LetterRow) => datedTo ?? datedFrom ?? afterEveryDay
