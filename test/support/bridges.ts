import type { Corpus } from '../../db/records.ts'
import { aClaim, aCorpus, aLetter, anAssertion, aStance } from './builders.ts'

/**
 * Three letters about bridges and ferries. North's minister and a society of North write in October and November 2020,
 * South's minister between them; an agency frames the society's letter. One claim of every pattern, two that mirror one another.
 */
export function bridges(given: Partial<Corpus> = {}): Corpus {
  const dates = (day: string) => ({
    dates: { written: { from: day, to: day, ground: 'stated' as const, basis: 'The dateline.' } },
  })
  const society = aLetter({
    id: 'society-letter',
    author: 'society-of-north',
    ...dates('2020-11-10'),
    texts: [
      'The agency writes that the bridge was shelled.',
      'The bridge was shelled twice. The ferry was stopped. How shameful that the ferry was stopped!',
    ],
  })
  const north = aLetter({
    id: 'north-letter',
    author: 'minister-of-north',
    ...dates('2020-10-05'),
    texts: ['Our ferry was sunk. As South itself says, the bridge was shelled.', 'The road is open.'],
  })
  const south = aLetter({
    id: 'south-letter',
    author: 'minister-of-south',
    ...dates('2020-10-20'),
    texts: [
      'No bridge was shelled by us. The ferry was only damaged. North shelled our bridge. The road is open.',
    ],
  })
  return aCorpus({
    authors: [
      { id: 'minister-of-north', name: 'Minister of North', kind: 'government', party: 'north' },
      { id: 'society-of-north', name: 'Society of North', kind: 'civil society', party: 'north' },
      { id: 'minister-of-south', name: 'Minister of South', kind: 'government', party: 'south' },
      { id: 'agency', name: 'Agency', kind: 'news agency' },
    ],
    topics: [
      {
        id: 'bridges',
        name: 'Bridges',
        core: true,
        definition: 'What was done to bridges.',
        includes: 'Roads.',
        old_ids: ['crossings'],
      },
      { id: 'ferries', name: 'Ferries', definition: 'What was done to ferries.', excludes: 'Bridges.' },
      { id: 'tunnels', name: 'Tunnels', definition: 'What was done to tunnels.' },
    ],
    letters: [society, north, south],
    assertions: [
      anAssertion(society, { id: 'agency-shelled', quote: 'the bridge was shelled.', author: 'agency' }),
      anAssertion(society, { id: 'society-shelled', quote: 'The bridge was shelled twice.' }),
      anAssertion(society, { id: 'society-stopped', quote: 'The ferry was stopped.' }),
      anAssertion(society, {
        id: 'society-shameful',
        quote: 'How shameful that the ferry was stopped!',
        kind: 'evaluation',
      }),
      anAssertion(north, { id: 'north-sunk', quote: 'Our ferry was sunk.' }),
      anAssertion(north, {
        id: 'north-shelled',
        quote: 'the bridge was shelled.',
        attribution: [{ name: 'South itself', party: 'south', adopted: true }],
      }),
      anAssertion(north, { id: 'north-road', quote: 'The road is open.' }),
      anAssertion(south, { id: 'south-not-shelled', quote: 'No bridge was shelled by us.' }),
      anAssertion(south, { id: 'south-damaged', quote: 'The ferry was only damaged.' }),
      anAssertion(south, { id: 'south-our-bridge', quote: 'North shelled our bridge.' }),
      anAssertion(south, { id: 'south-road', quote: 'The road is open.' }),
    ],
    claims: [
      aClaim({ id: 'bridge-shelled', wording: 'South shelled the bridge.', old_ids: ['bridge-hit'] }),
      aClaim({ id: 'other-bridge-shelled', wording: 'North shelled the other bridge.' }),
      aClaim({ id: 'road-open', wording: 'The road is open.' }),
      aClaim({ id: 'ferry-sunk', wording: 'The ferry was sunk.', topics: ['ferries'] }),
      aClaim({ id: 'ferry-stopped', wording: 'The ferry was stopped.', topics: ['ferries', 'bridges'] }),
      aClaim({ id: 'ferry-repaired', wording: 'The ferry was repaired.', topics: ['ferries'] }),
    ],
    stances: [
      aStance('bridge-shelled', 'society-shelled'),
      aStance('bridge-shelled', 'agency-shelled'),
      aStance('bridge-shelled', 'north-shelled'),
      aStance('bridge-shelled', 'south-not-shelled', 'disputes', {
        scope: { note: 'Speaks only of what was done “by us”.' },
      }),
      aStance('other-bridge-shelled', 'south-our-bridge'),
      aStance('road-open', 'north-road'),
      aStance('road-open', 'south-road'),
      aStance('ferry-sunk', 'north-sunk'),
      aStance('ferry-sunk', 'south-damaged', 'qualifies'),
      aStance('ferry-stopped', 'society-stopped'),
      aStance('ferry-stopped', 'society-shameful', 'qualifies'),
    ],
    relations: [
      {
        from: 'bridge-shelled',
        kind: 'mirrors',
        to: 'other-bridge-shelled',
        reason: 'Each says that the other shelled a bridge.',
      },
    ],
    ...given,
  })
}
