import fc from 'fast-check'
import { expect, test } from 'vitest'
import { grid } from '../../server/domain/matrix.ts'

const none = { asserts: 0, disputes: 0, qualifies: 0, reports: 0 }
const claims = [
  { id: 1, wording: 'North fired' },
  { id: 2, wording: 'South fired' },
]
const columns = [{ id: 10 }, { id: 20 }]

test('each claim has a row and each column a cell in it, in the order given, whatever the order of the counts', () => {
  const cells = [
    { ...none, claimId: 2, columnId: 20, disputes: 3 },
    { ...none, claimId: 1, columnId: 20, asserts: 1 },
    { ...none, claimId: 1, columnId: 10, asserts: 2, disputes: 1 },
  ]
  expect(grid(claims, columns, cells)).toEqual([
    {
      claim: claims[0],
      cells: [
        { position: 'mixed', counts: { ...none, asserts: 2, disputes: 1 } },
        { position: 'asserts', counts: { ...none, asserts: 1 } },
      ],
    },
    { claim: claims[1], cells: [null, { position: 'disputes', counts: { ...none, disputes: 3 } }] },
  ])
})

test('silence is an empty cell, relaying somebody is not', () => {
  const cells = [
    { ...none, claimId: 1, columnId: 10 },
    { ...none, claimId: 1, columnId: 20, reports: 1 },
  ]
  expect(grid(claims, columns, cells).map((row) => row.cells)).toEqual([
    [null, { position: 'only reports', counts: { ...none, reports: 1 } }],
    [null, null],
  ])
})

test('several counts for one cell add up, as of the letters of one party', () => {
  const cells = [
    { ...none, claimId: 1, columnId: 10, asserts: 1, reports: 1 },
    { ...none, claimId: 1, columnId: 10, asserts: 2, qualifies: 1 },
  ]
  expect(grid(claims, columns, cells)[0]?.cells[0]).toEqual({
    position: 'asserts',
    counts: { asserts: 3, disputes: 0, qualifies: 1, reports: 1 },
  })
})

test('counts of a claim or a column that is not shown are left out', () => {
  const cells = [
    { ...none, claimId: 9, columnId: 10, asserts: 1 },
    { ...none, claimId: 1, columnId: 90, asserts: 1 },
  ]
  expect(grid(claims, columns, cells).flatMap((row) => row.cells)).toEqual([null, null, null, null])
})

test('exchanging the columns exchanges the cells and nothing else', () => {
  const cell = fc.record({
    claimId: fc.constantFrom(1, 2),
    columnId: fc.constantFrom(10, 20),
    asserts: fc.nat(2),
    disputes: fc.nat(2),
    qualifies: fc.nat(2),
    reports: fc.nat(2),
  })
  fc.assert(
    fc.property(fc.array(cell), (cells) => {
      const exchanged = grid(claims, columns.toReversed(), cells)
      expect(exchanged.map((row) => ({ ...row, cells: row.cells.toReversed() }))).toEqual(
        grid(claims, columns, cells),
      )
    }),
  )
})
