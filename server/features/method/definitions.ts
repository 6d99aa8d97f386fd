import type {
  AssertionKind,
  agents,
  modalities,
  Pattern,
  Position,
  RelationKind,
  StanceKind,
} from '../../../db/vocabulary.ts'

/** The fixed words of the record, explained to readers. The method page prints them and its JSON holds them. */

export const kindMeanings: Record<AssertionKind, string> = {
  fact: 'an event, an act, a number, a date, what a document says, or what somebody said',
  legal: 'that something is a crime, violates a rule, or has legal force',
  evaluation: 'a judgement that no fact alone could settle',
  demand: 'what somebody ought to do',
}

export const modalityMeanings: Record<(typeof modalities)[number], string> = {
  plain: 'said outright',
  hedged: 'said with a reservation: “seems to be”, “may have”',
  relayed: 'said as something heard: “reports emerged that”',
}

export const agentMeanings: Record<(typeof agents)[number], string> = {
  named: 'the words say who did it',
  implied: 'the words don’t say who did it, but what stands around them leaves no doubt',
  absent: 'nobody is named: “the agreement was violated soon after”',
}

export const stanceMeanings: Record<StanceKind, string> = {
  asserts: 'says that it is so',
  disputes: 'says that it is not so: denies it, calls it false, or cannot be true together with it',
  qualifies: 'accepts part of it, changes its terms, or gives a clearly different figure or frame',
  reports: 'passes on that somebody says so, without making it its own',
}

export const positionMeanings: Record<Position, string> = {
  asserts: 'its own assertions only affirm the claim, or affirm it with a qualification beside',
  disputes: 'its own assertions only deny the claim, or deny it with a qualification beside',
  qualifies: 'its own assertions only qualify the claim',
  mixed: 'its own assertions both affirm and deny the claim; it counts as both',
  'only reports': 'it passes on what others say, and takes no position itself',
  'not addressed': 'no assertion of this side in this collection bears on the claim',
}

export const patternMeanings: Record<Pattern, string> = {
  contested: 'one side affirms the claim and another denies it',
  qualified: 'one side takes a position and another qualifies the claim',
  shared: 'two or more sides hold the same position',
  'one-sided': 'one side takes a position, and no other does',
  unclaimed: 'no side takes a position: the claim is only reported, or made by an author of no side',
}

export const relationMeanings: Record<RelationKind, string> = {
  mirrors: 'the same accusation with the sides exchanged',
  contradicts: 'both cannot be true',
  narrows: 'the one says less than the other: fewer people, a smaller place, a shorter time',
  supports: 'if the one is true, the other is likelier',
  'not comparable': 'they look alike but count or concern different things',
}

/** The words with their meanings, in the order of the vocabulary. */
export const listed = <Word extends string>(meanings: Record<Word, string>) =>
  (Object.entries(meanings) as [Word, string][]).map(([word, meaning]) => ({ word, meaning }))

/** The parts of the page, in order, each with its anchor. */
export const sections = [
  { id: 'limits', title: 'What this collection is, and is not' },
  { id: 'text', title: 'The text of a letter' },
  { id: 'assertions', title: 'Assertions' },
  { id: 'attribution', title: 'Who says it: chains of attribution' },
  { id: 'figures', title: 'Figures' },
  { id: 'claims', title: 'Claims' },
  { id: 'stances', title: 'Stances, and how far a denial reaches' },
  { id: 'positions', title: 'Positions' },
  { id: 'patterns', title: 'Patterns' },
  { id: 'relations', title: 'Mirrors and other relations' },
  { id: 'topics', title: 'Topics' },
  { id: 'dates', title: 'Dates' },
  { id: 'silence', title: 'Silence' },
  { id: 'sources', title: 'Sources and footnotes' },
  { id: 'sides', title: 'Sides and authors' },
  { id: 'evenness', title: 'Evenness' },
  { id: 'counts', title: 'Counts' },
  { id: 'cite', title: 'How to cite, and how to check' },
  { id: 'json', title: 'For programs' },
] as const
