import { ending, opening } from '../words.ts'
import type { Draft } from './compose.ts'
import type { Decisions } from './decisions.ts'
import { parseMarkers } from './markerNotation.ts'
import type { Proposal, ProposalKind } from './proposals/proposal.ts'
import type { Source } from './source.ts'

/**
 * Every kind of change made to the source to get the letter's text, a sentence each, as the letter will list them;
 * words that somebody changed by hand are named one by one.
 */
export function changesMade(
  source: Source,
  draft: Draft,
  decisions: Decisions,
  proposals: readonly Proposal[],
): string[] {
  const waysOf = ({ sets, other }: Proposal) => [
    ...Object.entries(sets),
    ...Object.entries(other?.sets ?? {}),
  ]
  const holds = (proposal: Proposal) => waysOf(proposal).some(([key, value]) => decisions[key] === value)
  const ofKind = (kind: ProposalKind) =>
    proposals.filter((proposal) => proposal.kind === kind && holds(proposal))
  const changes: string[] = []

  const joins = draft.rows.filter(({ paragraph, begins }) => paragraph && !begins)
  if (joins.length) {
    const examples = joins.slice(0, 3).map(({ segment, paragraph }) => {
      const before =
        paragraph!.segments[paragraph!.segments.findIndex((one) => one.place === segment.place) - 1]!
      return `“${ending(wordsIn(source, before), 30)} ${opening(wordsIn(source, segment), 30)}”`
    })
    changes.push(`Sentences that a page break or notes had divided were joined (${examples.join('; ')}).`)
  }
  if (draft.notes.length) changes.push('Footnotes were moved to the end; their markers became links.')
  const furniture = draft.rows.filter(({ paragraph, note }) => !paragraph && !note)
  if (furniture.length) {
    const examples = [
      ...new Set(furniture.map(({ segment }) => `“${opening(wordsIn(source, segment), 40)}”`)),
    ]
    changes.push(
      `What belongs to the page and not to the letter was left out: ${examples.slice(0, 6).join(', ')}${examples.length > 6 ? ` and ${examples.length - 6} more` : ''}.`,
    )
  }
  const lists = ofKind('lists').flatMap(({ sets }) => Object.keys(sets))
  if (lists.some((key) => key.startsWith('words ')))
    changes.push('The bullets and numbers of lists became list marks.')
  else if (lists.some((key) => key.startsWith('begins ')))
    changes.push('The points of lists became paragraphs.')
  if (ofKind('lines').length) changes.push('The lines of addresses and signatures became paragraphs.')
  for (const proposal of [
    ...ofKind('marks'),
    ...ofKind('letters').filter(({ id }) => /^letters [a-z]/.test(id)),
  ])
    changes.push(proposal.what)
  if (ofKind('letters').some(({ id }) => /^letters \d/.test(id)))
    changes.push('Words divided at the end of a line were put together.')

  const byProposal = new Set(
    proposals.filter(holds).flatMap((proposal) => waysOf(proposal).map(([key, value]) => `${key}\n${value}`)),
  )
  // What is printed before a note is its number, and no words that are left out.
  const numbers = new Map(
    draft.notes.map(({ label, segments }) => {
      const { block, from } = segments[0]!
      const blank = /^\s*/.exec(source.blocks[block]!.text.slice(from))![0].length
      return [`${block}:${from + blank}`, label]
    }),
  )
  for (const [key, words] of Object.entries(decisions)) {
    const [, block, from, to] = /^words (\d+):(\d+)-(\d+)$/.exec(key) ?? []
    if (block === undefined || words === null || byProposal.has(`${key}\n${words}`)) continue
    const before = source.blocks[Number(block)]?.text.slice(Number(from), Number(to)).trim() ?? ''
    const after = plain(words).trim()
    if (before === after || becameMarker(before, words)) continue
    if (!after && isNumberOf(numbers.get(`${block}:${from}`), before)) continue
    if (!before) changes.push(`The words “${after}” were added.`)
    else
      changes.push(
        after ? `“${before}” was corrected to “${after}”.` : `The words “${before}” were left out.`,
      )
  }
  const broken = Object.entries(decisions).some(([key, value]) => key.startsWith('broken ') && value)
  if (broken)
    changes.push('Addresses that cannot be right as printed were marked as broken and left as they are.')
  changes.push('Every run of white space became one space.')
  return changes
}

const wordsIn = (source: Source, { block, from, to }: { block: number; from: number; to: number }) =>
  source.blocks[block]!.text.slice(from, to)

/** Whether words differ from those printed only in that a printed number is a marker now. */
function becameMarker(before: string, words: string): boolean {
  const parts = parseMarkers(words.trim())
  const pattern = parts.map((part) => ('text' in part ? literally(part.text) : printedMarker(part.marker)))
  return parts.some((part) => 'marker' in part) && new RegExp(`^${pattern.join('')}$`, 'u').test(before)
}

/** Whether these words are what is printed before a note with this label. */
const isNumberOf = (label: string | undefined, words: string) =>
  label !== undefined && new RegExp(`^${printedMarker(label)}[.:]?$`, 'u').test(words)

/** The ways in which a marker is printed; what tells two notes with one number apart is not. */
function printedMarker(label: string): string {
  const printed = label.replace(/(?<=\d)-\d+$/, '')
  const raised = printed.replace(/\d/g, (digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'.charAt(Number(digit)))
  return String.raw`\s*(?:<sup>\s*)?[[({^]*(?:${literally(printed)}|${literally(raised)})[\])}]*(?:\s*</sup>)?\s*`
}

const literally = (words: string) => words.replace(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`)

const plain = (words: string) =>
  parseMarkers(words)
    .map((part) => ('text' in part ? part.text : ''))
    .join('')
