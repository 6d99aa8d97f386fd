import type { Db } from '../client.ts'
import { insert } from '../insert.ts'
import { patternOf, positionOf, type StanceCounts } from '../positions.ts'
import { claimParties, claimSummaries } from '../schema/index.ts'
import { prepareOnce } from '../statements.ts'
import { updateChanged } from '../update.ts'
import { countedKinds, type Pattern, type Position, type StanceKind } from '../vocabulary.ts'
import { type FacetValue, keepValues, keptValues } from './facetValues.ts'
import { afterEveryDay, ranksOf } from './ranks.ts'

const countedWords = countedKinds.map((kind) => `'${kind}'`).join(', ')
const counts = `
  count(*) FILTER (WHERE s.stance = 'asserts'), count(*) FILTER (WHERE s.stance = 'disputes'),
  count(*) FILTER (WHERE s.stance = 'qualifies'), count(*) FILTER (WHERE s.stance = 'reports'),
  count(*), count(*) FILTER (WHERE a.kind IN (${countedWords}))`

interface PartyRow extends StanceCounts {
  partyId: number
  assertions: number
  counted: number
  letters: number
  countedLetters: number
}

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
      + 3 * (a.kind NOT IN (${countedWords})) AS fragment
    FROM ${stances} JOIN assertions a ON a.id = s.assertion_id JOIN authors au ON au.id = a.author_id
    WHERE s.claim_id = ? AND au.party_id IS NOT NULL
  ) GROUP BY partyId, stance, letterId`

interface Speaker {
  letterId: number
  authorId: number
}
type OfSpeaker = Speaker & { claimId: number }

/** A row of claim_parties, without its claim. */
interface KeptParty extends PartyRow {
  firstAssertsId: number | null
  firstDisputesId: number | null
  firstQualifiesId: number | null
  firstReportsId: number | null
  position: Position
}

/** A row of claim_summaries, without its claim and what it shares with those that mirror it. */
interface KeptSummary {
  pattern: Pattern
  onlyPartyId: number | null
  isMirrored: boolean
  assertions: number
  counted: number
  letters: number
  madeFrom: string | null
  madeTo: string | null
}

interface LetterRow {
  letterId: number
  kind: string
  datedFrom: string | null
  datedTo: string | null
}

const statements = prepareOnce(({ $client }) => ({
  state: $client.prepare<[number], string>('SELECT state FROM claims WHERE id = ?').pluck(),
  clearLetters: $client.prepare('DELETE FROM claim_letters WHERE claim_id = ?'),
  speaker: $client.prepare<[number], Speaker>(
    'SELECT letter_id AS letterId, author_id AS authorId FROM assertions WHERE id = ?',
  ),
  clearLetter: $client.prepare<[OfSpeaker]>(
    'DELETE FROM claim_letters WHERE claim_id = @claimId AND letter_id = @letterId AND author_id = @authorId',
  ),
  // By the letter: the + keeps it from going through all that the author ever said.
  fillLetter: $client.prepare<[OfSpeaker]>(`
    INSERT INTO claim_letters
      (claim_id, letter_id, author_id, asserts, disputes, qualifies, reports, assertions, counted)
    SELECT s.claim_id, a.letter_id, a.author_id, ${counts}
    FROM assertions a CROSS JOIN stances s ON s.claim_id = @claimId AND s.assertion_id = a.id
    WHERE a.letter_id = @letterId AND +a.author_id = @authorId GROUP BY a.letter_id, a.author_id`),
  firsts: $client
    .prepare<[number], number>(`
    SELECT DISTINCT f.value FROM claim_parties p,
      json_each(json_array(p.first_asserts_id, p.first_disputes_id, p.first_qualifies_id, p.first_reports_id)) f
    WHERE p.claim_id = ? AND f.value IS NOT NULL`)
    .pluck(),
  lettersOf: $client
    .prepare<[number], number>('SELECT DISTINCT letter_id FROM claim_letters WHERE claim_id = ?')
    .pluck(),
  hasLetter: $client
    .prepare<[number, number], number>(
      'SELECT 1 FROM claim_letters WHERE claim_id = ? AND letter_id = ? LIMIT 1',
    )
    .pluck(),
  clearSummary: $client.prepare('DELETE FROM claim_summaries WHERE claim_id = ?'),
  fillLetters: $client.prepare(`
    INSERT INTO claim_letters
      (claim_id, letter_id, author_id, asserts, disputes, qualifies, reports, assertions, counted)
    SELECT s.claim_id, a.letter_id, a.author_id, ${counts}
    FROM stances s JOIN assertions a ON a.id = s.assertion_id
    WHERE s.claim_id = ? GROUP BY a.letter_id, a.author_id`),
  parties: $client.prepare<[number], PartyRow>(`
    SELECT au.party_id AS partyId, sum(cl.asserts) AS asserts, sum(cl.disputes) AS disputes,
      sum(cl.qualifies) AS qualifies, sum(cl.reports) AS reports,
      sum(cl.assertions) AS assertions, sum(cl.counted) AS counted, count(DISTINCT cl.letter_id) AS letters,
      count(DISTINCT CASE WHEN cl.counted > 0 THEN cl.letter_id END) AS countedLetters
    FROM claim_letters cl JOIN authors au ON au.id = cl.author_id
    WHERE cl.claim_id = ? AND au.party_id IS NOT NULL GROUP BY au.party_id`),
  firstsInLetters: $client.prepare<[number], FirstRow>(firstsAmong('stances s')),
  firstsOf: $client.prepare<[string, number], FirstRow>(
    firstsAmong('json_each(?) few CROSS JOIN stances s ON s.assertion_id = few.value'),
  ),
  keptParties: $client.prepare<[number], KeptParty>(`
    SELECT party_id AS partyId, asserts, disputes, qualifies, reports, assertions, counted, letters,
      counted_letters AS countedLetters, first_asserts_id AS firstAssertsId, first_disputes_id AS firstDisputesId,
      first_qualifies_id AS firstQualifiesId, first_reports_id AS firstReportsId, position
    FROM claim_parties WHERE claim_id = ?`),
  dropParty: $client.prepare<[number, number]>(
    'DELETE FROM claim_parties WHERE claim_id = ? AND party_id = ?',
  ),
  letters: $client.prepare<[number], LetterRow>(`
    SELECT cl.letter_id AS letterId, au.kind, l.dated_from AS datedFrom, l.dated_to AS datedTo
    FROM claim_letters cl JOIN authors au ON au.id = cl.author_id JOIN letters l INDEXED BY letters_dated ON l.id = cl.letter_id
    WHERE cl.claim_id = ?`),
  sizes: $client.prepare<[number], { assertions: number; counted: number } & StanceCounts>(`
    SELECT coalesce(sum(assertions), 0) AS assertions, coalesce(sum(counted), 0) AS counted,
      coalesce(sum(asserts), 0) AS asserts, coalesce(sum(disputes), 0) AS disputes,
      coalesce(sum(qualifies), 0) AS qualifies, coalesce(sum(reports), 0) AS reports
    FROM claim_letters WHERE claim_id = ?`),
  topics: $client.prepare<[number], { id: number; ordinal: number }>(`
    SELECT t.id, t.ordinal FROM claim_topics ct JOIN topics t ON t.id = ct.topic_id
    WHERE ct.claim_id = ? ORDER BY ct.ordinal`),
  isMirrored: $client
    .prepare<[number, number, number], number>(`
    SELECT EXISTS (
      SELECT 1 FROM relations r JOIN claims c
      ON c.id = CASE r.from_claim_id WHEN ? THEN r.to_claim_id ELSE r.from_claim_id END
      WHERE r.kind = 'mirrors' AND (r.from_claim_id = ? OR r.to_claim_id = ?) AND c.state = 'current'
    )`)
    .pluck(),
  keptSummary: $client.prepare<[number], Omit<KeptSummary, 'isMirrored'> & { isMirrored: number }>(`
    SELECT pattern, only_party_id AS onlyPartyId, is_mirrored AS isMirrored, assertions, counted, letters,
      made_from AS madeFrom, made_to AS madeTo
    FROM claim_summaries WHERE claim_id = ?`),
}))

/** The values that select a claim, before and after. Of its letters only those that may have changed, the same in both. */
export interface FacetChange {
  before: FacetValue[]
  after: FacetValue[]
}

/**
 * Recounts what is kept for one claim alone: its letters, its parties, its summary (as if nothing mirrored it), the values
 * of facets that select it. `touched` are the assertions whose bearing on it has changed, where nothing else has: a claim
 * with thousands of quotes then costs little more than one with two.
 */
export function recountClaim(
  db: Db,
  claimId: number,
  touched: ReadonlySet<number> | null = null,
): FacetChange {
  const run = statements(db)
  const keptBefore = keptValues(db, claimId)
  const isCurrent = run.state.get(claimId) === 'current'
  const speakers = isCurrent && keptBefore && touched ? speakersOf(db, touched) : null
  const lettersBefore = speakers ? lettersAmong(db, claimId, speakers) : run.lettersOf.all(claimId)
  const before = [...(keptBefore ?? []), ...lettersBefore.map(asLetter)]
  const firstsBefore = speakers ? run.firsts.all(claimId) : []
  if (speakers) {
    for (const speaker of speakers) {
      run.clearLetter.run({ claimId, ...speaker })
      run.fillLetter.run({ claimId, ...speaker })
    }
  } else {
    run.clearLetters.run(claimId)
    if (isCurrent) run.fillLetters.run(claimId)
  }
  if (!isCurrent) {
    keepParties(db, claimId, [])
    run.clearSummary.run(claimId)
    keepValues(db, claimId, keptBefore, null)
    return { before, after: [] }
  }

  const letters = run.letters.all(claimId)
  // What has not changed can only be surpassed, unless it was the first itself that changed.
  const staysFirst = speakers !== null && !firstsBefore.some((id) => touched?.has(id))
  const firsts = staysFirst
    ? run.firstsOf.all(JSON.stringify([...firstsBefore, ...touched!]), claimId)
    : run.firstsInLetters.all(claimId)
  const firstOf = firstAssertions(firsts, letters)
  const parties = run.parties.all(claimId).map(
    (row): KeptParty => ({
      ...row,
      firstAssertsId: firstOf(row.partyId, 'asserts'),
      firstDisputesId: firstOf(row.partyId, 'disputes'),
      firstQualifiesId: firstOf(row.partyId, 'qualifies'),
      firstReportsId: firstOf(row.partyId, 'reports'),
      position: positionOf(row),
    }),
  )
  keepParties(db, claimId, parties)

  const pattern = patternOf(parties.map((party) => party.position))
  const holder = parties.find((party) => takesPosition(party.position))
  const sizes = run.sizes.get(claimId)!
  const topics = run.topics.all(claimId)
  const made = firstMade(letters)
  const summary: KeptSummary = {
    pattern,
    onlyPartyId: pattern === 'one-sided' && holder ? holder.partyId : null,
    isMirrored: run.isMirrored.get(claimId, claimId, claimId) === 1,
    assertions: sizes.assertions,
    counted: sizes.counted,
    letters: new Set(letters.map((letter) => letter.letterId)).size,
    madeFrom: made.from,
    madeTo: made.to,
  }
  keepSummary(db, claimId, summary, topics[0]?.ordinal ?? null)

  const values: FacetValue[] = [['pattern', pattern]]
  if (summary.onlyPartyId !== null) values.push(['pattern', `only:${summary.onlyPartyId}`])
  if (summary.isMirrored) values.push(['mirrored', 'yes'])
  for (const topic of topics) values.push(['topic', String(topic.id)])
  for (const kind of new Set(letters.map((letter) => letter.kind))) values.push(['kind', kind])
  for (const month of new Set(letters.map(monthOf))) values.push(['month', month])
  for (const stance of ['asserts', 'disputes', 'qualifies', 'reports'] as const) {
    if (sizes[stance]) values.push(['stance', stance])
  }
  values.push(['size', String(sizeSpan(sizes.counted))])
  for (const { partyId, position } of parties) {
    values.push(['position', `${partyId} ${position}`])
    if (pattern === 'contested' && saysYesOrNo(position)) values.push(['contested', String(partyId)])
  }
  keepValues(db, claimId, keptBefore, values)
  const lettersAfter = speakers ? lettersAmong(db, claimId, speakers) : run.lettersOf.all(claimId)
  return { before, after: [...values, ...lettersAfter.map(asLetter)] }
}

const asLetter = (letterId: number): FacetValue => ['letter', String(letterId)]

/** The letters of these speakers that bear on a claim, as far as is counted. */
const lettersAmong = (db: Db, claimId: number, speakers: Speaker[]): number[] =>
  [...new Set(speakers.map(({ letterId }) => letterId))].filter(
    (letterId) => statements(db).hasLetter.get(claimId, letterId) !== undefined,
  )

/** Writes what differs: most changes leave all but a number or two as they were, and every index that is left alone is a page less. */
function keepParties(db: Db, claimId: number, parties: KeptParty[]) {
  const before = new Map(
    statements(db)
      .keptParties.all(claimId)
      .map((party) => [party.partyId, party]),
  )
  for (const party of parties) {
    const { partyId } = party
    const kept = before.get(partyId)
    if (kept) updateChanged(db, claimParties, { claimId, partyId }, kept, party)
    else insert(db, claimParties, { claimId, ...party })
    before.delete(partyId)
  }
  for (const partyId of before.keys()) statements(db).dropParty.run(claimId, partyId)
}

/** The ranks of a claim that was there before are left to its group. */
function keepSummary(db: Db, claimId: number, summary: KeptSummary, topicOrdinal: number | null) {
  const before = statements(db).keptSummary.get(claimId)
  if (before) {
    const kept = { ...before, isMirrored: before.isMirrored === 1 }
    updateChanged(db, claimSummaries, { claimId }, kept, summary)
  } else
    insert(db, claimSummaries, {
      claimId,
      ...summary,
      groupId: claimId,
      ...ranksOf({ ...summary, topicOrdinal }),
    })
}

/** Who says these assertions in which letters; null where one of them is not there any more. */
function speakersOf(db: Db, assertionIds: Iterable<number>): Speaker[] | null {
  const speakers = new Map<string, Speaker>()
  for (const id of assertionIds) {
    const speaker = statements(db).speaker.get(id)
    if (!speaker) return null
    speakers.set(`${speaker.letterId} ${speaker.authorId}`, speaker)
  }
  return [...speakers.values()]
}

/**
 * The span of sizes in which a claim with so many counted assertions lies, named by its largest: 0 to 8 are a span each,
 * then come those up to 16, up to 32 …
 */
function sizeSpan(counted: number): number {
  return counted <= 8 ? counted : 2 ** Math.ceil(Math.log2(counted))
}

const saysYesOrNo = (position: Position) =>
  position === 'asserts' || position === 'disputes' || position === 'mixed'

const takesPosition = (position: Position) => position !== 'only reports' && position !== 'not addressed'

/** Which assertion speaks for a party's stance: one that can stand alone, of its earliest letter that has such a one. */
function firstAssertions(rows: FirstRow[], letters: LetterRow[]) {
  const dayOf = new Map(
    letters.map(({ letterId, datedTo, datedFrom }) => [letterId, datedTo ?? datedFrom ?? afterEveryDay]),
  )
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
  return (partyId: number, stance: StanceKind) => first.get(`${partyId} ${stance}`)?.assertionId ?? null
}

/** Between which days a claim was first made: by the earliest of its letters, whichever that was. */
function firstMade(letters: LetterRow[]): { from: string | null; to: string | null } {
  const froms = letters.map((letter) => letter.datedFrom)
  const tos = letters.map((letter) => letter.datedTo).filter((day) => day !== null)
  return {
    from: froms.includes(null) ? null : (froms.sort()[0] ?? null),
    to: tos.sort()[0] ?? null,
  }
}

/** The month of a letter, "undated" unless its whole interval lies in one. */
function monthOf({ datedFrom, datedTo }: LetterRow): string {
  const month = datedFrom?.slice(0, 7)
  return month !== undefined && month === datedTo?.slice(0, 7) ? month : 'undated'
}
