import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type DiffPiece, diffPieces, wordDiff } from '../../server/domain/wordDiff.ts'

const marked = (before: string, after: string) =>
  wordDiff(before, after)
    .map((one) => (one.isSame ? one.before : `[-${one.before}-][+${one.after}+]`))
    .join('')

test('words that differ are marked, and the words around them are not', () => {
  expect(marked('The bridge was shelled twice.', 'The old bridge was hit twice.')).toBe(
    'The [--][+old +]bridge was [-shelled-][+hit+] twice.',
  )
  expect(marked('40 people', '41 people')).toBe('[-40-][+41+] people')
  expect(marked('cease-fire', 'cease fire')).toBe('cease[---][+ +]fire')
})

test('neighbouring words that differ are one change', () => {
  expect(marked('Nobody was ever warned', 'Nobody had been warned')).toBe(
    'Nobody [-was ever-][+had been+] warned',
  )
})

test('a comparison says both texts whole, and calls the same only what is', () => {
  const text = fc
    .array(fc.constantFrom('a', 'b', 'c', ' ', '\n', '.', '’', 'é', '😀', '\ud800'))
    .map((s) => s.join(''))
  fc.assert(
    fc.property(text, text, (before, after) => {
      const segments = wordDiff(before, after)
      expect(segments.map((one) => one.before).join('')).toBe(before)
      expect(segments.map((one) => one.after).join('')).toBe(after)
      for (const one of segments) if (one.isSame) expect(one.before).toBe(one.after)
      expect(segments.every(({ isSame }) => isSame)).toBe(before === after)
    }),
  )
})

test('texts too long to be compared word by word keep their common beginning and end', () => {
  const words = (name: string) => Array.from({ length: 2000 }, (_, i) => `${name}${i}`).join(' ')
  const segments = wordDiff(`Begun. ${words('a')}. Ended.`, `Begun. ${words('b')}. Ended.`)
  expect(segments.map(({ isSame }) => isSame)).toEqual([true, false, true])
})

const lengthOf = (pieces: DiffPiece[]) =>
  pieces.reduce((sum, piece) => sum + ('leftOut' in piece ? piece.leftOut : piece.text.length), 0)

test('of long texts the surroundings of what differs are printed, and how much is left out', () => {
  const long = 'The bridge stands. '.repeat(500)
  const pieces = diffPieces(wordDiff(`${long}It was hit.${long}`, `${long}It was missed.${long}`), 'after')
  expect(pieces).toContainEqual({ text: 'missed', isChanged: true })
  expect(pieces.filter((piece) => 'leftOut' in piece)).toHaveLength(2)
  expect(lengthOf(pieces)).toBe(long.length * 2 + 'It was missed.'.length)
  expect(JSON.stringify(pieces).length).toBeLessThan(1500)
})

test('a text of one piece is printed whole while it is short, and from its beginning when it is long', () => {
  expect(diffPieces(wordDiff('Short.', 'Short.'), 'before')).toEqual([{ text: 'Short.', isChanged: false }])
  const [first, rest] = diffPieces(wordDiff('a '.repeat(5000), 'a '.repeat(5000)), 'after')
  expect(first).toMatchObject({ isChanged: false })
  expect(lengthOf([first!, rest!])).toBe(10_000)
  expect(rest).toHaveProperty('leftOut')
})
