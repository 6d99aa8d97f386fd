import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { projectRoot } from '../../db/client.ts'

const root = projectRoot(import.meta.dirname)

/** A server process of its own, run from the sources. */
export interface ServerProcess {
  child: ChildProcess
  output: () => string
  /** Resolves with the exit code. */
  exited: Promise<number | null>
}

export const spawnServer = (env: Record<string, string>) =>
  spawnScript('server/main.ts', { HOST: '127.0.0.1', PORT: '0', ...env })

/** One of our scripts in a process of its own, run from its source. */
export const spawnScript = (source: string, env: Record<string, string>, args: readonly string[] = []) =>
  spawnListened(process.execPath, ['--import', 'tsx', join(root, source), ...args], env)

/** `npm start`, which builds first. */
export const spawnStart = (env: Record<string, string>) =>
  spawnListened('npm', ['start'], { HOST: '127.0.0.1', PORT: '0', ...env })

function spawnListened(command: string, args: readonly string[], env: Record<string, string>): ServerProcess {
  const child = spawn(command, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk
    })
  }
  return { child, output: () => text, exited: once(child, 'close').then(([code]) => code as number | null) }
}

/** The address that the server prints when it listens. @throws when it ends before that. */
export async function addressOf(server: ServerProcess): Promise<string> {
  const deadline = Date.now() + 30_000
  while (Date.now() < deadline) {
    const address = /Open (http:\S+)/.exec(server.output())?.[1]
    if (address) return address
    if (server.child.exitCode !== null) break
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`The server did not start:\n${server.output()}`)
}
