import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const asRoot = process.getuid?.() === 0 ? [] : ['sudo', '-n']

function command(...words: string[]): boolean {
  const [program = '', ...args] = [...asRoot, ...words]
  return spawnSync(program, args, { stdio: 'ignore' }).status === 0
}

/** A folder on a small disk of its own, in memory; undefined where this machine lets us mount none. */
export function mountSmallDisk(sizeKb: number): string | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'counterclaim-disk-'))
  if (command('mount', '-t', 'tmpfs', '-o', `size=${sizeKb}k,mode=0777`, 'tmpfs', folder)) return folder
  rmdirSync(folder)
  return undefined
}

export function unmountSmallDisk(folder: string) {
  // "Lazy": gone from here at once, even where a process that was just killed still ends.
  command('umount', '-l', folder)
  rmdirSync(folder)
}
