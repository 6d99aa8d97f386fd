import type { ServerResponse } from 'node:http'
import type { Db } from '../../../db/client.ts'
import { sourceOf } from '../../../db/source.ts'
import { startWorker } from '../../web/workerProcess.ts'

const heapMegabytes = 256
/** While the collection is read, the database's log of changes can't be shortened: nobody reads for longer than this. */
const longestMs = 15 * 60_000
/** So long a reader may take nothing. */
const longestPauseMs = 60_000

/**
 * Sends the whole collection as JSON: read and written in a process of its own, as fast as the reader takes it, and no
 * longer than there is a reader. Kept when the answer has come to its end, whole or broken off.
 * @throws where the process ends before anything was sent
 */
export function sendCorpus(db: Db, res: ServerResponse): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = startWorker(import.meta.dirname, 'exportWorker', {
      heapMegabytes,
      errors: 'inherit',
      output: 'pipe',
      timeout: longestMs,
    })
    const output = worker.stdout!
    res.setTimeout(longestPauseMs, () => res.destroy())
    res.once('close', () => {
      worker.kill()
      output.destroy()
    })
    worker.once('error', reject)
    // All that it wrote has been read by then.
    worker.once('close', (code) => {
      if (code === 0) res.end()
      else if (res.headersSent || res.closed) res.destroy()
      else return reject(new Error('The process that writes the collection down broke off.'))
      resolve()
    })
    output.pipe(res, { end: false })
    worker.send(sourceOf(db))
  })
}
