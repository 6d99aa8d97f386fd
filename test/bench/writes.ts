/** How long one assertion with its stance takes to be added for good, with everything that is derived from it. */
import { openDatabase } from '../../db/client.ts'
import type { AssertionRecord } from '../../db/records.ts'
import { addAssertion } from '../../db/writes/assertions.ts'
import { makeChange } from '../../db/writes/change.ts'
import { addStance } from '../../db/writes/claims.ts'
import { answerMessages } from './processes.ts'
import { seededRandom } from './words.ts'

export interface WriteOrder {
  /** A copy: it is written to. */
  database: string
  count: number
}

export interface WriteReport {
  p50: number
  p99: number
  /** The same for the claim with the most quotes. */
  largestP50: number
}

answerMessages(({ database, count }: WriteOrder): WriteReport => {
  const db = openDatabase(database)
  const { $client } = db
  const random = seededRandom(3)
  const letters = $client.prepare<[], number>('SELECT max(id) FROM letters').pluck().get()!
  const claims = $client.prepare<[], number>('SELECT max(id) FROM claims').pluck().get()!
  const letterOf = $client.prepare<[number], { slug: string; start: number; exact: string; topic: string }>(`
    SELECT l.slug, p.start, substr(l.text, p.start + 1, 40) AS exact, (SELECT slug FROM topics LIMIT 1) AS topic
    FROM letters l JOIN paragraphs p ON p.letter_id = l.id AND p.ordinal = 3 WHERE l.id = ?`)
  const slugOf = $client.prepare<[number], string>('SELECT slug FROM claims WHERE id = ?').pluck()
  const largest = $client
    .prepare<[], number>('SELECT claim_id FROM claim_summaries ORDER BY rank_size LIMIT 1')
    .pluck()
    .get()!

  const add = (id: string, claimId: number): number => {
    const letter = letterOf.get(1 + Math.floor(random() * (letters - 1)))!
    const claim = slugOf.get(claimId)!
    const record: AssertionRecord = {
      id,
      letter: letter.slug,
      ranges: [{ start: letter.start, end: letter.start + 40, exact: letter.exact, prefix: '', suffix: '' }],
      gist: 'Something was done.',
      kind: 'fact',
      modality: 'plain',
      agent: 'named',
      topics: [letter.topic],
      attribution: [],
      figures: [],
      citations: [],
    }
    const since = performance.now()
    makeChange(db, { actor: 'bench', action: 'add assertion', summary: 'One more' }, (change) => {
      addAssertion(change, record)
      addStance(change, { claim, assertion: id, stance: 'asserts', wording: 1 })
    })
    return performance.now() - since
  }
  // Until then the program itself is still being compiled.
  for (let i = 0; i < 500; i++) add(`warm-${i}`, 1 + Math.floor(random() * claims))
  const times = Array.from({ length: count }, (_, i) => add(`more-${i}`, 1 + Math.floor(random() * claims)))
  const ofLargest = Array.from({ length: Math.ceil(count / 10) }, (_, i) => add(`large-${i}`, largest))
  $client.close()
  return { p50: quantile(times, 0.5), p99: quantile(times, 0.99), largestP50: quantile(ofLargest, 0.5) }
})

const quantile = (list: number[], share: number) =>
  list.toSorted((a, b) => a - b)[Math.floor(share * (list.length - 1))]!
