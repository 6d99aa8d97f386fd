import { isSameRecord } from '../../../db/records.ts'
import { type Marking, rangeInForm } from '../../domain/marking/readMarking.ts'
import type { Suggestion } from '../../domain/suggest/suggest.ts'

/** Whether a suggestion was taken as it was proposed. To which claims it is linked, and its gist, was always for a person to say. */
export function decisionOf(suggestion: Suggestion, { assertion }: Marking): 'accepted' | 'changed' {
  const places = ({ ranges }: Pick<Suggestion, 'ranges'>) => ranges.map(rangeInForm).join()
  const isSamePlace = places(assertion) === places(suggestion)
  const said = ({
    kind,
    modality,
    agent,
    topics,
    attribution,
    figures,
    citations,
  }: typeof assertion | Suggestion) => ({
    kind,
    modality,
    agent,
    topics: [...topics].sort(),
    attribution,
    figures,
    citations,
  })
  return isSamePlace && !assertion.author && isSameRecord(said(assertion), said(suggestion))
    ? 'accepted'
    : 'changed'
}
