import type { ChildProcess } from 'node:child_process'
import type { Db } from '../../../db/client.ts'
import type { StanceKind } from '../../../db/vocabulary.ts'
import { latestChange } from '../../../db/writes/stale.ts'
import type { Described } from '../../domain/marking/valuesOf.ts'
import type { MarkedWords, SuggestedClaim, Suggestion } from '../../domain/suggest/suggest.ts'
import { startWorker } from '../../web/workerProcess.ts'
import { type DatabaseSource, sourceOf } from './source.ts'

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

/** To the worker: what there is to learn from, when that has changed; then what to describe. */
export type ToDescriber = { database: DatabaseSource } | { id: number; request: DescribeRequest }
export type FromDescriber = { id: number } & ({ described: DescribedWords } | { failure: string })

const mostMegabytes = 1024
const longestAnswerMs = 8_000
/** A describer that nobody has asked for so long gives its memory back. */
const idleMs = 5 * 60_000

/**
 * Describes words that people mark, in a process of its own: what the collection teaches is learned there, anew whenever
 * the data has changed, while pages go on being answered.
 */
export function describer(db: Db): (request: DescribeRequest) => Promise<DescribedWords | undefined> {
  const waiting = new Map<number, (described: DescribedWords | undefined) => void>()
  let worker: ChildProcess | undefined
  let learned: number | undefined
  let lastId = 0
  let idle: NodeJS.Timeout | undefined

  function stop() {
    worker?.kill()
    worker = undefined
    learned = undefined
    for (const give of waiting.values()) give(undefined)
    waiting.clear()
  }

  function start(): ChildProcess {
    const started = startWorker(import.meta.dirname, 'describeWorker', {
      heapMegabytes: mostMegabytes,
      errors: 'inherit',
    })
    started.on('message', (answer: FromDescriber) => {
      waiting.get(answer.id)?.('described' in answer ? answer.described : undefined)
    })
    const forget = () => {
      if (worker === started) stop()
    }
    started.on('error', forget)
    started.on('exit', forget)
    return started
  }

  /** Undefined where it could not be told in time: then the page offers no claims of itself. */
  return (request) => {
    worker ??= start()
    clearTimeout(idle)
    idle = setTimeout(stop, idleMs).unref()
    const present = latestChange(db)
    if (present !== learned) {
      worker.send({ database: sourceOf(db) } satisfies ToDescriber)
      learned = present
    }
    const id = ++lastId
    return new Promise((resolve) => {
      const timer = setTimeout(() => give(undefined), longestAnswerMs)
      const give = (described: DescribedWords | undefined) => {
        clearTimeout(timer)
        waiting.delete(id)
        resolve(described)
      }
      waiting.set(id, give)
      worker!.send({ id, request } satisfies ToDescriber)
    })
  }
}
