import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { coverage, heldBy, wanted } from '../../../server/domain/suggest/coverage.ts'
import { nameFamilies, plainTerms } from '../../../server/domain/suggest/names.ts'
import { terms } from '../../../server/domain/suggest/similarity.ts'
import { oddText } from './support.ts'

const share = (of: string, by: string, weightOf: (term: string) => number = () => 1) =>
  coverage(wanted(terms(of), weightOf), heldBy(terms(by)))

describe('how much of one text another says', () => {
  test('all of itself, and nothing of what shares no word with it', () => {
    expect(share('the army shelled the town', 'the town that the army shelled')).toBe(1)
    expect(share('the army shelled the town', 'a song about rivers')).toBe(0)
  })

  test('a like word counts half, a rare one more than a common one', () => {
    expect(share('shelled', 'bombarded')).toBe(0.5)
    const weightOf = (term: string) => (term === 'river' ? 3 : 1)
    expect(share('a song about rivers', 'rivers', weightOf)).toBeGreaterThan(
      share('a song about rivers', 'a song', weightOf),
    )
  })

  test('whatever the texts, it is a share', () => {
    fc.assert(
      fc.property(oddText, oddText, (one, other) => {
        const found = share(one, other)
        expect(found).toBeGreaterThanOrEqual(0)
        expect(found).toBeLessThanOrEqual(1)
        expect(share(one, one)).toBe(terms(one).length ? 1 : 0)
      }),
    )
  })
})

test('names and numbers are no plain terms, wherever they stand', () => {
  const names = nameFamilies(['The army of Norland went home.', 'They fled from Norland.'])
  expect(plainTerms('Norland’s army killed 14 civilians', names)).toEqual(terms('army killed civilians'))
})
