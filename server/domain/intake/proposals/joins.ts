import { ending, opening } from '../../words.ts'
import type { DraftParagraph } from '../compose.ts'
import { decide } from '../decisions.ts'
import { isBody, type Proposal, salutation, type View } from './proposal.ts'

/** Sentences that a page break or notes have divided are joined. */
export function proposeJoins({ source, draft }: View): Proposal[] {
  const proposals: Proposal[] = []
  for (const [i, after] of draft.paragraphs.entries()) {
    const before = draft.paragraphs[i - 1]
    if (!before || after.mark !== '' || after.role === 'heading' || before.role === 'heading') continue
    const divided = dividedBy(before, after, isBody(source, before))
    if (!divided) continue
    const [last, first] = [before.segments.at(-1)!, after.segments[0]!]
    const between = first.block - last.block - 1
    const [pageBefore, pageAfter] = [source.blocks[last.block]!.page, source.blocks[first.block]!.page]
    const why =
      between > 0
        ? `${between === 1 ? 'what stands' : `the ${between} blocks that stand`} between`
        : pageBefore !== pageAfter
          ? 'the end of a page'
          : 'what must have been the end of a page'
    proposals.push({
      id: `joins ${after.place}`,
      kind: 'joins',
      place: after.place,
      what: `“${ending(before.text)}” and “${opening(after.text, 40)}” are joined.`,
      reason: `${divided}: the sentence was divided by ${why}.`,
      // A word that the end of the page has divided has no space in it.
      sets: decide.begins(
        after.place,
        /\p{L}[-\u00ad\u2010]$/u.test(before.text) ? 'joined without space' : 'joined',
      ),
    })
  }
  return proposals
}

/** Words after which no sentence and no line ends. */
const leadsOn =
  /(?:^|\s)(?:a|an|the|of|to|in|on|at|by|for|from|with|without|between|among|and|or|nor|but|as|than|that|which|who|whose|whom|into|upon|under|over|against|towards?|through|during|including|its|their|our|his|her|this|these|those|is|are|was|were|has|have|had|be|been|being|will|would|shall|should|may|must|can|not|no|such|de|van|von)$/i

/** What shows that two paragraphs are one sentence; undefined where nothing does. */
function dividedBy(before: DraftParagraph, after: DraftParagraph, isBodyBefore: boolean): string | undefined {
  const [head, tail] = [before.text, after.text]
  const count = head.split(' ').length
  const startsSmall = /^["“‘'(]?\p{Ll}/u.test(tail)
  const isLine = count < 8 || (salutation.test(head) && head.length < 120)
  if (isLine && !isBodyBefore) return undefined
  if (/[.!?:;…]["”’»)\]]*$/.test(head)) return undefined
  if (/[,–—-]$/.test(head))
    return startsSmall ? 'It ends with a comma or a dash and goes on with a small letter' : undefined
  if (startsSmall) return 'It has no full stop and goes on with a small letter'
  if (leadsOn.test(head)) return `It ends with “${head.split(' ').at(-1)}”`
  return undefined
}
