import type { Db } from '../../../../db/client.ts'
import { datedLetters } from '../../../../db/datedLetters.ts'
import { listInSql, prepareOnce } from '../../../../db/statements.ts'
import { countedKinds } from '../../../../db/vocabulary.ts'
import type { Interval } from '../../../domain/dates.ts'
import { letterIndex } from '../../../domain/letterIndex.ts'
import { keepUntilChanged } from '../../../web/untilChanged.ts'
import { countClaims } from './counts.ts'

/** What stands at the head of a page about the whole collection, or about one topic. */
export interface Totals {
  claims: number
  /** Assertions of all kinds, and facts and legal characterisations alone; not counted beyond `mostAssertions`. */
  assertions: number
  counted: number
  /** Letters of the collection in which something is marked, or those that speak on claims of the topic, the days that they span, and how many have none. */
  letters: number
  span: Interval
  undated: number
}

/** Counted no further than one beyond this: a head that says "10,000+" must not look at a million rows. */
export const mostAssertions = 10_000

type AssertionTotals = Pick<Totals, 'assertions' | 'counted'>

const sums = `count(*) AS assertions,
  coalesce(sum(kind IN (${listInSql(countedKinds)})), 0) AS counted`

const statements = prepareOnce(({ $client }) => ({
  ofCollection: $client.prepare<[number], AssertionTotals>(
    `SELECT ${sums} FROM (SELECT kind FROM assertions INDEXED BY assertions_by_kind LIMIT ?)`,
  ),
  ofTopic: $client.prepare<[number, number], AssertionTotals>(`
    SELECT ${sums} FROM (
      SELECT a.kind FROM assertion_topics t CROSS JOIN assertions a INDEXED BY assertions_by_kind ON a.id = t.assertion_id
      WHERE t.topic_id = ? LIMIT ?)`),
  lettersOfTopic: $client
    .prepare<[number], number>('SELECT letter_id FROM letter_counts WHERE topic_id = ? LIMIT 20000')
    .pluck(),
}))

const keep = keepUntilChanged<Totals>(1000)

/** The totals of a topic, or of the whole collection (0). Kept until anything changes: every page of Compare shows them. */
export const totalsOf = (db: Db, topicId: number, dataVersion: number): Totals =>
  keep(db, dataVersion, String(topicId), () => readTotals(db, topicId))

function readTotals(db: Db, topicId: number): Totals {
  const run = statements(db)
  const all = datedLetters(db)
  const ids = topicId
    ? run.lettersOfTopic.all(topicId)
    : all.filter(({ isMarked }) => isMarked).map(({ id }) => id)
  const assertions = topicId
    ? run.ofTopic.get(topicId, mostAssertions + 1)!
    : run.ofCollection.get(mostAssertions + 1)!
  const dates = ids.map(letterIndex(all).dateOf)
  return {
    claims: countClaims(db, topicId),
    ...assertions,
    letters: ids.length,
    span: spanOf(dates),
    undated: dates.filter(({ from, to }) => !from && !to).length,
  }
}

/** From the first day on which one of the letters may have been written to the last. */
function spanOf(dates: Interval[]): Interval {
  let from: string | null = null
  let to: string | null = null
  for (const date of dates) {
    const [earliest, latest] = [date.from ?? date.to, date.to ?? date.from]
    if (earliest && (!from || earliest < from)) from = earliest
    if (latest && (!to || latest > to)) to = latest
  }
  return { from, to }
}
