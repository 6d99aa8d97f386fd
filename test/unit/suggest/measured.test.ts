import { join } from 'node:path'
import { expect, test } from 'vitest'
import { projectRoot } from '../../../db/client.ts'
import { chooseReadings, learnKeeping } from '../../../server/domain/suggest/keeping.ts'
import { type Measured, matched, measureLetter, type Share } from '../../../server/domain/suggest/measure.ts'
import { readRawLetter } from '../../../server/domain/suggest/rawLetter.ts'
import { readLetter } from '../../../server/domain/suggest/statements.ts'
import { suggester } from '../../../server/domain/suggest/suggest.ts'
import { occurrences } from '../../../server/domain/text/anchor.ts'
import {
  type PracticeLetter,
  practiceLetters,
  readMarkedLetters,
} from '../../../server/features/suggestions/practiceLetters.ts'
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
    ['spans: recall', share(({ found }) => found), 0.7],
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

type Keeper = ReturnType<typeof learnKeeping>

/** The shares of the marks that are found, and of the suggestions that are marked. */
function shares(taught: (letter: PracticeLetter) => Keeper, letters: readonly PracticeLetter[]) {
  let [found, marked, suggested] = [0, 0, 0]
  for (const letter of letters) {
    const keep = taught(letter)
    const chosen = Array.from(readLetter(letter.paragraphs)).flatMap(({ readings }) =>
      chooseReadings(readings, keep).map(({ reading }) => reading),
    )
    found += matched(chosen, letter.assertions).size
    marked += letter.assertions.length
    suggested += chosen.length
  }
  return { recall: found / marked, precision: found / suggested }
}

test('nor do letters about other disputes, each third of them taught by the others', () => {
  const thirds = [0, 1, 2].map((third) => practice.filter((_, i) => i % 3 === third))
  const keepers = new Map(
    thirds.map((third) => [
      third,
      learnKeeping(
        known.letters,
        practice.filter((letter) => !third.includes(letter)),
      ),
    ]),
  )
  const { recall, precision } = shares(
    (letter) => keepers.get(thirds.find((third) => third.includes(letter))!)!,
    practice,
  )
  expect(recall).toBeGreaterThanOrEqual(0.83)
  expect(precision).toBeGreaterThanOrEqual(0.76)
}, 300_000)

test('nor do letters that somebody wrote and marked who had seen neither these nor the program', () => {
  const keep = learnKeeping(known.letters, practice)
  const folder = join(projectRoot(import.meta.dirname), 'test/fixtures/unseenLetters')
  const { recall, precision } = shares(() => keep, readMarkedLetters(folder))
  expect(recall).toBeGreaterThanOrEqual(0.86)
  expect(precision).toBeGreaterThanOrEqual(0.61)
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
