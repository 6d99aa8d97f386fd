import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sentenceAround, sentences } from '../../../server/domain/text/sentences.ts'

/** The sentences' words; the characters are taken one by one, so that the ranges are read as code points. */
function split(paragraph: string): string[] {
  const characters = [...paragraph]
  return sentences(paragraph).map(({ start, end }) => characters.slice(start, end).join(''))
}

/** That these sentences, written one behind the other, are found again. */
function expectKept(...expected: string[]) {
  expect(split(expected.join(' '))).toEqual(expected)
}

test('a paragraph falls into its sentences, without the spaces between them', () => {
  expect(split('  They fired.  We did not! Did we? No.\u00a0')).toEqual([
    'They fired.',
    'We did not!',
    'Did we?',
    'No.',
  ])
})

test('sentences are ranges in code points', () => {
  expect(sentences('One 😀. Two 😀.')).toEqual([
    { start: 0, end: 6 },
    { start: 7, end: 13 },
  ])
})

test.each([
  ['a title before a name', 'We met Mr. Kwaja, Mrs. Khan (Dr. Melzer came too) and Gen. Doe.'],
  ['a month before a day', 'It appeared on Oct. 5, 2020 and again (Sept. 9).'],
  ['a number', 'See No. 12, Nos. 3 and 4, Art. IV, p. 7 and doc. A/75/1.'],
  ['a saint and a street', 'From St. Petersburg to Wall St. Journal readers.'],
  ['a state', 'The U.S. Department and the U.S.A. Government agreed.'],
  ['initials', 'It was signed by M. Smith, J. A. Armen and Ph.D. Students of X Inc. Yerevan.'],
  ['e.g., i.e. and cf.', 'Some towns, e.g. Ganja, i.e. Two of them, cf. Barda.'],
  ['etc. before a small letter', 'They took bombs, drones, etc. and left.'],
  ['the dots of an address', 'It stands at www.example.org/watch?v=Ab1 and at Example.Org today.'],
  ['a question inside of a sentence', '“Why did they fire?” he asked.'],
])('a sentence goes on after %s', (_, sentence) => {
  expectKept('We begin.', sentence, 'Then it ends.')
})

test.each([
  ['a word that is short for another only before a number', 'This is an art.', 'War is none.'],
  ['No. that is an answer', 'No.', 'Nobody fired.'],
  ['a state, before a word that begins a sentence', 'It was brokered by the U.S.', 'The truce failed.'],
  ['a single letter, before a word that begins a sentence', 'They chose plan B.', 'However, it failed.'],
  ['etc.', 'They took bombs, drones, etc.', 'Moreover, they left.'],
  ['a year', 'It began on 27 September 2020.', 'All were there.'],
  ['a word, before a number', 'YEREVAN, JANUARY 23, NORTHPRESS.', '40 non-governmental organizations wrote.'],
  ['a year, before a number', 'It began in September 2020.', '93 civilians died.'],
  ['marks of other scripts', 'Սա առաջինն է։', 'Սա երկրորդն է։'],
])('a sentence ends after %s', (_, first, second) => {
  expectKept(first, second)
})

test('sentences without spaces between them are told apart where the script needs none', () => {
  expect(split('他们开火了。我们没有。')).toEqual(['他们开火了。', '我们没有。'])
})

test('a list marker belongs to the sentence that it numbers', () => {
  expectKept('1. They fired.', '2. We did not.')
  expectKept('(i). They fired.', 'IV. We did not.', '2.1. So it ended.')
  expectKept('a. Nobody did.', 'We wait.')
  expectKept('We ask you: 1. Stop the fire; and 2. Withdraw.', 'We wait.')
  expectKept('The aims were (i) Peace and (ii) Trade.', 'We agree.')
})

test('a closing quote or bracket belongs to its sentence', () => {
  expectKept('They said: “We fired.”', '“We did not.”', '(See the annex.)', 'It is "over."', 'We left.')
  expectKept('« Ils ont tiré. »', 'Puis rien.')
  expectKept('” They fired.', 'We did not.')
})

test('a paragraph without words has no sentences', () => {
  expect(sentences('')).toEqual([])
  expect(sentences(' \n\u00a0')).toEqual([])
})

test('sentences hold every word of any paragraph, in order, without overlap and without outer spaces', () => {
  const bits = [
    'Mr.',
    'U.S.',
    'M.',
    'The',
    'war',
    'Oct.',
    '5',
    '1.',
    '(i)',
    '. ',
    '”',
    '“',
    '?',
    '!',
    ' ',
    '»',
    '😀',
    '。',
    '\n',
  ]
  const paragraph = fc.oneof(
    fc.array(fc.constantFrom(...bits)).map((words) => words.join('')),
    fc.array(fc.constantFrom(...bits)).map((words) => words.join(' ')),
    fc.string({ unit: 'binary' }),
  )
  fc.assert(
    fc.property(paragraph, (text) => {
      const characters = [...text]
      let behind = 0
      for (const { start, end } of [
        ...sentences(text),
        { start: characters.length, end: characters.length },
      ]) {
        expect(start).toBeGreaterThanOrEqual(behind)
        expect(characters.slice(behind, start).join('').trim()).toBe('')
        const words = characters.slice(start, end).join('')
        expect(words.trim()).toBe(words)
        behind = end
      }
    }),
    { numRuns: 500 },
  )
})

test('the sentence around a passage runs from the first to the last sentence that it touches', () => {
  const paragraph = 'One is here. Two is here. Three is here.'
  expect(sentenceAround(paragraph, { start: 17, end: 19 })).toEqual({ start: 13, end: 25 })
  expect(sentenceAround(paragraph, { start: 11, end: 14 })).toEqual({ start: 0, end: 25 })
})

test('a passage that touches another sentence only at its edge does not bring it along', () => {
  const paragraph = 'One is here. Two is here. Three is here.'
  expect(sentenceAround(paragraph, { start: 13, end: 25 })).toEqual({ start: 13, end: 25 })
  expect(sentenceAround(paragraph, { start: 12, end: 26 })).toEqual({ start: 13, end: 25 })
  expect(sentenceAround(paragraph, { start: 12, end: 13 })).toEqual({ start: 12, end: 13 })
  // In a script without spaces one sentence begins where the other ends.
  expect(sentenceAround('他们开火了。我们没有。', { start: 0, end: 6 })).toEqual({ start: 0, end: 6 })
  expect(sentenceAround('他们开火了。我们没有。', { start: 6, end: 8 })).toEqual({ start: 6, end: 11 })
})
