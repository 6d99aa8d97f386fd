import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Db } from '../../db/client.ts'
import { type Edit, edit } from '../../db/edit.ts'
import { presentRecord, readCorpus } from '../../db/present.ts'
import { undoneBy } from '../../db/undone.ts'
import { makeChange } from '../../db/writes/change.ts'
import { applyEdits } from '../../db/writes/edits.ts'
import { EditsRefused } from '../../db/writes/obstacles.ts'
import { type Undoing, undo } from '../../db/writes/undo.ts'
import { listBuiltOn, undoTogether } from '../../db/writes/undoTogether.ts'
import { aClaim, aStance, databaseWith } from '../support/builders.ts'
import { disputedBridge } from '../support/disputedBridge.ts'
import { randomCorpus } from '../support/randomCorpus.ts'
import { actNames, editsOf, type Step } from '../support/randomEdits.ts'
import { expectSound, stateOf } from '../support/soundness.ts'

const line = { actor: 'ana', action: 'edit', summary: 'An edit' }
const undoing = { actor: 'ben', action: 'undo', summary: 'Undid a change' }

/** Makes a change and gives its number. */
const make = (db: Db, edits: Edit[]) =>
  makeChange(db, line, (change) => {
    applyEdits(change, edits)
    return change.id
  })

/** Undoes a change together with all that depends on it, the latest first. */
function undoFully(db: Db, change: number): Undoing {
  for (let tries = 0; ; tries++) {
    const result = undo(db, undoing, change)
    if (result.isDone || !result.changes.length || tries === 3) return result
    for (const { number } of result.changes) if (undoneBy(db, number) === undefined) undoFully(db, number)
  }
}

/** Makes what can be made of random edits, one change after another; gives the numbers of those that changed anything. */
function makeAll(db: Db, steps: readonly Step[]): number[] {
  const made: number[] = []
  for (const [i, one] of steps.entries()) {
    try {
      const before = JSON.stringify(stateOf(db))
      const change = make(db, editsOf(db, one, String(i)))
      if (JSON.stringify(stateOf(db)) !== before) made.push(change)
    } catch (error) {
      if (!(error instanceof EditsRefused)) throw error
    }
  }
  return made
}

const settingAnOrder = ['set an order', 'add a topic in front']

const number = fc.nat(10_000)
const step = fc.record({ act: fc.constantFrom(...actNames), one: number, other: number, how: number })

test('any edits can be undone and done again, and leave everything as it was before and after them', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 8, maxLength: 24 }), fc.nat(100), (steps, seed) => {
      const db = databaseWith(randomCorpus(6, seed))
      for (const [i, one] of steps.entries()) {
        const edits = editsOf(db, one, String(i))
        const before = stateOf(db)
        let made: number
        try {
          made = make(db, edits)
        } catch (error) {
          if (!(error instanceof EditsRefused)) throw error
          expect(error.obstacles.length).toBeGreaterThan(0)
          expect(stateOf(db)).toEqual(before)
          continue
        }
        if (!edits.length) continue
        const after = stateOf(db)
        const undone = undo(db, undoing, made)
        if (!undone.isDone) {
          // Nothing but what brought no object to another state cannot be undone at once.
          expect(after).toEqual(before)
          continue
        }
        expect(stateOf(db)).toEqual(before)
        expect(undoneBy(db, made)).toBe(undone.number)
        expect(undo(db, undoing, undone.number)).toMatchObject({ isDone: true })
        expect(stateOf(db)).toEqual(after)
        expect(undoneBy(db, made)).toBeUndefined()
      }
      expectSound(db)
      db.$client.close()
    }),
    { numRuns: 5 },
  )
})

test('an undo that is refused names what stands in the way and changes nothing; once that is undone, it succeeds', () => {
  fc.assert(
    fc.property(
      fc.array(step, { minLength: 10, maxLength: 30 }),
      fc.array(fc.nat(1000), { minLength: 6, maxLength: 6 }),
      fc.nat(100),
      (steps, picks, seed) => {
        const db = databaseWith(randomCorpus(6, seed))
        const first = stateOf(db)
        const made = makeAll(db, steps)
        for (const pick of made.length ? picks : []) {
          const change = made[pick % made.length]!
          if (undoneBy(db, change) !== undefined) continue
          const before = stateOf(db)
          const result = undo(db, undoing, change)
          if (result.isDone) continue
          expect(result.changes.length).toBeGreaterThan(0)
          expect(result.objects.length).toBeGreaterThan(0)
          expect(stateOf(db)).toEqual(before)
          expect(undoFully(db, change)).toMatchObject({ isDone: true })
          expectSound(db)
        }
        // Everything back to the first load.
        for (const change of made.reverse()) if (undoneBy(db, change) === undefined) undoFully(db, change)
        expectSound(db)
        // Who was away while an order was set comes back to where it stood, not to where the order would have put it.
        if (!steps.some(({ act }) => settingAnOrder.includes(act))) expect(stateOf(db)).toEqual(first)
        db.$client.close()
      },
    ),
    { numRuns: 5 },
  )
})

test('a change whose claim has stances by now is not undone: the changes and the stances are named', () => {
  const db = databaseWith(disputedBridge())
  const claim = aClaim({ id: 'new-claim' })
  const added = make(db, [edit('claim', null, claim)])
  const linked = make(db, [edit('stance', null, aStance('new-claim', 'a-1'))])
  expect(undo(db, undoing, added)).toMatchObject({
    isDone: false,
    changes: [{ number: linked, summary: 'An edit', actor: 'ana' }],
    objects: [{ ref: { kind: 'stance', key: 'new-claim a-1' } }],
  })
  const unlinked = undo(db, undoing, linked)
  expect(undo(db, undoing, added)).toMatchObject({ isDone: true })
  // To link again what is not there any more is refused in turn.
  expect(unlinked.isDone && undo(db, undoing, unlinked.number)).toMatchObject({
    isDone: false,
    changes: [{ number: 5 }],
    objects: [{ ref: { kind: 'claim', key: 'new-claim' } }],
  })
})

test('of later changes that came to nothing none stands in the way', () => {
  const db = databaseWith(disputedBridge())
  const claim = presentRecord(db, 'claim', 'mill-shelled')!
  const first = make(db, [edit('claim', claim, { ...claim, who: 'North' })])
  const second = make(db, [edit('claim', { ...claim, who: 'North' }, { ...claim, who: 'They' })])
  undo(db, undoing, second)
  const third = make(db, [edit('claim', { ...claim, who: 'North' }, { ...claim, who: 'Somebody' })])
  const refused = undo(db, undoing, first)
  expect(!refused.isDone && refused.changes.map((one) => one.number)).toEqual([third])
})

test('what was done again stands in the way where it touched more than the first time', () => {
  const db = databaseWith(disputedBridge())
  const letter = presentRecord(db, 'letter', 'fourth-letter')!
  const author = presentRecord(db, 'author', letter.author)!
  const spare = { ...author, id: 'spare' }
  make(db, [edit('author', null, spare)])
  const first = make(db, [edit('author', spare, { ...spare, id: 'spared', old_ids: ['spare'] })])
  const back = undo(db, undoing, first)
  const given = make(db, [edit('letter', letter, { ...letter, author: 'spare' })])
  const again = undo(db, undoing, back.isDone ? back.number : 0)
  // The letter is now by the author under its second address, which the first renaming did not touch.
  expect(undo(db, undoing, given)).toMatchObject({
    isDone: false,
    changes: [{ number: again.isDone && again.number }],
  })
})

test('the load that brought the collection is not undone, and says so', () => {
  const db = databaseWith(disputedBridge())
  expect(undo(db, undoing, 1)).toMatchObject({
    isDone: false,
    changes: [],
    objects: [{ message: expect.stringContaining('brought the collection itself') }],
  })
})

test('an assertion does not come back to a letter whose text was corrected meanwhile', () => {
  const db = databaseWith(disputedBridge())
  const assertion = presentRecord(db, 'assertion', 'd-2')!
  const removed = make(db, [edit('assertion', assertion, null)])
  const { letters } = readCorpus(db)
  const place = letters.findIndex(({ id }) => id === assertion.letter)
  const corrected = make(
    db,
    editsOf(db, { act: 'correct a letter’s text', one: place, other: 0, how: 0 }, 'so'),
  )
  expect(undo(db, undoing, removed)).toMatchObject({
    isDone: false,
    changes: [{ number: corrected }],
    objects: [{ ref: { kind: 'letter', key: 'fourth-letter' } }],
  })
})

test('a change that touched one object in several steps is undone as a whole', () => {
  const db = databaseWith(disputedBridge())
  const before = stateOf(db)
  const claim = aClaim({ id: 'new-claim' })
  const change = makeChange(db, line, (making) => {
    applyEdits(making, [edit('claim', null, claim)])
    applyEdits(making, [edit('claim', claim, { ...claim, id: 'newer-claim', old_ids: ['new-claim'] })])
    return making.id
  })
  expectSound(db)
  expect(undo(db, undoing, change)).toMatchObject({ isDone: true })
  expect(stateOf(db)).toEqual(before)
  expectSound(db)
})

test('whatever was built on a change is undone with it in one change, and comes back in one', () => {
  fc.assert(
    fc.property(
      fc.array(step, { minLength: 10, maxLength: 30 }),
      fc.array(fc.nat(1000), { minLength: 8, maxLength: 8 }),
      fc.nat(100),
      (steps, picks, seed) => {
        const db = databaseWith(randomCorpus(6, seed))
        const made = makeAll(db, steps)
        for (const pick of made.length ? picks : []) {
          const change = made[pick % made.length]!
          if (undoneBy(db, change) !== undefined) continue
          const before = stateOf(db)
          const lines = db.$client.prepare('SELECT count(*) FROM changes').pluck()
          const count = lines.get()
          const { together: changes } = listBuiltOn(db, change)
          expect(stateOf(db)).toEqual(before)
          expect(lines.get()).toBe(count)
          expect(changes).toContain(change)
          const undone = undoTogether(db, undoing, change, changes!)
          expect(undone).toBeDefined()
          expectSound(db)
          for (const one of changes!) expect(undoneBy(db, one)).toBe(undone)
          const isPutBack = pick % 2
          if (!isPutBack) continue
          expect(undo(db, undoing, undone!)).toMatchObject({ isDone: true })
          expect(stateOf(db)).toEqual(before)
          for (const one of changes!) expect(undoneBy(db, one)).toBeUndefined()
          expectSound(db)
        }
        db.$client.close()
      },
    ),
    { numRuns: 5 },
  )
})
