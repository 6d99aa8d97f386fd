import type { AssertionRecord, Corpus, LetterRecord, ParagraphRecord } from '../../db/records.ts'
import { aClaim, aCorpus, aLetter, anAssertion, aStance } from './builders.ts'

/**
 * A small dispute in which everything that a page can show happens once: four letters (two of one side, one of the other, one
 * without a date that an agency of no side frames), overlapping and divided quotes, footnotes with broken and empty addresses,
 * chains of attribution, figures that agree, differ and count different things, a mirrored pair, an earlier wording, a
 * retired and a merged claim, old slugs. No letter's text and no id holds a side's name, so that sides can be exchanged.
 */
export function disputedBridge(): Corpus {
  const first = letterOf({
    id: 'first-letter',
    author: 'first-minister',
    day: '2020-10-05',
    paragraphs: [
      ['frame', 'Council Document 7'],
      ['address', 'Dear President of the Council,'],
      ['heading', 'What was done to the bridge'],
      [
        'text',
        'On 3 May their gunners shelled the old bridge and the new ferry. Nobody was warned. Forty people fled the town.',
      ],
      ['list item', 'The hospital lost its supplies of water.', '-'],
      ['list item', 'As the Red Cross confirmed, no boat has crossed since then.', '-'],
      ['signature', 'The Minister'],
    ],
    footnotes: [
      {
        marker: '1',
        text: 'See https://example.org/bridge and https://example.org/bro-ken, available at <>.',
        urls: [
          { url: 'https://example.org/bridge', state: 'usable' },
          { url: 'https://example.org/bro-ken', state: 'broken' },
          { url: '', state: 'empty' },
        ],
        at: 'shelled the old bridge',
        authorities: ['red-cross'],
      },
      { marker: '2', text: 'A note without a place.', urls: [], authorities: [] },
    ],
  })
  const second = letterOf({
    id: 'second-letter',
    author: 'second-minister',
    day: '2020-11-12',
    paragraphs: [
      [
        'text',
        'Our gunners have not shelled any bridge within the town. It is they who shelled the mill on 4 May.',
      ],
      [
        'text',
        'They themselves say that fifty people left; the truth is that about forty did. The water was never cut.',
      ],
    ],
    answers: [{ title: 'The first letter', letter: 'first-letter' }],
  })
  const third = letterOf({
    id: 'third-letter',
    author: 'first-league',
    paragraphs: [
      ['frame', 'AGENCY, by telegraph. Two leagues sent a letter about the bridge.'],
      [
        'text',
        'The bridge may have been shelled with guns from abroad. Hundreds of families wait at the ferry.',
      ],
    ],
  })
  const fourth = letterOf({
    id: 'fourth-letter',
    author: 'first-minister',
    day: '2020-12-01',
    paragraphs: [['text', 'We say again that the old bridge was shelled, and that the ferry is free.']],
  })
  return aCorpus({
    parties: [
      { id: 'north', name: 'Northern side' },
      { id: 'south', name: 'Southern side' },
    ],
    authors: [
      { id: 'first-minister', name: 'First Minister', person: 'Ada Doe', kind: 'government', party: 'north' },
      { id: 'first-league', name: 'League of the First Town', kind: 'civil society', party: 'north' },
      { id: 'second-minister', name: 'Second Minister', kind: 'government', party: 'south' },
      { id: 'agency', name: 'Agency', kind: 'news agency' },
    ],
    authorities: [
      { id: 'red-cross', name: 'Red Cross', kind: 'organisation' },
      { id: 'second-general', name: 'The General', kind: 'official', party: 'south' },
    ],
    letters: [first, second, third, fourth],
    assertions: assertionsOf(first, second, third, fourth),
    claims: [
      aClaim({
        id: 'bridge-shelled',
        wording: 'South shelled the old bridge of North on 3 May.',
        who: 'South',
        what: 'shelled the old bridge',
        when: '3 May',
        topics: ['bridges', 'ferries'],
        earlier_wordings: ['South shelled a bridge.'],
        old_ids: ['shelling-of-the-bridge'],
      }),
      aClaim({ id: 'mill-shelled', wording: 'North shelled the mill of South on 4 May.' }),
      aClaim({ id: 'people-fled', wording: 'People fled the town after the shelling.' }),
      aClaim({ id: 'water-cut', wording: 'The hospital was without water.' }),
      aClaim({ id: 'ferry-stopped', wording: 'The ferry has been stopped.', topics: ['ferries'] }),
      aClaim({ id: 'foreign-guns', wording: 'The guns came from abroad.' }),
      aClaim({ id: 'bridge-hit', wording: 'The bridge was hit.', merged_into: 'bridge-shelled' }),
      aClaim({ id: 'bridge-loved', wording: 'The bridge was loved.', retired: 'No letter can show it.' }),
    ],
    stances: [
      aStance('bridge-shelled', 'a-1'),
      aStance('bridge-shelled', 'a-2', 'asserts', { wording: 1 }),
      aStance('bridge-shelled', 'b-1', 'disputes', {
        wording: 2,
        scope: { note: 'Speaks of bridges within the town only.', who: '“Our gunners”', when: 'not said' },
      }),
      aStance('bridge-shelled', 'b-3', 'reports', { wording: 2 }),
      aStance('bridge-shelled', 'c-1', 'qualifies', { wording: 2 }),
      aStance('bridge-shelled', 'c-0', 'asserts', { wording: 2 }),
      aStance('bridge-shelled', 'd-1', 'asserts', { wording: 2 }),
      aStance('mill-shelled', 'b-2'),
      aStance('people-fled', 'a-3'),
      aStance('people-fled', 'b-4', 'qualifies'),
      aStance('people-fled', 'c-3'),
      aStance('water-cut', 'a-4'),
      aStance('water-cut', 'b-5', 'disputes'),
      aStance('ferry-stopped', 'a-5'),
      aStance('ferry-stopped', 'a-2', 'qualifies'),
      aStance('foreign-guns', 'c-2'),
      aStance('bridge-loved', 'd-1'),
    ],
    relations: [
      {
        from: 'bridge-shelled',
        kind: 'mirrors',
        to: 'mill-shelled',
        reason: 'South and North are each said to shell.',
      },
      { from: 'foreign-guns', kind: 'narrows', to: 'bridge-shelled', reason: 'Names whose guns.' },
    ],
  })
}

function assertionsOf(...letters: LetterRecord[]): AssertionRecord[] {
  const [first, second, third, fourth] = letters as [LetterRecord, LetterRecord, LetterRecord, LetterRecord]
  const divided = anAssertion(first, { id: 'a-2', quote: 'their gunners shelled' })
  const ferry = anAssertion(first, { id: 'x', quote: 'the new ferry' })
  return [
    anAssertion(first, {
      id: 'a-1',
      quote: 'their gunners shelled the old bridge',
      citations: [{ footnote: '1' }],
      old_ids: ['a-one'],
    }),
    { ...divided, ranges: [...divided.ranges, ...ferry.ranges], kind: 'legal', topics: ['ferries'] },
    anAssertion(first, {
      id: 'a-3',
      quote: 'Forty people fled the town',
      figures: [{ number: 40, bound: 'exactly', unit: 'people', counted: 'people who left the town' }],
    }),
    anAssertion(first, { id: 'a-4', quote: 'The hospital lost its supplies of water' }),
    anAssertion(first, {
      id: 'a-5',
      quote: 'no boat has crossed since then',
      attribution: [{ name: 'the Red Cross', authority: 'red-cross', adopted: true }],
      citations: [{ authority: 'red-cross' }],
      topics: ['ferries'],
    }),
    anAssertion(second, { id: 'b-1', quote: 'Our gunners have not shelled any bridge within the town' }),
    anAssertion(second, { id: 'b-2', quote: 'they who shelled the mill on 4 May' }),
    anAssertion(second, {
      id: 'b-3',
      quote: 'They themselves say that fifty people left',
      modality: 'relayed',
      attribution: [{ name: 'they themselves', party: 'north', adopted: false }],
    }),
    anAssertion(second, {
      id: 'b-4',
      quote: 'the truth is that about forty did',
      kind: 'evaluation',
      figures: [{ number: 42, bound: 'about', unit: 'people', counted: 'people who left the town' }],
    }),
    anAssertion(second, {
      id: 'b-5',
      quote: 'The water was never cut',
      attribution: [{ name: 'the General', authority: 'second-general', adopted: true }],
    }),
    anAssertion(third, {
      id: 'c-0',
      quote: 'Two leagues sent a letter about the bridge',
      author: 'agency',
    }),
    anAssertion(third, { id: 'c-1', quote: 'The bridge may have been shelled', modality: 'hedged' }),
    anAssertion(third, { id: 'c-2', quote: 'guns from abroad' }),
    anAssertion(third, {
      id: 'c-3',
      quote: 'Hundreds of families wait at the ferry',
      figures: [{ bound: 'unspecified', unit: 'families', counted: 'families who wait at the ferry' }],
    }),
    anAssertion(fourth, { id: 'd-1', quote: 'the old bridge was shelled' }),
    anAssertion(fourth, { id: 'd-2', quote: 'the ferry is free' }),
  ]
}

interface GivenLetter extends Partial<Pick<LetterRecord, 'answers'>> {
  id: string
  author: string
  /** Absent for a letter without a date. */
  day?: string
  paragraphs: [role: ParagraphRecord['role'], text: string, marker?: string][]
  /** `at` are the words behind which the marker stands. */
  footnotes?: (Omit<LetterRecord['footnotes'][number], 'offsets'> & { at?: string })[]
}

function letterOf({ id, author, day, paragraphs, footnotes = [], answers = [] }: GivenLetter): LetterRecord {
  const letter = aLetter({ id, author, title: `Title of ${id}`, texts: paragraphs.map(([, text]) => text) })
  const letters: Partial<Record<ParagraphRecord['role'], string>> = {
    frame: 'F',
    address: 'A',
    heading: 'H',
    signature: 'S',
  }
  const counts = new Map<string, number>()
  return {
    ...letter,
    dates: day ? { written: { from: day, to: day, ground: 'stated', basis: 'The dateline.' } } : {},
    provenance: ['Sent by post.', 'Copied by hand.'],
    changes: ['Line ends were joined.'],
    answers,
    paragraphs: letter.paragraphs.map((paragraph, i) => {
      const [role, , marker] = paragraphs[i]!
      const kind = letters[role] ?? ''
      counts.set(kind, (counts.get(kind) ?? 0) + 1)
      return { ...paragraph, role, label: `${kind}${counts.get(kind)}`, ...(marker && { marker }) }
    }),
    footnotes: footnotes.map(({ at, ...footnote }) => ({
      ...footnote,
      offsets: at ? [letter.text.indexOf(at) + at.length] : [],
    })),
  }
}
