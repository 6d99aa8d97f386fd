import type { AssertionRecord, StanceRecord } from '../../../db/records.ts'
import { figureInForm } from '../figureForm.ts'
import type { Suggestion } from '../suggest/suggest.ts'
import type { Range } from '../text/anchor.ts'
import { asProposed } from './proposed.ts'
import { rangeInForm } from './readMarking.ts'
import {
  asSentence,
  emptyLink,
  emptyMarking,
  type LinkValues,
  type MarkingValues,
  noSlots,
} from './values.ts'

/** What can be told from words alone: what a suggestion holds besides its place. */
export type Described = Pick<
  Suggestion,
  'quote' | 'kind' | 'modality' | 'agent' | 'topics' | 'attribution' | 'figures' | 'claims' | 'stance'
> & { citations?: Suggestion['citations'] }

/**
 * The form for words that are marked, filled in with what can be told from them. No claim is chosen unasked. `markers` are
 * the notes at the words, for words of which it was not told what they rest on.
 */
export function valuesOfDescribed(
  described: Described,
  ranges: readonly Range[],
  markers: readonly string[] = [],
): MarkingValues {
  const { citations = markers.map((footnote) => ({ footnote })) } = described
  const values: MarkingValues = {
    ...emptyMarking(),
    ranges: ranges.map(rangeInForm),
    gist: asSentence(described.quote),
    kind: described.kind,
    modality: described.modality,
    agent: described.agent,
    topics: [...described.topics],
    attribution: described.attribution.map(({ name, party, authority, adopted }) => ({
      name,
      who: whoInForm({ party, authority }),
      adopted,
    })),
    figures: described.figures.map(figureInForm),
    footnotes: citations.flatMap((citation) => ('footnote' in citation ? [citation.footnote] : [])),
    authorities: citations.flatMap((citation) => ('authority' in citation ? [citation.authority] : [])),
    links: [
      {
        ...emptyLink(),
        stances: Object.fromEntries(described.claims.map(({ id, stance }) => [id, stance])),
      },
    ],
  }
  return asProposed(values, ranges)
}

/** The form for an assertion as it is. */
export function valuesOfAssertion(record: AssertionRecord, stances: readonly StanceRecord[]): MarkingValues {
  return {
    ...emptyMarking(),
    ranges: record.ranges.map(rangeInForm),
    gist: record.gist,
    kind: record.kind,
    modality: record.modality,
    agent: record.agent,
    author: record.author ?? '',
    topics: [...record.topics],
    attribution: record.attribution.map((link) => ({
      name: link.name,
      who: whoInForm(link),
      adopted: link.adopted,
    })),
    figures: record.figures.map(figureInForm),
    footnotes: record.citations.flatMap((citation) => ('footnote' in citation ? [citation.footnote] : [])),
    authorities: record.citations.flatMap((citation) =>
      'authority' in citation ? [citation.authority] : [],
    ),
    links: stances.length ? stances.map(linkOfStance) : [emptyLink()],
  }
}

const linkOfStance = ({ claim, stance, scope = {} }: StanceRecord): LinkValues => {
  const { note = '', ...slots } = scope
  return {
    ...emptyLink(),
    claim: `claim:${claim}`,
    stances: { [claim]: stance },
    note,
    slots: { ...noSlots(), ...slots },
  }
}

const whoInForm = ({ party, authority }: { party?: string; authority?: string }) =>
  party !== undefined ? `party:${party}` : authority !== undefined ? `authority:${authority}` : ''
