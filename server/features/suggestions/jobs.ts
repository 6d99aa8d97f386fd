import { type Db, isUnwritable } from '../../../db/client.ts'
import { type DatabaseSource, sourceOf } from '../../../db/source.ts'
import { storeSuggestions } from '../../../db/writes/suggestions.ts'
import type { ModelSettings } from '../../config.ts'
import type { Suggestion } from '../../domain/suggest/suggest.ts'
import { startWorker } from '../../web/workerProcess.ts'

/** What a worker is told. */
export interface Assignment {
  database: DatabaseSource
  letter: string
  model: ModelSettings | null
}

/** What it answers, with a note on the language model where one is asked: first without, then with its proposals. */
export interface Outcome {
  suggestions: Suggestion[]
  note: string
  isLast: boolean
}
/** Or why it can't. */
export type Answer = Outcome | { failure: string }

export interface SuggestionJob {
  state: 'waiting' | 'running' | 'done' | 'failed'
  /** A sentence for readers. */
  message: string
}

const longestRun = 30 * 60_000
const mostMegabytes = 1024

/**
 * Suggests letters on demand, one after another, each in a process of its own that reads the database and writes
 * nothing; what it finds is kept by this one. Jobs are forgotten when the server stops; what they have stored is not.
 */
export function suggestionJobs(db: Db, model: ModelSettings | null = null) {
  const jobs = new Map<string, { job: SuggestionJob; finished: Promise<SuggestionJob> }>()
  let before: Promise<unknown> = Promise.resolve()

  async function run(letter: string, tell: (job: SuggestionJob) => void): Promise<SuggestionJob> {
    let message = 'The letter is being read.'
    tell({ state: 'running', message })
    try {
      await inWorker({ database: sourceOf(db), letter, model }, ({ suggestions, note }) => {
        storeSuggestions(db, letter, suggestions)
        message = `${inWords(suggestions.length)} ${note}`.trim()
        tell({ state: 'running', message })
      })
      return { state: 'done', message }
    } catch (error) {
      const why = isUnwritable(error)
        ? 'The database cannot be written to just now: ask again later.'
        : (error as Error).message
      return { state: 'failed', message: `Nothing was suggested. ${why}` }
    }
  }

  return {
    /** Suggests a letter and keeps the result. The promise is always kept: the job says whether it went well. */
    suggestFor(letter: string): Promise<SuggestionJob> {
      const present = jobs.get(letter)
      if (present && ['waiting', 'running'].includes(present.job.state)) return present.finished
      const tell = (job: SuggestionJob) => {
        jobs.set(letter, { job, finished })
        return job
      }
      const finished: Promise<SuggestionJob> = before.then(() => run(letter, tell)).then(tell)
      before = finished
      tell({ state: 'waiting', message: 'Another letter is being read first.' })
      return finished
    },

    /** The letter's latest job since the server was started, if there was one. */
    jobOf: (letter: string): SuggestionJob | undefined => jobs.get(letter)?.job,
  }
}

const inWords = (count: number) => (count === 1 ? '1 suggestion.' : `${count} suggestions.`)

/** Runs one assignment; each outcome is received while the worker may still go on. */
function inWorker(assignment: Assignment, receive: (outcome: Outcome) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = startWorker(import.meta.dirname, 'worker', {
      heapMegabytes: mostMegabytes,
      errors: 'inherit',
      timeout: longestRun,
    })
    worker.send(assignment)
    worker.on('message', (answer: Answer) => {
      try {
        if ('failure' in answer) throw new Error(answer.failure)
        receive(answer)
        if (answer.isLast) resolve()
      } catch (error) {
        reject(error)
      }
    })
    worker.on('error', reject)
    // Its last answer may come after its end, but not after the channel's. One that is settled stays so.
    worker.on('disconnect', () => setImmediate(reject, new Error('The worker broke off.')))
    worker.on('exit', (_, signal) => {
      if (signal === 'SIGTERM') reject(new Error('It took longer than half an hour.'))
    })
  })
}
