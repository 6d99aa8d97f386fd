import { type ChildProcess, execFileSync, type SpawnOptions, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '../../db/client.ts'

const root = projectRoot(import.meta.dirname)

/** A process that runs one of our scripts. */
export interface Running {
  child: ChildProcess
  /** All that it has printed until now. */
  output: () => string
  /** The exit code; null where it was killed. */
  exited: Promise<number | null>
}

/**
 * Compiles everything once, into a folder of its own, so that a test can start many processes quickly; `remove` deletes
 * it. What is compiled is found in it under the names of the sources.
 */
export function compile(): { folder: string; remove: () => void } {
  mkdirSync(join(root, 'dist'), { recursive: true })
  const folder = mkdtempSync(join(root, 'dist', 'test-'))
  chmodSync(folder, 0o755)
  execFileSync(join(root, 'node_modules/.bin/tsc'), ['-p', root, '--noCheck', '--outDir', folder])
  return { folder, remove: () => rmSync(folder, { recursive: true }) }
}

/** Runs a compiled script, such as "…/server/commands/backup.js". */
export function run(
  script: string,
  args: string[] = [],
  { env = {}, ...options }: Pick<SpawnOptions, 'uid' | 'gid'> & { env?: Record<string, string> } = {},
): Running {
  const child = spawn(process.execPath, [script, ...args], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...options,
  })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk
    })
  }
  return { child, output: () => text, exited: once(child, 'close').then(([code]) => code as number | null) }
}

/** Waits until `isSo`; gives up when the process has ended. */
export async function until({ child, output }: Running, isSo: () => boolean) {
  while (!isSo()) {
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error(`It ended too early:\n${output()}`)
    await new Promise((resolve) => setTimeout(resolve, 1))
  }
}
