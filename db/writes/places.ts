import type { Db } from '../client.ts'
import type { AssertionRecord, RecordOf, RelationRecord, StanceRecord } from '../records.ts'
import { idOf, slugTables } from '../slugs.ts'
import { prepareOnce } from '../statements.ts'
import type { ObjectKind } from '../vocabulary.ts'

/**
 * Where an object stands among those of its kind: the id of its row, and its ordinal where it has one. Stances have no
 * row of their own to name: theirs is the claim's, with the ordinal there.
 */
export interface Place {
  id: number
  ordinal?: number | null
}

/** Kinds that stand anywhere: there is one collection, an order is none of the things in it, and what waits is sorted by its letter. */
export type PlacedKind = Exclude<ObjectKind, 'corpus' | 'waiting' | 'order'>

const tables = { ...slugTables, stance: 'stances', relation: 'relations' } as const

/** What decides the order besides the row's id, and among whom. */
const ordinals: Partial<Record<PlacedKind, string>> = {
  party: '',
  topic: '',
  assertion: 'WHERE letter_id = ?',
  stance: 'WHERE claim_id = ?',
}

const statements = prepareOnce(({ $client }) => {
  const kinds = Object.keys(tables) as PlacedKind[]
  const number = (sql: string) => $client.prepare<unknown[], number>(sql).pluck()
  // Also behind those that were removed: each can be put back where it stood.
  const behind = (highest: string, removed: string) =>
    number(`SELECT max(coalesce((SELECT max(${highest}), 0), coalesce((SELECT max(${removed}), 0)) + 1`)
  const ofKind = <T>(make: (kind: PlacedKind) => T) =>
    Object.fromEntries(kinds.map((kind) => [kind, make(kind)])) as Record<PlacedKind, T>
  return {
    nextId: ofKind((kind) =>
      kind === 'stance'
        ? null
        : behind(
            `id) FROM ${tables[kind]}`,
            `place_id) FROM change_objects WHERE kind = '${kind}' AND place_id IS NOT NULL`,
          ),
    ),
    nextOrdinal: ofKind((kind) => {
      const among = ordinals[kind]
      if (among === undefined) return null
      const removed = kind === 'stance' ? 'AND place_id = ?' : 'AND place_id IS NOT NULL'
      return behind(
        `ordinal) FROM ${tables[kind]} ${among}`,
        `place_ordinal) FROM change_objects WHERE kind = '${kind}' ${removed}`,
      )
    }),
    former: $client.prepare<[string, string], Place & { letter: string | null }>(`
      SELECT place_id AS id, place_ordinal AS ordinal, before ->> 'letter' AS letter FROM change_objects
      WHERE kind = ? AND key = ? AND after IS NULL AND place_id IS NOT NULL ORDER BY change_id DESC, ordinal DESC`),
    isTaken: ofKind((kind) =>
      number(
        `SELECT 1 FROM ${tables[kind]} WHERE ${kind === 'stance' ? 'claim_id = ? AND ordinal = ?' : 'id = ?'}`,
      ),
    ),
    isOrdinalTaken: number('SELECT 1 FROM assertions WHERE letter_id = ? AND ordinal = ?'),
    present: ofKind((kind) =>
      $client.prepare<unknown[], Place>(
        kind === 'stance'
          ? 'SELECT claim_id AS id, ordinal FROM stances WHERE claim_id = ? AND assertion_id = ?'
          : kind === 'relation'
            ? 'SELECT id FROM relations WHERE from_claim_id = ? AND kind = ? AND to_claim_id = ?'
            : `SELECT id${ordinals[kind] === undefined ? '' : ', ordinal'} FROM ${tables[kind]} WHERE slug = ?`,
      ),
    ),
  }
})

export const isPlaced = <T extends { kind: ObjectKind }>(one: T): one is Extract<T, { kind: PlacedKind }> =>
  one.kind in tables

/** The place behind all that are there or were ever there; `among` is the id of an assertion's letter or a stance's claim. */
export function placeAtEnd(db: Db, kind: PlacedKind, among?: number): Required<Place> {
  const run = statements(db)
  const { nextId, nextOrdinal } = { nextId: run.nextId[kind], nextOrdinal: run.nextOrdinal[kind] }
  const within = kind === 'stance' ? [among, among] : kind === 'assertion' ? [among] : []
  return {
    id: nextId ? nextId.get()! : among!,
    ordinal: nextOrdinal ? nextOrdinal.get(...within)! : null,
  }
}

/** Where a present object stands. */
export function placeOf<K extends PlacedKind>(db: Db, kind: K, record: RecordOf[K]): Place {
  const run = statements(db).present[kind]
  if (kind === 'stance') {
    const { claim, assertion } = record as StanceRecord
    return run.get(idOf(db, 'claim', claim), idOf(db, 'assertion', assertion))!
  }
  if (kind === 'relation') {
    const { from, kind: relation, to } = record as RelationRecord
    return run.get(idOf(db, 'claim', from), relation, idOf(db, 'claim', to))!
  }
  return run.get((record as RecordOf['claim']).id)!
}

/** Where the object stood that was last removed under this key, if that place is free: one that is put back stands there again. */
export function formerPlace<K extends PlacedKind>(
  db: Db,
  kind: K,
  key: string,
  record: RecordOf[K],
): Place | undefined {
  const run = statements(db)
  const found = run.former.all(kind, key).find(({ id, ordinal, letter }) => {
    if (kind === 'stance') {
      const claimId = idOf(db, 'claim', (record as StanceRecord).claim)
      return claimId === id && !run.isTaken.stance.get(claimId, ordinal)
    }
    if (run.isTaken[kind].get(id)) return false
    if (kind !== 'assertion') return true
    const given = record as AssertionRecord
    return letter === given.letter && !run.isOrdinalTaken.get(idOf(db, 'letter', given.letter), ordinal)
  })
  return found && { id: found.id, ordinal: found.ordinal }
}
