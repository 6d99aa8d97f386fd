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
      'a joined clause keeps its verb behind what is inserted after its subject',
      'The bridge was shelled twice on 3 May, and eleven people, among them two nurses, were killed.',
      ['The bridge was shelled twice on 3 May', 'eleven people, among them two nurses, were killed'],
    ],
    [
      'so does a subordinate one',
      'The hospital was closed after the director, Mr. Hale, was arrested.',
      ['The hospital was closed', 'the director, Mr. Hale, was arrested'],
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
      'a clause that opens a sentence ends at the comma before its subject',
      'Since the letter has been circulated, my Government is obliged to answer.',
      ['the letter has been circulated', 'my Government is obliged to answer'],
    ],
    [
      'what describes something ends at a comma before “and”',
      'The state joined the treaty, which it ratified in 1954, and the protocol on relief was signed.',
      ['the treaty, which it ratified in 1954', 'the protocol on relief was signed'],
    ],
    [
      'a noun is read with what describes it behind a comma',
      'The archive of the abbey, guarded by monks, was burned by the Oriel Group, a company of mercenaries.',
      ['The archive of the abbey, guarded by monks', 'the Oriel Group, a company of mercenaries'],
    ],
    [
      'a noun is read with “in which” and “of whom”',
      'The group of six members, two of whom are women, sent an ultimatum in which it demanded the railway.',
      ['six members, two of whom are women', 'an ultimatum in which it demanded the railway'],
    ],
    [
      'a clause is read up to each thing that is attached or joined to it',
      'They asked the villagers to leave the valley and to hand in their weapons, killing two of them.',
      [
        'They asked the villagers to leave the valley',
        'They asked the villagers to leave the valley and to hand in their weapons',
      ],
    ],
    [
      'an act is read with what it is to do',
      'The refusal of the council to send a physician was denounced.',
      ['The refusal of the council to send a physician'],
    ],
    [
      'a list of names is one thing',
      'The agreement between the ministers of Norland, the Republic of Vell and Zarland was broken.',
      ['The agreement between the ministers of Norland, the Republic of Vell and Zarland was broken'],
    ],
    [
      '“so far” opens no clause',
      'The commission has so far been denied access to the town.',
      ['The commission has so far been denied access to the town'],
    ],
    [
      'a verb before its subject keeps what stands before it, and the clause that describes the subject',
      'Nor have those who came to our aid been left in peace.',
      ['Nor have those who came to our aid been left in peace', 'those who came to our aid'],
    ],
    [
      'things in a list are one subject',
      'Bread was rationed in May, and horses, dogs and the animals of the park have been eaten.',
      ['Bread was rationed in May', 'horses, dogs and the animals of the park have been eaten'],
    ],
    [
      '“and” between two numbers joins no clauses',
      'Every man between fourteen and sixty was taken to the quarry.',
      ['Every man between fourteen and sixty was taken to the quarry'],
    ],
    [
      'a form behind “to” is no verb of its own',
      'As for the five who are said to have fled, they were seen in May.',
      ['the five who are said to have fled', 'they were seen in May'],
    ],
    [
      'what is described may be a part of a subject',
      'The mill that they built in 1911 and the roof of the church have been destroyed.',
      ['The mill that they built in 1911 and the roof of the church have been destroyed'],
    ],
    [
      'a past form behind what describes the subject is the verb',
      'The council, elected by all the inhabitants, resolved at its session to write a letter.',
      [
        'The council, elected by all the inhabitants',
        'The council, elected by all the inhabitants, resolved at its session to write a letter',
      ],
    ],
    [
      'a past form before a comma is the verb of a clause inside of another',
      'The porpoises, of which fewer than 200 remained in the bay, were killed by the wave.',
      [
        'of which fewer than 200 remained in the bay',
        'The porpoises, of which fewer than 200 remained in the bay, were killed by the wave',
      ],
    ],
    [
      '“which” takes the form that follows it, though it may be a noun',
      'They built a road which runs for six miles inside the park.',
      ['a road which runs for six miles inside the park', 'They built a road'],
    ],
    [
      'a noun may be the verb where there is no other',
      'The letter ends with an appeal to the envoy.',
      ['The letter ends with an appeal to the envoy'],
    ],
    [
      'an adverb shows the verb behind it',
      'The Legation of Norland formally protests in the strongest terms and denies the charge.',
      ['The Legation of Norland formally protests in the strongest terms', 'denies the charge'],
    ],
    [
      'an act is read with what describes it',
      'No soldier has been seen there since the disengagement agreed upon in Dresk in 2019.',
      ['the disengagement agreed upon in Dresk in 2019'],
    ],
    [
      'a verb may stand behind the comma that ends what describes its subject',
      'Our firms, which have been here since 2011, place before you the file of May.',
      [
        'which have been here since 2011',
        'Our firms, which have been here since 2011, place before you the file of May',
      ],
    ],
    [
      'of two verbs, the first is that of what describes the subject',
      'The specimen which your inspectors displayed to the press belongs to a harmless species.',
      [
        'The specimen which your inspectors displayed to the press',
        'The specimen which your inspectors displayed to the press belongs to a harmless species',
      ],
    ],
    [
      'two joined participles describe together, up to a comma',
      'They recalled the death of two shepherds, filmed and shown by their murderers, the theft of cattle, and the fire.',
      [
        'the death of two shepherds, filmed and shown by their murderers',
        'filmed and shown by their murderers',
      ],
    ],
    [
      'a participle before a noun is no verb',
      'Zarlandic uncrewed vehicles and captured boats are used at the border.',
      ['Zarlandic uncrewed vehicles and captured boats are used at the border'],
    ],
    [
      'two words that describe one noun are not parted',
      'We reject its inaccurate and selective readings of the treaty.',
      ['its inaccurate and selective readings of the treaty'],
    ],
    [
      'what is asked of somebody ends the clause that says who he is',
      'We call upon the states that have signed the treaty, to open the pass.',
      ['the states that have signed the treaty'],
    ],
    [
      'what stands before the subject of what is said belongs to it',
      'The envoy has warned that, in addition to hiring soldiers, Norland is shelling towns.',
      ['Norland is shelling towns'],
    ],
    [
      '“to which” opens a clause, whatever form its verb has',
      'The army observes the Statute, to which our council acceded by the letter of 3 June.',
      ['The army observes the Statute', 'to which our council acceded by the letter of 3 June'],
    ],
    [
      'a title behind a comma does not hide the verb',
      'It was said that the deputy, Mrs. Renn, acted until 2026 as an adviser of the state.',
      ['the deputy, Mrs. Renn, acted until 2026 as an adviser of the state'],
    ],
    [
      'a verb may be the first of the words that are quoted',
      'It says that the lawyer “advised prisoners to remain silent”.',
      ['the lawyer “advised prisoners to remain silent”'],
    ],
  ])('%s', (_, sentence, expected) => {
    expect(readings(sentence)).toEqual(expect.arrayContaining(expected))
  })

  test('no reading ends between the subject of a clause that begins in it and the verb', () => {
    const found = readings(
      'The wells are dry, while the army of the north, which holds the dam, lets nobody pass.',
    )
    expect(found).toContain('The wells are dry')
    expect(
      found.filter((quote) => quote.endsWith('the army of the north') && quote.startsWith('The wells')),
    ).toEqual([])
  })

  test('a noun does not run on into the verb behind “and”', () => {
    const found = readings(
      'Norland has respected the truce of 1 April and withdrew its troops from the border.',
    )
    expect(found).toContain('withdrew its troops from the border')
    expect(found.filter((quote) => quote.startsWith('the truce') && quote.includes('withdrew'))).toEqual([])
  })

  test('“in accordance with …” is not parted', () => {
    const found = readings('The operation is conducted strictly in accordance with the law of the state.')
    expect(found.filter((quote) => quote.endsWith('accordance') || quote.startsWith('with'))).toEqual([])
  })

  test('no reading ends with a participle cut off from what follows it', () => {
    const found = readings('We condemn the military aggression by Norland accompanied by the use of drones.')
    expect(found).toContain('the military aggression by Norland')
    expect(found.filter((quote) => quote.endsWith('accompanied'))).toEqual([])
  })

  test('what reports is no statement without what is reported', () => {
    const found = readings('The envoy explained in the note of 3 May that the pass had been closed.')
    expect(found).not.toContain('The envoy explained in the note of 3 May')
    expect(found).toContain('the pass had been closed')
  })

  test('nor is a noun behind a comma cut off from what explains it', () => {
    const found = readings('They destroyed the memory of the Vells, a people who have lived there for long.')
    expect(found).toContain('a people who have lived there for long')
    expect(found.filter((quote) => quote.endsWith('a people'))).toEqual([])
  })

  test('“in order to …” gives no order', () => {
    const found = readings('He left the valley in order to work for the mission.')
    expect(found.filter((quote) => quote.startsWith('order'))).toEqual([])
  })

  test('the first things of a numbered list are not cut from the others', () => {
    const found = readings(
      'The rules that apply here, including (i) the Treaty of Dresk and (ii) the Statute of Marle, were broken.',
    )
    expect(found.filter((quote) => quote.includes(' (i) ') && !quote.includes('(ii)'))).toEqual([])
  })

  test('an attachment does not run on into the next subject and its verb', () => {
    const found = readings(
      'The envoy has warned that, in addition to hiring soldiers, Norland is, as before, shelling towns.',
    )
    expect(found.filter((quote) => quote.endsWith('Norland is'))).toEqual([])
  })

  test('what is to be done has no verb that was done', () => {
    const found = readings('to open an inquiry into the crimes committed in the valley and on the pass;')
    expect(found.filter((quote) => quote.startsWith('committed'))).toEqual([])
  })
})
