import { createHash } from 'node:crypto'
import type { Db } from '../client.ts'
import type { Edit, EditOf } from '../edit.ts'
import { presentRecord } from '../present.ts'
import type { AssertionRecord, ClaimRecord, LetterRecord, ObjectRef } from '../records.ts'
import { referencesIn } from '../references.ts'
import { listReferrers } from '../referrers.ts'
import { hasSlug } from '../slugs.ts'
import { prepareOnce } from '../statements.ts'
import type { ObjectKind } from '../vocabulary.ts'
import { isSameText } from './letters.ts'
import { type StateAfter, stateAfter } from './stateAfter.ts'

/** Why an edit cannot be made. `by` is what stands in its way, `object` what was to be edited. */
export interface Obstacle {
  why:
    | 'still needed' // `by` refers to what is to be removed, or to a part of it
    | 'not there' // `by` is referred to, and is not there
    | 'taken' // `by` has this slug, or had it
    | 'stale' // `object` is not as it was supposed to be
    | 'other words' // the words of an assertion do not stand in its letter
    | 'not allowed'
  object: ObjectRef
  by: ObjectRef
  /** In a sentence. */
  message: string
}

/** Edits that cannot be made, with everything that stands in their way; nothing has changed. */
export class EditsRefused extends Error {
  /** To whoever does not look closer this is a conflict. */
  readonly status = 409
  readonly obstacles: Obstacle[]
  constructor(obstacles: Obstacle[]) {
    super(obstacles.map(({ message }) => message).join('\n'))
    this.obstacles = obstacles
  }
}

/** Objects that refer to one that is to be removed are named up to this many. */
const mostNamed = 200
const mostParties = 6

const statements = prepareOnce(({ $client }) => ({
  ownerOfSlug: $client
    .prepare<[string, string], string>('SELECT current_slug FROM old_slugs WHERE kind = ? AND slug = ?')
    .pluck(),
  sameText: $client.prepare<[string], string>('SELECT slug FROM letters WHERE sha256 = ?').pluck(),
  assertionsIn: $client
    .prepare<[string], string>(
      'SELECT a.slug FROM letters l JOIN assertions a ON a.letter_id = l.id WHERE l.slug = ? ORDER BY a.ordinal',
    )
    .pluck(),
  pinnedBehind: $client
    .prepare<[string, number], string>(`
    SELECT a.slug FROM claims c JOIN stances s ON s.claim_id = c.id JOIN assertions a ON a.id = s.assertion_id
    WHERE c.slug = ? AND s.wording > ? ORDER BY s.ordinal`)
    .pluck(),
}))

/** Everything that stands in the way of these edits, whose `before` is what is present. */
export function findObstacles(db: Db, edits: readonly Edit[]): Obstacle[] {
  const after = stateAfter(db, edits)
  const found: Obstacle[] = []
  const find: Finder = (why, object, by, message) => found.push({ why, object, by, message })
  const faultsOf = faultFinder()
  for (const one of edits) {
    if (one.after) {
      findMissing(one, after, find)
      findTaken(db, one, after, find)
    } else findNeeded(db, one, edits.length, after, find)
    if (one.kind === 'corpus' && !one.after) {
      find('not allowed', refOf(one), refOf(one), 'The collection itself cannot be removed.')
    }
    if (one.before && one.after && leavesItsOwn(one, after)) {
      find(
        'not allowed',
        refOf(one),
        refOf(one),
        `${named(refOf(one))} cannot be moved: remove it and add another.`,
      )
    }
    if (one.kind === 'letter') findInLetter(db, one, after, faultsOf, find)
    if (one.kind === 'assertion') findInAssertion(one, after, faultsOf, find)
    if (one.kind === 'claim') {
      findInClaim(db, one, after, find)
      findLeftOnMerged(db, one, edits.length, after, find)
    }
    if (one.kind === 'relation') findInRelation(one, after, find)
    if (one.after && !one.before) findHungOnMerged(one, after, find)
    if (one.kind === 'stance' && one.after) {
      const claim = after.record('claim', one.after.claim)
      if (claim && one.after.wording > wordingsOf(claim)) {
        const by = { kind: 'claim' as const, key: claim.id }
        find('not there', refOf(one), by, `${named(by)} has no wording ${one.after.wording}.`)
      }
    }
  }
  const added = edits.find(({ kind, before, after: made }) => kind === 'party' && made && !before)
  const parties = after.parties()
  if (added && parties.length > mostParties) {
    for (const key of parties.filter((one) => one !== added.key)) {
      const message = `A collection has at most ${mostParties} parties.`
      find('not allowed', refOf(added), { kind: 'party', key }, message)
    }
  }
  return found
}

type Finder = (why: Obstacle['why'], object: ObjectRef, by: ObjectRef, message: string) => void

const refOf = ({ kind, key }: Edit): ObjectRef => ({ kind, key })

/** An object as a sentence begins with it. */
export function named({ kind, key }: ObjectRef): string {
  const [from, ...rest] = key.split(' ')
  if (kind === 'stance') return `The stance of “${rest[0]}” on “${from}”`
  if (kind === 'relation') return `The relation “${key}”`
  if (kind === 'waiting') return `The waiting assertion “${key}”`
  if (kind === 'order') return `The order of the ${key}`
  return kind === 'corpus' ? 'The collection' : `The ${kind} “${key}”`
}

/** Whether an assertion would go to another letter, or a stance or a relation to other claims; their being renamed is no move. */
function leavesItsOwn({ kind, before, after }: Edit, state: StateAfter): boolean {
  const fields = { assertion: ['letter'], stance: ['claim', 'assertion'], relation: ['from', 'kind', 'to'] }[
    kind as string
  ]
  const [was, is] = [before, after] as unknown as Record<string, string>[]
  return (fields ?? []).some((field) => {
    if (field === 'kind') return was![field] !== is![field]
    const of = (field === 'from' || field === 'to' ? 'claim' : field) as ObjectKind
    return state.keyOf({ kind: of, key: was![field]! }) !== is![field]
  })
}

const inSentence = (ref: ObjectRef) => named(ref).replace(/^The/, 'the')

function findMissing(one: Edit, after: StateAfter, find: Finder) {
  for (const reference of referencesIn(one.kind, one.after!)) {
    if (!after.has(reference)) {
      find(
        'not there',
        refOf(one),
        reference,
        `${named(refOf(one))} names what is not there: ${inSentence(reference)}.`,
      )
    }
  }
}

function findNeeded(db: Db, one: Edit, editCount: number, after: StateAfter, find: Finder) {
  const referrers = listReferrers(db, one, mostNamed + editCount).filter((ref) => !after.isEdited(ref))
  for (const by of referrers.slice(0, mostNamed)) {
    find('still needed', refOf(one), by, `${named(refOf(one))} is still needed: ${inSentence(by)} names it.`)
  }
}

/** No object may come under a slug that another has, or had: addresses lead to one thing only. */
function findTaken(db: Db, one: Edit, after: StateAfter, find: Finder) {
  const { kind, key, before } = one
  const isNew = !before || (hasSlug(kind) && (before as { id: string }).id !== key)
  const taken = (by: ObjectRef) => find('taken', refOf(one), by, `${named(by)} is there already.`)
  if (isNew && !after.isEdited({ kind, key }) && presentRecord(db, kind, key)) return taken({ kind, key })
  const waiting = { kind: 'waiting' as const, key }
  if (kind === 'assertion' && isNew && after.has(waiting)) return taken(waiting)
  const assertion = { kind: 'assertion' as const, key }
  if (kind === 'waiting' && isNew && after.has(assertion)) return taken(assertion)
  if (!hasSlug(kind)) return
  const { old_ids = [] } = one.after as { old_ids?: string[] }
  for (const slug of isNew ? [key, ...old_ids] : old_ids) {
    const owner = statements(db).ownerOfSlug.get(kind, slug)
    const isOwners = owner !== undefined && !after.isEdited({ kind, key: owner })
    const by = { kind, key: isOwners ? owner : slug }
    if (isOwners) find('taken', refOf(one), by, `“${slug}” is a former address: ${inSentence(by)} had it.`)
    else if (slug !== key && after.has(by)) taken(by)
  }
}

function findInLetter(
  db: Db,
  one: EditOf<'letter'> & { kind: 'letter' },
  state: StateAfter,
  faultsOf: FaultFinder,
  find: Finder,
) {
  const { before, after } = one
  if (!after) return
  const letter = { kind: 'letter' as const, key: after.id }
  const isNewText = !before || before.text !== after.text
  if (isNewText) {
    if (createHash('sha256').update(after.text).digest('hex') !== after.sha256) {
      find('not allowed', letter, letter, `The checksum of ${inSentence(letter)} is not that of its text.`)
    }
    const same = statements(db).sameText.get(after.sha256)
    if (same !== undefined && !state.isEdited({ kind: 'letter', key: same })) {
      const by = { kind: 'letter' as const, key: same }
      find('taken', letter, by, `The collection holds this text already, as “${same}”.`)
    }
  }
  if (!before || (isSameText(before, after) && isSameFootnotes(before, after))) return
  for (const slug of statements(db).assertionsIn.all(before.id)) {
    const by = { kind: 'assertion' as const, key: slug }
    if (state.isEdited(by)) continue
    const assertion = presentRecord(db, 'assertion', slug)!
    for (const { why, message } of faultsOf(assertion, after)) find(why, letter, by, message)
  }
}

const isSameFootnotes = (one: LetterRecord, other: LetterRecord) =>
  one.footnotes.map(({ marker }) => marker).join(' ') ===
  other.footnotes.map(({ marker }) => marker).join(' ')

function findInAssertion(
  one: EditOf<'assertion'> & { kind: 'assertion' },
  state: StateAfter,
  faultsOf: FaultFinder,
  find: Finder,
) {
  const { after } = one
  if (!after) return
  const self = { kind: 'assertion' as const, key: after.id }
  const by = { kind: 'letter' as const, key: after.letter }
  const letter = state.record('letter', after.letter)
  if (letter) for (const { why, message } of faultsOf(after, letter)) find(why, self, by, message)
  if (!after.topics.length) find('not allowed', self, self, `${named(self)} has no topic.`)
}

/** Where the words of an assertion do not stand in its letter as it says, or a footnote that it rests on does not. */
type FaultFinder = (assertion: AssertionRecord, letter: LetterRecord) => Pick<Obstacle, 'why' | 'message'>[]

function faultFinder(): FaultFinder {
  // A letter is asked for by each of its assertions, and is long: its text is taken apart once.
  const known = new Map<LetterRecord, string[]>()
  return (assertion, letter) => {
    let points = known.get(letter)
    if (!points) known.set(letter, (points = Array.from(letter.text)))
    return faultsIn(assertion, letter, points)
  }
}

function faultsIn(
  assertion: AssertionRecord,
  letter: LetterRecord,
  points: readonly string[],
): ReturnType<FaultFinder> {
  const textAt = (start: number, end: number) => points.slice(Math.max(0, start), end).join('')
  const self = named({ kind: 'assertion', key: assertion.id })
  const faults: Pick<Obstacle, 'why' | 'message'>[] = []
  for (const { start, end, exact, prefix, suffix } of assertion.ranges) {
    const stands =
      textAt(start, end) === exact &&
      textAt(start - Array.from(prefix).length, start) === prefix &&
      textAt(end, end + Array.from(suffix).length) === suffix &&
      letter.paragraphs.some((paragraph) => paragraph.start <= start && paragraph.end >= end)
    if (!stands) {
      faults.push({
        why: 'other words',
        message: `${self} quotes words that do not stand there in the letter: “${exact}”.`,
      })
    }
  }
  for (const citation of assertion.citations) {
    if (!('footnote' in citation)) continue
    if (letter.footnotes.some(({ marker }) => marker === citation.footnote)) continue
    faults.push({
      why: 'still needed',
      message: `${self} rests on the footnote “${citation.footnote}”, which the letter does not have.`,
    })
  }
  return faults
}

const wordingsOf = (claim: ClaimRecord) => claim.earlier_wordings.length + 1

function findInClaim(db: Db, one: EditOf<'claim'> & { kind: 'claim' }, state: StateAfter, find: Finder) {
  const { before, after } = one
  if (!after) return
  const self = { kind: 'claim' as const, key: after.id }
  if (!after.topics.length) find('not allowed', self, self, `${named(self)} has no topic.`)
  if (after.retired !== undefined && after.merged_into !== undefined) {
    find('not allowed', self, self, `${named(self)} cannot be retired and merged at once.`)
  }
  for (const key of leadingBack(after, state)) {
    find('not allowed', self, { kind: 'claim', key }, `${named(self)} would be merged into itself.`)
  }
  if (!before || wordingsOf(after) >= wordingsOf(before)) return
  for (const assertion of statements(db).pinnedBehind.all(before.id, wordingsOf(after))) {
    const by = { kind: 'stance' as const, key: `${before.id} ${assertion}` }
    if (state.isEdited(by)) continue
    find(
      'still needed',
      self,
      by,
      `${named(by)} was made against a wording that ${inSentence(self)} would lose.`,
    )
  }
}

/** A merged claim keeps neither stances nor relations: what hangs on it has to go along. */
function findLeftOnMerged(
  db: Db,
  { before, after }: EditOf<'claim'> & { kind: 'claim' },
  editCount: number,
  state: StateAfter,
  find: Finder,
) {
  if (!before || after?.merged_into === undefined || before.merged_into !== undefined) return
  const self = { kind: 'claim' as const, key: after.id }
  const left = listReferrers(db, { kind: 'claim', key: before.id }, mostNamed + editCount).filter(
    (ref) => (ref.kind === 'stance' || ref.kind === 'relation') && state.keyOf(ref) !== undefined,
  )
  for (const by of left.slice(0, mostNamed)) {
    find('not allowed', self, by, `${named(self)} cannot be merged without ${inSentence(by)}.`)
  }
}

/** Nothing is hung on a claim that was merged: it belongs to the claim that this one went into. */
function findHungOnMerged(one: Edit, state: StateAfter, find: Finder) {
  if (one.kind !== 'stance' && one.kind !== 'relation') return
  for (const by of referencesIn<ObjectKind>(one.kind, one.after!)) {
    const into = by.kind === 'claim' ? state.record('claim', by.key)?.merged_into : undefined
    if (into === undefined) continue
    const message = `${named(by)} has been merged into “${into}”: nothing can be hung on it.`
    find('not allowed', refOf(one), by, message)
  }
}

/** The merged claims by which a claim's address, sent on from one to the next, would come back to it. */
function leadingBack(claim: ClaimRecord, state: StateAfter): string[] {
  const passed: string[] = []
  for (let next = claim.merged_into; next !== undefined; next = state.record('claim', next)?.merged_into) {
    if (next === claim.id) return passed.length ? passed : [claim.id]
    if (passed.includes(next)) return []
    passed.push(next)
  }
  return []
}

/** A relation that holds both ways is given once. */
function findInRelation(one: EditOf<'relation'> & { kind: 'relation' }, state: StateAfter, find: Finder) {
  if (!one.after || one.before) return
  const { from, kind, to } = one.after
  if (kind === 'narrows' || kind === 'supports') return
  const by = { kind: 'relation' as const, key: `${to} ${kind} ${from}` }
  if (from !== to && state.has(by)) {
    find('taken', refOf(one), by, `${named(by)} says this already, the other way round.`)
  }
}
