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
      'an address on the web is one word, however long: nothing begins or ends within it',
      'We have seen https://example.org/a-path/that_was-killed/end?x=1, and the road is open.',
      [
        'We have seen https://example.org/a-path/that_was-killed/end?x=1',
        'the road is open',
        'We have seen https://example.org/a-path/that_was-killed/end?x=1, and the road is open',
      ],
    ],
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
    [
      '“that” behind a comma or “and” says one thing more',
      'The envoy reports that the mill was burned, that its owner fled and that nobody was charged.',
      ['the mill was burned', 'its owner fled', 'nobody was charged'],
    ],
    [
      'but not where a verb still waits for what is said',
      'He published a map that shows, clearly enough, that the pass was open.',
      ['the pass was open', 'a map that shows, clearly enough, that the pass was open'],
    ],
    [
      'a past form was no verb when another follows unjoined',
      'The judge first assigned to the case was removed in May.',
      ['The judge first assigned to the case was removed in May'],
    ],
    [
      'nor is one that stands between an adjective and a noun',
      'He reports on breaches of the law in the course of recent armed raids by Norland.',
      ['recent armed raids by Norland', 'breaches of the law in the course of recent armed raids by Norland'],
    ],
    [
      'a past form that no participle has makes a clause',
      'Two drones of the army flew over the mill and the dam on Monday.',
      ['Two drones of the army flew over the mill and the dam on Monday'],
    ],
    [
      'a verb that is joined has another before it',
      'The army moved by a hundred metres the posts near the mill, and took four shepherds.',
      ['took four shepherds'],
    ],
    [
      'a subject that another is joined to is read with it',
      'For three years, the guild, and later its masters, having a charter, have ruled the town of Marle.',
      ['the guild, and later its masters, having a charter, have ruled the town of Marle'],
    ],
    [
      '“as well as” goes on with the subject',
      'We believe that the map presented in May, as well as three letters give a clear account of the raid.',
      ['the map presented in May, as well as three letters give a clear account of the raid'],
    ],
    [
      'what says how long before belongs to the clause behind it',
      'The fire broke out, two days before any soldier arrived at the mill.',
      ['The fire broke out'],
    ],
    [
      'a clause behind “after” may have a long subject',
      'Some of the miners left in May after speakers mounted on army trucks had told them to go.',
      ['speakers mounted on army trucks had told them to go', 'Some of the miners left in May'],
    ],
    [
      'a participle with a subject of its own is attached',
      'The church was turned into a stable, its paintings having been scraped off by soldiers.',
      ['The church was turned into a stable', 'its paintings having been scraped off by soldiers'],
    ],
    [
      'numbers of a series end no introduction',
      'On 9, 10 and 14 May, two boats of Norland entered the bay without leave.',
      ['two boats of Norland entered the bay without leave'],
    ],
    [
      'an act that an adjective describes is read with it',
      'The indiscriminate shelling of the town was followed by ethnic cleansing.',
      ['The indiscriminate shelling of the town'],
    ],
    [
      '“nor does it” begins a clause',
      'The report holds no names, nor does it say who drew it up.',
      ['The report holds no names', 'nor does it say who drew it up'],
    ],
    [
      'verbs of a list are told by their objects, before the last one',
      'It launched a raid in May, occupied the town, dissolved the council and closed the school.',
      ['occupied the town', 'dissolved the council', 'closed the school'],
    ],
    [
      'the verb of a clause may follow what is inserted behind its first word',
      'We mourn two explosions which, on the same day, destroyed the mill.',
      ['which, on the same day, destroyed the mill'],
    ],
    [
      'a clause is joined whose subject is described',
      'The clerks have been fined, and the lawyer who spoke for them was found dead.',
      ['The clerks have been fined', 'the lawyer who spoke for them was found dead'],
    ],
    [
      'a clause may stand in brackets, and say something without “that”',
      'The police have opened no inquiry (they say it is a matter for the town).',
      ['they say it is a matter for the town', 'it is a matter for the town'],
    ],
    [
      'a pronoun with its verb describes a noun before another verb',
      'The council, where the states you represent have a seat, was silent.',
      ['The council, where the states you represent have a seat, was silent'],
    ],
    [
      'forms that may be verbs are things behind “these”',
      'In these films, which were shown in May, they confess to a murder.',
      ['these films, which were shown in May'],
    ],
    [
      'a determiner without a noun stands for one',
      'The law of the land requires both.',
      ['The law of the land requires both'],
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

  test('no reading holds one half of a quotation, straight marks or others', () => {
    const found = readings(
      'The guild "Free Marle", which paid for the trip, says “no mill was burned” and is “a friend” of ours.',
    )
    expect(found).toContain('The guild "Free Marle", which paid for the trip')
    const isHalf = (quote: string) =>
      quote.split('"').length % 2 === 0 || /^[^“]*”|“[^”]*$/.test(quote) || quote.startsWith('Free Marle"')
    expect(found.filter(isHalf)).toEqual([])
  })

  test('nor is a comma inside of a quotation cut off', () => {
    expect(
      readings(
        'Although your office stated in May that “nothing was shared,” a memo shows that the reverse is true.',
      ),
    ).toContain('your office stated in May that “nothing was shared,”')
  })

  test('a noun does not run on into a joined verb that nothing before it could be joined to', () => {
    const found = readings(
      'The drilling has dried up our twelve springs and left in the river mud from the mine.',
    )
    expect(found.filter((quote) => quote.startsWith('our twelve springs and'))).toEqual([])
  })

  test('a predicate ends where the next clause begins', () => {
    const found = readings(
      'The soldiers of the northern army drove the miners out, and their families are in camps.',
    )
    expect(found.filter((quote) => quote.startsWith('drove') && quote.includes('families'))).toEqual([])
  })

  test('what follows a comma with an -ing form describes no object', () => {
    const found = readings('They shelled the mill of the town, killing nine men.')
    expect(found).toContain('They shelled the mill of the town')
    expect(found.filter((quote) => quote.startsWith('the mill') && quote.includes('killing'))).toEqual([])
  })

  test('no noun begins inside of a name, nor with the second of two', () => {
    const found = readings(
      'The Ministry of Foreign Affairs, which denies it, burned Adesh and Tull, which were shelled for days.',
    )
    expect(found.filter((quote) => /^(?:Foreign|Affairs|Tull)/.test(quote))).toEqual([])
  })

  test('“in” before “order” shows a purpose only with “to” or “that”', () => {
    const found = readings('The accounts of our guild were found on both occasions to be in order again.')
    expect(found.filter((quote) => quote.endsWith('to be'))).toEqual([])
  })

  test.each([
    ['what somebody is asked for', 'The envoy demands that Norland restore the water without delay.'],
    ['a wish of the letter', 'I kindly request that the present letter be circulated as a document.'],
    ['a polite condition', 'I should be grateful if you would have the letter printed in full.'],
    ['thanks', 'We appreciate your long and patient work for peace.'],
    ['a greeting', 'The Legation avails itself of this opportunity to greet the Ministry.'],
    ['a reservation', 'Norland reserves its right to take all lawful measures.'],
    ['a question', 'Where is the poison that they speak of?'],
    ['what the writer lets himself do', 'Let us be plain about what we mean.'],
    ['what is overdue', 'It is long overdue for the council to condemn the raids.'],
    ['an item of what is asked for', 'that the bridge be opened at once to all vehicles;'],
    ['an order', 'Release the crew of the ferry without delay.'],
  ])('%s is no statement', (_, sentence) => {
    const list = tokens(sentence)
    const clausal = readSentence(list).readings.filter(
      ({ kind }) => !['named act', 'noun with its relative clause', 'relative clause'].includes(kind),
    )
    expect(clausal.filter(({ from }) => from <= 4)).toEqual([])
  })

  test('what somebody asked for in the past was asked for', () => {
    expect(readings('The council called upon both sides to stop the shelling of the town.')).toContain(
      'The council called upon both sides to stop the shelling of the town',
    )
  })

  test('what somebody is told is no part of whom it is told', () => {
    const found = readings('The envoy told the paper in May that the pass was open to all.')
    expect(found).toContain('the pass was open to all')
    expect(found.filter((quote) => quote.startsWith('the paper'))).toEqual([])
  })

  test('nor does a noun begin behind “types of”', () => {
    const found = readings('They used various types of heavy guns, including mortars of the northern army.')
    expect(found.filter((quote) => quote.startsWith('heavy'))).toEqual([])
  })

  test('an item of a list of what is asked for is no statement, the facts that it names may be', () => {
    const item = 'the pier which the army has closed be opened to all;'
    const list = tokens(item)
    const found = readSentence(list, true).readings.map(({ from, to }) =>
      item.slice(list[from]!.start, list[to - 1]!.end),
    )
    expect(found).toContain('the pier which the army has closed')
    expect(found.filter((quote) => quote.includes('opened'))).toEqual([])
  })
})
