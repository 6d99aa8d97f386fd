import { expect, test } from 'vitest'
import { chooseReadings, learnKeeping } from '../../../server/domain/suggest/keeping.ts'
import { type Measured, matched, measureLetter, type Share } from '../../../server/domain/suggest/measure.ts'
import { readRawLetter } from '../../../server/domain/suggest/rawLetter.ts'
import { readLetter } from '../../../server/domain/suggest/statements.ts'
import { suggester } from '../../../server/domain/suggest/suggest.ts'
import { occurrences } from '../../../server/domain/text/anchor.ts'
import { practiceLetters } from '../../../server/features/suggestions/practiceLetters.ts'
import { raw, statements } from './otherDispute.ts'
import { nothingKnown, shipped } from './support.ts'

const known = shipped()
const practice = practiceLetters()

test('the shipped letters, each suggested by what the others teach, do not fall below what is documented', () => {
  const all = known.letters.map((letter) => measureLetter(known, letter, practice))
  const share = (of: (measured: Measured) => Share) => {
    const shares = all.map(of)
    const sum = (key: keyof Share) => shares.reduce((total, one) => total + one[key], 0)
    return sum('right') / sum('of')
  }
  const floors: [string, number, number][] = [
    ['spans: recall', share(({ found }) => found), 0.67],
    ['spans: precision', share(({ kept }) => kept), 0.64],
    ['claim: first', share(({ claimFirst }) => claimFirst), 0.67],
    ['claim: among five', share(({ claimAmongFive }) => claimAmongFive), 0.9],
    ['claim of a suggestion: first', share(({ suggestedFirst }) => suggestedFirst), 0.58],
    ['claim of a suggestion: among five', share(({ suggestedAmongFive }) => suggestedAmongFive), 0.86],
    ['a new claim: said', share(({ newSaid }) => newSaid), 0.55],
    ['a new claim: not said', share(({ newNotSaid }) => newNotSaid), 0.81],
    ['topics: precision', share(({ topicPrecision }) => topicPrecision), 0.84],
    ['topics: recall', share(({ topicRecall }) => topicRecall), 0.65],
    ['stance', share(({ stance }) => stance), 0.86],
  ]
  expect(floors.filter(([, measured, floor]) => measured < floor)).toEqual([])
}, 300_000)

test('nor do letters about other disputes, each third of them taught by the others', () => {
  let [found, marked, suggested] = [0, 0, 0]
  for (const third of [0, 1, 2]) {
    const keep = learnKeeping(
      known.letters,
      practice.filter((_, i) => i % 3 !== third),
    )
    for (const { paragraphs, assertions } of practice.filter((_, i) => i % 3 === third)) {
      const chosen = Array.from(readLetter(paragraphs)).flatMap(({ readings }) =>
        chooseReadings(readings, keep).map(({ reading }) => reading),
      )
      found += matched(chosen, assertions).size
      marked += assertions.length
      suggested += chosen.length
    }
  }
  expect(found / marked).toBeGreaterThanOrEqual(0.8)
  expect(found / suggested).toBeGreaterThanOrEqual(0.74)
}, 300_000)

test.each([
  ['taught by the shipped letters', known, 0.7, 0.65],
  ['taught by the practice letters alone', nothingKnown, 0.7, 0.65],
])('the statements of a letter about another dispute are found, %s', (_, collection, recall, precision) => {
  const letter = readRawLetter(raw)
  const suggestions = suggester(collection, null, practice).suggest(letter)
  const marked = statements.map((quote) => ({ quote, ranges: occurrences(letter.text, quote) }))
  const found = matched(suggestions, marked).size
  expect(found / marked.length).toBeGreaterThanOrEqual(recall)
  expect(found / suggestions.length).toBeGreaterThanOrEqual(precision)
})
