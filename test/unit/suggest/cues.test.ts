import { expect, test } from 'vitest'
import { agentOf } from '../../../server/domain/suggest/cues.ts'

const northland = { value: 'named', reason: '“Northland” is named as the one who acts.' }

test.each([
  'On 29 October 2020 Northland shelled the school',
  'On October 8, 2020, Northland shelled the school',
  'the shelling of the school by Northland in October 2020',
])('who acts is a side, never a day: %s', (quote) => {
  expect(agentOf(quote)).toEqual(northland)
})

test('an act on a certain day whose doer the words do not name is left to the sentence', () => {
  expect(agentOf('they shelled the school on 29 October').value).toBe('implied')
})
