import type { Db } from '../../db/client.ts'

type Runner = (this: unknown, ...args: unknown[]) => unknown

/** How many statements the database runs while `work` is done. */
export async function countStatements(db: Db, work: () => Promise<unknown>): Promise<number> {
  const prototype = Object.getPrototypeOf(db.$client.prepare('SELECT 1')) as Record<string, Runner>
  const originals = ['run', 'get', 'all', 'iterate'].map((name) => [name, prototype[name]!] as const)
  let count = 0
  for (const [name, original] of originals) {
    prototype[name] = function (...args) {
      count += 1
      return original.apply(this, args)
    }
  }
  try {
    await work()
  } finally {
    for (const [name, original] of originals) prototype[name] = original
  }
  return count
}
