import fc from 'fast-check'
import { expect, test } from 'vitest'
import { foldAway, roomForNotes } from '../../server/domain/marginNotes.ts'

test('a longer paragraph has room for more notes, the shortest for two', () => {
  expect([1, 100, 400, 660, 2000].map(roomForNotes)).toEqual([2, 2, 2, 3, 10])
})

test('what a reader looks for last is folded away first, and the order is kept', () => {
  const ranks = [1, 0, 2, 0, 1]
  const folded = foldAway([0, 1, 2, 3, 4], 2, (note) => ranks[note]!)
  expect(folded).toEqual([0, 2, 4])
})

test('either everything stands beside the text, or as many as there is room for', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(3)), fc.integer({ min: 2, max: 6 }), (ranks, room) => {
      const notes = ranks.map((rank, at) => ({ rank, at }))
      const folded = foldAway(notes, room, ({ rank }) => rank)
      const shown = notes.filter((note) => !folded.includes(note))
      expect(shown).toHaveLength(Math.min(room, notes.length))
      const worst = Math.max(...shown.map(({ rank }) => rank))
      for (const { rank } of folded) expect(rank).toBeGreaterThanOrEqual(worst)
    }),
  )
})
