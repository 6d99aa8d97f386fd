import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findQuote } from '../../../server/domain/marking/findQuote.ts'
import { quoteOf, rangeRecords, tidyRanges } from '../../../server/domain/marking/ranges.ts'
import { rangeOfWords, wordsOfText } from '../../../server/domain/marking/wordsOfText.ts'
import { normaliseText } from '../../../server/domain/text/normalise.ts'

const slice = (text: string, { start, end }: { start: number; end: number }) =>
  Array.from(text).slice(start, end).join('')
const words = (text: string) => wordsOfText(text).map((range) => slice(text, range))

test('a word has no marks around it, and keeps those within it', () => {
  expect(words('“The U.S.-led force (43% of it), it’s said—again: A/75/1, O’Brien.”')).toEqual([
    'The',
    'U.S.-led',
    'force',
    '43%',
    'of',
    'it',
    'it’s',
    'said',
    'again',
    'A/75/1',
    'O’Brien',
  ])
  expect(words('in the U.S. – and $5 😀 too')).toEqual(['in', 'the', 'U.S.', 'and', '$5', 'too'])
  expect(words(' — … “” ')).toEqual([])
})

/** Letters as they come: several scripts, marks, characters beyond the first plane. */
const letterText = fc
  .array(
    fc.constantFrom(
      'bridge',
      'Երևան',
      '“war',
      'crimes”,',
      'it’s',
      '😀',
      '43',
      '—',
      'U.S.',
      '(x)',
      'a…b',
      'x–y',
    ),
    {
      minLength: 1,
      maxLength: 30,
    },
  )
  .map((parts) => normaliseText(parts.join(' ')))

test('words stand in order, do not overlap and hold every letter and digit of the text', () => {
  fc.assert(
    fc.property(letterText, (text) => {
      const ranges = wordsOfText(text)
      let at = 0
      const between: string[] = []
      for (const { start, end } of ranges) {
        expect(start).toBeGreaterThanOrEqual(at)
        expect(end).toBeGreaterThan(start)
        between.push(slice(text, { start: at, end: start }))
        at = end
      }
      between.push(slice(text, { start: at, end: Array.from(text).length }))
      expect(between.join('')).not.toMatch(/[\p{L}\p{N}]/u)
    }),
  )
})

test('words chosen by their numbers run from the first to the last, and impossible numbers choose none', () => {
  const text = 'No bridge was shelled, by us.'
  const ranges = wordsOfText(text)
  expect(slice(text, rangeOfWords(ranges, 2, 4)!)).toBe('bridge was shelled')
  for (const [first, last] of [
    [0, 2],
    [3, 2],
    [2, 99],
    [Number.NaN, 2],
    [1.5, 2],
  ] as const) {
    expect(rangeOfWords(ranges, first, last)).toBeUndefined()
  }
})

test('words copied from a letter are found where they stand', () => {
  fc.assert(
    fc.property(letterText, fc.nat(), fc.nat(), (text, one, other) => {
      const ranges = wordsOfText(text)
      fc.pre(ranges.length > 0)
      const [first, last] = [one % ranges.length, other % ranges.length].sort((a, b) => a - b) as [
        number,
        number,
      ]
      const range = { start: ranges[first]!.start, end: ranges[last]!.end }
      expect(findQuote(text, slice(text, range))).toContainEqual(range)
    }),
  )
})

/** How people type what a letter prints. */
const retyped = (words: string) =>
  words
    .replace(/[“”]/g, '"')
    .replace(/’/g, "'")
    .replaceAll('…', '...')
    .replace(/[–—]/g, '-')
    .replaceAll(' ', '  ')
    .toUpperCase()

test('words typed with plain quotation marks, dashes, other capitals and more spaces are found; their own are kept', () => {
  fc.assert(
    fc.property(letterText, fc.nat(), fc.nat(), (text, one, other) => {
      const ranges = wordsOfText(text)
      fc.pre(ranges.length > 0)
      const [first, last] = [one % ranges.length, other % ranges.length].sort((a, b) => a - b) as [
        number,
        number,
      ]
      const range = { start: ranges[first]!.start, end: ranges[last]!.end }
      expect(findQuote(text, retyped(slice(text, range)))).toContainEqual(range)
    }),
  )
})

test('what is found always says the same but for marks, spaces and capitals', () => {
  fc.assert(
    fc.property(
      letterText,
      fc.string({ unit: fc.constantFrom('b', 'r', 'i', ' ', '"', '.', '43', '-') }),
      (text, typed) => {
        for (const range of findQuote(text, typed)) {
          expect(retyped(slice(text, range)).replace(/ +/g, ' ')).toBe(
            retyped(normaliseText(typed)).replace(/ +/g, ' '),
          )
        }
      },
    ),
  )
})

test('words that stand twice are found twice, within longer words never', () => {
  expect(findQuote('The war. After the war, the warfare: the warm war', 'war')).toEqual([
    { start: 4, end: 7 },
    { start: 19, end: 22 },
    { start: 46, end: 49 },
  ])
  expect(findQuote('The party', 'art')).toEqual([])
  expect(findQuote('The party', ' ')).toEqual([])
  expect(findQuote('The party', '')).toEqual([])
  expect(findQuote('a…b', '..')).toEqual([])
})

const letter = {
  text: 'No bridge was shelled, by us.\n\n😀 The ferry was only damaged.',
  paragraphs: [
    { label: '1', start: 0, end: 29 },
    { label: '2', start: 31, end: 60 },
  ],
}

test('ranges are put in order, trimmed and joined where only spaces part them', () => {
  expect(
    tidyRanges(letter, [
      { start: 43, end: 46 },
      { start: 3, end: 10 },
      { start: 10, end: 13 },
      { start: 20, end: 20 },
      { start: 33, end: 42 },
    ]),
  ).toEqual({
    ranges: [
      { start: 3, end: 13 },
      { start: 33, end: 46 },
    ],
  })
})

test('a range over the end of a paragraph or of the letter is refused, and so are no words at all', () => {
  for (const ranges of [
    [{ start: 20, end: 40 }],
    [{ start: 50, end: 99 }],
    [{ start: -1, end: 4 }],
    [],
    [{ start: 29, end: 31 }],
  ]) {
    expect(tidyRanges(letter, ranges)).toHaveProperty('refusal')
  }
})

test('whatever ranges are given, those kept lie within a paragraph, apart from one another, and hold all that was chosen', () => {
  const range = fc
    .tuple(fc.nat({ max: 60 }), fc.nat({ max: 20 }))
    .map(([start, length]) => ({ start, end: Math.min(60, start + length) }))
  fc.assert(
    fc.property(fc.array(range, { maxLength: 6 }), (chosen) => {
      const tidy = tidyRanges(letter, chosen)
      if (!('ranges' in tidy)) return
      let before = -1
      for (const { start, end } of tidy.ranges) {
        expect(start).toBeGreaterThan(before)
        expect(letter.paragraphs.some((one) => one.start <= start && end <= one.end)).toBe(true)
        expect(slice(letter.text, { start, end })).toBe(slice(letter.text, { start, end }).trim())
        before = end
      }
      const characters = Array.from(letter.text)
      for (const one of chosen) {
        for (let at = one.start; at < one.end; at++) {
          const isKept = tidy.ranges.some(({ start, end }) => start <= at && at < end)
          expect(isKept || /\s/.test(characters[at]!)).toBe(true)
        }
      }
      for (const record of rangeRecords(letter.text, tidy.ranges)) {
        expect(record.exact).toBe(slice(letter.text, record))
      }
      expect(quoteOf(letter.text, tidy.ranges)).toBe(
        tidy.ranges.map((one) => slice(letter.text, one)).join(' … '),
      )
    }),
  )
})
