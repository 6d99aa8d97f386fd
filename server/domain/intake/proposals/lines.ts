import { type Decisions, decide, placeOf } from '../decisions.ts'
import { opening, type Proposal, type View } from './proposal.ts'

/** The lines of an address or a signature are paragraphs of their own; those of a masthead are joined. */
export function proposeLines({ source, draft }: View): Proposal[] {
  if (source.format !== 'plain' && source.format !== 'pdf') return []
  return draft.paragraphs.flatMap(({ role, segments, text, place }) => {
    if (role !== 'address' && role !== 'signature') return []
    const sets: Decisions = {}
    let count = 1
    for (const { block, from, to } of segments) {
      const source_ = source.blocks[block]!.text
      for (const { 0: breaks, index } of source_.slice(from, to).matchAll(/[^\S\n]*\n\s*/g)) {
        const at = from + index + breaks.length
        const line = source_.slice(at, to).split('\n')[0]!
        if (at >= to || line.length > 100 || /^\p{Ll}/u.test(line)) continue
        count += 1
        Object.assign(
          sets,
          decide.begins(placeOf(block, at), 'paragraph'),
          decide.role(placeOf(block, at), role),
        )
      }
    }
    if (count === 1) return []
    return [
      {
        id: `lines ${place}`,
        kind: 'lines' as const,
        place,
        what: `${count} lines from “${opening(text, 40)}” on become a paragraph each.`,
        reason: `They are lines of ${role === 'address' ? 'an address' : 'a signature'}.`,
        sets,
      },
    ]
  })
}
