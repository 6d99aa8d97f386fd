import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareTexts, type RangedText } from '../../../server/domain/correction/comparison.ts'
import { correctLetter } from '../../../server/domain/correction/correctLetter.ts'
import { rangeMover } from '../../../server/domain/correction/moveRanges.ts'
import { occurrences } from '../../../server/domain/text/anchor.ts'
import { codePoints } from '../../../server/domain/text/codePoints.ts'
import { corrected } from './letters.ts'

const moverTo = (before: RangedText, after: Omit<RangedText, 'language'>) =>
  rangeMover(compareTexts(before, { ...after, language: before.language }))

test('after any correction every assertion has moved to its very words, in one paragraph, or waits', () => {
  fc.assert(
    fc.property(corrected, ({ before, notes, after }) => {
      const { moved, waiting } = correctLetter(moverTo(before.letter, after), after, notes, before.assertions)
      const [old, fresh] = [codePoints(before.letter.text), codePoints(after.text)]
      for (const one of moved) {
        one.after.ranges.forEach((range, i) => {
          const was = one.before.ranges[i]!
          expect(fresh.slice(range.start, range.end)).toBe(old.slice(was.start, was.end))
          expect(range.exact).toBe(was.exact)
          expect(after.paragraphs.some(({ start, end }) => start <= range.start && range.end <= end)).toBe(
            true,
          )
        })
        const markers = after.footnotes.map(({ marker }) => marker)
        for (const one of moved.flatMap((each) => each.after.citations)) {
          if ('footnote' in one) expect(markers).toContain(one.footnote)
        }
      }
      const ids = [...moved.map((one) => one.before.id), ...waiting.map(({ assertion }) => assertion.id)]
      expect(ids.sort()).toEqual(before.assertions.map(({ id }) => id).sort())
    }),
    { numRuns: 300 },
  )
})

test('a correction that changes nothing moves every assertion to where it stands', () => {
  fc.assert(
    fc.property(corrected, ({ before }) => {
      const { letter, notes, assertions } = before
      const { moved } = correctLetter(moverTo(letter, letter), letter, notes, assertions)
      expect(moved.map((one) => one.after)).toEqual(assertions)
    }),
  )
})

const textOf = (text: string, language = 'en') => {
  let start = 0
  const paragraphs = text.split('\n\n').map((words) => {
    const paragraph = { start, end: start + Array.from(words).length }
    start = paragraph.end + 2
    return paragraph
  })
  return { text, language, paragraphs }
}
/** What becomes of these words of a text when it is corrected. */
function moveWords(before: string, words: string, after: string, language = 'en') {
  const result = rangeMover(compareTexts(textOf(before, language), textOf(after, language)))([
    occurrences(before, words)[0]!,
  ])
  return result.kind === 'moved' ? result.ranges[0]!.start : result.reason
}

test('words move with a text that changes elsewhere', () => {
  expect(
    moveWords('The brigde fell. The town burned.', 'town burned', 'The bridge fell down. The town burned.'),
  ).toBe(26)
  expect(moveWords('First.\n\nThe town burned.', 'town burned', 'The town burned.\n\nFirst.')).toBe(4)
})

test('words that were changed wait', () => {
  expect(moveWords('The town burned.', 'town burned', 'The town was burned.')).toBe('words')
  expect(moveWords('It lost 43 people.', 'lost 43 people', 'It lost 34 people.')).toBe('words')
})

test('words wait when a number, a name or a negation beside them has changed, though they stand as they were', () => {
  const beside = (before: string, words: string, after: string) => moveWords(before, words, after)
  expect(beside('It lost 43 people.', 'people', 'It lost 34 people.')).toBe('beside')
  expect(beside('North shelled the town.', 'shelled the town', 'South shelled the town.')).toBe('beside')
  expect(beside('It did not shell the town.', 'shell the town', 'It did shell the town.')).toBe('beside')
  expect(
    beside(
      'It is not true at all that it shelled the town.',
      'it shelled the town',
      'It is true at all that it shelled the town.',
    ),
  ).toBe('beside')
  expect(beside('It shelld heavily the town.', 'the town', 'It shelled heavyly the town.')).toBe(19)
})

test('words wait when any word of their sentence has changed in a language whose negations are not known', () => {
  expect(moveWords('Il n’a pas brûlé la ville. Fin.', 'la ville', 'Il a brûlé la ville. Fin.', 'fr')).toBe(
    'beside',
  )
  expect(moveWords('Il a brûlé la ville. Fn.', 'la ville', 'Il a brûlé la ville. Fin.', 'fr')).toBe(11)
})

test('words that stand more often, or less often, than before wait where what surrounds them tells nothing', () => {
  expect(moveWords('It fell. It fell. So.', 'It fell.', 'It fell. So.')).toBe('place')
  expect(moveWords('It fell.', 'It fell.', 'It fell. It fell.')).toBe('place')
})

test('words that would run from one paragraph into the next wait', () => {
  expect(moveWords('The town burned down.', 'town burned', 'The town\n\nburned down.')).toBe('words')
})
