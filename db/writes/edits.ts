import { type Edit, edit } from '../edit.ts'
import { presentRecord } from '../present.ts'
import { isSameRecord, keyOf, type RecordOf } from '../records.ts'
import { hasSlug, slugTables } from '../slugs.ts'
import { type ObjectKind, objectKinds } from '../vocabulary.ts'
import { addAssertion, removeAssertion, replaceAssertion, takeOutRanges } from './assertions.ts'
import type { Change } from './change.ts'
import {
  addClaim,
  addRelation,
  addStance,
  linkMergedClaim,
  removeClaim,
  removeRelation,
  removeStance,
  replaceClaim,
  replaceRelation,
  replaceStance,
} from './claims.ts'
import { withFollowing } from './following.ts'
import { addLetter, isSameText, linkReferences, removeLetter, replaceLetter } from './letters.ts'
import { EditsRefused, findObstacles } from './obstacles.ts'
import { addOldSlugs, removeOldSlugs } from './oldSlugs.ts'
import { setOrder } from './order.ts'
import {
  addAuthor,
  addAuthority,
  addCorpus,
  addParty,
  addTopic,
  removeRow,
  replaceAuthor,
  replaceAuthority,
  replaceCorpus,
  replaceParty,
  replaceTopic,
} from './parties.ts'
import { formerPlace, isPlaced, type Place, placeOf } from './places.ts'
import { lastChangeOf, Stale } from './stale.ts'
import { addWaiting, removeWaiting, replaceWaiting } from './waiting.ts'

/** How the tables are brought to a record of one kind. */
interface Writer<K extends ObjectKind> {
  add(change: Change, record: RecordOf[K], place?: Place): void
  replace(change: Change, record: RecordOf[K], before: RecordOf[K]): void
  remove(change: Change, record: RecordOf[K]): void
}

const writers: { [K in ObjectKind]: Writer<K> } = {
  corpus: { add: addCorpus, replace: replaceCorpus, remove: () => {} },
  party: { add: addParty, replace: replaceParty, remove: remover('party') },
  author: { add: addAuthor, replace: replaceAuthor, remove: remover('author') },
  authority: { add: addAuthority, replace: replaceAuthority, remove: remover('authority') },
  topic: { add: addTopic, replace: replaceTopic, remove: remover('topic') },
  letter: {
    add: addLetter,
    replace: (change, record, before) => replaceLetter(change, before, record),
    remove: removeLetter,
  },
  assertion: { add: addAssertion, replace: replaceAssertion, remove: removeAssertion },
  claim: { add: addClaim, replace: replaceClaim, remove: removeClaim },
  stance: { add: addStance, replace: replaceStance, remove: removeStance },
  relation: { add: addRelation, replace: replaceRelation, remove: removeRelation },
  waiting: { add: addWaiting, replace: replaceWaiting, remove: removeWaiting },
  order: { add: setOrder, replace: setOrder, remove: () => {} },
}

function remover(kind: 'party' | 'author' | 'authority' | 'topic') {
  return (change: Change, record: { id: string }) => removeRow(change, kind, record)
}

/**
 * Brings objects from before to after, in whatever order their references need, and records them in the history: first
 * those that are removed, then those replaced, then those added, and in which order they stand. An object that is put back, under the key under which it
 * was removed, stands where it stood. Gives all edits that were made: these, and those that follow from them (`withFollowing`).
 * @throws Stale where an object is not as `before` says
 * @throws EditsRefused with everything that stands in the way
 */
export function applyEdits(change: Change, given: readonly Edit[]): Edit[] {
  const { db } = change
  refuseTwice(given)
  for (const one of given) refuseChanged(change, one)
  const edits = withFollowing(
    db,
    given.filter(({ before, after }) => !isSameRecord(before, after)),
  )
  const obstacles = findObstacles(db, edits)
  if (obstacles.length) throw new EditsRefused(obstacles)

  const removed = edits.filter(({ after }) => !after)
  const replaced = edits.filter(({ before, after }) => before && after)
  const added = edits.filter(({ before }) => !before)
  // Rows that are kept ready-made for what is removed go at the end of the change, with the claims that are refreshed.
  db.$client.pragma('defer_foreign_keys = ON')
  const unrecorded: Change = { ...change, record: () => {} }
  const places = new Map<Edit, Place | undefined>()
  return explainingConstraints(edits, (work) => {
    for (const one of edits) {
      if (hasSlug(one.kind) && one.before) removeOldSlugs(change, one.kind, one.before as { id: string })
    }
    for (const one of inOrder(removed).reverse()) {
      work.on = one
      if (isPlaced(one)) places.set(one, placeOf(db, one.kind, one.before!))
      remove(unrecorded, one)
    }
    for (const one of replaced) rename(change, one)
    const putBackRanges = replaced.flatMap((one) =>
      one.kind === 'letter' && !isSameText(one.before!, one.after!) ? [takeOutRanges(change, one.key)] : [],
    )
    for (const kind of objectKinds) {
      for (const one of added) {
        if (one.kind !== kind) continue
        work.on = one
        if (isPlaced(one)) places.set(one, formerPlace(db, one.kind, one.key, one.after!))
        add(unrecorded, one, places.get(one))
      }
      for (const one of replaced) {
        if (one.kind !== kind) continue
        work.on = one
        replace(unrecorded, one)
      }
    }
    for (const one of edits) {
      work.on = one
      if (one.kind === 'letter' && one.after) linkReferences(change, one.after)
      if (one.kind === 'claim' && one.after && !one.before) linkMergedClaim(change, one.after)
    }
    for (const putBack of putBackRanges) putBack()
    return inHistory(removed, replaced, added).map((one) => {
      // As the tables tell it: fields that say nothing are gone, and the history agrees with what is present.
      const after = one.after && presentRecord(db, one.kind, one.key)!
      change.record(one.kind, one.key, one.before, after, places.get(one))
      return edit(one.kind, one.before, after)
    })
  })
}

/** In this order lines of history add up to what is present: a slug is free before another takes it, an order names all. */
function inHistory(removed: readonly Edit[], replaced: readonly Edit[], added: readonly Edit[]): Edit[] {
  const all = [...inOrder(removed).reverse(), ...inOrder(replaced), ...inOrder(added)]
  return [...all.filter(({ kind }) => kind !== 'order'), ...all.filter(({ kind }) => kind === 'order')]
}

const inOrder = (edits: readonly Edit[]) =>
  objectKinds.flatMap((kind) => edits.filter((one) => one.kind === kind))

const writerOf = (kind: ObjectKind) => writers[kind] as Writer<ObjectKind>
const add = (change: Change, one: Edit, place?: Place) => writerOf(one.kind).add(change, one.after!, place)
const remove = (change: Change, one: Edit) => writerOf(one.kind).remove(change, one.before!)
function replace(change: Change, one: Edit) {
  writerOf(one.kind).replace(change, one.after!, one.before!)
  if (hasSlug(one.kind)) addOldSlugs(change, one.kind, one.after as { id: string })
}

/** Gives the row its new slug, so that everything else is found under it. */
function rename({ db }: Change, { kind, before, after }: Edit) {
  if (!hasSlug(kind)) return
  const [from, to] = [before, after].map((record) => (record as { id: string }).id)
  if (from !== to) db.$client.prepare(`UPDATE ${slugTables[kind]} SET slug = ? WHERE slug = ?`).run(to, from)
}

function refuseTwice(edits: readonly Edit[]) {
  const states = (of: 'before' | 'after') =>
    edits.flatMap(({ kind, [of]: record }) => (record ? [`${kind} ${keyOf<ObjectKind>(kind, record)}`] : []))
  for (const names of [states('before'), states('after')]) {
    const twice = findTwice(names)
    if (twice !== undefined) throw new Error(`Two edits of one object: ${twice}.`)
  }
}

function findTwice(names: string[]): string | undefined {
  const seen = new Set<string>()
  return names.find((name) => seen.size === seen.add(name).size)
}

/** @throws Stale where the object is not what the edit supposes it to be. */
function refuseChanged({ db }: Change, { kind, before }: Edit) {
  if (!before) return
  const key = keyOf<ObjectKind>(kind, before)
  if (isSameRecord(presentRecord(db, kind, key) ?? null, before)) return
  throw new Stale({ kind, key }, null, lastChangeOf(db, kind, key))
}

/** What the database itself refuses is told as an obstacle of the object that was being written. */
function explainingConstraints<T>(edits: readonly Edit[], make: (work: { on: Edit | undefined }) => T): T {
  const work: { on: Edit | undefined } = { on: edits[0] }
  try {
    return make(work)
  } catch (error) {
    const { code = '', message } = error as { code?: string; message: string }
    if (!code.startsWith('SQLITE_CONSTRAINT') || !work.on) throw error
    const object = { kind: work.on.kind, key: work.on.key }
    throw new EditsRefused([{ why: 'not allowed', object, by: object, message: inWords(code, message) }])
  }
}

function inWords(code: string, message: string): string {
  if (code === 'SQLITE_CONSTRAINT_TRIGGER') return `${message.charAt(0).toUpperCase()}${message.slice(1)}.`
  const [, rule] = /^CHECK constraint failed: (.*)$/s.exec(message) ?? []
  if (rule !== undefined) return `A field is empty, too long or not of the form it must have (${rule}).`
  const [, columns] = /^UNIQUE constraint failed: (.*)$/s.exec(message) ?? []
  return columns === undefined ? `This cannot be kept: ${message}.` : `This is there already (${columns}).`
}
