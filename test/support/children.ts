import { readdirSync, readFileSync } from 'node:fs'

/** The processes that this one has started and that have not ended, by their ids. */
export const children = (): number[] =>
  readdirSync('/proc/self/task')
    .flatMap((thread) => readFileSync(`/proc/self/task/${thread}/children`, 'utf8').trim().split(' '))
    .filter((id) => id !== '')
    .map(Number)
