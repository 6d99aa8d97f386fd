import type { AssertionRecord, Corpus, LetterRecord, StanceRecord } from '../../db/records.ts'
import { stanceKinds } from '../../db/vocabulary.ts'
import { aClaim, aCorpus, aLetter, anAssertion, aStance } from './builders.ts'

const names = ['Northern', 'Southern', 'Eastern', 'Western', 'Coastal', 'Highland']
const sentences = [
  'The bridge over the river was shelled on 3 May.',
  'Forty people had to leave the town by the ferry.',
  'No ferry has crossed since the second truce, and the hospital of the upper town is without medicine.',
]

/**
 * A corpus of one to six sides, each with two letters on the same three claims, with every stance, a mirrored pair,
 * figures, footnotes and a letter without a date: what a page must show well whatever the number of sides.
 */
export function manyParties(count: 1 | 2 | 3 | 4 | 5 | 6): Corpus {
  const sides = names
    .slice(0, count)
    .map((name) => ({ id: `${name.toLowerCase()}-side`, name: `${name} side` }))
  const letters: LetterRecord[] = []
  const assertions: AssertionRecord[] = []
  const stances: StanceRecord[] = []
  sides.forEach(({ id: party }, side) => {
    for (const which of [1, 2]) {
      const letter = aLetter({
        id: `${party}-${which}`,
        author: `minister-of-${party}`,
        title: `${which === 1 ? 'First' : 'Second'} letter of the ${names[side]} minister to the Council`,
        texts: sentences.map(
          (sentence) => `${sentence} So says the ${names[side]} side, for the ${which}. time.`,
        ),
        ...(which === 2 && side === 0 ? { dates: {} } : {}),
        footnotes: [
          {
            marker: '1',
            text: 'See https://example.org/bridge, available at <>.',
            urls: [
              { url: 'https://example.org/bridge', state: 'usable' },
              { url: '', state: 'empty' },
            ],
            offsets: [10],
            authorities: ['red-cross'],
          },
        ],
      })
      letters.push(letter)
      sentences.forEach((sentence, i) => {
        const id = `${letter.id}-a${i + 1}`
        assertions.push(
          anAssertion(letter, {
            id,
            quote: sentence,
            gist: sentence,
            citations: i === 0 ? [{ footnote: '1' }] : [],
            figures:
              i === 1
                ? [{ number: 40 + side, bound: 'about', unit: 'people', counted: 'people who left the town' }]
                : [],
            attribution:
              i === 2 && count > 1
                ? [{ name: 'the other side', party: sides[(side + 1) % count]!.id, adopted: false }]
                : [],
          }),
        )
        const stance = stanceKinds[(side + i) % stanceKinds.length]!
        const scope =
          stance === 'disputes' ? { scope: { note: 'Says nothing of the day.', when: 'not said' } } : {}
        stances.push(aStance(`claim-${i + 1}`, id, stance, scope))
      })
    }
  })
  return aCorpus({
    parties: sides,
    authors: [
      ...sides.map(({ id, name }) => ({
        id: `minister-of-${id}`,
        name: `Minister of the ${name}`,
        kind: 'government' as const,
        party: id,
      })),
      { id: 'agency', name: 'Agency', kind: 'news agency' as const },
    ],
    letters,
    assertions,
    claims: [
      aClaim({
        id: 'claim-1',
        wording: 'The bridge was shelled on 3 May.',
        who: 'not named',
        what: 'shelling',
      }),
      aClaim({ id: 'claim-2', wording: 'Forty people left the town.', topics: ['ferries', 'bridges'] }),
      aClaim({ id: 'claim-3', wording: 'The ferry was stopped after the truce.', topics: ['ferries'] }),
    ],
    stances,
    relations: [
      { from: 'claim-1', kind: 'mirrors', to: 'claim-3', reason: 'The same act, the other way round.' },
    ],
  })
}
