import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '../../db/client.ts'

export const serverCore = 0
const loadCore = 1

/** Linux's program that keeps a process on one core; other systems go without. */
const pinner = 'taskset'
const canPin = spawnSync(pinner, ['-c', '0', 'true']).status === 0

/** A process of ours on one core (where the machine has `taskset`), with a channel for messages. */
export function startOnCore(core: number, args: string[], env: Record<string, string> = {}): ChildProcess {
  const command = [process.execPath, ...args]
  const [program, ...rest] = canPin ? [pinner, '-c', String(core), ...command] : command
  const child = spawn(program!, rest, {
    cwd: projectRoot(import.meta.dirname),
    env: { ...process.env, NODE_ENV: 'production', ...env },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  })
  const end = () => child.kill()
  process.on('exit', end)
  child.on('exit', () => process.off('exit', end))
  return child
}

/** A script of this folder, to be asked by messages. */
export class Helper {
  readonly child: ChildProcess

  constructor(script: string, core = loadCore) {
    this.child = startOnCore(core, ['--import', 'tsx', join(import.meta.dirname, script)])
  }

  /** Sends a question and gives the next message, which is its answer. @throws when the process ends instead. */
  async ask<Answer>(question: object): Promise<Answer> {
    const ended = new AbortController()
    const onExit = () => ended.abort(new Error(`${this.child.spawnargs.at(-1)} ended without an answer.`))
    this.child.once('exit', onExit)
    try {
      this.child.send(question)
      const [answer] = await once(this.child, 'message', { signal: ended.signal })
      return answer as Answer
    } finally {
      this.child.off('exit', onExit)
    }
  }

  stop() {
    return stop(this.child)
  }
}

/** Answers each message with what `answer` gives for it. */
export function answerMessages<Question>(answer: (question: Question) => object | Promise<object>) {
  process.on('message', async (question: Question) => process.send!(await answer(question)))
  process.on('disconnect', () => process.exit())
}

export interface RunningServer {
  child: ChildProcess
  port: number
  /** From the start of the process to the first answer to `/` with status 200. */
  startMs: number
}

/** The built server on this database, all middleware on. */
export async function startServer(database: string): Promise<RunningServer> {
  const since = performance.now()
  const child = startOnCore(serverCore, startArguments(), {
    DATABASE: database,
    HOST: '127.0.0.1',
    PORT: '0',
    LOG: '',
  })
  let output = ''
  child.stdout!.setEncoding('utf8').on('data', (text: string) => {
    output += text
  })
  while (child.exitCode === null) {
    const port = /Open http:\/\/[^:]+:(\d+)/.exec(output)?.[1]
    if (port) {
      const { status } = await fetch(`http://127.0.0.1:${port}/`)
      if (status !== 200) throw new Error(`The server's first answer was ${status}.`)
      return { child, port: Number(port), startMs: performance.now() - since }
    }
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
  throw new Error(`The server did not start: run npm run build.\n${output}`)
}

/** What `npm start` gives to node: its flags and the file. */
function startArguments(): string[] {
  const file = join(projectRoot(import.meta.dirname), 'package.json')
  const { scripts } = JSON.parse(readFileSync(file, 'utf8')) as { scripts: { start: string } }
  return scripts.start.split(' node ').at(-1)!.split(' ')
}

export async function stop(child: ChildProcess) {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exited = once(child, 'exit')
  child.kill('SIGTERM')
  await exited
}

/** Resident memory of a process in MB: now, and the most it has been. */
export function memoryOf({ pid }: ChildProcess): { now: number; peak: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const kilobytes = (name: string) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1])
  return { now: kilobytes('VmRSS') / 1024, peak: kilobytes('VmHWM') / 1024 }
}

/** Milliseconds that a process has computed on all its threads. */
export function cpuMsOf({ pid }: ChildProcess): number {
  return readdirSync(`/proc/${pid}/task`)
    .map((task) => Number(readFileSync(`/proc/${pid}/task/${task}/schedstat`, 'utf8').split(' ')[0]))
    .reduce((sum, nanoseconds) => sum + nanoseconds / 1e6, 0)
}
