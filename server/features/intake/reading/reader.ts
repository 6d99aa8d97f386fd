import { startWorker } from '../../../web/workerProcess.ts'
import { FileRefused, type HandedIn, megabyte, type Reading, type Report } from './reading.ts'
import type { Order } from './worker.ts'

export interface ReadingLimits {
  /** Of everything that the process holds. */
  megabytes: number
  timeMs: number
}
export const usualLimits: ReadingLimits = { megabytes: 640, timeMs: 60_000 }

/**
 * Reads what was handed in, in a process of its own with a limit on memory and time: whatever the file does to its
 * reader, this process goes on. @throws FileRefused
 */
export function readInProcess(
  handedIn: HandedIn,
  tell: (progress: string) => void,
  { megabytes, timeMs }: ReadingLimits = usualLimits,
): Promise<Reading> {
  return new Promise((resolve, reject) => {
    const worker = startWorker(import.meta.dirname, 'worker', {
      heapMegabytes: Math.ceil(megabytes / 2),
      // Nothing of the server's environment is a file's business, and what it makes its reader say is nobody's.
      env: { PATH: process.env.PATH ?? '' },
      errors: 'ignore',
    })
    let isLate = false
    const timer = setTimeout(() => {
      isLate = true
      worker.kill('SIGKILL')
    }, timeMs)
    const settle = (act: () => void) => {
      clearTimeout(timer)
      worker.kill('SIGKILL')
      act()
    }
    timer.unref()
    worker.on('message', (report: Report) => {
      if ('progress' in report) tell(report.progress)
      else if ('reading' in report) settle(() => resolve(report.reading))
      else settle(() => reject(new FileRefused(report.refusal)))
    })
    worker.on('error', (error) => settle(() => reject(error)))
    worker.on('exit', (code, signal) => {
      const message = isLate
        ? `Reading it took longer than ${Math.ceil(timeMs / 1000)} seconds, which no letter does. Paste the text of the letter instead.`
        : signal !== null || code === 134
          ? 'Reading it took more memory than any letter needs. Paste the text of the letter instead.'
          : 'The file can’t be read: it is damaged, or not what it seems. Save it anew, or paste the text of the letter.'
      settle(() => reject(new FileRefused(message)))
    })
    worker.send({ handedIn, mostBytes: megabytes * megabyte } satisfies Order)
  })
}
