import type { Request, Response } from 'express'
import type { Db } from '../../../db/client.ts'
import { suggestionProgress } from '../../../db/suggestionStates.ts'
import { latestChange } from '../../../db/writes/stale.ts'
import type { PresentAssertion } from '../../domain/marking/editsOf.ts'
import type { MarkingErrors } from '../../domain/marking/readMarking.ts'
import type { MarkingValues } from '../../domain/marking/values.ts'
import { pageContext } from '../../web/pageContext.ts'
import { respond } from '../../web/respond.ts'
import type { suggestionJobs } from './jobs.ts'
import { type DeskLetter, listMarks } from './letterQueries.ts'
import { type CorrectedView, type Desk, showForm } from './marking.ts'
import type { QueuedSuggestion, suggestionQueries } from './queries.ts'
import { assertionsMadeBy, lastDecision } from './queueQueries.ts'
import {
  describedBy,
  isIn,
  type ListState,
  listStates,
  markedIn,
  neighbours,
  noProgress,
  progressView,
  queueText,
  stateWords,
  valuesOfSuggestion,
} from './queueView.ts'
import { presentAssertion } from './saving.ts'
import { standingView } from './standingView.ts'

/** What the pages of the queue work with. */
export interface Tools extends Desk {
  queries: ReturnType<typeof suggestionQueries>
  jobs: ReturnType<typeof suggestionJobs>
}

/** What of the queue is being shown, and how it came about. */
export interface Shown {
  current: QueuedSuggestion | undefined
  show: ListState
  values?: MarkingValues
  errors?: MarkingErrors
  isWhole?: boolean
  hasRoom?: boolean
  /** Whether everything of the form is unfolded. */
  isOpen?: boolean
  /** What was just decided on, and the address of the form that did it. */
  last?: QueuedSuggestion | undefined
  /** The change that brought the letter in, for who has just accepted it. */
  brought?: { number: number; summary: string } | null
  taken?: string
  /** Somebody has decided on it meanwhile: what was typed stands beside what holds now. */
  isStale?: boolean
  /** The letter's text was corrected meanwhile. */
  corrected?: CorrectedView | null
  status?: number
}

/** Answers with a suggestion, its form and the letter beside it; or with what there is to do where none is left. */
export async function showQueue(
  tools: Tools,
  req: Request,
  res: Response,
  letter: DeskLetter,
  queue: QueuedSuggestion[],
  shown: Shown,
) {
  const { db, jobs } = tools
  const { current, show, errors = {}, isWhole = false, hasRoom = false, isOpen = false } = shown
  const slug = letter.record.id
  const values = shown.values ?? (current && valuesOfSuggestion(current))
  const decisions = [current, shown.last].flatMap((one) => one?.decision?.changeId ?? [])
  const made = assertionsMadeBy(db, decisions)
  const assertion = made.get(current?.decision?.changeId ?? -1) ?? null
  const stored = current && describedBy(current)
  const marking =
    values && current
      ? await showForm(
          tools,
          letter,
          { values, errors, before: current.ranges, isWhole, hasRoom, stored },
          pageContext(res),
        )
      : null
  const ranges = marking?.words.ranges.length ? marking.words.ranges : (current?.ranges ?? [])
  const marks = listMarks(db, letter.id)
  const since = lastDecision(db)
  const view = {
    page: 'suggestions/queue',
    fragment: 'suggestions/_queue',
    section: 'desk',
    status: shown.status,
  }
  respond(req, res, view, {
    letter: letterView(letter),
    progress: progressOf(db, slug),
    show,
    shownCount: queue.filter((one) => isIn(one, show)).length,
    job: jobs.jobOf(slug) ?? null,
    rows: queueText(letter, marks, queue, ranges),
    marked: markedIn(marks, ranges),
    current: current
      ? {
          ...listed(current, letter),
          ...neighbours(queue, current.id),
          likelihood: current.likelihood,
          sources: current.sources,
          base: current.decision?.id ?? '',
          assertion,
        }
      : null,
    marking,
    isOpen: isOpen || Object.keys(errors).length > 0,
    isStale: shown.isStale ?? false,
    standing: shown.isStale && assertion ? standingView(db, assertion) : null,
    assertionBase: latestChange(db),
    corrected: shown.corrected ?? null,
    last: shown.last
      ? {
          id: shown.last.id,
          said: saidOf(shown.last, presentAssertion(db, made.get(shown.last.decision?.changeId ?? -1) ?? '')),
        }
      : null,
    brought: shown.brought ?? null,
    taken: shown.taken ?? null,
    since,
    text: letter.record.sha256,
    news: [],
  })
}

/** What just happened, told with the page that follows: in the words that were marked, where some were. */
function saidOf({ state, quote }: QueuedSuggestion, made: PresentAssertion | undefined) {
  const words = Array.from(made ? made.assertion.ranges.map(({ exact }) => exact).join(' … ') : quote)
  const short = words.length > 60 ? `${words.slice(0, 60).join('').trimEnd()}…` : words.join('')
  const bearing = made && !made.stances.length ? ' It bears on no claim yet.' : ''
  return `“${short}” is ${stateWords[state]}.${bearing}`
}

export const progressOf = (db: Db, letter: string) =>
  progressView(suggestionProgress(db, letter).get(letter) ?? noProgress)

/** Which suggestions an address asks for. */
export const shownIn = (typed: unknown, otherwise: ListState = 'open'): ListState =>
  listStates.find((state) => state === typed) ?? otherwise

export const letterView = ({ record, authorName }: DeskLetter) => ({
  slug: record.id,
  title: record.title,
  shortTitle: record.short_title,
  language: record.language,
  sha256: record.sha256,
  author: authorName,
})

/** A suggestion as lists show it. */
export function listed(
  { id, quote, start, kind, state, decision }: QueuedSuggestion,
  { record }: DeskLetter,
) {
  const paragraph = record.paragraphs.find((one) => one.start <= start && start < one.end)
  return {
    id,
    quote,
    kind,
    paragraph: paragraph?.label ?? '',
    state,
    stateWords: stateWords[state],
    decision: decision && {
      id: decision.id,
      by: decision.by,
      madeAt: decision.madeAt,
      change: decision.changeId,
    },
  }
}
