import { expect, test } from 'vitest'
import { actorsIn } from '../../../server/domain/suggest/actors.ts'
import { nameFamilies } from '../../../server/domain/suggest/names.ts'

const names = nameFamilies([
  'Troops of Norland entered Velin. The Norlandic army and Norlanders stayed, as Turvey knew.',
  'They left Sudmark, and in Sudmark nobody knew. The Turvish side did not, said Turvey.',
  'The town of Velin (Wellin) burnt. In Velin (Wellin) nobody stayed; the army of Norland left the state.',
])
const acting = (text: string) => [...actorsIn(text, names)]

test('a name, its adjective and its people are one family, and so are two names given for one another', () => {
  expect(names.familyOf('Norlandic')).toBe(names.familyOf('Norland'))
  expect(names.familyOf('Norlanders')).toBe(names.familyOf('Norland’s'))
  expect(names.familyOf('Turvish')).toBe(names.familyOf('Turvey'))
  expect(names.familyOf('Wellin')).toBe(names.familyOf('Velin'))
  expect(names.familyOf('army')).toBeUndefined()
})

test.each([
  ['Norland shelled the town', 'norland'],
  ['The armed forces of Norland shelled Sudmark', 'norland'],
  ['the shelling of Sudmark by Norland', 'norland'],
  ['Norland’s attacks on Sudmark', 'norland'],
  ['Norlandic attacks against Sudmark', 'norland'],
])('who acts is told from who is acted upon: %s', (text, actor) => {
  expect(acting(text)).toEqual([actor])
})

test.each([
  'the war against Norland',
  'the occupation of Sudmark',
  'a road in Norland',
  'the road was closed',
])('nobody acts in: %s', (text) => {
  expect(acting(text)).toEqual([])
})
