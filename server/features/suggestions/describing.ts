import { setTimeout as wait } from 'node:timers/promises'
import type { Db } from '../../../db/client.ts'
import { sourceOf } from '../../../db/source.ts'
import type { StanceKind } from '../../../db/vocabulary.ts'
import { latestChange } from '../../../db/writes/stale.ts'
import type { Described } from '../../domain/marking/valuesOf.ts'
import type { MarkedWords, SuggestedClaim, Suggestion } from '../../domain/suggest/suggest.ts'
import { type DescribingProcess, startDescribing } from './describingProcess.ts'
import { hasTaughtSince } from './readKnown.ts'

/** Words that are marked, and claims of which the stance is asked besides those that are likely. */
export interface DescribeRequest {
  /** The side that the letter speaks for. */
  party: string | null
  marked: MarkedWords
  claims: readonly string[]
}

export interface DescribedWords extends Described {
  claims: SuggestedClaim[]
  newClaim: Suggestion['newClaim']
  offeredTopics: string[]
  reasons: Suggestion['reasons']
  stancesOn: Record<string, StanceKind>
}

/** A process, and what it has learned from. */
interface Learner {
  process: DescribingProcess
  /** The last change that it knows of, or that teaches nothing it does not know. */
  upTo: number
  /** When its process was started, and how long it took to learn. */
  since: number
  tookMs: number
  /** The sides for which it was asked. */
  parties: Set<string | null>
}

const longestAnswerMs = 8_000
/** What is learned in so long, from the start of its process, is waited for. */
const patienceMs = 1_500
/** A describer that nobody has asked for so long gives its memory back. */
const idleMs = 5 * 60_000

/**
 * Describes words that people mark, in a process of its own: what the collection teaches is learned there while pages go on
 * being answered. When that has changed, another process learns it anew, one at a time, and takes over; until then the one
 * before goes on answering, and is waited for only where learning is quick.
 */
export function describer(db: Db): (request: DescribeRequest) => Promise<DescribedWords | undefined> {
  let present: Learner | undefined
  let next: Learner | undefined
  let idle: NodeJS.Timeout | undefined

  function stop() {
    present?.process.stop()
    next?.process.stop()
    present = next = undefined
  }

  async function learn(party: string | null) {
    const parties = new Set(present?.parties).add(party)
    const upTo = latestChange(db)
    const process = startDescribing({ database: sourceOf(db), parties: [...parties] })
    const since = performance.now()
    const learner = { process, upTo, since, tookMs: Infinity, parties: new Set<string | null>() }
    next = learner
    await process.learned
    if (next !== learner) return
    next = undefined
    if (process.hasEnded()) return
    learner.tookMs = performance.now() - learner.since
    present?.process.retire()
    present = learner
  }

  /** Whether the collection teaches more than what was learned. */
  function isBehind(learner: Learner): boolean {
    const latest = latestChange(db)
    if (latest === learner.upTo) return false
    if (hasTaughtSince(db, learner.upTo)) return true
    learner.upTo = latest
    return false
  }

  /** Undefined where it could not be told in time: then the page offers no claims of itself. */
  return async (request) => {
    clearTimeout(idle)
    idle = setTimeout(stop, idleMs).unref()
    if (present?.process.hasEnded()) present = undefined
    if (!next && (!present || isBehind(present))) void learn(request.party)
    if (next && present && present.tookMs <= patienceMs) {
      await Promise.race([next.process.learned, wait(restOf(patienceMs, next))])
    }
    const learner = present ?? next
    learner?.parties.add(request.party)
    // Where the first learning takes long, it is waited for once, not by every page anew.
    const ms =
      learner && learner === next ? Math.max(patienceMs, restOf(longestAnswerMs, learner)) : longestAnswerMs
    return learner?.process.describe(request, ms)
  }
}

/** What is left of so many milliseconds since a process began to learn. */
const restOf = (ms: number, { since }: Learner) => Math.max(0, ms - (performance.now() - since))
