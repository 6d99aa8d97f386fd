import type { AssertionRecord, Corpus, LetterRecord, RelationRecord, StanceRecord } from '../../db/records.ts'
import { assertionKinds, stanceKinds } from '../../db/vocabulary.ts'
import { aClaim, aCorpus, aLetter, anAssertion, aStance } from './builders.ts'

/** A corpus of so many claims with letters, stances, topics and mirrors dealt out by a seed: the same for the same seed. */
export function randomCorpus(claimCount: number, seed = 1): Corpus {
  let state = seed
  const below = (n: number) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff
    return (state >> 8) % n
  }
  const authors = [
    { id: 'minister-of-north', name: 'Minister of North', kind: 'government' as const, party: 'north' },
    { id: 'society-of-north', name: 'Society of North', kind: 'civil society' as const, party: 'north' },
    { id: 'minister-of-south', name: 'Minister of South', kind: 'government' as const, party: 'south' },
    { id: 'agency', name: 'Agency', kind: 'news agency' as const },
  ]
  const letters: LetterRecord[] = Array.from({ length: 9 }, (_, i) => {
    const day = `2020-${String(1 + below(9)).padStart(2, '0')}-${String(10 + below(18))}`
    const written = {
      from: i % 4 ? day : undefined,
      to: day,
      ground: 'stated' as const,
      basis: 'The dateline.',
    }
    return aLetter({
      id: `letter-${i}`,
      author: authors[below(authors.length)]!.id,
      dates: i === 8 ? {} : { written: JSON.parse(JSON.stringify(written)) },
    })
  })
  const topics = ['bridges', 'ferries', 'tunnels']
  const assertions: AssertionRecord[] = []
  const stances: StanceRecord[] = []
  const claims = Array.from({ length: claimCount }, (_, i) => {
    const id = `claim-${i}`
    for (let n = below(5); n > 0; n--) {
      const letter = letters[below(letters.length)]!
      const assertion = anAssertion(letter, {
        id: `a-${assertions.length}`,
        quote: 'bridge was shelled',
        kind: assertionKinds[below(9)] ?? 'fact',
      })
      assertions.push(assertion)
      stances.push(aStance(id, assertion.id, stanceKinds[below(6)] ?? 'asserts'))
    }
    const first = below(3)
    return aClaim({
      id,
      topics: below(3) ? [topics[first]!] : [topics[first]!, topics[(first + 1) % 3]!],
      ...(i % 17 === 16 && { retired: 'Not clear.' }),
    })
  })
  const relations: RelationRecord[] = []
  for (let i = 0; i + 20 < claimCount; i += 7) {
    relations.push({
      from: `claim-${i}`,
      kind: 'mirrors',
      to: `claim-${i + 1 + below(18)}`,
      reason: 'Exchanged.',
    })
  }
  return aCorpus({
    authors,
    letters,
    assertions,
    claims,
    stances,
    relations,
    topics: [
      { id: 'bridges', name: 'Bridges', core: true, definition: 'What was done to bridges.' },
      { id: 'ferries', name: 'Ferries', definition: 'What was done to ferries.' },
      { id: 'tunnels', name: 'Tunnels', definition: 'What was done to tunnels.' },
    ],
  })
}
