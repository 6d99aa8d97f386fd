import { compose, type Draft, type DraftParagraph, type Segment } from '../compose.ts'
import { type Decisions, indexDecisions, type Place, type Replacement } from '../decisions.ts'
import type { Source } from '../source.ts'

/** The kinds of proposal, in the order in which they are made: each sees the draft as those before have left it. */
export const proposalKinds = [
  'notes',
  'marks',
  'furniture',
  'lists',
  'joins',
  'roles',
  'lines',
  'letters',
] as const
export type ProposalKind = (typeof proposalKinds)[number]

/** Something that the program would do to the text, with why: in effect until an editor rejects it. */
export interface Proposal {
  id: string
  kind: ProposalKind
  /** Where it is shown. */
  place: Place
  /** What would be done, and why, a sentence each. */
  what: string
  reason: string
  sets: Decisions
  /** What may be done instead, where two ways are nearly as likely. */
  other?: OtherWay
}

export interface OtherWay {
  what: string
  sets: Decisions
  /** The words of the button that does it, and of the one that does what was proposed after all. */
  button: string
  back: string
}

/** What an editor says of a proposal: kept and open ones are in effect, or the other way to do it is. */
export const verdicts = ['kept', 'rejected', 'other'] as const
export type Verdict = (typeof verdicts)[number]

/** The source with what is decided so far, as one kind of proposal sees it. */
export interface View {
  source: Source
  decisions: Decisions
  draft: Draft
  replacements(block: number): Replacement[]
}

export function viewOf(source: Source, decisions: Decisions): View {
  const index = indexDecisions(decisions)
  return {
    source,
    decisions,
    draft: compose(source, decisions),
    replacements: (block) => index.replacements(block),
  }
}

/** The words of a segment as they stand in the source. */
export const sourceWords = (source: Source, { block, from, to }: Segment) =>
  source.blocks[block]!.text.slice(from, to)

/** A sentence or part of one, not a line of an address or a title: it is very long, or has some words and ends like a sentence. */
export function readsAsText(words: string): boolean {
  const list = words.split(/\s+/)
  const count = list.length
  if (count > 40 || (count > 10 && words.endsWith(':'))) return true
  if (!/[.;!?։。…]["”’»)\]]*$/.test(words)) return false
  // Few words make a sentence where none after the first is a name.
  return count > 5 || (count > 3 && list.slice(1).every((word) => !/^\P{L}*\p{Lu}/u.test(word)))
}

export const salutation = /^(?:dear\b|excellenc|your excellenc|honou?rable\b|(?:ladies|sir|madam)\b)/i

/** Whether a paragraph reads as part of the letter itself; `next` is the one after it. */
export function isBody(source: Source, paragraph: DraftParagraph, next?: DraftParagraph): boolean {
  const { text, mark } = paragraph
  if (mark !== '') return true
  if ((salutation.test(text) && text.length < 120) || isListOfLines(source, paragraph)) return false
  return readsAsText(text) || (text.endsWith(':') && next !== undefined && next.mark !== '')
}

/** Lines that each begin with a capital and none of which ends like a sentence: names, offices, an address. */
function isListOfLines(source: Source, { segments }: DraftParagraph): boolean {
  const lines = segments.flatMap((segment) =>
    sourceWords(source, segment)
      .trim()
      .split(/\s*\n\s*/),
  )
  return (
    lines.length > 2 &&
    lines.filter((line) => !/^[^\p{L}]*[\p{Lu}\p{Lo}\p{N}]/u.test(line)).length <= lines.length / 10 &&
    lines.slice(0, -1).every((line) => line.length < 100 && !/[.;!?]$/.test(line))
  )
}
