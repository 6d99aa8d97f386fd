import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mergeTopics } from '../../../server/domain/registers/mergeTopics.ts'
import { orderBy } from '../../../server/domain/registers/orderBy.ts'
import {
  type Known,
  type RegisterKind,
  readRecord,
  typedRecord,
} from '../../../server/domain/registers/readRecord.ts'
import { aClaim } from '../../support/builders.ts'
import { disputedBridge } from '../../support/disputedBridge.ts'

const known = (taken: string[] = [], names: string[] = []): Known => ({
  hasParty: (slug) => slug === 'north' || slug === 'south',
  isTaken: (slug) => taken.includes(slug),
  hasName: (name) => names.includes(name),
})
const faultsOf = (kind: RegisterKind, typed: Record<string, string>, given = known()) => {
  const read = readRecord(kind, typed, null, given)
  return 'faults' in read ? Object.keys(read.faults) : []
}

test('an object of a list that comes back as it was shown is the same object', () => {
  const corpus = disputedBridge()
  const lists = {
    topic: corpus.topics,
    party: corpus.parties,
    author: corpus.authors,
    authority: corpus.authorities,
  }
  for (const [kind, records] of Object.entries(lists)) {
    for (const record of records) {
      expect(readRecord(kind as RegisterKind, typedRecord(record), record, known([record.id]))).toEqual({
        record,
      })
    }
  }
})

test('a new one gets an address from its name that nobody has or had', () => {
  const read = readRecord('party', { name: 'Western Side' }, null, known(['western-side']))
  expect(read).toEqual({ record: { id: 'western-side-2', name: 'Western Side' } })
})

test('another address leaves the old one leading there; an old one of its own may be taken up again', () => {
  const before = { id: 'north', name: 'North' }
  const moved = readRecord('party', { name: 'North', slug: 'polar' }, before, known(['north']))
  expect(moved).toEqual({ record: { id: 'polar', old_ids: ['north'], name: 'North' } })
  const back = readRecord(
    'party',
    { name: 'North', slug: 'north' },
    { ...before, id: 'polar', old_ids: ['north'] },
    known(['polar', 'north']),
  )
  expect(back).toEqual({ record: { id: 'north', old_ids: ['polar'], name: 'North' } })
})

test('what is missing or wrong is said at its field', () => {
  expect(faultsOf('topic', { name: '' })).toEqual(['name', 'definition'])
  expect(faultsOf('topic', { name: 'Mills', definition: 'x', slug: 'Mills!' })).toEqual(['slug'])
  expect(faultsOf('topic', { name: 'Mills', definition: 'x', slug: 'mills' }, known(['mills']))).toEqual([
    'slug',
  ])
  expect(faultsOf('party', { name: 'North' }, known([], ['North']))).toEqual(['name'])
  expect(faultsOf('author', { name: 'Minister', kind: 'hermit', party: 'west' })).toEqual(['kind', 'party'])
})

test('what carried a merged topic carries the other once, at the same place', () => {
  const [from, into] = [
    { id: 'a', name: 'A', definition: 'x', old_ids: ['z'] },
    { id: 'b', name: 'B', definition: 'y' },
  ]
  const claims = [aClaim({ id: 'one', topics: ['c', 'a', 'b'] }), aClaim({ id: 'two', topics: ['a'] })]
  const edits = mergeTopics(from, into, { claims, assertions: [], waiting: [] })
  expect(edits.map(({ after }) => after && ('topics' in after ? after.topics : after))).toEqual([
    null,
    { ...into, old_ids: ['z', 'a'] },
    ['c', 'b'],
    ['b'],
  ])
})

test('ordering by places names everything once and keeps what has the same place as it stood', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.string({ minLength: 1, maxLength: 3 })),
      fc.array(fc.constantFrom('1', '2', '', 'x', '1.5')),
      (ids, places) => {
        const placeOf = (id: string) => places[ids.indexOf(id)] ?? ''
        const ordered = orderBy(ids, placeOf)
        expect(ordered.toSorted()).toEqual(ids.toSorted())
        for (const place of ['1', '2', '1.5']) {
          const at = (list: string[]) => list.filter((id) => placeOf(id) === place)
          expect(at(ordered)).toEqual(at(ids))
        }
        const numbers = ordered.map((id) => Number(placeOf(id) || Number.NaN)).filter((n) => !Number.isNaN(n))
        expect(numbers).toEqual(numbers.toSorted((a, b) => a - b))
      },
    ),
  )
})
