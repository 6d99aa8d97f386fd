import { fork } from 'node:child_process'
import { extname, join } from 'node:path'
import { FileRefused, type HandedIn, megabyte, type Reading, type Report } from './reading.ts'
import type { Order } from './worker.ts'

export interface ReadingLimits {
  /** Of everything that the process holds. */
  megabytes: number
  timeMs: number
}
export const usualLimits: ReadingLimits = { megabytes: 640, timeMs: 60_000 }

/** Beside this file: compiled as it is; from the sources, with what runs them. */
const extension = extname(import.meta.filename)
const workerFile = join(import.meta.dirname, `worker${extension}`)

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
    const worker = fork(workerFile, {
      execArgv: [
        `--max-old-space-size=${Math.ceil(megabytes / 2)}`,
        ...(extension === '.ts' ? ['--import', 'tsx'] : []),
      ],
      // Nothing of the server's environment is a file's business.
      env: { PATH: process.env.PATH ?? '' },
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
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
    // A server that is asked to stop does not wait for it.
    timer.unref()
    worker.unref()
    worker.channel?.unref()
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
