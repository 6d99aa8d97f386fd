import fc from 'fast-check'
import { expect, test } from 'vitest'
import { codePoints } from '../../../server/domain/text/codePoints.ts'
import { highlight } from '../../../server/domain/text/highlight.ts'

const plain = { marks: [], starts: [], anchors: [] }

test('a text without marks is one run', () => {
  expect(highlight('They fired.', [], [])).toEqual([{ ...plain, text: 'They fired.' }])
  expect(highlight('', [], [])).toEqual([])
})

test('a marked passage becomes a run of its own, counted in code points', () => {
  expect(highlight('😀 They fired.', [{ id: 7, start: 2, end: 6 }], [])).toEqual([
    { ...plain, text: '😀 ' },
    { ...plain, text: 'They', marks: [7], starts: [7] },
    { ...plain, text: ' fired.' },
  ])
})

test('overlapping marks share a run, and each of them starts once', () => {
  const marks = [
    { id: 'late', start: 2, end: 6 },
    { id: 'early', start: 0, end: 4 },
  ]
  expect(highlight('abcdef', marks, [])).toEqual([
    { ...plain, text: 'ab', marks: ['early'], starts: ['early'] },
    { ...plain, text: 'cd', marks: ['early', 'late'], starts: ['late'] },
    { ...plain, text: 'ef', marks: ['late'] },
  ])
})

test('of nested marks with one start the longest comes first', () => {
  const marks = [
    { id: 'short', start: 0, end: 2 },
    { id: 'long', start: 0, end: 6 },
  ]
  expect(highlight('abcdef', marks, [])).toEqual([
    { ...plain, text: 'ab', marks: ['long', 'short'], starts: ['long', 'short'] },
    { ...plain, text: 'cdef', marks: ['long'] },
  ])
})

test('a footnote marker stands behind the character that it follows', () => {
  const anchors = [
    { id: '1', offset: 2 },
    { id: '2', offset: 2 },
    { id: '3', offset: 4 },
  ]
  expect(highlight('abcd', [], anchors)).toEqual([
    { ...plain, text: 'ab', anchors: ['1', '2'] },
    { ...plain, text: 'cd', anchors: ['3'] },
  ])
})

test('a footnote marker at the very start stands on a run without length', () => {
  expect(highlight('ab', [{ id: 1, start: 0, end: 2 }], [{ id: 'x', offset: 0 }])).toEqual([
    { ...plain, text: '', anchors: ['x'] },
    { ...plain, text: 'ab', marks: [1], starts: [1] },
  ])
})

test('a footnote marker inside of a marked passage cuts it without starting it again', () => {
  expect(highlight('abcd', [{ id: 1, start: 0, end: 4 }], [{ id: 'x', offset: 2 }])).toEqual([
    { text: 'ab', marks: [1], starts: [1], anchors: ['x'] },
    { ...plain, text: 'cd', marks: [1] },
  ])
})

test('a passage in two parts starts at each of them, and is named once where they overlap', () => {
  const marks = [
    { id: 1, start: 0, end: 3 },
    { id: 1, start: 2, end: 4 },
    { id: 1, start: 5, end: 6 },
  ]
  expect(highlight('abcdef', marks, []).map(({ text, marks, starts }) => [text, marks, starts])).toEqual([
    ['ab', [1], [1]],
    ['c', [1], [1]],
    ['d', [1], []],
    ['e', [], []],
    ['f', [1], [1]],
  ])
})

test('a paragraph is cut out with the parts of the marks that lie in it, and none starts that began before', () => {
  const marks = [
    { id: 'across', start: 0, end: 6 },
    { id: 'before', start: 0, end: 4 },
    { id: 'inside', start: 6, end: 12 },
    { id: 'behind', start: 8, end: 12 },
  ]
  const anchors = [3, 4, 8, 9].map((offset) => ({ id: offset, offset }))
  expect(highlight('One\nTwo\n\nThree', marks, anchors, { from: 4, to: 8 })).toEqual([
    { ...plain, text: '', marks: ['across'], anchors: [4] },
    { ...plain, text: 'Tw', marks: ['across'] },
    { text: 'o\n', marks: ['inside'], starts: ['inside'], anchors: [8] },
  ])
})

test('a mark without length marks nothing, even inside of another', () => {
  expect(highlight('abc', [{ id: 1, start: 1, end: 1 }], [])).toEqual([{ ...plain, text: 'abc' }])
})

test('a part that the text does not have is refused', () => {
  expect(() => highlight('abc', [], [], { to: 4 })).toThrow(RangeError)
})

const units = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '😀'), maxLength: 20 })
const offset = fc.integer({ min: 0, max: 24 })
const marksOf = fc
  .array(fc.tuple(offset, offset), { maxLength: 8 })
  .map((pairs) =>
    pairs.map(([one, other], id) => ({ id, start: Math.min(one, other), end: Math.max(one, other) })),
  )

test('the runs of any marks join to the text, and every character bears exactly the marks that cover it', () => {
  fc.assert(
    fc.property(units, marksOf, fc.array(offset), fc.nat(), fc.nat(), (text, marks, offsets, one, other) => {
      const characters = [...text]
      const [from, to] = [one, other].map((n) => n % (characters.length + 1)).sort((a, b) => a - b) as [
        number,
        number,
      ]
      const anchors = offsets.map((offset, id) => ({ id, offset }))
      const runs = highlight(codePoints(text), marks, anchors, { from, to })

      expect(runs.map((run) => run.text).join('')).toBe(characters.slice(from, to).join(''))
      let at = from
      for (const run of runs) {
        for (const character of run.text) {
          const covering = marks.filter(({ start, end }) => start <= at && at < end).map(({ id }) => id)
          expect(character).toBe(characters[at])
          expect([...run.marks].sort()).toEqual(covering.sort())
          at += 1
        }
        expect(run.anchors).toEqual(anchors.filter(({ offset }) => offset === at).map(({ id }) => id))
      }
      const shown = anchors.filter(({ offset }) => from <= offset && offset <= to)
      expect(runs.flatMap((run) => run.anchors)).toHaveLength(shown.length)
      const starting = marks.filter(({ start, end }) => start < end && from <= start && start < to)
      expect(runs.flatMap((run) => run.starts).sort()).toEqual(starting.map(({ id }) => id).sort())
    }),
  )
})
