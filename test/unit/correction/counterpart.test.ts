import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareTexts } from '../../../server/domain/correction/comparison.ts'
import { counterparts } from '../../../server/domain/correction/counterpart.ts'
import { textHunks } from '../../../server/domain/correction/textHunks.ts'
import { occurrences } from '../../../server/domain/text/anchor.ts'
import { corrected } from './letters.ts'

const textOf = (text: string) => ({
  text,
  language: 'en',
  paragraphs: [{ start: 0, end: Array.from(text).length }],
})

function standsNow(before: string, words: string, after: string) {
  const range = counterparts(compareTexts(textOf(before), textOf(after)))(occurrences(before, words)[0]!)
  return range && after.slice(range.start, range.end)
}

test('what stands where words stood is offered whole', () => {
  expect(standsNow('It lost 43 men there.', '43 men', 'It lost 34 men there.')).toBe('34 men')
  expect(standsNow('The brigde fell.', 'brigde', 'The long bridge fell.')).toBe('long bridge')
  expect(standsNow('So. It fell. End.', 'It fell.', 'So. End.')).toBeUndefined()
})

test('what is offered lies within one paragraph of the corrected text and has words', () => {
  fc.assert(
    fc.property(corrected, ({ before, after }) => {
      const offered = counterparts(compareTexts(before.letter, { ...after, language: 'en' }))
      for (const range of before.assertions.flatMap(({ ranges }) => ranges)) {
        const found = offered(range)
        if (!found) continue
        expect(found.end).toBeGreaterThan(found.start)
        expect(after.paragraphs.some(({ start, end }) => start <= found.start && found.end <= end)).toBe(true)
      }
    }),
  )
})

const hunksOf = (before: string, after: string) => textHunks(compareTexts(textOf(before), textOf(after)))

test('the places where two texts differ name everything that was taken away and added', () => {
  const words = (hunks: ReturnType<typeof textHunks>, side: 'before' | 'after') =>
    hunks
      .flatMap((hunk) => hunk[side])
      .flatMap((piece) => ('text' in piece && piece.isChanged ? [piece.text] : []))
  const filler = 'and so it went on for days '.repeat(20)
  const hunks = hunksOf(`One 43 ${filler}end.`, `One 34 ${filler}the end.`)
  expect(words(hunks, 'before')).toEqual(['43'])
  expect(words(hunks, 'after').map((text) => text.trim())).toEqual(['34', 'the'])
  expect(hunks).toHaveLength(2)
  expect(hunksOf('Same.', 'Same.')).toEqual([])
})
