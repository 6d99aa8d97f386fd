import fc from 'fast-check'
import type { Interval } from '../../server/domain/dates.ts'

const day = fc.integer({ min: 1, max: 9 }).map((n) => `2020-11-0${n}`)

/** Any interval of a few days, so that two of them often meet; open at either end or both. */
export const interval: fc.Arbitrary<Interval> = fc
  .tuple(day, day, fc.constantFrom('both', 'from', 'to', 'neither'))
  .map(([one, other, known]) => {
    const [from, to] = [one, other].sort() as [string, string]
    return {
      from: known === 'both' || known === 'from' ? from : null,
      to: known === 'both' || known === 'to' ? to : null,
    }
  })
