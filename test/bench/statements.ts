/** Our application in a process of its own with a clock on every statement: which of them hold the main thread, and for how long. */

import { createServer, get } from 'node:http'
import type { AddressInfo } from 'node:net'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { openDatabase } from '../../db/client.ts'
import { Sqlite } from '../../db/driver.ts'
import { createApp } from '../../server/app.ts'
import { answerMessages } from './processes.ts'

export interface StatementOrder {
  database: string
  pages: { name: string; paths: string[] }[]
}

export interface PageStatements {
  name: string
  /** How many statements an answer takes, and how long they take together (median). */
  count: number
  totalMs: number
  /** The slowest of all, each taken at the best of its runs: what the machine does besides is not counted. */
  slowest: { ms: number; sql: string; path: string }
  /** The longest that the event loop stood still for an answer, at the best of its runs. */
  stallMs: number
}

const runsPerPath = 3

interface Timed {
  sql: string
  ms: number
}
let timed: Timed[] = []

timeStatements()

answerMessages(async ({ database, pages }: StatementOrder): Promise<PageStatements[]> => {
  const db = openDatabase(database)
  const server = createServer(createApp({ db }))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const reports: PageStatements[] = []
  for (const { name, paths } of pages) reports.push(await measure(port, name, paths))
  server.close()
  server.closeAllConnections()
  db.$client.close()
  return reports
})

async function measure(port: number, name: string, paths: string[]): Promise<PageStatements> {
  const report: PageStatements = {
    name,
    count: 0,
    totalMs: 0,
    slowest: { ms: 0, sql: '', path: '' },
    stallMs: 0,
  }
  const totals: number[] = []
  for (const path of paths) {
    const runs: { statements: Timed[]; stallMs: number }[] = []
    for (let i = 0; i < runsPerPath; i++) {
      timed = []
      const delay = monitorEventLoopDelay({ resolution: 1 })
      delay.enable()
      await answer(port, path)
      delay.disable()
      runs.push({ statements: timed, stallMs: delay.max / 1e6 })
    }
    const best = bestOf(runs.map((run) => run.statements))
    for (const { sql, ms } of best) if (ms > report.slowest.ms) report.slowest = { ms, sql, path }
    report.count = Math.max(report.count, best.length)
    report.stallMs = Math.max(report.stallMs, Math.min(...runs.map((run) => run.stallMs)))
    totals.push(best.reduce((sum, { ms }) => sum + ms, 0))
  }
  report.totalMs = totals.sort((a, b) => a - b)[Math.floor(totals.length / 2)] ?? 0
  return report
}

/** Every statement of any run, each at its quickest; the n-th time that it runs in one is set against the n-th in another. */
function bestOf(runs: Timed[][]): Timed[] {
  const best = new Map<string, Timed>()
  for (const run of runs) {
    const times = new Map<string, number>()
    for (const { sql, ms } of run) {
      const nth = (times.get(sql) ?? 0) + 1
      times.set(sql, nth)
      const key = `${nth} ${sql}`
      best.set(key, { sql, ms: Math.min(ms, best.get(key)?.ms ?? ms) })
    }
  }
  return [...best.values()]
}

function answer(port: number, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    get({ port, host: '127.0.0.1', path }, (res) => {
      res.resume().on('end', () => resolve())
    }).on('error', reject)
  })
}

/** Puts a clock around everything that makes better-sqlite3 run a statement; of an iterator, each step is one time. */
function timeStatements() {
  const scratch = new Sqlite(':memory:')
  const prototype = Object.getPrototypeOf(scratch.prepare('SELECT 1')) as Record<
    'run' | 'get' | 'all' | 'iterate',
    (this: { source: string }, ...args: unknown[]) => unknown
  >
  scratch.close()
  for (const method of ['run', 'get', 'all'] as const) {
    const original = prototype[method]
    prototype[method] = function (...args) {
      const since = performance.now()
      try {
        return original.apply(this, args)
      } finally {
        timed.push({ sql: this.source, ms: performance.now() - since })
      }
    }
  }
  const iterate = prototype.iterate
  prototype.iterate = function (...args) {
    const rows = iterate.apply(this, args) as IterableIterator<unknown>
    const next = rows.next.bind(rows)
    const entry = { sql: this.source, ms: 0 }
    timed.push(entry)
    rows.next = () => {
      const since = performance.now()
      try {
        return next()
      } finally {
        entry.ms = Math.max(entry.ms, performance.now() - since)
      }
    }
    return rows
  }
}
