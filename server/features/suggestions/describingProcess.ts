import type { DatabaseSource } from '../../../db/source.ts'
import { startWorker } from '../../web/workerProcess.ts'
import type { DescribedWords, DescribeRequest } from './describing.ts'

/** What a process is to learn, and the sides for which it is going to be asked. */
export interface Lesson {
  database: DatabaseSource
  parties: readonly (string | null)[]
}

/** To the process: first the lesson, then one request after another, each when the one before is answered. */
export type ToDescriber = Lesson | DescribeRequest
export type FromDescriber = 'learned' | { described: DescribedWords } | { failure: string }

export interface DescribingProcess {
  /** Kept when it has learned, and when it has ended before that. */
  learned: Promise<void>
  hasEnded(): boolean
  /** Undefined where there is no answer in so many milliseconds; what nobody waits for any more is not computed. */
  describe(request: DescribeRequest, ms: number): Promise<DescribedWords | undefined>
  /** Ends it when everything that it was asked is answered. */
  retire(): void
  stop(): void
}

interface Asked {
  request: DescribeRequest
  give(described: DescribedWords | undefined): void
}

const mostMegabytes = 1024

/** Starts a process that learns what a database teaches as it is now, once, and then describes words. */
export function startDescribing(lesson: Lesson): DescribingProcess {
  const worker = startWorker(import.meta.dirname, 'describeWorker', {
    heapMegabytes: mostMegabytes,
    errors: 'inherit',
  })
  const waiting = new Set<Asked>()
  let inHand: Asked | undefined
  let state: 'learning' | 'ready' | 'ended' = 'learning'
  let isRetired = false
  let tellLearned = () => {}
  const learned = new Promise<void>((resolve) => {
    tellLearned = resolve
  })

  function sendNext() {
    if (state !== 'ready' || inHand) return
    const [next] = waiting
    if (next) {
      waiting.delete(next)
      inHand = next
      worker.send(next.request satisfies ToDescriber)
    } else if (isRetired) worker.kill()
  }

  function end() {
    state = 'ended'
    tellLearned()
    for (const asked of [...(inHand ? [inHand] : []), ...waiting]) asked.give(undefined)
  }

  worker.on('message', (answer: FromDescriber) => {
    if (answer === 'learned') {
      state = 'ready'
      tellLearned()
    } else {
      inHand?.give('described' in answer ? answer.described : undefined)
      inHand = undefined
    }
    sendNext()
  })
  worker.on('error', end)
  worker.on('exit', end)
  worker.send(lesson satisfies ToDescriber)

  return {
    learned,
    hasEnded: () => state === 'ended',
    describe: (request, ms) =>
      new Promise((resolve) => {
        const give = (described: DescribedWords | undefined) => {
          clearTimeout(timer)
          waiting.delete(asked)
          resolve(described)
        }
        const asked: Asked = { request, give }
        const timer = setTimeout(give, ms, undefined)
        if (state === 'ended') return give(undefined)
        waiting.add(asked)
        sendNext()
      }),
    retire() {
      isRetired = true
      sendNext()
    },
    stop: () => void worker.kill(),
  }
}
