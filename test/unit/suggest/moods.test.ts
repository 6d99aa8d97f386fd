import { expect, test } from 'vitest'
import { moodSigns, moodsOf } from '../../../server/domain/suggest/moods.ts'
import { tokens } from '../../../server/domain/suggest/tags.ts'

/** The signs of the words that end the sentence, or of those that are named. */
function signs(sentence: string, words: string): string[] {
  const list = tokens(sentence)
  const start = sentence.indexOf(words)
  const from = list.findIndex((token) => token.start >= start)
  const to = list.findLastIndex((token) => token.end <= start + words.length) + 1
  return moodSigns(moodsOf(list), from, to)
}

test.each([
  ['The envoy urges the council to open the pass.', 'the council to open the pass', ['is asked for']],
  ['The envoy calls upon Norland to open the pass.', 'The envoy calls upon Norland', ['asks']],
  ['The villagers were asked to leave the valley.', 'to leave the valley', []],
  ['The request of the envoy was ignored by all.', 'was ignored by all', []],
  ['The Legation avails itself of this opportunity.', 'The Legation avails itself', ['courtesy']],
  ['Norland reserves its right to answer in time.', 'Norland reserves its right', ['courtesy']],
  ['Release the crew of the ferry without delay.', 'the crew of the ferry', ['in what is to be done']],
  ['to release the crew of the ferry;', 'the crew of the ferry', ['in what is to be done']],
  ['Work on the dam has begun in the valley.', 'Work on the dam', []],
])(
  'what is asked for and what is a courtesy are told from what is said: “%s”',
  (sentence, words, expected) => {
    expect(signs(sentence, words)).toEqual(expected)
  },
)
