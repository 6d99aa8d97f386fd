import { expect, test } from 'vitest'
import type { Db } from '../../db/client.ts'
import { type Edit, edit, invert } from '../../db/edit.ts'
import { presentRecord, readCorpus } from '../../db/present.ts'
import { isSameRecord, keyOf, type RecordOf } from '../../db/records.ts'
import type { ObjectKind } from '../../db/vocabulary.ts'
import { makeChange } from '../../db/writes/change.ts'
import { applyEdits } from '../../db/writes/edits.ts'
import { EditsRefused } from '../../db/writes/obstacles.ts'
import { lastChangeOf, refuseIfStale, Stale } from '../../db/writes/stale.ts'
import { aClaim, anAssertion, aStance, databaseWith } from '../support/builders.ts'
import { disputedBridge } from '../support/disputedBridge.ts'
import { expectSound, stateOf } from '../support/soundness.ts'

const line = { actor: 'ana', action: 'edit', summary: 'An edit' }
const make = (db: Db, edits: Edit[]) => makeChange(db, line, (change) => applyEdits(change, edits))

/** The edit that changes some fields of a present object. */
function changing<K extends ObjectKind>(db: Db, kind: K, key: string, fields: Partial<RecordOf[K]>): Edit {
  const before = presentRecord(db, kind, key)!
  return edit(kind, before, { ...before, ...fields })
}

function removing(db: Db, kind: ObjectKind, key: string): Edit {
  return edit(kind, presentRecord(db, kind, key)!, null)
}

/** Makes the edits and takes them back: everything must be as it was. */
function expectThereAndBack(db: Db, edits: Edit[]) {
  const before = stateOf(db)
  const made = make(db, edits)
  expectSound(db)
  make(db, invert(made))
  expectSound(db)
  expect(stateOf(db)).toEqual(before)
}

function refusal(act: () => unknown): EditsRefused['obstacles'] {
  try {
    act()
  } catch (error) {
    if (error instanceof EditsRefused) return error.obstacles
    throw error
  }
  throw new Error('Nothing was refused.')
}

test('each object’s present record is the one that the whole corpus holds', () => {
  const db = databaseWith(disputedBridge())
  const corpus = readCorpus(db)
  const lists = {
    party: corpus.parties,
    author: corpus.authors,
    authority: corpus.authorities,
    topic: corpus.topics,
    letter: corpus.letters,
    assertion: corpus.assertions,
    claim: corpus.claims,
    stance: corpus.stances,
    relation: corpus.relations,
  } as const
  expect(presentRecord(db, 'corpus', 'corpus')).toEqual(corpus.corpus)
  for (const [kind, records] of Object.entries(lists) as [ObjectKind, RecordOf[ObjectKind][]][]) {
    for (const record of records) expect(presentRecord(db, kind, keyOf(kind, record))).toEqual(record)
  }
  expect(presentRecord(db, 'stance', 'bridge-shelled')).toBeUndefined()
})

test('objects of every kind are replaced, and brought back', () => {
  const db = databaseWith(disputedBridge())
  expectThereAndBack(db, [
    changing(db, 'corpus', 'corpus', { title: 'Other letters', names_note: 'Names are as they are.' }),
    changing(db, 'party', 'north', { name: 'The north' }),
    changing(db, 'author', 'first-league', { kind: 'other', party: 'south' }),
    changing(db, 'authority', 'red-cross', { name: 'The Red Cross', party: 'north' }),
    changing(db, 'topic', 'ferries', { core: true, includes: 'Boats.' }),
    changing(db, 'letter', 'second-letter', {
      symbol: 'S/1',
      dates: {},
      provenance: ['By hand.'],
      answers: [],
    }),
    changing(db, 'assertion', 'a-1', { kind: 'evaluation', gist: 'They shelled it', citations: [] }),
    changing(db, 'claim', 'mill-shelled', {
      wording: 'The mill was shelled.',
      earlier_wordings: ['North shelled the mill of South on 4 May.'],
      topics: ['ferries', 'bridges'],
    }),
    changing(db, 'stance', 'water-cut b-5', { stance: 'qualifies', scope: { note: 'Only the water.' } }),
    changing(db, 'relation', 'foreign-guns narrows bridge-shelled', { reason: 'Another reason.' }),
  ])
})

test('what is removed with all that refers to it stands where it stood when it is put back', () => {
  const db = databaseWith(disputedBridge())
  const { stances, assertions, relations } = readCorpus(db)
  expectThereAndBack(db, [
    ...stances.filter(({ claim }) => claim === 'bridge-shelled').map((one) => edit('stance', one, null)),
    ...relations.map((one) => edit('relation', one, null)),
    removing(db, 'claim', 'bridge-hit'),
    removing(db, 'claim', 'bridge-shelled'),
  ])
  expectThereAndBack(db, [
    removing(db, 'letter', 'first-letter'),
    changing(db, 'letter', 'second-letter', { answers: [] }),
    ...assertions
      .filter(({ letter }) => letter === 'first-letter')
      .map((one) => edit('assertion', one, null)),
    ...stances.filter(({ assertion }) => assertion.startsWith('a-')).map((one) => edit('stance', one, null)),
  ])
})

test('a place that was left is given to nobody else', () => {
  const db = databaseWith(disputedBridge())
  const before = stateOf(db)
  const last = presentRecord(db, 'claim', 'bridge-loved')!
  const removed = make(db, [removing(db, 'stance', 'bridge-loved d-1'), edit('claim', last, null)])
  const letter = presentRecord(db, 'letter', 'fourth-letter')!
  const removedToo = make(db, [removing(db, 'assertion', 'd-2')])
  const added = make(db, [
    edit('claim', null, aClaim({ id: 'new-claim' })),
    edit('assertion', null, anAssertion(letter, { id: 'd-3', quote: 'We say again' })),
    edit('stance', null, aStance('new-claim', 'd-3')),
  ])
  make(db, invert(removedToo))
  make(db, invert(removed))
  expect(
    readCorpus(db)
      .claims.filter(({ topics }) => topics[0] === 'bridges')
      .map(({ id }) => id)
      .slice(-2),
  ).toEqual(['bridge-loved', 'new-claim'])
  expectSound(db)
  make(db, invert(added))
  expectSound(db)
  expect(stateOf(db)).toEqual(before)
})

test('under a new slug an object is named so by all that name it, and its old address stays known', () => {
  const db = databaseWith(disputedBridge())
  const renamed = [
    changing(db, 'party', 'north', { id: 'the-north', old_ids: ['north'] }),
    changing(db, 'author', 'first-league', { id: 'league', old_ids: ['first-league'] }),
    changing(db, 'authority', 'red-cross', { id: 'cross', old_ids: ['red-cross'] }),
    changing(db, 'topic', 'bridges', { id: 'crossings', old_ids: ['bridges'] }),
    changing(db, 'letter', 'first-letter', { id: 'letter-one', old_ids: ['first-letter'] }),
    changing(db, 'assertion', 'a-1', { id: 'a-first', old_ids: ['a-1', 'a-one'] }),
    changing(db, 'claim', 'bridge-shelled', {
      id: 'bridge-was-shelled',
      old_ids: ['bridge-shelled', 'shelling-of-the-bridge'],
    }),
  ]
  expectThereAndBack(db, renamed)
  make(db, renamed)
  expect(presentRecord(db, 'stance', 'bridge-was-shelled a-first')).toMatchObject({ stance: 'asserts' })
  expect(presentRecord(db, 'claim', 'bridge-hit')!.merged_into).toBe('bridge-was-shelled')
  expect(lastChangeOf(db, 'stance', 'bridge-was-shelled a-first')).toBe(4)
})

test('an assertion whose author becomes that of its letter follows the letter, and is itself again when that is undone', () => {
  const db = databaseWith(disputedBridge())
  const edits = [changing(db, 'letter', 'third-letter', { author: 'agency' })]
  expectThereAndBack(db, edits)
  make(db, edits)
  expect(presentRecord(db, 'assertion', 'c-0')).not.toHaveProperty('author')
  expect(presentRecord(db, 'assertion', 'c-1')).not.toHaveProperty('author')
})

test('a claim that is retired or merged, and becomes current again, takes those that mirror it along', () => {
  const db = databaseWith(disputedBridge())
  expectThereAndBack(db, [changing(db, 'claim', 'mill-shelled', { retired: 'Not clear.' })])
  expectThereAndBack(db, [
    removing(db, 'stance', 'mill-shelled b-2'),
    removing(db, 'relation', 'bridge-shelled mirrors mill-shelled'),
    changing(db, 'claim', 'mill-shelled', { merged_into: 'people-fled' }),
  ])
  expectThereAndBack(db, [changing(db, 'claim', 'bridge-loved', { retired: undefined })])
})

test('a merged claim keeps no stances and no relations, and gets none', () => {
  const db = databaseWith(disputedBridge())
  const inTheWay = (...edits: Edit[]) =>
    refusal(() => make(db, edits)).map(({ by }) => `${by.kind} ${by.key}`)
  const merging = () => changing(db, 'claim', 'mill-shelled', { merged_into: 'people-fled' })
  const stance = 'stance mill-shelled b-2'
  const relation = 'relation bridge-shelled mirrors mill-shelled'
  expect(inTheWay(merging())).toEqual([stance, relation])
  const changed = changing(db, 'stance', 'mill-shelled b-2', { stance: 'reports' })
  expect(inTheWay(merging(), changed)).toEqual([stance, relation])
  const renamed = changing(db, 'claim', 'mill-shelled', { id: 'mill-hit', merged_into: 'people-fled' })
  expect(inTheWay(renamed, removing(db, 'stance', 'mill-shelled b-2'))).toEqual([relation])
  const reason = 'They belong together.'
  expect(inTheWay(edit('stance', null, aStance('bridge-hit', 'a-1')))).toEqual(['claim bridge-hit'])
  expect(
    inTheWay(edit('relation', null, { from: 'people-fled', kind: 'narrows', to: 'bridge-hit', reason })),
  ).toEqual(['claim bridge-hit'])
})

test('what others still refer to is not removed: they are named', () => {
  const db = databaseWith(disputedBridge())
  const before = db.$client.serialize()
  const neededBy = (kind: ObjectKind, key: string) =>
    refusal(() => make(db, [removing(db, kind, key)])).map(({ why, by }) => `${why}: ${by.kind} ${by.key}`)
  expect(neededBy('assertion', 'd-1')).toEqual([
    'still needed: stance bridge-shelled d-1',
    'still needed: stance bridge-loved d-1',
  ])
  expect(neededBy('party', 'south')).toEqual([
    'still needed: author second-minister',
    'still needed: authority second-general',
  ])
  expect(neededBy('authority', 'red-cross')).toEqual([
    'still needed: letter first-letter',
    'still needed: assertion a-5',
  ])
  expect(neededBy('claim', 'mill-shelled')).toEqual([
    'still needed: stance mill-shelled b-2',
    'still needed: relation bridge-shelled mirrors mill-shelled',
  ])
  expect(neededBy('letter', 'third-letter')).toHaveLength(4)
  expect(neededBy('author', 'agency')).toEqual(['still needed: assertion c-0'])
  expect(neededBy('topic', 'ferries')).toContain('still needed: claim ferry-stopped')
  expect(neededBy('corpus', 'corpus')).toEqual(['not allowed: corpus corpus'])
  const reworded = refusal(() =>
    make(db, [
      changing(db, 'claim', 'bridge-shelled', { earlier_wordings: [] }),
      changing(db, 'stance', 'bridge-shelled b-1', { wording: 1 }),
    ]),
  )
  expect(reworded.map(({ by }) => by.key)).toEqual([
    'bridge-shelled b-3',
    'bridge-shelled c-1',
    'bridge-shelled c-0',
    'bridge-shelled d-1',
  ])
  expect(db.$client.serialize().equals(before)).toBe(true)
})

test('what the tables do not allow is said in words, with the object that it concerns', () => {
  const db = databaseWith(disputedBridge())
  const why = (...edits: Edit[]) =>
    refusal(() => make(db, edits)).map(({ why, object, message }) => `${why} ${object.key}: ${message}`)
  const claim = aClaim({ id: 'new-claim' })
  expect(why(edit('stance', null, aStance('nowhere', 'a-1')))[0]).toContain('not there nowhere a-1')
  expect(why(edit('claim', null, aClaim({ id: 'mill-shelled' })))[0]).toContain('taken mill-shelled')
  expect(why(edit('claim', null, aClaim({ id: 'shelling-of-the-bridge' })))[0]).toContain(
    '“bridge-shelled” had it',
  )
  expect(why(edit('claim', null, { ...claim, old_ids: ['mill-shelled'] }))[0]).toContain('taken new-claim')
  expect(why(edit('claim', null, { ...claim, id: 'Not a slug' }))[0]).toContain('not allowed')
  expect(why(edit('claim', null, { ...claim, topics: [] }))[0]).toContain('has no topic')
  expect(
    why(
      changing(db, 'claim', 'mill-shelled', { merged_into: 'bridge-hit' }),
      changing(db, 'claim', 'bridge-hit', { merged_into: 'mill-shelled' }),
    )[0],
  ).toContain('merged into itself')
  expect(
    why(
      edit('relation', null, {
        from: 'mill-shelled',
        kind: 'mirrors',
        to: 'bridge-shelled',
        reason: 'Again.',
      }),
    ),
  ).toEqual([
    'taken mill-shelled mirrors bridge-shelled: The relation “bridge-shelled mirrors mill-shelled” says this already, the other way round.',
  ])
  expect(why(changing(db, 'letter', 'first-letter', { short_title: 'x'.repeat(31) }))[0]).toContain(
    'too long',
  )
  expect(why(changing(db, 'stance', 'mill-shelled b-2', { claim: 'water-cut' }))[0]).toContain(
    'cannot be moved',
  )
  const letter = presentRecord(db, 'letter', 'first-letter')!
  expect(why(edit('letter', null, { ...letter, id: 'copy' }))[0]).toContain(
    'holds this text already, as “first-letter”',
  )
  expect(why(changing(db, 'letter', 'first-letter', { text: `${letter.text}!` }))[0]).toContain('checksum')
})

test('an edit that starts from another state than the present one is refused as stale', () => {
  const db = databaseWith(disputedBridge())
  const before = presentRecord(db, 'claim', 'mill-shelled')!
  make(db, [edit('claim', before, { ...before, who: 'North' })])
  expect(() => make(db, [edit('claim', before, { ...before, when: '4 May' })])).toThrow(Stale)
  expect(() => make(db, [edit('claim', before, null)])).toThrow(/changed meanwhile, by change 2/)
  expect(() => makeChange(db, line, (change) => refuseIfStale(change, 'claim', 'mill-shelled', 1))).toThrow(
    Stale,
  )
  makeChange(db, line, (change) => refuseIfStale(change, 'claim', 'mill-shelled', 2))
})

test('two records are the same that say the same', () => {
  const record = aClaim({ id: 'one' })
  expect(isSameRecord({ ...record, old_ids: [], retired: undefined }, record)).toBe(true)
  expect(isSameRecord({ ...record, topics: ['ferries'] }, record)).toBe(false)
  expect(isSameRecord({ adopted: true }, { adopted: false })).toBe(false)
})
