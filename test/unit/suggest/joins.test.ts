import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { joinsOf } from '../../../server/domain/suggest/joins.ts'
import { readSentence } from '../../../server/domain/suggest/readings.ts'
import { tokens } from '../../../server/domain/suggest/tags.ts'
import { oddText } from './support.ts'

/** What of a sentence may be a statement together though it stands apart. */
function joins(sentence: string): string[] {
  const list = tokens(sentence)
  return joinsOf(list, readSentence(list)).map(({ from, to, gap }) =>
    [
      [from, gap!.from],
      [gap!.to, to],
    ]
      .map(([first, end]) => sentence.slice(list[first!]!.start, list[end! - 1]!.end))
      .join(' … '),
  )
}

describe('what says something together though it stands apart', () => {
  test.each([
    [
      'a subject and its second verb',
      'The river guard stopped the ferry at noon and fired a warning shot across its bow.',
      'The river guard … fired a warning shot across its bow',
    ],
    [
      'a verb that shares “have been” with the one before it',
      'The wells of the valley have been poisoned with salt and filled with stones from the quarry.',
      'The wells of the valley have been … filled with stones from the quarry',
    ],
    [
      'a noun and the second verb of what describes it',
      'We recall the two soldiers who have burned the mill on the river and are sought by the court.',
      'the two soldiers who … are sought by the court',
    ],
    [
      'a subject and what its act brought about',
      'The raids have damaged schools, hospitals and the water supply of the island, causing a famine in the north.',
      'The raids … causing a famine in the north',
    ],
    [
      'a clause without what describes its subject',
      'The river, which provides water for three million people, has retreated by two kilometres.',
      'The river … has retreated by two kilometres',
    ],
    [
      'a clause without what stands in brackets',
      'The council adopted the resolution (see the annex to this letter, page 4) on the withdrawal of troops.',
      'The council adopted the resolution … on the withdrawal of troops',
    ],
    [
      'what is shared by several acts and a later one of them',
      'We ask you to name the party responsible for breaking the truce of May, shelling the harbour and arresting the envoys.',
      'the party responsible for … arresting the envoys',
    ],
    [
      'who says it and the second thing that is said',
      'The ministry maintains that the wells were dry in March and that the drivers had lost their way.',
      'The ministry maintains … that the drivers had lost their way',
    ],
  ])('%s', (_, sentence, expected) => {
    expect(joins(sentence)).toContain(expected)
  })

  test('nothing is left out of a clause to join what remains of it to another one', () => {
    const found = joins(
      'The mill was burned on 3 May, and eleven people, among them two nurses, were killed there.',
    )
    expect(found.filter((join) => join.startsWith('The mill'))).toEqual([])
    expect(found).toContain('eleven people … were killed there')
  })

  test('never what leaves out a word or two of many', () => {
    const sentence =
      'The council of the island adopted the long resolution (see below) on the withdrawal of all troops from the valley.'
    expect(joins(sentence).filter((join) => join.startsWith('The council'))).toEqual([])
  })

  test('of a list of very many things only so many are looked at', () => {
    const things = Array.from({ length: 45 }, (_, i) => `shelling harbour ${i} and arresting its envoys`)
    const found = joins(`We condemn the party responsible for ${things.join(', ')}.`)
    expect(found.length).toBeGreaterThan(100)
    expect(found.length).toBeLessThanOrEqual(150)
  })

  test('whatever the text, both parts hold words and something is left out between them, none twice', () => {
    fc.assert(
      fc.property(oddText, (text) => {
        const list = tokens(text)
        const found = joinsOf(list, readSentence(list)).map(({ from, to, gap }) => [
          from,
          gap!.from,
          gap!.to,
          to,
        ])
        for (const places of found) {
          for (const [i, place] of places.slice(1).entries()) expect(place).toBeGreaterThan(places[i]!)
        }
        expect(new Set(found.map(String)).size).toBe(found.length)
      }),
      { numRuns: 50 },
    )
  })

  test('the first of a list of subjects does not stand for all, unless the rest is only an example', () => {
    expect(
      joins('Torture of captives, rape and the burning of houses are crimes under the law.'),
    ).not.toContain('Torture of captives … are crimes under the law')
    expect(joins('The villages of the coast, including two ports were burned down by the army.')).toContain(
      'The villages of the coast … were burned down by the army',
    )
  })

  test('nor is a clause of its own taken with what another leaves out', () => {
    const found = joins(
      'The acts of the guards, which are known, drove the miners out, and the law forbids them.',
    )
    expect(found.filter((words) => words.includes('forbids') && words.startsWith('The acts'))).toEqual([])
  })
})
