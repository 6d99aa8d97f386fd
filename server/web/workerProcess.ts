import { type ChildProcess, type ForkOptions, fork } from 'node:child_process'
import { extname, join } from 'node:path'

/** Modules run compiled as they are; from the sources, with what runs them. */
const extension = extname(import.meta.filename)

interface WorkerOptions extends Pick<ForkOptions, 'env' | 'timeout'> {
  /** What its JavaScript may hold; Buffers come on top. */
  heapMegabytes: number
  /** Where what it says about itself goes. */
  errors: 'inherit' | 'ignore'
  /** Whether what it writes to its standard output can be read, as `stdout`. */
  output?: 'pipe' | 'ignore'
}

/**
 * Starts the module `name` in `folder` as a process of its own. A server that is asked to stop does not wait for it; it ends
 * itself when the server is gone.
 */
export function startWorker(
  folder: string,
  name: string,
  { heapMegabytes, errors, output = 'ignore', ...options }: WorkerOptions,
): ChildProcess {
  const worker = fork(join(folder, name + extension), {
    ...options,
    execArgv: [`--max-old-space-size=${heapMegabytes}`, ...(extension === '.ts' ? ['--import', 'tsx'] : [])],
    serialization: 'advanced',
    stdio: ['ignore', output, errors, 'ipc'],
  })
  worker.unref()
  worker.channel?.unref()
  return worker
}
