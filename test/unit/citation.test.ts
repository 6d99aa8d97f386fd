import { expect, test } from 'vitest'
import {
  type CitedLetter,
  citeClaim,
  citeLetter,
  citeQuote,
  paragraphInWords,
} from '../../server/domain/citation.ts'

const letter: CitedLetter = {
  author: { name: 'Minister of North', person: 'Jane Doe' },
  title: 'Letter to the Council',
  date: { from: '2020-11-12', to: '2020-11-12' },
  symbol: 'A/75/1',
  address: 'https://example.org/letters/minister',
}
const address = 'https://example.org/assertions/minister-014'

test('a letter is cited with person, author, title, date, symbol and address', () => {
  expect(citeLetter(letter)).toBe(
    'Jane Doe, Minister of North: Letter to the Council, 12 November 2020, A/75/1. https://example.org/letters/minister',
  )
})

test('a letter is cited without a person or a symbol that it does not have, and says how far it is dated', () => {
  const undated = {
    ...letter,
    author: { name: 'NGOs of North', person: null },
    date: { from: '2020-10-23', to: null },
    symbol: null,
  }
  expect(citeLetter(undated)).toBe(
    'NGOs of North: Letter to the Council, 23 October 2020 or later. https://example.org/letters/minister',
  )
})

test('a quote is cited with its words, its paragraph and its own address', () => {
  expect(citeQuote({ quotes: ['has not used'], paragraphs: ['6'], letter, address })).toBe(
    '“has not used” Jane Doe, Minister of North: Letter to the Council, 12 November 2020, A/75/1, ¶ 6. https://example.org/assertions/minister-014',
  )
})

test('words that stand apart are cited apart, with the paragraph of each', () => {
  expect(citeQuote({ quotes: ['North', 'fired'], paragraphs: ['6', 'H1'], letter, address })).toMatch(
    /^“North” … “fired” Jane Doe.*, ¶ 6, heading 1\. https/,
  )
})

test('a quote by somebody else than the letter’s author is cited as theirs, in that letter', () => {
  const speaker = { name: 'NORTHPRESS', person: null }
  expect(citeQuote({ quotes: ['40 NGOs'], paragraphs: ['F2'], speaker, letter, address })).toMatch(
    /^“40 NGOs” NORTHPRESS, in Jane Doe, Minister of North: .*, masthead 2\./,
  )
})

test('a claim is cited with the state of the data in which it was read', () => {
  expect(citeClaim({ wording: 'North fired first.', change: 1234, address })).toBe(
    '“North fired first.” Counterclaim, as of change 1234. https://example.org/assertions/minister-014',
  )
})

test('a paragraph is named by what it is', () => {
  expect(['6', '12', 'H1', 'F2', 'A3', 'S4', 'E1'].map(paragraphInWords)).toEqual([
    '¶ 6',
    '¶ 12',
    'heading 1',
    'masthead 2',
    'address 3',
    'signature 4',
    'enclosure 1',
  ])
})
