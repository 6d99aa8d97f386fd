import type { Range } from '../text/anchor.ts'
import { rangeInForm } from './readMarking.ts'
import { asSentence, emptyMarking, type MarkingValues, type ProposedPart, proposedParts } from './values.ts'

/** For which words something is proposed. */
export const placesOf = (ranges: readonly Range[]) => ranges.map(rangeInForm).join(' ')

/** The values with a note of what was proposed in them, and for which words. */
export const asProposed = (values: MarkingValues, ranges: readonly Range[]): MarkingValues => ({
  ...values,
  proposed: { ...values.proposed, ranges: placesOf(ranges), parts: saidIn(values) },
})

/** Values for which nothing was proposed so far: whatever is as in an empty form follows the words that are chosen. */
export const withNothingProposed = (values: MarkingValues): MarkingValues => ({
  ...values,
  proposed: { ranges: 'none', parts: saidIn(emptyMarking()), stances: {} },
})

/** Whether what is proposed in the values was proposed for other words than these. */
export const isOutdated = ({ proposed }: MarkingValues, ranges: readonly Range[]): boolean =>
  proposed.ranges !== '' && ranges.length > 0 && proposed.ranges !== placesOf(ranges)

/**
 * The values when other words are chosen than those for which something was proposed: what nobody has changed is what is
 * proposed for the new words, what an editor has typed stays. The stance on a claim that is chosen stays too: it was looked
 * at. Where nothing could be told of the new words, only the gist follows them, and the rest the next time.
 */
export function followWords(
  values: MarkingValues,
  ranges: readonly Range[],
  quote: string,
  fresh: MarkingValues | undefined,
): MarkingValues {
  if (!isOutdated(values, ranges)) return values
  const typed = saidIn(values)
  const isUntouched = (part: ProposedPart) => typed[part] === values.proposed.parts[part]
  if (!fresh) {
    const gist = asSentence(quote)
    const parts = { ...values.proposed.parts, gist }
    return {
      ...values,
      gist: isUntouched('gist') ? gist : values.gist,
      proposed: { ...values.proposed, parts },
    }
  }
  const followed = Object.fromEntries(proposedParts.filter(isUntouched).map((part) => [part, fresh[part]]))
  const links = values.links.map((link) => ({
    ...link,
    stances: Object.fromEntries(
      Object.entries(link.stances).filter(
        ([claim, stance]) => link.claim === `claim:${claim}` || values.proposed.stances[claim] !== stance,
      ),
    ),
  }))
  return { ...values, ...followed, links, proposed: asProposed(fresh, ranges).proposed }
}

/** Each part in one line of text, so that it can be told whether it is still as it was proposed. */
function saidIn(values: MarkingValues): Record<ProposedPart, string> {
  const rows = (list: readonly (string | boolean)[][]) =>
    JSON.stringify(
      list
        .map((row) => row.map((value) => (typeof value === 'string' ? value.trim() : value)))
        .filter((row) => row.some(Boolean)),
    )
  return {
    gist: values.gist.trim(),
    kind: values.kind,
    modality: values.modality,
    agent: values.agent,
    topics: values.topics.toSorted().join(' '),
    attribution: rows(values.attribution.map(({ name, who, adopted }) => [name, who, adopted])),
    figures: rows(
      values.figures.map(({ number, unit, counted, where, when, bound }) =>
        [number, unit, counted, where, when].some((typed) => typed.trim())
          ? [number, unit, counted, where, when, bound]
          : [],
      ),
    ),
    footnotes: values.footnotes.toSorted().join(' '),
    authorities: values.authorities.toSorted().join(' '),
  }
}
