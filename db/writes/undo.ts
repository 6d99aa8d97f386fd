import type { Db } from '../client.ts'
import { type Edit, type EditOf, edit, invert } from '../edit.ts'
import { keyBefore } from '../keys.ts'
import { presentRecord } from '../present.ts'
import { isSameRecord, keyOf, type ObjectRef, type RecordOf } from '../records.ts'
import { prepareOnce } from '../statements.ts'
import { listUndone } from '../undone.ts'
import type { ObjectKind } from '../vocabulary.ts'
import { type Change, type ChangeLine, makeChange } from './change.ts'
import { applyEdits } from './edits.ts'
import { EditsRefused, named, type Obstacle } from './obstacles.ts'
import { presentSlug } from './order.ts'

/** A change that was undone by another, or what stands in the way. */
export type Undoing = { isDone: true; number: number } | ({ isDone: false } & Blockers)

export interface Blockers {
  /** The later changes on which it depends, the latest first: once they are undone in this order, this one can be. */
  changes: { number: number; summary: string; actor: string; madeAt: string }[]
  /** The objects that are not as the change left them, or that depend on what it did, each with a sentence. */
  objects: { ref: ObjectRef; why: Obstacle['why']; message: string }[]
}

interface HistoryLine {
  kind: ObjectKind
  before: string | null
  after: string | null
}

const statements = prepareOnce(({ $client }) => ({
  lines: $client.prepare<[number], HistoryLine>(
    'SELECT kind, before, after FROM change_objects WHERE change_id = ? ORDER BY ordinal',
  ),
  // Under its key, or away from it to another.
  touching: $client
    .prepare<[{ change: number } & ObjectRef], number>(`
    SELECT change_id FROM change_objects WHERE kind = @kind AND key = @key AND change_id > @change
    UNION SELECT change_id FROM change_objects
    WHERE change_id > @change AND kind = @kind AND ${keyBefore} = @key AND key <> ${keyBefore}`)
    .pluck(),
  change: $client.prepare<[number], Blockers['changes'][number] & { undoes: number | null }>(
    'SELECT id AS number, summary, actor, made_at AS madeAt, undoes FROM changes WHERE id = ?',
  ),
}))

/** Later changes are looked for behind so many of the objects that stand in the way. */
const mostTraced = 200

/**
 * Takes a change back by a new one, if nothing later depends on it: every object that it touched is as it left it, nothing
 * refers to what would go, and all that would come back finds what it refers to. Otherwise nothing happens, and what is
 * given says what stands in the way. What was undone can be done again by undoing the undoing.
 */
export function undo(db: Db, line: Omit<ChangeLine, 'undoes'>, change: number): Undoing {
  try {
    return makeChange(db, { ...line, undoes: change }, (undoing) => {
      takeBack(undoing, change)
      return { isDone: true, number: undoing.id }
    })
  } catch (error) {
    if (!(error instanceof EditsRefused)) throw error
    return { isDone: false, ...blockers(db, change, error.obstacles) }
  }
}

/** Brings all that a change touched back to what it was, as a part of the change `undoing`. @throws EditsRefused */
export function takeBack(undoing: Change, change: number) {
  const { db } = undoing
  const left = invert(editsOf(db, change))
  const changed = left.flatMap((one) => changedSince(db, one))
  if (changed.length) throw new EditsRefused(changed)
  const edits = left.map((one) => (one.kind === 'order' ? orderNow(db, one) : one))
  const made = applyEdits(undoing, edits)
  const otherwise = edits.flatMap((one) => comesBackOtherwise(one, made))
  if (otherwise.length) throw new EditsRefused(otherwise)
}

/** What a change did to each object in all, whatever steps it took. @throws EditsRefused where it did nothing, or made the collection */
function editsOf(db: Db, change: number): Edit[] {
  const net = new Map<string, { kind: ObjectKind; before: object | null; after: object | null }>()
  for (const { kind, ...line } of statements(db).lines.iterate(change)) {
    const [before, after] = [line.before, line.after].map((json) => json && JSON.parse(json))
    if (kind === 'corpus' && !before) throw new EditsRefused([ofTheCollection])
    const formerKey = nameOf(kind, before ?? after)
    const known = net.get(formerKey)
    net.delete(formerKey)
    net.set(nameOf(kind, after ?? before), { kind, before: known ? known.before : before, after })
  }
  const edits = [...net.values()].filter(({ before, after }) => !isSameRecord(before, after))
  // What was added and removed again, both undone in one step, comes to nothing; that can be done again all the same.
  if (!edits.length && !statements(db).change.get(change)?.undoes) throw new EditsRefused([ofNothing])
  return edits.map(({ kind, before, after }) =>
    edit(kind, before as RecordOf[ObjectKind] | null, after as RecordOf[ObjectKind] | null),
  )
}

const theCollection: ObjectRef = { kind: 'corpus', key: 'corpus' }
const ofTheCollection: Obstacle = {
  why: 'not allowed',
  object: theCollection,
  by: theCollection,
  message:
    'This change brought the collection itself, on which everything else rests: it cannot be taken back.',
}
const ofNothing: Obstacle = {
  why: 'not allowed',
  object: theCollection,
  by: theCollection,
  message: 'This change left every object as it was: there is nothing to take back.',
}

const nameOf = (kind: ObjectKind, record: object) =>
  `${kind} ${keyOf<ObjectKind>(kind, record as RecordOf[ObjectKind])}`

/** An obstacle where the object is not as the change left it; `inverse` starts from that. */
function changedSince(db: Db, one: Edit): Obstacle[] {
  if (one.kind === 'order') return reorderedSince(db, one)
  const { kind, key, before } = one
  const found = { kind, key: before ? keyOf<ObjectKind>(kind, before) : key }
  const now = presentRecord(db, found.kind, found.key) ?? null
  if (isSameRecord(now, before)) return []
  const message = before
    ? now
      ? `${named(found)} has been changed since.`
      : `${named(found)} has been removed since, or has another address.`
    : `${named(found)} is there again.`
  return [{ why: 'stale' as const, object: found, by: found, message }]
}

/** Others may have come into an order since, or gone: it is as it was left while those that stayed stand as it named them. */
function reorderedSince(db: Db, { key, before }: EditOf<'order'>): Obstacle[] {
  const by: ObjectRef = { kind: 'order', key }
  const left = before!.ids.map((slug) => presentSlug(db, before!.of, slug))
  const now = presentRecord(db, 'order', key)!.ids
  const [stood, stands] = [
    left.filter((slug) => now.includes(slug)),
    now.filter((slug) => left.includes(slug)),
  ]
  if (stood.join(' ') === stands.join(' ')) return []
  return [{ why: 'stale', object: by, by, message: `${named(by)} has been changed since.` }]
}

const orderNow = (db: Db, { key, after }: EditOf<'order'>): Edit =>
  edit('order', presentRecord(db, 'order', key)!, after)

/** An obstacle where the tables would not hold the object as it was: what it belongs to has changed. */
function comesBackOtherwise({ kind, key, after }: Edit, made: readonly Edit[]): Obstacle[] {
  const one = made.find((other) => other.kind === kind && other.key === key)
  if (!after || !one || kind === 'order' || isSameRecord(one.after, after)) return []
  const object = { kind, key }
  const by = kind === 'assertion' ? { kind: 'letter' as const, key: after.letter } : object
  return [
    {
      why: 'stale',
      object,
      by,
      message: `${named(object)} would not be what it was, since ${named(by).replace(/^The/, 'the')} has changed.`,
    },
  ]
}

/** What stands in the way, with the changes behind it as far as they are in force and later. */
export function blockers(db: Db, change: number, obstacles: readonly Obstacle[]): Blockers {
  return {
    changes: changesOf(
      db,
      change,
      obstacles.map(({ by }) => by),
    ),
    objects: obstacles.map(({ by, why, message }) => ({ ref: by, why, message })),
  }
}

/** The changes later than this one that touched any of these objects, the latest first. */
function changesOf(db: Db, change: number, objects: readonly ObjectRef[]): Blockers['changes'] {
  const refs = new Map(objects.map((ref) => [`${ref.kind} ${ref.key}`, ref]))
  const touching = new Set<number>()
  for (const ref of [...refs.values()].slice(0, mostTraced)) {
    for (const number of statements(db).touching.all({ change, ...ref })) touching.add(number)
  }
  const undone = listUndone(db, [...touching])
  const inForce = [...touching]
    .filter((number) => !undone.has(number))
    .sort((one, other) => other - one)
    .map((number) => statements(db).change.get(number)!)
  // A change and the one that undid it come to nothing, unless that one met with objects that were not there the first time.
  const telling = inForce.filter(({ undoes }) => !(undoes && undoes > change))
  return (telling.length ? telling : inForce).map(({ undoes: _, ...one }) => one)
}
