import { fork } from 'node:child_process'
import { extname, join } from 'node:path'
import type { Db } from '../../../db/client.ts'
import { storeSuggestions } from '../../../db/writes/suggestions.ts'
import type { ModelSettings } from '../../config.ts'
import type { Suggestion } from '../../domain/suggest/suggest.ts'

/** What a worker is told: the database's file, or a copy of one that is only in memory; the letter's slug. */
export interface Assignment {
  database: string | Uint8Array
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
      await inWorker({ database: source(db), letter, model }, ({ suggestions, note }) => {
        storeSuggestions(db, letter, suggestions)
        message = `${inWords(suggestions.length)} ${note}`.trim()
        tell({ state: 'running', message })
      })
      return { state: 'done', message }
    } catch (error) {
      return { state: 'failed', message: `Nothing was suggested. ${(error as Error).message}` }
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

/** The file, for the worker to open itself; a database in memory (as in tests) as its bytes. */
const source = ({ $client }: Db): Assignment['database'] =>
  $client.memory ? new Uint8Array($client.serialize()) : $client.name

/** Beside this file: compiled as it is; from the sources, with what runs them. */
const extension = extname(import.meta.filename)
const workerFile = join(import.meta.dirname, `worker${extension}`)

/** Runs one assignment; each outcome is received while the worker may still go on. */
function inWorker(assignment: Assignment, receive: (outcome: Outcome) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = fork(workerFile, {
      execArgv: [
        `--max-old-space-size=${mostMegabytes}`,
        ...(extension === '.ts' ? ['--import', 'tsx'] : []),
      ],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      timeout: longestRun,
    })
    // A server that is asked to stop does not wait for it.
    worker.unref()
    worker.channel?.unref()
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
