import { expect, test } from 'vitest'
import { hitsInSentence } from '../../../server/domain/text/hitsInSentence.ts'
import { quotedRanges } from '../../../server/domain/text/quotedRanges.ts'
import { quoteInSentence } from '../../../server/domain/text/quoteInSentence.ts'

const text = 'We saw it. The old bridge was shelled on 3 May and the ferry sank. We left.'
const range = (words: string) => ({
  start: text.indexOf(words),
  end: text.indexOf(words) + words.length,
  paragraphId: 1,
  paragraphStart: 0,
  paragraphText: text,
})
const sentence = (...quotes: string[]) => quoteInSentence(quotedRanges(quotes.map(range)))

test('hits are marked in a quote that stands in its sentence', () => {
  const found = hitsInSentence(sentence('The old bridge was shelled'), [
    { text: 'The old ', hit: false },
    { text: 'bridge', hit: true },
    { text: ' was shelled', hit: false },
  ])
  expect(found).toEqual([
    { text: 'The old ', marked: true, hit: false },
    { text: 'bridge', marked: true, hit: true },
    { text: ' was shelled', marked: true, hit: false },
    { text: ' on 3 May and the ferry sank.', marked: false, hit: false },
  ])
})

test('they are marked in a quote whose parts stand apart, too', () => {
  const found = hitsInSentence(sentence('The old bridge', 'the ferry sank'), [
    { text: 'The old bridge … the ', hit: false },
    { text: 'ferry', hit: true },
    { text: ' sank', hit: false },
  ])
  expect(found.filter(({ hit }) => hit)).toEqual([{ text: 'ferry', marked: true, hit: true }])
  expect(found.map((piece) => piece.text).join('')).toBe(
    'The old bridge was shelled on 3 May and the ferry sank.',
  )
})

test('nothing is marked where the quote is not what stands in the sentence', () => {
  const pieces = sentence('The old bridge')
  expect(hitsInSentence(pieces, [{ text: 'Another bridge', hit: true }])).toEqual(
    pieces.map((piece) => ({ ...piece, hit: false })),
  )
})
