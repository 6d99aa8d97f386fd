import { describe, expect, test } from 'vitest'
import { joinsOf } from '../../../server/domain/suggest/joins.ts'
import { readSentence } from '../../../server/domain/suggest/readings.ts'
import { tokens } from '../../../server/domain/suggest/tags.ts'

/** What may be read as a statement in a sentence; words that stand apart are joined by " … ". */
function readings(sentence: string): string[] {
  const list = tokens(sentence)
  const read = readSentence(list)
  return [...read.readings, ...joinsOf(list, read)].map(({ from, to, gap }) =>
    (gap
      ? [
          [from, gap.from],
          [gap.to, to],
        ]
      : [[from, to]]
    )
      .map(([first, end]) => sentence.slice(list[first!]!.start, list[end! - 1]!.end))
      .join(' … '),
  )
}

type Case = [rule: string, sentence: string, read: string[], notRead: string[]]

const check = (sentence: string, read: string[], notRead: string[]) => {
  const found = readings(sentence)
  expect(found).toEqual(expect.arrayContaining(read))
  expect(found.filter((quote) => notRead.includes(quote))).toEqual([])
}

describe('whose a relative clause or a participle is', () => {
  test.each<Case>([
    [
      '“which was” describes one thing, not several names in a row',
      'The truce agreed by the ministers of Norland, Vell and Zarland, which was signed in May, was broken.',
      ['The truce agreed by the ministers of Norland, Vell and Zarland, which was signed in May'],
      [
        'the ministers of Norland, Vell and Zarland, which was signed in May',
        'Norland, Vell and Zarland, which was signed in May',
      ],
    ],
    [
      '“which have” describes many things, and no persons',
      'Reports of the observers of the Vell valley, which have been sent to you, contain names.',
      [],
      [
        'the observers of the Vell valley, which have been sent to you',
        'the Vell valley, which have been sent to you',
      ],
    ],
    [
      '“who” describes no act',
      'We condemn the arrest of nine bakers who have fed the town.',
      ['nine bakers who have fed the town', 'the arrest of nine bakers who have fed the town'],
      [],
    ],
    [
      '“two of whom” describes many',
      'He heard six members of the island council, two of whom are women.',
      ['six members of the island council, two of whom are women'],
      ['the island council, two of whom are women'],
    ],
    [
      'a relative clause that is joined to another describes the same',
      'We recall the two boys who fled on the night of 6 May and of whom nothing has been heard.',
      ['the two boys who fled on the night of 6 May', 'the two boys … of whom nothing has been heard'],
      ['the night of 6 May and of whom nothing has been heard'],
    ],
    [
      'a name has no relative clause without a comma before it',
      'The offer was accepted by Norland on the terms which the council had set.',
      ['the terms which the council had set'],
      ['Norland on the terms which the council had set'],
    ],
    [
      'but for “it is Norland that …”',
      'It was Norland that closed the pass in May.',
      ['Norland that closed the pass in May'],
      [],
    ],
    [
      'nothing is said of a day on which something was done',
      'The offer was taken up on the day on which it was made.',
      [],
      ['the day on which it was made'],
    ],
    [
      'a that-clause is what the verb says, not what a noun beside it does',
      'The police established after three days that the cause was an old stove.',
      ['the cause was an old stove'],
      ['three days that the cause was an old stove'],
    ],
    [
      'but a claim has what it says, and damage is described by who did it',
      'He denied the claim that the wells were dry and showed the damage that the shells had caused.',
      ['the claim that the wells were dry', 'the damage that the shells had caused'],
      [],
    ],
    [
      'only what is done has an aim',
      'The raid ended the long efforts of the Vell Chairs aimed at a lasting peace.',
      ['the long efforts of the Vell Chairs aimed at a lasting peace'],
      ['the Vell Chairs aimed at a lasting peace'],
    ],
    [
      'what an act brought about describes no place in which it was done',
      'Their guns shelled the town of Adesh from dawn until dusk, killing seventeen people.',
      ['killing seventeen people'],
      ['the town of Adesh from dawn until dusk, killing seventeen people', 'dusk, killing seventeen people'],
    ],
    [
      '“with …” goes with the act, not with what it was done in',
      'Its raid in the Vell conflict with the help of hired soldiers was condemned.',
      ['Its raid in the Vell conflict with the help of hired soldiers'],
      ['the Vell conflict with the help of hired soldiers'],
    ],
  ])('%s', (_, sentence, read, notRead) => check(sentence, read, notRead))
})

describe('where what is attached begins and ends', () => {
  test.each<Case>([
    [
      'a verb that is said again belongs to the clause around',
      'The offer was accepted by Norland on the day on which it was made and was rejected by Vell as an insult.',
      ['The offer … was rejected by Vell as an insult', 'The offer was accepted by Norland'],
      [],
    ],
    [
      'a long clause behind “after” says something, and so does the one before it',
      'The firm that designed it withdrew from the works in 2025 after its advice to close the left gate had been ignored.',
      [
        'The firm that designed it withdrew from the works in 2025',
        'its advice to close the left gate had been ignored',
      ],
      [],
    ],
    [
      '“after … attempts to deny it” is no clause',
      'After many weeks of desperate attempts to deny it, the leader of Vell was forced to resign.',
      ['the leader of Vell was forced to resign'],
      ['many weeks of desperate attempts to deny it'],
    ],
    [
      'the fact that introduces a clause ends where its subject begins, comma or none',
      'As a result of the invasion by Norland hundreds of thousands of farmers were driven from their homes.',
      [
        'the invasion by Norland',
        'hundreds of thousands of farmers were driven from their homes',
        'As a result of the invasion by Norland',
      ],
      ['the invasion by Norland hundreds of thousands of farmers'],
    ],
    [
      'a phrase ends where another begins',
      'Since the beginning of the year the Harbour Office of Vell has counted 47 raids.',
      [],
      ['the beginning of the year the Harbour Office of Vell'],
    ],
    [
      'an introduction is read with the clause up to what is attached to it',
      'At the request of Norland, the fleet has carried out raids on the port of Calda, killing nine.',
      ['At the request of Norland, the fleet has carried out raids on the port of Calda'],
      [],
    ],
    [
      'one introduction may follow another',
      'Ten months later, however, under the pretext of guarding the mill, the guard seized the town.',
      ['the guard seized the town', 'under the pretext of guarding the mill'],
      [],
    ],
    [
      'a comma ends a relative clause where the next subject begins',
      'According to the health office, whose lists we have checked, 417 people, many of them infants, had died by May.',
      ['the health office, whose lists we have checked'],
      [],
    ],
    [
      'a relative clause is read with its noun up to what is attached, and up to its second verb',
      'The chambers, whose judges are named by the king and sit in closed session, sentenced ten men.',
      ['The chambers, whose judges are named by the king'],
      [],
    ],
    [
      'what is to be done ends a relative clause that has no such thing in it',
      'We ask you to free the men who are held in the fort and to leave the valley.',
      ['the men who are held in the fort'],
      ['the men who are held in the fort and to leave the valley'],
    ],
    [
      '“, where …” describes a place',
      'They are held at the Harrow fort, where no lawyer may see them.',
      ['the Harrow fort, where no lawyer may see them'],
      [],
    ],
    [
      'what is inserted between commas is left out',
      'Norland is making use of shells and rockets, all of them forbidden by the treaty of 1997, against towns of the plain.',
      ['Norland is making use of shells and rockets … against towns of the plain'],
      [],
    ],
    [
      'an act goes on behind what is inserted in it',
      'We regret the delivery by Norland, a member of the pact, of arms to Vell.',
      ['the delivery by Norland, a member of the pact, of arms to Vell'],
      [],
    ],
    [
      'a name is read with who it is',
      'They broke the Orsk Accord, the third truce of the year, within hours.',
      ['the Orsk Accord, the third truce of the year'],
      [],
    ],
    [
      'but not with the subject of what it introduces',
      'In the Republic of Vell, the council has resigned.',
      ['the council has resigned'],
      ['Vell, the council'],
    ],
    [
      'a subject with “having been …” says something of its own',
      'The church was turned into an inn, its windows having been broken by soldiers.',
      ['The church was turned into an inn', 'its windows having been broken by soldiers'],
      [],
    ],
    [
      'an act is not cut off from its “to …”',
      'He told the press of the refusal of the crew to hand over the bodies of the fallen men.',
      ['the refusal of the crew to hand over the bodies of the fallen men'],
      [],
    ],
    [
      'a clause may end before what describes its last word',
      'It has refused to attend the sessions of the commission convened at the request of Vell.',
      ['It has refused to attend the sessions of the commission'],
      [],
    ],
    [
      '“which” and the subject of its clause say nothing',
      'They broke the treaty of 1996, by which the two parties of the war laid down their arms.',
      ['by which the two parties of the war laid down their arms'],
      ['by which the two parties of the war'],
    ],
    [
      'a pretext is nothing by itself',
      'Warships cruise along the coast under the pretext of protecting the cable.',
      ['under the pretext of protecting the cable'],
      ['the pretext of protecting the cable'],
    ],
    [
      'neither are the words of a preposition',
      'The works were stopped in response to the letter of the mayor of Vell.',
      [],
      ['response to the letter of the mayor of Vell'],
    ],
    [
      'two forms that describe one noun are read with it',
      'They saw an aircraft equipped with a camera and bearing the signs of Norland.',
      [],
      ['bearing the signs'],
    ],
    [
      '“at no time have …” keeps its verb behind what describes the subject',
      'At no time have the rights which cannot be suspended under the treaty been restricted.',
      ['the rights which cannot be suspended under the treaty'],
      [],
    ],
    [
      'a participle behind a comma is no verb though another follows',
      'The remarks on the war, taken out of their context by the press, referred to nobody.',
      [
        'The remarks on the war, taken out of their context by the press',
        'The remarks on the war … referred to nobody',
      ],
      [],
    ],
  ])('%s', (_, sentence, read, notRead) => check(sentence, read, notRead))
})
