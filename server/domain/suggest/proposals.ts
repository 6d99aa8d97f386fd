import type { AssertionKind } from '../../../db/vocabulary.ts'
import { occurrences, type Range } from '../text/anchor.ts'
import { normaliseText } from '../text/normalise.ts'
import type { LetterParagraph } from './known.ts'
import { readRoles } from './statements.ts'

/** Words that a language model takes for a statement. */
export interface Proposal {
  quote: string
  gist?: string | undefined
  kind?: AssertionKind | undefined
}

/** A proposal whose words stand in a paragraph; the range is in code points of the letter. */
export interface PlacedProposal extends Proposal, Range {
  paragraph: LetterParagraph
}

/** So many characters are shown to a model at once: enough to see what "this" means, few enough to read closely. */
const longestGroup = 6000

/** The paragraphs that may hold statements, in groups that are read at once; a very long paragraph stands alone. */
export function groupsOf(paragraphs: readonly LetterParagraph[]): LetterParagraph[][] {
  const groups: LetterParagraph[][] = []
  let length = 0
  for (const paragraph of paragraphs) {
    if (!readRoles.includes(paragraph.role)) continue
    if (!groups.length || length + paragraph.text.length > longestGroup) {
      groups.push([])
      length = 0
    }
    groups.at(-1)!.push(paragraph)
    length += paragraph.text.length
  }
  return groups
}

/**
 * The proposals whose words stand exactly so inside of one of the paragraphs, with their place; the others are dropped.
 * Words that stand in several places are taken for the first of them, proposed again for the second.
 */
export function placeProposals(
  paragraphs: readonly LetterParagraph[],
  proposals: readonly Proposal[],
): PlacedProposal[] {
  const taken = new Map<string, number>()
  return proposals.flatMap((proposal) => {
    const quote = normaliseText(proposal.quote)
    const places = paragraphs.flatMap((paragraph) =>
      occurrences(paragraph.text, quote).map(({ start, end }) => ({
        ...proposal,
        quote,
        start: paragraph.start + start,
        end: paragraph.start + end,
        paragraph,
      })),
    )
    const place = places[taken.get(quote) ?? 0]
    taken.set(quote, (taken.get(quote) ?? 0) + 1)
    return place ?? []
  })
}
