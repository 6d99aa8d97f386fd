import { describe, expect, test } from 'vitest'
import { readSentence } from '../../../server/domain/suggest/readings.ts'
import { tokens } from '../../../server/domain/suggest/tags.ts'

/** What may be read as a statement in a sentence. */
function readings(sentence: string): string[] {
  const list = tokens(sentence)
  return readSentence(list).readings.map(({ from, to }) =>
    sentence.slice(list[from]!.start, list[to - 1]!.end),
  )
}

describe('what may be read as a statement', () => {
  test.each([
    [
      'verbs that share their object keep their subject',
      'The present situation cannot and should not be recognized as lawful.',
      ['The present situation cannot and should not be recognized as lawful'],
    ],
    [
      'clauses joined by “and” are read one by one and together',
      'The army shelled the town on 3 May, and the inhabitants left their homes.',
      [
        'The army shelled the town on 3 May',
        'the inhabitants left their homes',
        'The army shelled the town on 3 May, and the inhabitants left their homes',
      ],
    ],
    [
      'a clause behind a comma that gives a reason is no part of what is joined',
      'The envoy stayed away from the talks, since this would undermine his status.',
      ['The envoy stayed away from the talks', 'this would undermine his status'],
    ],
    [
      'a comma ends what describes the subject, before a past form',
      'The envoy, who was ill at the time, collapsed on the stairs.',
      ['The envoy, who was ill at the time, collapsed on the stairs', 'who was ill at the time'],
    ],
    [
      'a comma ends what describes the subject, before a form of the present',
      'The reports, which have been published, contain no names of witnesses.',
      ['The reports, which have been published, contain no names of witnesses'],
    ],
    [
      '“who” takes the past form that follows it, and the sentence the next verb',
      'Those who remained in the valley are forced to accept the treaty.',
      ['Those who remained in the valley are forced to accept the treaty'],
    ],
    [
      '“that” before a verb stands for the noun before it',
      'The cable that connected the island to the grid was severed in March.',
      ['The cable that connected the island to the grid was severed in March'],
    ],
    [
      'an opening participle of “be” is no subject',
      'Being against any settlement, Norland resorted to force in March.',
      ['Norland resorted to force in March'],
    ],
    [
      'a word behind “they” is a verb though it may be a noun',
      'They ration water in every district.',
      ['They ration water in every district'],
    ],
    [
      '“so far” opens no clause',
      'The commission has so far been denied access to the town.',
      ['The commission has so far been denied access to the town'],
    ],
  ])('%s', (_, sentence, expected) => {
    expect(readings(sentence)).toEqual(expect.arrayContaining(expected))
  })

  test('a noun does not run on into the verb behind “and”', () => {
    const found = readings(
      'Norland has respected the truce of 1 April and withdrew its troops from the border.',
    )
    expect(found).toContain('withdrew its troops from the border')
    expect(found.filter((quote) => quote.startsWith('the truce') && quote.includes('withdrew'))).toEqual([])
  })

  test('no reading ends with a participle cut off from what follows it', () => {
    const found = readings('We condemn the military aggression by Norland accompanied by the use of drones.')
    expect(found).toContain('the military aggression by Norland')
    expect(found.filter((quote) => quote.endsWith('accompanied'))).toEqual([])
  })
})
