import type { SuggestionProgress, SuggestionState } from '../../../db/suggestionStates.ts'
import type { ParagraphRole } from '../../../db/vocabulary.ts'
import { valuesOfDescribed } from '../../domain/marking/valuesOf.ts'
import type { Range } from '../../domain/text/anchor.ts'
import { codePoints } from '../../domain/text/codePoints.ts'
import { highlight, type Mark } from '../../domain/text/highlight.ts'
import { countOf } from '../../domain/words.ts'
import type { DescribedWords } from './describing.ts'
import type { DeskLetter, MarkRow } from './letterQueries.ts'
import type { MadeDecision, QueuedSuggestion } from './queries.ts'

export const stateWords: Record<SuggestionState, string> = {
  open: 'open',
  accepted: 'accepted',
  changed: 'accepted with changes',
  skipped: 'skipped',
  rejected: 'rejected',
}

/** What may be shown of a list of suggestions. */
export const listStates = ['open', 'skipped', 'rejected', 'accepted', 'all'] as const
export type ListState = (typeof listStates)[number]

export const isIn = ({ state }: QueuedSuggestion, shown: ListState): boolean =>
  shown === 'all' || state === shown || (shown === 'accepted' && state === 'changed')

/** "31 of 74 decided", and how. */
export function progressView({ all, open, accepted, changed, skipped, rejected }: SuggestionProgress) {
  const parts = [
    [accepted + changed, 'accepted'],
    [skipped, 'skipped'],
    [rejected, 'rejected'],
  ] as const
  return {
    all,
    open,
    skipped,
    decided: all - open,
    words: `${countOf(all - open)} of ${countOf(all)} decided`,
    parts: parts.filter(([n]) => n > 0).map(([n, words]) => `${countOf(n)} ${words}`),
  }
}

export const noProgress: SuggestionProgress = {
  all: 0,
  open: 0,
  accepted: 0,
  changed: 0,
  skipped: 0,
  rejected: 0,
}

/**
 * The next suggestion in this state behind one that was just decided on, in the order of the letter, from its beginning
 * again at its end; the first where none was.
 */
export function nextIn(queue: readonly QueuedSuggestion[], shown: ListState, behind?: number) {
  const at = behind === undefined ? -1 : queue.findIndex(({ id }) => id === behind)
  const inOrder = [...queue.slice(at + 1), ...queue.slice(0, Math.max(0, at))]
  return inOrder.find((one) => isIn(one, shown))
}

/** The suggestions before and behind one, whatever their state. */
export function neighbours(queue: readonly QueuedSuggestion[], id: number) {
  const at = queue.findIndex((one) => one.id === id)
  return { number: at + 1, previous: queue[at - 1]?.id ?? null, next: queue[at + 1]?.id ?? null }
}

/** A stretch of the letter beside the queue. */
export interface QueueRun {
  text: string
  /** The words of the suggestion that is being decided on. */
  isCurrent: boolean
  /** The first of them: the address of the page leads here. */
  isFirst: boolean
  /** An assertion that is marked, and whether more than one is. */
  assertion: string | null
  depth: number
  /** A suggestion that is open. */
  suggestion: number | null
  markers: string[]
}

export interface QueueRow {
  label: string
  role: ParagraphRole
  marker: string | null
  runs: QueueRun[]
}

interface QueueMark {
  assertion?: string
  suggestion?: number
  isCurrent?: true
}

/** The whole letter with what is marked in it, what is proposed and what is being decided on. */
export function queueText(
  { record }: DeskLetter,
  marks: readonly MarkRow[],
  queue: readonly QueuedSuggestion[],
  current: readonly { start: number; end: number }[],
): QueueRow[] {
  const points = codePoints(record.text)
  const all: Mark<QueueMark>[] = [
    ...marks.map(({ slug, start, end }) => ({ id: { assertion: slug }, start, end })),
    ...queue
      .filter(({ state }) => state === 'open')
      .flatMap(({ id, ranges }) => ranges.map((range) => ({ ...range, id: { suggestion: id } }))),
    ...current.map(({ start, end }) => ({ id: { isCurrent: true as const }, start, end })),
  ]
  const markers = record.footnotes.flatMap(({ marker, offsets }) =>
    offsets.map((offset) => ({ id: marker, offset })),
  )
  let isOpened = false
  return record.paragraphs.map(({ label, role, marker = null, start, end }) => {
    const inside = all.filter((one) => one.start < end && one.end > start)
    const runs = highlight(points, inside, markers, { from: start, to: end }).map((run): QueueRun => {
      const assertions = run.marks.flatMap(({ assertion }) => assertion ?? [])
      const isCurrent = run.marks.some((mark) => mark.isCurrent)
      const isFirst = isCurrent && !isOpened
      if (isFirst) isOpened = true
      return {
        text: run.text,
        isCurrent,
        isFirst,
        assertion: assertions[0] ?? null,
        depth: assertions.length,
        suggestion: run.marks.findLast((mark) => mark.suggestion !== undefined)?.suggestion ?? null,
        markers: run.anchors,
      }
    })
    return { label, role, marker, runs }
  })
}

/** A stored suggestion as what is told of its words. */
export const describedBy = (suggestion: QueuedSuggestion): DescribedWords => ({
  ...suggestion,
  stancesOn: {},
})

export const valuesOfSuggestion = (suggestion: QueuedSuggestion) =>
  valuesOfDescribed(suggestion, suggestion.ranges)

/** Decisions of others as they are told on the page. */
export function newsView(
  decisions: readonly MadeDecision[],
  queue: readonly QueuedSuggestion[],
  ownName: string,
) {
  return decisions
    .filter(({ by }) => by !== ownName)
    .slice(-mostNews)
    .reverse()
    .map(({ id, suggestionId, decision, by, madeAt }) => ({
      id,
      suggestion: suggestionId,
      by,
      words: decision === 'reopened' ? 'opened again' : stateWords[decision],
      madeAt,
      quote: shortened(queue.find((one) => one.id === suggestionId)?.quote ?? ''),
    }))
}

const mostNews = 5
const longestQuote = 80

function shortened(quote: string): string {
  const characters = Array.from(quote)
  return characters.length > longestQuote ? `${characters.slice(0, longestQuote).join('').trimEnd()}…` : quote
}

/** Assertions of which at least half of the words are among these, or the reverse: the statement may be marked already. */
export function markedIn(
  marks: readonly MarkRow[],
  ranges: readonly Range[],
): { slug: string; gist: string }[] {
  const overlaps = ({ start, end }: MarkRow) =>
    ranges.some((range) => {
      const shared = Math.min(end, range.end) - Math.max(start, range.start)
      return shared * 2 >= Math.min(end - start, range.end - range.start)
    })
  const found = new Map(marks.filter(overlaps).map(({ slug, gist }) => [slug, { slug, gist }]))
  return [...found.values()]
}
