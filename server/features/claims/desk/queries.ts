import type { Db } from '../../../../db/client.ts'
import { type Edit, edit } from '../../../../db/edit.ts'
import { presentRecord } from '../../../../db/present.ts'
import type { ClaimRecord, RecordOf } from '../../../../db/records.ts'
import { withReferences } from '../../../../db/references.ts'
import { currentSlug, findId, type SluggedKind } from '../../../../db/slugs.ts'
import { prepareOnce } from '../../../../db/statements.ts'
import type { AssertionKind, ObjectKind, StanceKind } from '../../../../db/vocabulary.ts'
import type { Scope } from '../../../domain/scopeTable.ts'
import type { WholeClaim } from '../../../domain/shaping/merging.ts'

/** A stance as the desk lists it, with the assertion that takes it. */
export interface StanceRow extends Scope {
  ordinal: number
  assertion: string
  gist: string
  quote: string
  kind: AssertionKind
  stance: StanceKind
  wording: number
  note: string | null
  letter: string
  letterTitle: string
  author: string
  partyId: number | null
}

export interface StanceCounts {
  total: number
  /** Made against an earlier wording. */
  earlier: number
}

/** A claim some of whose stances wait for a look at its new wording. */
export interface WaitingClaim {
  slug: string
  wording: string
  waiting: number
}

export interface ChangeLineRow {
  number: number
  madeAt: string
  actor: string
  summary: string
}

/** So many claims that wait are looked at. */
const mostWaiting = 200

const scopeColumns = ['who', 'what', 'whom', 'where', 'when']
  .map((slot) => `s.scope_${slot} AS "${slot}"`)
  .join(', ')

const stanceRows = `
  SELECT s.ordinal, a.slug AS assertion, a.gist, a.quote, a.kind, s.stance, s.wording, s.scope_note AS note,
    ${scopeColumns}, l.slug AS letter, l.short_title AS letterTitle, au.name AS author, au.party_id AS partyId
  FROM stances s JOIN assertions a ON a.id = s.assertion_id JOIN letters l ON l.id = a.letter_id
    JOIN authors au ON au.id = a.author_id`

const relationOf = `
  FROM relations r JOIN claims f ON f.id = r.from_claim_id JOIN claims t ON t.id = r.to_claim_id`

const statements = prepareOnce(({ $client }) => ({
  stances: $client.prepare<{ claimId: number; after: number; below: number; limit: number }, StanceRow>(`
    ${stanceRows} WHERE s.claim_id = @claimId AND s.ordinal > @after AND s.wording < @below
    ORDER BY s.ordinal LIMIT @limit`),
  stance: $client.prepare<[number, string], StanceRow>(`${stanceRows} WHERE s.claim_id = ? AND a.slug = ?`),
  assertion: $client.prepare<
    [string],
    Omit<StanceRow, keyof Scope | 'ordinal' | 'stance' | 'wording' | 'note'>
  >(`
    SELECT a.slug AS assertion, a.gist, a.quote, a.kind, l.slug AS letter, l.short_title AS letterTitle,
      au.name AS author, au.party_id AS partyId
    FROM assertions a JOIN letters l ON l.id = a.letter_id JOIN authors au ON au.id = a.author_id WHERE a.slug = ?`),
  speakers: $client.prepare<[number], { assertion: string; partyId: number | null }>(`
    SELECT a.slug AS assertion, au.party_id AS partyId FROM stances s JOIN assertions a ON a.id = s.assertion_id
    JOIN authors au ON au.id = a.author_id WHERE s.claim_id = ?`),
  counts: $client.prepare<[number, number], StanceCounts>(
    'SELECT count(*) AS total, count(*) FILTER (WHERE wording < ?) AS earlier FROM stances WHERE claim_id = ?',
  ),
  waiting: $client.prepare<[number], WaitingClaim>(`
    SELECT c.slug, c.wording,
      (SELECT count(*) FROM stances s WHERE s.claim_id = c.id AND s.wording < w.present) AS waiting
    FROM (
      SELECT claim_id, max(number) AS present FROM wordings WHERE number > 1
      GROUP BY claim_id ORDER BY claim_id DESC LIMIT ?
    ) w JOIN claims c ON c.id = w.claim_id
    WHERE c.state = 'current' AND waiting > 0 ORDER BY c.id`),
  stanceKeys: $client
    .prepare<[string], string>(`
    SELECT c.slug || ' ' || a.slug FROM claims c JOIN stances s ON s.claim_id = c.id
    JOIN assertions a ON a.id = s.assertion_id WHERE c.slug = ? ORDER BY s.ordinal`)
    .pluck(),
  relationKeys: $client
    .prepare<[{ slug: string }], string>(`
    SELECT f.slug || ' ' || r.kind || ' ' || t.slug ${relationOf} WHERE f.slug = @slug
    UNION ALL SELECT f.slug || ' ' || r.kind || ' ' || t.slug ${relationOf} WHERE t.slug = @slug`)
    .pluck(),
  topics: $client.prepare<[], { slug: string; name: string }>(
    'SELECT slug, name FROM topics ORDER BY ordinal',
  ),
  mergedInto: $client.prepare<[number], { slug: string; wording: string }>(
    'SELECT slug, wording FROM claims WHERE merged_into_id = ? ORDER BY id',
  ),
  mergeChange: $client
    .prepare<[string], number>(`
    SELECT change_id FROM change_objects WHERE kind = 'claim' AND key = ?
      AND after ->> 'merged_into' IS NOT NULL AND before IS NOT NULL AND before ->> 'merged_into' IS NULL
    ORDER BY change_id DESC LIMIT 1`)
    .pluck(),
  objects: $client.prepare<[number], { kind: ObjectKind; before: string | null; after: string | null }>(
    'SELECT kind, before, after FROM change_objects WHERE change_id = ? ORDER BY ordinal',
  ),
  change: $client.prepare<[number], ChangeLineRow>(
    'SELECT id AS number, made_at AS madeAt, actor, summary FROM changes WHERE id = ?',
  ),
  // Keys of stances and relations begin with the claim's slug and a blank, which sorts just before "!"; the claim that a
  // relation leads to is looked up in its record.
  concerning: $client
    .prepare<[{ slug: string; base: number }], number | null>(`
    SELECT max(change_id) FROM (
      SELECT change_id FROM change_objects WHERE kind = 'claim' AND key = @slug
      UNION ALL SELECT change_id FROM change_objects
      WHERE kind IN ('stance', 'relation') AND key > @slug || ' ' AND key < @slug || '!'
      UNION ALL SELECT change_id FROM change_objects
      WHERE kind = 'relation' AND coalesce(after, before) ->> '$.to' = @slug
    ) WHERE change_id > @base`)
    .pluck(),
}))

/** Stances of a claim behind a place in their order; only those made against a wording before `below`, where it is given. */
export const listStances = (
  db: Db,
  claimId: number,
  { after = 0, below = Number.MAX_SAFE_INTEGER, limit }: { after?: number; below?: number; limit: number },
) => statements(db).stances.all({ claimId, after, below, limit })

export const findStance = (db: Db, claimId: number, assertion: string) =>
  statements(db).stance.get(claimId, assertion)

/** An assertion as the desk lists it, whatever it bears on. */
export const findAssertionRow = (db: Db, slug: string) => statements(db).assertion.get(slug)

/** The party that speaks in each assertion that bears on the claim; null for authors of no party. */
export const speakersOf = (db: Db, claimId: number): Map<string, number | null> =>
  new Map(
    statements(db)
      .speakers.all(claimId)
      .map(({ assertion, partyId }) => [assertion, partyId]),
  )

export const countStances = (db: Db, claim: { id: number; wordingNumber: number }) =>
  statements(db).counts.get(claim.wordingNumber, claim.id)!

/** Claims with stances that were made against an earlier wording. */
export const listWaitingClaims = (db: Db) => statements(db).waiting.all(mostWaiting)

/** A claim with everything that hangs on it; undefined where there is none with this slug. */
export function readWholeClaim(db: Db, slug: string): WholeClaim | undefined {
  const claim = presentRecord(db, 'claim', slug)
  if (!claim) return undefined
  const run = statements(db)
  return {
    claim,
    stances: run.stanceKeys.all(slug).map((key) => presentRecord(db, 'stance', key)!),
    relations: run.relationKeys.all({ slug }).map((key) => presentRecord(db, 'relation', key)!),
  }
}

export const listAllTopics = (db: Db) => statements(db).topics.all()

/** Claims whose address leads to this one, since they were merged into it. */
export const listMergedInto = (db: Db, claimId: number) => statements(db).mergedInto.all(claimId)

/** The edits by which a claim was merged, slugs as they are now; undefined where this history does not tell. */
export function readMergeEdits(db: Db, claim: ClaimRecord): Edit[] | undefined {
  const run = statements(db)
  const numbers = [claim.id, ...(claim.old_ids ?? [])].flatMap((slug) => run.mergeChange.get(slug) ?? [])
  if (!numbers.length) return undefined
  const now = (kind: SluggedKind, slug: string) =>
    findId(db, kind, slug) === undefined ? (currentSlug(db, kind, slug) ?? slug) : slug
  const read = <K extends ObjectKind>(kind: K, json: string | null) =>
    json === null ? null : withReferences(kind, JSON.parse(json) as RecordOf[K], now)
  return run.objects
    .all(Math.max(...numbers))
    .map(({ kind, before, after }) => edit(kind, read(kind, before), read(kind, after)))
}

export const findChange = (db: Db, number: number) => statements(db).change.get(number)

/** The last change after `base` that touched the claim, its stances or its relations; null where there is none. */
export const latestConcerning = (db: Db, slug: string, base: number): number | null =>
  statements(db).concerning.get({ slug, base })!
