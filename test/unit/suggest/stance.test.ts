import { expect, test } from 'vitest'
import type { Known, KnownAssertion } from '../../../server/domain/suggest/known.ts'
import { stanceGuesser } from '../../../server/domain/suggest/stance.ts'
import { nothingKnown } from './support.ts'

const assertion = (id: string, party: string): KnownAssertion => ({
  id,
  party,
  gist: '',
  quote: '',
  ranges: [],
  kind: 'fact',
  modality: 'plain',
  agent: 'named',
  topics: [],
})
const known: Known = {
  ...nothingKnown,
  parties: [
    { id: 'north', name: 'Norlandic side' },
    { id: 'south', name: 'Sudmarkian side' },
  ],
  letters: [
    {
      id: 'one',
      party: 'north',
      paragraphs: [],
      assertions: [assertion('a', 'north'), assertion('b', 'south')],
    },
  ],
  claims: [
    {
      id: 'shelling',
      wording: 'Sudmark shelled Velin.',
      who: 'Sudmark',
      what: 'shelled Velin',
      topics: [],
      stances: [{ assertion: 'a', stance: 'asserts' }],
    },
    {
      id: 'denied',
      wording: 'Norland mined the road.',
      who: 'Norland',
      what: 'mined the road',
      topics: [],
      stances: [{ assertion: 'a', stance: 'disputes' }],
    },
    {
      id: 'false',
      wording: 'The photographs were fabricated.',
      who: '',
      what: 'fabricated the photographs',
      topics: [],
      stances: [],
    },
  ],
}
const south = stanceGuesser(known, 'south')
const north = stanceGuesser(known, 'north')

test('what the other side says of the side that speaks is disputed by it, whatever its words', () => {
  expect(south('Our army fires at soldiers only', 'shelling', undefined)).toEqual({
    kind: 'disputes',
    reason: 'Norlandic side says this of the side that speaks.',
  })
  expect(north('Its army fired at Velin', 'shelling', undefined).kind).toBe('asserts')
})

test('a side goes on disputing what it has disputed', () => {
  expect(north('There were no mines', 'denied', undefined).kind).toBe('disputes')
})

test('words of denial dispute, unless the claim is a denial itself; “reject to do” is none', () => {
  expect(north('The photographs are real and this story is unfounded', 'denied', undefined).reason).toContain(
    'unfounded',
  )
  expect(north('The photographs were fabricated', 'false', undefined).kind).toBe('asserts')
  expect(north('Sudmark is rejecting to withdraw', 'false', undefined).kind).toBe('asserts')
})

test('what is only relayed or alleged is reported', () => {
  expect(north('the road was mined', 'false', 'the Minister').kind).toBe('reports')
  expect(south('the alleged mining of the road', 'false', undefined).kind).toBe('reports')
})
