/** `npm run bench`: how fast the real server answers, beside a bare `node:http` server that sends the same bytes. docs/bench.md. */
import type { ChildProcess } from 'node:child_process'
import { closeSync, constants, copyFileSync, fsyncSync, openSync, rmSync } from 'node:fs'
import { parseArgs } from 'node:util'
import type { Recorded } from './bareServer.ts'
import { corpusFile } from './corpus.ts'
import type { LoadOrder, LoadReport } from './load.ts'
import { type Answer, allPages, ask, type Pages, recorded } from './pages.ts'
import { cpuMsOf, Helper, memoryOf, type RunningServer, serverCore, startServer, stop } from './processes.ts'
import type { PageStatements, StatementOrder } from './statements.ts'
import type { WriteOrder, WriteReport } from './writes.ts'

const { values: options } = parseArgs({
  options: {
    sizes: { type: 'string', default: '1e4,1e5,1e6' },
    seconds: { type: 'string', default: '0.7' },
    pairs: { type: 'string', default: '5' },
    only: { type: 'string', default: '' },
  },
})
const sizes = options.sizes.split(',').map(Number)
const milliseconds = Number(options.seconds) * 1000
const pairs = Number(options.pairs)
const only = options.only ? options.only.split(',') : []
const isChosen = (name: string) => !only.length || only.some((word) => name.startsWith(word))

const connections = 4
/** A visitor's own cookie: such a request is never answered from the kept pages. */
const passedOver = { cookie: 'bench=1' }

/** How a page is asked for. */
interface Manner {
  name: string
  headers: Record<string, string>
  isKept: boolean
  asksWhetherChanged: boolean
  status: 200 | 304
}
const anew: Manner = {
  name: 'made anew',
  headers: passedOver,
  isKept: false,
  asksWhetherChanged: false,
  status: 200,
}
const kept: Manner = { name: 'kept', headers: {}, isKept: true, asksWhetherChanged: false, status: 200 }
const keptManners: Manner[] = [
  kept,
  { ...kept, name: 'kept, brotli', headers: { 'accept-encoding': 'br' } },
  { ...kept, name: 'kept, 304', asksWhetherChanged: true, status: 304 },
]

interface Row {
  size: number
  page: string
  manner: string
  /** Our answers a second ÷ those of the bare server: the median of the pairs. */
  ratio: number
  /** The bare server's computing time for an answer ÷ ours: the same where nothing else runs on the machine, and steadier where something does. */
  cpuRatio: number
  perSecond: number
  p50: number
  p99: number
  kilobytes: number
}

const rows: Row[] = []
const bare = new Helper('bareServer.ts', serverCore)
const load = new Helper('load.ts')
try {
  for (const size of sizes) await measureSize(size)
  printGrowth()
} finally {
  await Promise.all([bare.stop(), load.stop()])
}

async function measureSize(size: number) {
  const database = corpusFile(size, say)
  say(`\n${size.toLocaleString('en')} assertions`)
  const server = await startServer(database)
  say(`first page ${Math.round(server.startMs)} ms after the start of the process`)
  let pages: Pages[]
  try {
    pages = (await allPages(database, server.port)).filter(({ name }) => isChosen(name))
    say(line('page', 'asked', 'ratio', 'by cpu', 'answers/s', 'p50 ms', 'p99 ms', 'kB'))
    for (const page of pages) {
      await report(size, server, page, anew)
      if (page.name === 'compare' || page.name === 'compare.json' || page.name === 'letter') {
        for (const manner of keptManners) await report(size, server, page, manner)
      }
    }
    const before = memoryOf(server.child)
    await fillKeptPages(server, pages)
    const after = memoryOf(server.child)
    say(
      `memory: ${before.now.toFixed(0)} MB resident; with the kept pages filled ${after.now.toFixed(0)} MB, never more than ${after.peak.toFixed(0)} MB`,
    )
  } finally {
    await stop(server.child)
  }
  await reportStatements(database, pages)
  if (!only.length || only.includes('write')) await reportWrites(database, size)
}

async function report(size: number, server: RunningServer, page: Pages, manner: Manner) {
  const requests: LoadOrder['requests'] = []
  const answers: Recorded[] = []
  for (const path of page.paths) {
    const { headers, answer } = await settled(server.port, path, manner)
    if (answer.status !== manner.status) {
      say(`${page.name}: ${path} answered ${answer.status}, not ${manner.status}: not measured`)
      return
    }
    requests.push({ path, headers })
    answers.push(recorded(path, answer))
  }
  const { port: barePort } = await bare.ask<{ port: number }>(answers)
  const run = (port: number, ms = milliseconds) =>
    load.ask<LoadReport>({ port, requests, connections, milliseconds: ms } satisfies LoadOrder)
  const cpuOfOne = async (child: ChildProcess, port: number) => {
    const before = cpuMsOf(child)
    const report = await run(port)
    const answers = Object.values(report.statuses).reduce((sum, count) => sum + count, 0)
    return { report, cpuMs: (cpuMsOf(child) - before) / answers }
  }

  await run(server.port, Math.max(300, milliseconds / 2))
  await run(barePort, 200)
  const ours: LoadReport[] = []
  const ratios: number[] = []
  const cpuRatios: number[] = []
  for (let i = 0; i < pairs; i++) {
    const one = await cpuOfOne(server.child, server.port)
    const other = await cpuOfOne(bare.child, barePort)
    ours.push(one.report)
    ratios.push(one.report.perSecond / other.report.perSecond)
    cpuRatios.push(other.cpuMs / one.cpuMs)
    const strange = Object.keys(one.report.statuses).filter((status) => Number(status) !== manner.status)
    if (strange.length) throw new Error(`${page.name}, ${manner.name}: answers with ${strange.join(', ')}`)
  }
  const bytes = answers.reduce((sum, { bodyBase64 }) => sum + bodyBase64.length * 0.75, 0) / answers.length
  const row: Row = {
    size,
    page: page.name,
    manner: manner.name,
    ratio: median(ratios),
    cpuRatio: median(cpuRatios),
    perSecond: median(ours.map(({ perSecond }) => perSecond)),
    p50: median(ours.map(({ p50 }) => p50)),
    p99: median(ours.map(({ p99 }) => p99)),
    kilobytes: bytes / 1024,
  }
  rows.push(row)
  say(
    line(
      row.page,
      row.manner,
      row.ratio.toFixed(row.ratio < 0.1 ? 4 : 3),
      row.cpuRatio.toFixed(row.cpuRatio < 0.1 ? 4 : 3),
      row.perSecond.toFixed(0),
      row.p50.toFixed(2),
      row.p99.toFixed(2),
      row.kilobytes.toFixed(1),
    ),
  )
}

/** The answer as it will be again and again: for a kept page, once it is kept, and compressed where that is asked for. */
async function settled(
  port: number,
  path: string,
  manner: Manner,
): Promise<{ headers: Record<string, string>; answer: Answer }> {
  let { headers } = manner
  let answer = await ask(port, path, headers)
  if (manner.isKept) {
    answer = await ask(port, path, headers)
    const deadline = Date.now() + 2000
    while (headers['accept-encoding'] && !answer.headers['content-encoding'] && Date.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, 5))
      answer = await ask(port, path, headers)
    }
    if (manner.asksWhetherChanged) {
      headers = { ...headers, 'if-none-match': String(answer.headers.etag) }
      answer = await ask(port, path, headers)
    }
  }
  return { headers, answer }
}

/** Asks for so many different pages, twice each, that the kept ones reach their bound. */
async function fillKeptPages(server: RunningServer, pages: Pages[]) {
  const paths = pages.flatMap((page) => page.paths)
  const requests = Array.from({ length: Math.ceil(3000 / Math.max(paths.length, 1)) }, (_, i) =>
    paths.map((path) => ({ path: `${path}${path.includes('?') ? '&' : '?'}n=${i}`, headers: {} })),
  ).flatMap((round) => [...round, ...round])
  await load.ask<LoadReport>({
    port: server.port,
    requests,
    connections,
    milliseconds: 12_000,
  } satisfies LoadOrder)
}

async function reportStatements(database: string, pages: Pages[]) {
  const helper = new Helper('statements.ts', serverCore)
  try {
    const reports = await helper.ask<PageStatements[]>({ database, pages } satisfies StatementOrder)
    say(
      `\n${'statements'.padEnd(24)}${['number', 'all ms', 'slowest', 'stall ms'].map((word) => word.padStart(10)).join('')}`,
    )
    for (const { name, count, totalMs, slowest, stallMs } of reports) {
      const numbers = [String(count), totalMs.toFixed(2), slowest.ms.toFixed(2), stallMs.toFixed(1)]
      say(`${name.padEnd(24)}${numbers.map((text) => text.padStart(10)).join('')}`)
      if (slowest.ms > 5)
        say(`    ${slowest.path}: ${slowest.sql.replaceAll(/\s+/g, ' ').trim().slice(0, 400)}`)
    }
  } finally {
    await helper.stop()
  }
}

/** Writes into a copy, which is taken away again. */
async function reportWrites(database: string, size: number) {
  const copy = `${database}.copy`
  const helper = new Helper('writes.ts', serverCore)
  try {
    copyFileSync(database, copy, constants.COPYFILE_FICLONE)
    waitForDisk(copy)
    const { p50, p99, largestP50 } = await helper.ask<WriteReport>({
      database: copy,
      count: 1000,
    } satisfies WriteOrder)
    say(
      `one assertion added to ${size.toLocaleString('en')}: p50 ${p50.toFixed(2)} ms, p99 ${p99.toFixed(2)} ms; to the claim of 5,000: p50 ${largestP50.toFixed(2)} ms`,
    )
  } finally {
    await helper.stop()
    for (const end of ['', '-wal', '-shm']) rmSync(copy + end, { force: true })
  }
}

/** Until the disk has all of a file: gigabytes still on their way to it would stand before what is measured. */
function waitForDisk(path: string) {
  const file = openSync(path, 'r+')
  fsyncSync(file)
  closeSync(file)
}

/** How much slower each page is on the largest corpus than on the smallest. */
function printGrowth() {
  const [smallest, largest] = [Math.min(...sizes), Math.max(...sizes)]
  if (smallest === largest) return
  say(`\np50 at ${largest.toLocaleString('en')} ÷ p50 at ${smallest.toLocaleString('en')}`)
  for (const row of rows.filter((one) => one.size === largest)) {
    const before = rows.find(
      (one) => one.size === smallest && one.page === row.page && one.manner === row.manner,
    )
    if (before) say(`${row.page.padEnd(24)}${row.manner.padEnd(14)}${(row.p50 / before.p50).toFixed(2)}`)
  }
}

function median(list: number[]): number {
  return list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)] ?? Number.NaN
}

function line(page: string, manner: string, ...numbers: string[]): string {
  return `${page.padEnd(24)}${manner.padEnd(14)}${numbers.map((text) => text.padStart(10)).join('')}`
}

function say(text: string) {
  process.stdout.write(`${text}\n`)
}
