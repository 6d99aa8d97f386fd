import { Worker } from 'node:worker_threads'
import { readHandedIn } from './readHandedIn.ts'
import { FileRefused, type HandedIn, type Report } from './reading.ts'

/**
 * The process that reads one file and ends. A thread of it watches what memory the whole process holds, Buffers too,
 * even while the main thread is busy with one long call; past the limit it kills the process, which nothing can outlive.
 * So it does where the server is gone, which would have kept the time.
 */
const watch = `
const { workerData } = require('node:worker_threads')
const server = process.ppid
setInterval(() => {
  if (process.memoryUsage.rss() > workerData || process.ppid !== server) process.kill(process.pid, 'SIGKILL')
}, 20)`

export interface Order {
  handedIn: HandedIn
  mostBytes: number
}

process.once('message', async ({ handedIn, mostBytes }: Order) => {
  new Worker(watch, { eval: true, workerData: mostBytes, execArgv: [] }).unref()
  try {
    report({ reading: await readHandedIn(handedIn, (progress) => report({ progress })) }, true)
  } catch (error) {
    if (!(error instanceof FileRefused)) throw error
    report({ refusal: error.message }, true)
  }
})
// Nobody waits for the answer any more.
process.on('disconnect', () => process.exit())

function report(message: Report, isLast = false) {
  process.send?.(message, undefined, undefined, () => {
    if (isLast) process.exit()
  })
}
