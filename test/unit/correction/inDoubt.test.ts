import { expect, test } from 'vitest'
import { inDoubt, replacedWords } from '../../../server/domain/correction/inDoubt.ts'

const fled = [
  {
    before: 'At least 2,000 people fled, as the Red Cross said.',
    after: 'More than 3,000 people fled, as the Red Cross said.',
  },
]
const recorded = {
  gist: 'At least 2000 people fled.',
  figures: [
    { number: 2000, bound: 'at least', unit: 'people', counted: 'people who fled' },
    { number: 50, bound: 'about', unit: 'houses', counted: 'houses' },
  ],
  attribution: [{ name: 'the Red Cross' }],
}

test('a number counts as one word, whatever its commas', () => {
  expect(replacedWords(fled)).toEqual({ removed: ['At', 'least', '2,000'], added: ['More', 'than', '3,000'] })
})

test('what names a word or a number that is gone is in doubt, and nothing else', () => {
  expect(Object.keys(inDoubt(recorded, fled))).toEqual(['gist', 'figure-1-number', 'figure-1-bound'])
  expect(inDoubt(recorded, fled)['figure-1-number']).toContain('“2,000”')
})

test('a number that was written in words is found too', () => {
  const pairs = [{ before: 'Two thousand people fled.', after: 'Three thousand people fled.' }]
  expect(inDoubt({ ...recorded, gist: 'Many fled.' }, pairs)).toHaveProperty('figure-1-number')
})

test('where only other words came in, it is asked whether the sentence still says what they say', () => {
  const pairs = [{ before: 'The bridge was shelled.', after: 'The bridge was never shelled.' }]
  const bridge = { gist: 'The bridge was shelled.', figures: [], attribution: [] }
  expect(inDoubt(bridge, pairs)).toEqual({
    gist: 'The words have changed. Does it still say what they say?',
  })
})

test('the same words put nothing in doubt, wherever they stand', () => {
  const same = [{ before: 'At least 2,000 people fled.', after: 'at least 2,000 people fled.' }]
  expect(inDoubt(recorded, same)).toEqual({})
})
