import { setImmediate as otherWork } from 'node:timers/promises'
import type { Db } from '../../../db/client.ts'
import { datedLetters } from '../../../db/datedLetters.ts'
import { prepareOnce } from '../../../db/statements.ts'
import { letterIndex } from '../../domain/letterIndex.ts'
import type { AuthorityUse, FootnoteCounts, Use } from './queries.ts'

/*
 * Which sources both sides invoke can only be told from all citations together, and a million assertions have hundreds of
 * thousands. So they are counted a few letters at a time, with pauses in which others are answered, and kept until the
 * data changes. Numbers of different letters add up: an assertion belongs to one.
 */

/** What is counted over the whole collection. */
export interface SourceCounts {
  /** In the order of the data. */
  authorities: readonly AuthorityUse[]
  /** For letters that have footnotes, in the order of time. */
  footnotes: readonly FootnoteCounts[]
}

/** So many letters are read at once, which takes a millisecond or two; and so long is counted without a pause. */
const lettersAtOnce = 10
const longestTurn = 10

type Letters = { after: number; last: number }
type UseRow = [
  authorityId: number,
  assertionId: number,
  partyId: number | null,
  isInvoked: number,
  isCounted: number,
  letterId: number,
]
type NamingRow = [authorityId: number, letterId: number, partyId: number | null]

/** Of an assertion no more than its id is read, from an index, unless it makes use of an authority. */
const usesThrough = (table: string, isInvoked: string) => `
  ${isInvoked}, a.kind IN ('fact', 'legal'), a.letter_id
  FROM letters l INDEXED BY letters_dated CROSS JOIN assertions every ON every.letter_id = l.id
  CROSS JOIN ${table} source ON source.assertion_id = every.id
  CROSS JOIN assertions a ON a.id = source.assertion_id CROSS JOIN authors au ON au.id = a.author_id`
const isRead = 'l.id > @after AND l.id <= @last'

const statements = prepareOnce(({ $client }) => ({
  version: $client.prepare<[], number>('SELECT data_version FROM corpus').pluck(),
  authorities: $client.prepare<[], Pick<AuthorityUse, 'id' | 'slug' | 'name' | 'kind' | 'partyId'>>(
    'SELECT id, slug, name, kind, party_id AS partyId FROM authorities ORDER BY id',
  ),
  lastOfNext: $client
    .prepare<[number], number | null>(
      `SELECT max(id) FROM (SELECT id FROM letters WHERE id > ? ORDER BY id LIMIT ${lettersAtOnce})`,
    )
    .pluck(),
  uses: $client
    .prepare<[Letters], UseRow>(`
    SELECT fa.authority_id, a.id, au.party_id, ${usesThrough('citations', '1')}
    CROSS JOIN footnote_authorities fa ON fa.footnote_id = source.footnote_id WHERE ${isRead}
    UNION ALL
    SELECT source.authority_id, a.id, au.party_id, ${usesThrough('citations', '1')}
    WHERE ${isRead} AND source.authority_id IS NOT NULL
    UNION ALL
    SELECT source.authority_id, a.id, au.party_id, ${usesThrough('attribution_links', 'source.is_adopted')}
    WHERE ${isRead} AND source.authority_id IS NOT NULL`)
    .raw(),
  namings: $client
    .prepare<[Letters], NamingRow>(`
    SELECT fa.authority_id, l.id, au.party_id
    FROM letters l INDEXED BY letters_dated CROSS JOIN authors au ON au.id = l.author_id
    CROSS JOIN footnotes f ON f.letter_id = l.id CROSS JOIN footnote_authorities fa ON fa.footnote_id = f.id
    WHERE ${isRead}`)
    .raw(),
  footnotes: $client.prepare<[Letters], FootnoteCounts>(`
    SELECT f.letter_id AS letterId, count(*) AS footnotes,
      count(*) FILTER (WHERE NOT EXISTS (SELECT 1 FROM citations c WHERE c.footnote_id = f.id)) AS unlinked,
      count(*) FILTER (WHERE EXISTS (
        SELECT 1 FROM footnote_urls u WHERE u.footnote_id = f.id AND u.state = 'broken')) AS broken,
      count(*) FILTER (WHERE EXISTS (
        SELECT 1 FROM footnote_urls u WHERE u.footnote_id = f.id AND u.state = 'empty')) AS empty
    FROM footnotes f WHERE f.letter_id > @after AND f.letter_id <= @last GROUP BY f.letter_id`),
}))

const known = new WeakMap<Db, { version: number; counts: Promise<SourceCounts> }>()

/** What is counted over all letters, as of the present data. */
export function sourceCounts(db: Db): Promise<SourceCounts> {
  const version = statements(db).version.get() ?? 0
  let kept = known.get(db)
  if (kept?.version !== version) {
    const counting = { version, counts: count(db) }
    counting.counts.catch(() => known.get(db) === counting && known.delete(db))
    known.set(db, (kept = counting))
  }
  return kept.counts
}

async function count(db: Db): Promise<SourceCounts> {
  const run = statements(db)
  const authorities = run.authorities
    .all()
    .map((row): AuthorityUse => ({ ...row, uses: [], assertionIds: [], namings: 0 }))
  const byId = new Map(authorities.map((authority) => [authority.id, authority]))
  const footnotes: FootnoteCounts[] = []
  // A past state of the collection is a database in memory that is closed between two requests: there is no pausing in it.
  const mayPause = !db.$client.memory
  let since = performance.now()
  let after = 0
  for (let last = run.lastOfNext.get(after); last; last = run.lastOfNext.get(after)) {
    const letters = { after, last }
    addUses(byId, run.uses.all(letters), run.namings.all(letters))
    footnotes.push(...run.footnotes.all(letters))
    after = last
    if (mayPause && performance.now() - since > longestTurn) {
      await otherWork()
      since = performance.now()
    }
  }
  for (const authority of authorities) authority.assertionIds.sort((a, b) => a - b)
  const { compare } = letterIndex(datedLetters(db))
  return { authorities, footnotes: footnotes.sort((a, b) => compare(a.letterId, b.letterId)) }
}

interface UseInLetters {
  invoking: Set<number>
  isCounted: Set<number>
  reporting: Set<number>
  letters: Set<number>
}

/** Adds what a few letters say; none of them has been counted before. */
function addUses(byId: ReadonlyMap<number, AuthorityUse>, uses: UseRow[], namings: NamingRow[]) {
  const found = new Map<string, UseInLetters & { authorityId: number; partyId: number | null }>()
  const useOf = (authorityId: number, partyId: number | null) => {
    const key = `${authorityId} ${partyId}`
    let use = found.get(key)
    if (!use) {
      use = {
        authorityId,
        partyId,
        invoking: new Set(),
        isCounted: new Set(),
        reporting: new Set(),
        letters: new Set(),
      }
      found.set(key, use)
    }
    return use
  }
  for (const [authorityId, assertionId, partyId, isInvoked, isCounted, letterId] of uses) {
    const use = useOf(authorityId, partyId)
    if (isInvoked) {
      use.invoking.add(assertionId)
      use.letters.add(letterId)
      if (isCounted) use.isCounted.add(assertionId)
    } else {
      use.reporting.add(assertionId)
    }
  }
  for (const [authorityId, letterId, partyId] of namings) {
    useOf(authorityId, partyId).letters.add(letterId)
    const authority = byId.get(authorityId)
    if (authority) authority.namings += 1
  }
  for (const { authorityId, partyId, invoking, isCounted, reporting, letters } of found.values()) {
    const authority = byId.get(authorityId)
    if (!authority) continue
    const total = totalOf(authority, partyId)
    total.assertions += invoking.size
    total.counted += isCounted.size
    total.reported += reporting.size
    total.letters += letters.size
    authority.assertionIds.push(...new Set([...invoking, ...reporting]))
  }
}

function totalOf({ uses }: AuthorityUse, partyId: number | null): Use {
  let use = uses.find((one) => one.partyId === partyId)
  if (!use) uses.push((use = { partyId, assertions: 0, counted: 0, reported: 0, letters: 0 }))
  return use
}
