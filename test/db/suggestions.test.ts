import { beforeEach, describe, expect, test } from 'vitest'
import { insert } from '../../db/insert.ts'
import { accounts } from '../../db/schema/index.ts'
import { suggestionProgress } from '../../db/suggestionStates.ts'
import { makeChange } from '../../db/writes/change.ts'
import { decide, StaleDecision, storeSuggestions } from '../../db/writes/suggestions.ts'
import { suggestionQueries } from '../../server/features/suggestions/queries.ts'
import { aCorpus, aLetter, databaseWith } from '../support/builders.ts'

const letter = aLetter({
  id: 'one',
  author: 'minister-of-north',
  texts: ['The bridge fell. It was shelled.'],
})
const first = {
  ranges: [{ start: 0, end: 15 }],
  start: 0,
  end: 15,
  sources: ['rules'],
  quote: 'The bridge fell',
}
const second = {
  ranges: [{ start: 17, end: 31 }],
  start: 17,
  end: 31,
  sources: ['rules', 'a model'],
  quote: 'It was shelled',
}

let db: ReturnType<typeof databaseWith>
let queries: ReturnType<typeof suggestionQueries>
beforeEach(() => {
  db = databaseWith(aCorpus({ letters: [letter] }))
  for (const name of ['Ann', 'Bob'])
    insert(db, accounts, { name, role: 'editor', usesKeys: true, madeAt: '2031-01-01T00:00:00Z' })
  queries = suggestionQueries(db)
  storeSuggestions(db, 'one', [second, first])
})
const [ann, bob] = [1, 2]
const line = { actor: 'Ann', action: 'mark', summary: 'Marked a statement' }
const queue = () => queries.queueOf('one').map(({ quote, state }) => `${quote}: ${state}`)
const idOf = (quote: string) => queries.queueOf('one').find((one) => one.quote === quote)!.id

test('a letter’s suggestions are kept whole and come in the order of its text', () => {
  expect(queries.queueOf('one')).toMatchObject([
    { ...first, state: 'open', decision: null },
    { ...second, state: 'open', decision: null },
  ])
})

test('the last decision on a suggestion holds, and all of them stay', () => {
  const suggestionId = idOf('It was shelled')
  const skipped = decide(db, { suggestionId, decision: 'skipped', accountId: ann, expectedDecision: null })
  expect(queue()).toEqual(['The bridge fell: open', 'It was shelled: skipped'])
  decide(db, {
    suggestionId,
    decision: 'reopened',
    accountId: bob,
    note: 'Too early',
    expectedDecision: skipped,
  })
  expect(queue()).toEqual(['The bridge fell: open', 'It was shelled: open'])
  expect(queries.decisionsSince('one', 0)).toMatchObject([
    { id: skipped, suggestionId, decision: 'skipped', by: 'Ann', note: null },
    { suggestionId, decision: 'reopened', by: 'Bob', note: 'Too early' },
  ])
  expect(queries.decisionsSince('one', skipped)).toHaveLength(1)
})

test('a decision that is based on an older state is refused, with the present one', () => {
  const suggestionId = idOf('It was shelled')
  const present = decide(db, { suggestionId, decision: 'rejected', accountId: bob, expectedDecision: null })
  const late = () => decide(db, { suggestionId, decision: 'skipped', accountId: ann, expectedDecision: null })
  expect(late).toThrow(StaleDecision)
  expect(late).toThrow(expect.objectContaining({ suggestionId, present }))
  expect(queue()[1]).toBe('It was shelled: rejected')
})

describe('a decision inside of a change', () => {
  test('is made with it, and open again when the change is undone', () => {
    const suggestionId = idOf('The bridge fell')
    let change = 0
    makeChange(db, line, ({ id }) => {
      change = id
      decide(db, { suggestionId, decision: 'accepted', accountId: ann, changeId: id, expectedDecision: null })
    })
    expect(queue()[0]).toBe('The bridge fell: accepted')
    makeChange(db, { ...line, undoes: change }, () => {})
    expect(queries.queueOf('one')[0]).toMatchObject({
      state: 'open',
      decision: { changeId: change, isUndone: true },
    })
  })

  test('is open or not with each further undoing, whichever change that takes back', () => {
    const suggestionId = idOf('The bridge fell')
    const undo = (undoes: number) => makeChange(db, { ...line, undoes }, ({ id }) => id)
    const change = makeChange(db, line, ({ id }) => {
      decide(db, { suggestionId, decision: 'accepted', accountId: ann, changeId: id, expectedDecision: null })
      return id
    })
    const redone = undo(undo(change))
    expect(queue()[0]).toBe('The bridge fell: accepted')
    const again = undo(redone)
    expect(queue()[0]).toBe('The bridge fell: open')
    expect(suggestionProgress(db, 'one').get('one')).toMatchObject({ open: 2, accepted: 0 })
    undo(again)
    expect(queue()[0]).toBe('The bridge fell: accepted')
    undo(change)
    expect(queue()[0]).toBe('The bridge fell: open')
  })

  test('fails with it, and it with the decision', () => {
    const suggestionId = idOf('The bridge fell')
    const { n } = db.$client.prepare<[], { n: number }>('SELECT count(*) AS n FROM changes').get()!
    const attempt = (expectedDecision: number | null, then: () => void) =>
      makeChange(db, line, ({ id }) => {
        decide(db, { suggestionId, decision: 'accepted', accountId: ann, changeId: id, expectedDecision })
        then()
      })
    expect(() => attempt(7, () => {})).toThrow(StaleDecision)
    expect(() =>
      attempt(null, () => {
        throw new Error('no')
      }),
    ).toThrow('no')
    expect(db.$client.prepare('SELECT count(*) AS n FROM changes').get()).toEqual({ n })
    expect(queue()[0]).toBe('The bridge fell: open')
  })
})

test('suggesting again replaces what is undecided and leaves what is decided', () => {
  decide(db, {
    suggestionId: idOf('The bridge fell'),
    decision: 'rejected',
    accountId: ann,
    expectedDecision: null,
  })
  const other = {
    ranges: [{ start: 4, end: 15 }],
    start: 4,
    end: 15,
    sources: ['rules'],
    quote: 'bridge fell',
  }
  storeSuggestions(db, 'one', [{ ...first, sources: ['a model'] }, other])
  expect(queue()).toEqual(['The bridge fell: rejected', 'bridge fell: open'])
})

test('words that stand apart are another suggestion than those from the first to the last of them', () => {
  const apart = {
    ranges: [
      { start: 0, end: 3 },
      { start: 11, end: 15 },
    ],
    start: 0,
    end: 15,
    sources: ['rules'],
    quote: 'The … fell',
  }
  storeSuggestions(db, 'one', [first, apart])
  const kept = queries.queueOf('one').map(({ id, ranges }) => ({ id, ranges }))
  expect(kept.map(({ ranges }) => ranges)).toEqual(expect.arrayContaining([first.ranges, apart.ranges]))
  storeSuggestions(db, 'one', [apart, first])
  expect(queries.queueOf('one').map(({ id, ranges }) => ({ id, ranges }))).toEqual(kept)
})

test('progress is counted by state, for each letter that has suggestions', () => {
  expect(suggestionProgress(db).size).toBe(1)
  decide(db, {
    suggestionId: idOf('The bridge fell'),
    decision: 'skipped',
    accountId: ann,
    expectedDecision: null,
  })
  expect(suggestionProgress(db, 'one').get('one')).toEqual({
    all: 2,
    open: 1,
    accepted: 0,
    changed: 0,
    skipped: 1,
    rejected: 0,
  })
  expect(suggestionProgress(db, 'none').size).toBe(0)
})

test('decisions are neither rewritten nor deleted, and name only what is there', () => {
  const suggestionId = idOf('The bridge fell')
  decide(db, { suggestionId, decision: 'skipped', accountId: ann, expectedDecision: null })
  for (const statement of ["UPDATE suggestion_decisions SET note = 'x'", 'DELETE FROM suggestion_decisions'])
    expect(() => db.$client.prepare(statement).run()).toThrow('history is not rewritten')
  expect(() => storeSuggestions(db, 'two', [])).toThrow('There is no letter “two”')
  expect(() =>
    decide(db, { suggestionId: 99, decision: 'skipped', accountId: ann, expectedDecision: null }),
  ).toThrow('no suggestion 99')
})
