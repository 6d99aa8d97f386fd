import fc from 'fast-check'
import { expect, test } from 'vitest'
import { quoteInSentence } from '../../../server/domain/text/quoteInSentence.ts'

const first = {
  start: 0,
  text: 'The bridge was shelled at dawn. Nobody crossed it. Forty people fled that day.',
}
const second = { start: 200, text: 'The ferry was stopped. No reason was given.' }

/** The range of some words of a paragraph, in code points of the letter. */
function words(paragraph: { start: number; text: string }, exact: string) {
  const start = paragraph.start + paragraph.text.indexOf(exact)
  return { start, end: start + exact.length, paragraph }
}
const inWords = (ranges: ReturnType<typeof words>[]) =>
  quoteInSentence(ranges)
    .map(({ text, marked }) => (marked ? `[${text}]` : text))
    .join('')

test('a quote stands in its whole sentence, and only its exact words are marked', () => {
  expect(inWords([words(first, 'was shelled')])).toBe('The bridge [was shelled] at dawn.')
})

test('a quote that runs over two sentences shows both', () => {
  expect(inWords([words(first, 'at dawn. Nobody')])).toBe(
    'The bridge was shelled [at dawn. Nobody] crossed it.',
  )
})

test('ranges in one sentence show it once; sentences side by side are joined', () => {
  expect(inWords([words(first, 'bridge'), words(first, 'dawn')])).toBe('The [bridge] was shelled at [dawn].')
  expect(inWords([words(first, 'bridge'), words(first, 'Nobody')])).toBe(
    'The [bridge] was shelled at dawn. [Nobody] crossed it.',
  )
})

test('sentences that stand apart, in one paragraph or in two, have an ellipsis between them', () => {
  expect(inWords([words(first, 'bridge'), words(first, 'Forty people')])).toBe(
    'The [bridge] was shelled at dawn. … [Forty people] fled that day.',
  )
  expect(inWords([words(first, 'Forty people'), words(second, 'No reason')])).toBe(
    '[Forty people] fled that day. … [No reason] was given.',
  )
})

test('the marked pieces are the quoted words, whatever the text and the range', () => {
  const paragraphs = fc.tuple(fc.string({ unit: 'grapheme', minLength: 1 }), fc.nat(), fc.nat(), fc.nat(500))
  fc.assert(
    fc.property(paragraphs, ([text, a, b, offset]) => {
      const points = Array.from(text)
      const [start, end] = [a % points.length, (b % points.length) + 1].sort((x, y) => x - y) as [
        number,
        number,
      ]
      fc.pre(start < end)
      const paragraph = { start: offset, text }
      const pieces = quoteInSentence([{ start: offset + start, end: offset + end, paragraph }])
      const marked = pieces.filter((piece) => piece.marked).map((piece) => piece.text)
      expect(marked.join('')).toBe(points.slice(start, end).join(''))
      expect(text).toContain(pieces.map((piece) => piece.text).join(''))
    }),
  )
})
