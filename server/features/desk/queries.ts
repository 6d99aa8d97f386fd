import type { Db } from '../../../db/client.ts'
import { prepareOnce } from '../../../db/statements.ts'

export interface LatestChange {
  number: number
  madeAt: string
  actor: string
  summary: string
}

/** Of so many claims, the latest that were reworded. */
const mostReworded = 200

const statements = prepareOnce(({ $client }) => ({
  waitingStances: $client
    .prepare<[number], number>(`
    SELECT count(*) FROM (
      SELECT claim_id, max(number) AS present FROM wordings WHERE number > 1
      GROUP BY claim_id ORDER BY claim_id DESC LIMIT ?
    ) w JOIN claims c ON c.id = w.claim_id AND c.state = 'current'
      JOIN stances s ON s.claim_id = c.id AND s.wording < w.present`)
    .pluck(),
  unlinked: $client
    .prepare<[], number>(
      'SELECT count(*) FROM assertions a WHERE NOT EXISTS (SELECT 1 FROM stances s WHERE s.assertion_id = a.id)',
    )
    .pluck(),
  latest: $client.prepare<[number], LatestChange>(
    'SELECT id AS number, made_at AS madeAt, actor, summary FROM changes ORDER BY id DESC LIMIT ?',
  ),
  waiting: $client.prepare<[], { assertions: number; letters: number }>(
    'SELECT count(*) AS assertions, count(DISTINCT letter_id) AS letters FROM waiting',
  ),
  registers: $client.prepare<
    [],
    Record<'claims' | 'letters' | 'topics' | 'parties' | 'authors' | 'sources', number>
  >(`
    SELECT coalesce((SELECT claims FROM facet_counts WHERE topic_id = 0 AND facet = '' AND value = ''), 0) AS claims,
      (SELECT count(*) FROM letters) AS letters, (SELECT count(*) FROM topics) AS topics, (SELECT count(*) FROM parties) AS parties,
      (SELECT count(*) FROM authors) AS authors, (SELECT count(*) FROM authorities) AS sources`),
  openComments: $client
    .prepare<[], number>(
      'SELECT count(*) FROM present_comments WHERE reply_to IS NULL AND NOT is_resolved AND NOT is_withdrawn',
    )
    .pluck(),
  openIntakes: $client
    .prepare<[], number>(
      "SELECT count(*) FROM intakes WHERE state IN ('waiting', 'reading', 'failed', 'open')",
    )
    .pluck(),
  people: $client.prepare<[string], { accounts: number; invitations: number }>(`
    SELECT (SELECT count(*) FROM accounts WHERE disabled_at IS NULL) AS accounts,
      (SELECT count(*) FROM sign_in_links WHERE account_id IS NULL AND used_at IS NULL AND expires_at > ?) AS invitations`),
}))

/** The last changes to the collection, whoever made them. */
export const listLatestChanges = (db: Db, limit: number) => statements(db).latest.all(limit)

/** Assertions that wait since their letter's text was corrected, and of how many letters they are. */
export const countWaiting = (db: Db) => statements(db).waiting.get()!

/** Assertions that bear on no claim yet. */
export const countUnlinked = (db: Db) => statements(db).unlinked.get()!

/** How much there is of what is kept: claims, letters, and the lists to which they refer. */
export const countRegisters = (db: Db) => statements(db).registers.get()!

/** Stances that were made against an earlier wording of their claim and wait to be confirmed. */
export const countWaitingStances = (db: Db) => statements(db).waitingStances.get(mostReworded)!

/** Comments that wait for somebody to settle them. */
export const countOpenComments = (db: Db) => statements(db).openComments.get()!

/** Accounts that can be used, and invitations that nobody has used yet. */
export const countPeople = (db: Db, now = new Date()) => statements(db).people.get(now.toISOString())!

/** Letters that were handed in and are neither part of the collection nor put away. */
export const countOpenIntakes = (db: Db) => statements(db).openIntakes.get()!
