import type { Db } from '../client.ts'
import { insert } from '../insert.ts'
import { patternOf, positionOf, type StanceCounts } from '../positions.ts'
import { claimParties, claimSummaries } from '../schema/index.ts'
import { prepareOnce } from '../statements.ts'
import { updateChanged } from '../update.ts'
import { type Pattern, type Position, type StanceKind, stanceKinds } from '../vocabulary.ts'
import { firstMade, type LettersChange, listLetters, monthOf, recountLetters } from './claimLetters.ts'
import { asKept, type FacetValue, fromKept } from './facetValues.ts'
import { firstAssertions } from './firsts.ts'
import { type Place, ranksOf } from './ranks.ts'

interface PartyRow extends StanceCounts {
  /** Null for authors of no party. */
  partyId: number | null
  assertions: number
  counted: number
  letters: number
  countedLetters: number
}

/** A row of claim_parties, without its claim. */
interface KeptParty extends PartyRow {
  partyId: number
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
  /** The values of facets that select it, but for its letters, as kept. */
  facetValues: string
}

const statements = prepareOnce(({ $client }) => ({
  state: $client.prepare<[number], string>('SELECT state FROM claims WHERE id = ?').pluck(),
  clearSummary: $client.prepare('DELETE FROM claim_summaries WHERE claim_id = ?'),
  parties: $client.prepare<[number], PartyRow>(`
    SELECT au.party_id AS partyId, sum(cl.asserts) AS asserts, sum(cl.disputes) AS disputes,
      sum(cl.qualifies) AS qualifies, sum(cl.reports) AS reports,
      sum(cl.assertions) AS assertions, sum(cl.counted) AS counted, count(DISTINCT cl.letter_id) AS letters,
      count(DISTINCT CASE WHEN cl.counted > 0 THEN cl.letter_id END) AS countedLetters
    FROM claim_letters cl JOIN authors au ON au.id = cl.author_id
    WHERE cl.claim_id = ? GROUP BY au.party_id`),
  keptParties: $client.prepare<[number], KeptParty>(`
    SELECT party_id AS partyId, asserts, disputes, qualifies, reports, assertions, counted, letters,
      counted_letters AS countedLetters, first_asserts_id AS firstAssertsId, first_disputes_id AS firstDisputesId,
      first_qualifies_id AS firstQualifiesId, first_reports_id AS firstReportsId, position
    FROM claim_parties WHERE claim_id = ?`),
  dropParty: $client.prepare<[number, number]>(
    'DELETE FROM claim_parties WHERE claim_id = ? AND party_id = ?',
  ),
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
  keptSummary: $client.prepare<[number], Omit<KeptSummary, 'isMirrored'> & Place & { isMirrored: number }>(`
    SELECT pattern, only_party_id AS onlyPartyId, is_mirrored AS isMirrored, assertions, counted, letters,
      made_from AS madeFrom, made_to AS madeTo, facet_values AS facetValues, group_id AS groupId,
      rank_pattern AS rankPattern, rank_topic AS rankTopic, rank_date AS rankDate, rank_size AS rankSize
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
  const summaryBefore = readSummary(db, claimId)
  const keptBefore = summaryBefore && fromKept(summaryBefore.facetValues)
  const partiesBefore = run.keptParties.all(claimId)
  const isCurrent = run.state.get(claimId) === 'current'
  const change = recountLetters(
    db,
    claimId,
    isCurrent,
    summaryBefore && touched,
    summaryBefore?.assertions ?? 0,
  )
  const before = [...(keptBefore ?? []), ...change.before.map(asLetter)]
  if (!isCurrent) {
    keepParties(db, claimId, partiesBefore, [])
    run.clearSummary.run(claimId)
    return { before, after: [] }
  }

  const firstOf = firstAssertions(db, claimId, change.among && firstsOf(partiesBefore), touched)
  const speakers = run.parties.all(claimId)
  const parties = speakers.flatMap((row): KeptParty[] => {
    const { partyId } = row
    if (partyId === null) return []
    return [
      {
        ...row,
        partyId,
        firstAssertsId: firstOf(partyId, 'asserts'),
        firstDisputesId: firstOf(partyId, 'disputes'),
        firstQualifiesId: firstOf(partyId, 'qualifies'),
        firstReportsId: firstOf(partyId, 'reports'),
        position: positionOf(row),
      },
    ]
  })
  keepParties(db, claimId, partiesBefore, parties)

  const pattern = patternOf(parties.map((party) => party.position))
  const holder = parties.find((party) => takesPosition(party.position))
  const total = (of: 'assertions' | 'counted' | StanceKind) => speakers.reduce((sum, row) => sum + row[of], 0)
  const counted = total('counted')
  const topics = run.topics.all(claimId)
  const letters = lettersOf(db, claimId, change, keptBefore, summaryBefore)
  const onlyPartyId = pattern === 'one-sided' && holder ? holder.partyId : null
  const isMirrored = run.isMirrored.get(claimId, claimId, claimId) === 1

  const values: FacetValue[] = [['pattern', pattern]]
  if (onlyPartyId !== null) values.push(['pattern', `only:${onlyPartyId}`])
  if (isMirrored) values.push(['mirrored', 'yes'])
  for (const topic of topics) values.push(['topic', String(topic.id)])
  for (const kind of letters.kinds) values.push(['kind', kind])
  for (const month of letters.months) values.push(['month', month])
  for (const stance of stanceKinds) if (total(stance)) values.push(['stance', stance])
  values.push(['size', String(sizeSpan(counted))])
  for (const { partyId, position } of parties) {
    values.push(['position', `${partyId} ${position}`])
    if (pattern === 'contested' && saysYesOrNo(position)) values.push(['contested', String(partyId)])
  }

  const summary: KeptSummary = {
    pattern,
    onlyPartyId,
    isMirrored,
    assertions: total('assertions'),
    counted,
    letters: letters.count,
    madeFrom: letters.made.from,
    madeTo: letters.made.to,
    facetValues: asKept(values),
  }
  keepSummary(db, claimId, summaryBefore, summary, topics[0]?.ordinal ?? null)
  return { before, after: [...values, ...change.after.map(asLetter)] }
}

const asLetter = (letterId: number): FacetValue => ['letter', String(letterId)]

interface LettersOfClaim {
  count: number
  kinds: Set<string>
  months: Set<string>
  made: { from: string | null; to: string | null }
}

/** What the letters of a claim come to: of all, or, where nobody has left it, of those that may be new and what was kept. */
function lettersOf(
  db: Db,
  claimId: number,
  { before, after, among, isKept }: LettersChange,
  keptBefore: readonly FacetValue[] | null,
  summaryBefore: KeptSummary | null,
): LettersOfClaim {
  const goesOn = isKept && keptBefore !== null && summaryBefore !== null && summaryBefore.letters > 0
  const letters = listLetters(db, claimId, goesOn ? among : null)
  const kinds = letters.map(({ kind }) => kind)
  const months = letters.map(monthOf)
  if (!goesOn) {
    const count = new Set(letters.map(({ letterId }) => letterId)).size
    return { count, kinds: new Set(kinds), months: new Set(months), made: firstMade(letters) }
  }
  const had = (facet: string) => keptBefore.flatMap(([of, value]) => (of === facet ? [value] : []))
  const earlier = { datedFrom: summaryBefore.madeFrom, datedTo: summaryBefore.madeTo }
  return {
    count: summaryBefore.letters + after.length - before.length,
    kinds: new Set([...had('kind'), ...kinds]),
    months: new Set([...had('month'), ...months]),
    made: firstMade([earlier, ...letters]),
  }
}

function readSummary(db: Db, claimId: number): (KeptSummary & Place) | null {
  const row = statements(db).keptSummary.get(claimId)
  return row ? { ...row, isMirrored: row.isMirrored === 1 } : null
}

/** The assertions that speak for the parties' stances. */
const firstsOf = (parties: readonly KeptParty[]): number[] =>
  parties
    .flatMap((party) => [
      party.firstAssertsId,
      party.firstDisputesId,
      party.firstQualifiesId,
      party.firstReportsId,
    ])
    .filter((id) => id !== null)

/** Writes what differs: most changes leave all but a number or two as they were, and every index that is left alone is a page less. */
function keepParties(
  db: Db,
  claimId: number,
  partiesBefore: readonly KeptParty[],
  parties: readonly KeptParty[],
) {
  const before = new Map(partiesBefore.map((party) => [party.partyId, party]))
  for (const party of parties) {
    const { partyId } = party
    const kept = before.get(partyId)
    if (kept) updateChanged(db, claimParties, { claimId, partyId }, kept, party)
    else insert(db, claimParties, { claimId, ...party })
    before.delete(partyId)
  }
  for (const partyId of before.keys()) statements(db).dropParty.run(claimId, partyId)
}

/** The places of a claim that others mirror are left to its group. */
function keepSummary(
  db: Db,
  claimId: number,
  before: (KeptSummary & Place) | null,
  summary: KeptSummary,
  topicOrdinal: number | null,
) {
  const alone: Place = { groupId: claimId, ...ranksOf({ ...summary, topicOrdinal }) }
  if (!before) insert(db, claimSummaries, { claimId, ...summary, ...alone })
  else
    updateChanged(
      db,
      claimSummaries,
      { claimId },
      before,
      summary.isMirrored ? summary : { ...summary, ...alone },
    )
}

/**
 * The span of sizes in which a claim with so many counted assertions lies, named by its largest: none, then up to 3, up to 15,
 * up to 63 … Wide spans, so that one more assertion rarely moves a claim from one to the next.
 */
function sizeSpan(counted: number): number {
  let largest = 0
  while (largest < counted) largest = largest * 4 + 3
  return largest
}

const saysYesOrNo = (position: Position) =>
  position === 'asserts' || position === 'disputes' || position === 'mixed'

const takesPosition = (position: Position) => position !== 'only reports' && position !== 'not addressed'
