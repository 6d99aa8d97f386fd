import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ClaimSet, chunkOf, type PackedChunk, pack, repack } from '../../db/claimSet.ts'
import { groupBy } from '../../server/domain/groupBy.ts'

/** Ids of some claims: few or many, of one chunk or several. */
const ids = fc.oneof(
  fc.uniqueArray(fc.integer({ min: 1, max: 200_000 }), { maxLength: 60 }),
  fc
    .record({
      from: fc.integer({ min: 1, max: 70_000 }),
      length: fc.nat(9000),
      step: fc.integer({ min: 1, max: 9 }),
    })
    .map(({ from, length, step }) => Array.from({ length }, (_, i) => from + i * step)),
)
const ascending = (list: Iterable<number>) => [...list].sort((a, b) => a - b)
const packed = (list: number[]): PackedChunk[] =>
  [...groupBy(ascending(list), chunkOf)].map(([chunk, members]) => ({ chunk, claims: pack(members) }))

test('a packed set holds the claims that were put in', () => {
  fc.assert(
    fc.property(ids, (list) => {
      const set = new ClaimSet(packed(list))
      expect(set.ids()).toEqual(ascending(list))
      expect(set.size).toBe(list.length)
      expect(list.every((id) => set.has(id))).toBe(true)
      expect(list.some((id) => set.has(id + 300_000))).toBe(false)
    }),
    { numRuns: 60 },
  )
})

test('what is in both sets, and how many of one are in the other, is what looking at each claim gives', () => {
  fc.assert(
    fc.property(ids, ids, (one, other) => {
      const others = new Set(other)
      const both = ascending(one).filter((id) => others.has(id))
      const set = new ClaimSet(packed(one))
      expect(set.and(new ClaimSet(packed(other))).ids()).toEqual(both)
      expect(packed(other).reduce((sum, chunk) => sum + set.countOf(chunk), 0)).toBe(both.length)
      expect(new ClaimSet([...packed(one), ...packed(other)]).ids()).toEqual(
        ascending(new Set([...one, ...other])),
      )
    }),
    { numRuns: 60 },
  )
})

test('a claim put in or taken out leaves the same bytes as packing anew', () => {
  fc.assert(
    fc.property(ids, fc.nat(9000), (list, n) => {
      const [chunk] = packed(list)
      if (!chunk) return
      const members = new ClaimSet([chunk]).ids()
      const member = members[n % members.length]!
      const without = members.filter((id) => id !== member)
      expect(repack(chunk.claims, member, false)).toEqual(pack(without))
      expect(repack(pack(without), member, true)).toEqual(chunk.claims)
    }),
    { numRuns: 60 },
  )
  expect(repack(undefined, 5, true)).toEqual(pack([5]))
  // 4,095 are kept as a list, 4,096 as bits: the step between the two ways, there and back.
  const many = Array.from({ length: 4096 }, (_, i) => 3 * i + 1)
  expect(repack(pack(many.slice(1)), many[0]!, true)).toEqual(pack(many))
  expect(repack(pack(many), many[0]!, false)).toEqual(pack(many.slice(1)))
})
