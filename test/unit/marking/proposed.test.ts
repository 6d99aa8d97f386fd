import { expect, test } from 'vitest'
import { asProposed, followWords, withNothingProposed } from '../../../server/domain/marking/proposed.ts'
import { emptyLink, emptyMarking, type MarkingValues } from '../../../server/domain/marking/values.ts'

const figure = { number: '12', bound: 'exactly', unit: 'people', counted: 'people', where: '', when: '' }
const old = [{ start: 0, end: 40 }]
const shorter = [{ start: 0, end: 9 }]
const given = (values: Partial<MarkingValues>, ranges = old) =>
  asProposed({ ...emptyMarking(), ...values }, ranges)
const proposed = given({
  gist: 'As South says, twelve people left.',
  topics: ['a', 'b'],
  attribution: [{ name: 'South', who: 'party:south', adopted: false }],
  figures: [figure],
  footnotes: ['1'],
})
const fresh = given({ gist: 'A bridge.', kind: 'legal', topics: ['c'] }, shorter)
/** As a page sends it back: with an empty row in each list. */
const sent = (values: MarkingValues): MarkingValues => ({
  ...values,
  topics: values.topics.toReversed(),
  attribution: [...values.attribution, { name: '', who: '', adopted: false }],
  figures: [...values.figures, { ...figure, number: '', unit: '', counted: '' }],
})

test('what was proposed for other words and left alone is what is proposed for those that are chosen now', () => {
  const followed = followWords(sent(proposed), shorter, 'a bridge', fresh)
  expect(followed).toEqual({ ...fresh, ranges: proposed.ranges, links: proposed.links })
  expect(followWords(followed, shorter, 'a bridge', proposed)).toBe(followed)
})

test('what an editor has typed stays, and goes on to stay when the words change once more', () => {
  const typed = { ...sent(proposed), gist: 'My own.', figures: [{ ...figure, number: '13' }] }
  const followed = followWords(typed, shorter, 'a bridge', fresh)
  expect(followed).toMatchObject({ gist: 'My own.', kind: 'legal', topics: ['c'], attribution: [] })
  expect(followed.figures).toEqual([{ ...figure, number: '13' }])
  const back = followWords(followed, old, 'twelve', proposed)
  expect(back).toMatchObject({ gist: 'My own.', kind: 'fact', topics: ['a', 'b'], footnotes: ['1'] })
})

test('words of which nothing could be told give their gist, and the rest follows when it can', () => {
  const followed = followWords(sent(proposed), shorter, 'a bridge', undefined)
  expect(followed).toMatchObject({ gist: 'A bridge.', footnotes: ['1'] })
  expect(followWords(followed, shorter, 'a bridge', fresh)).toMatchObject({ kind: 'legal', footnotes: [] })
})

test('the stance on a claim that is chosen stays as it was looked at; one that was only offered follows', () => {
  const stances = { one: 'disputes', two: 'disputes', three: 'qualifies' }
  const values = {
    ...proposed,
    links: [{ ...emptyLink(), claim: 'claim:one', stances }],
    proposed: { ...proposed.proposed, stances: { one: 'disputes', two: 'disputes', three: 'asserts' } },
  }
  expect(followWords(values, shorter, 'a bridge', fresh).links[0]!.stances).toEqual({
    one: 'disputes',
    three: 'qualifies',
  })
})

test('an assertion as it was recorded follows nothing; an empty form is filled in, but for what was typed', () => {
  const recorded = { ...emptyMarking(), gist: 'Recorded.' }
  expect(followWords(recorded, shorter, 'a bridge', fresh)).toBe(recorded)
  const filled = followWords(withNothingProposed({ ...emptyMarking(), gist: 'Typed.' }), shorter, '', fresh)
  expect(filled).toMatchObject({ gist: 'Typed.', kind: 'legal', topics: ['c'] })
})
