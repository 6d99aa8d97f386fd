import { opening } from '../../words.ts'
import type { Segment } from '../compose.ts'
import { type Decisions, decide, placeOf } from '../decisions.ts'
import type { Source } from '../source.ts'
import type { Proposal, View } from './proposal.ts'

/** The lines of an address or a signature are paragraphs of their own; those of a masthead are joined. */
export function proposeLines({ source, draft }: View): Proposal[] {
  if (source.format !== 'plain' && source.format !== 'pdf') return []
  return draft.paragraphs.flatMap(({ role, segments, text, place }) => {
    if (role === 'text') return longLines(source, segments[0]!, text)
    if (role !== 'address' && role !== 'signature') return []
    const sets: Decisions = {}
    let count = 1
    for (const { block, from, to } of segments) {
      const source_ = source.blocks[block]!.text
      for (const { 0: breaks, index } of source_.slice(from, to).matchAll(/\n\s*/g)) {
        const at = from + index + breaks.length
        const end = source_.indexOf('\n', at)
        const line = source_.slice(at, Math.min(end < 0 ? to : end, to))
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

/** No program wraps lines so late: each is a paragraph, in a text that leaves no blank lines between them. */
const longestWrapped = 120

function longLines(source: Source, { block, from, to }: Segment, text: string): Proposal[] {
  const words = source.blocks[block]!.text.slice(from, to)
  const sets: Decisions = {}
  let count = 1
  for (const { 0: breaks, index } of words.matchAll(/\n\s*/g)) {
    const before = words.slice(words.lastIndexOf('\n', index - 1) + 1, index).trimEnd()
    if (before.length <= longestWrapped || !/[.!?:;]["”’»)\]]*(?:\[\w+\]|[⁰¹²³⁴⁵⁶⁷⁸⁹]+)?$/.test(before))
      continue
    count += 1
    Object.assign(sets, decide.begins(placeOf(block, from + index + breaks.length), 'paragraph'))
  }
  if (count === 1) return []
  return [
    {
      id: `lines ${placeOf(block, from)}`,
      kind: 'lines',
      place: placeOf(block, from),
      what: `${count} lines from “${opening(text, 40)}” on become a paragraph each.`,
      reason: 'They end with a sentence, and are too long to be one paragraph that was wrapped.',
      sets,
    },
  ]
}
