import { isSameRecord } from '../../../db/records.ts'
import type { Marking } from '../../domain/marking/readMarking.ts'
import type { Suggestion } from '../../domain/suggest/suggest.ts'

/** Whether a suggestion was taken as it was proposed. To which claims it is linked, and its gist, was always for a person to say. */
export function decisionOf(suggestion: Suggestion, { assertion }: Marking): 'accepted' | 'changed' {
  const [range, another] = assertion.ranges
  const isSamePlace = !another && range?.start === suggestion.start && range.end === suggestion.end
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
