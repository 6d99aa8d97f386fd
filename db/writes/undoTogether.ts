import type { Db } from '../client.ts'
import { insert } from '../insert.ts'
import { alsoUndone } from '../schema/index.ts'
import { type Change, type ChangeLine, makeChange } from './change.ts'
import { EditsRefused } from './obstacles.ts'
import { type Blockers, blockers, takeBack } from './undo.ts'

/** So many changes are undone in one step: everybody waits while they are. */
export const mostTogether = 500

/** What keeps a change from being undone alone, and what has to be undone along with it. */
export interface BuiltOn extends Blockers {
  /** The change and all that is built on it, the latest first; null where they can't be undone in one step. */
  together: number[] | null
  isTooMany: boolean
}

/**
 * Finds what is built on a change by undoing it for trial, one change after another: each that is refused names the later ones
 * that stand in its way. Nothing of it stays.
 */
export function listBuiltOn(db: Db, change: number): BuiltOn {
  return rehearse(db, change, (undoing) => {
    const alone: Blockers = { changes: [], objects: [] }
    const asked = new Set<number>()
    const taken = new Set<number>()
    const inTheWayOf = (number: number): number[] | null => {
      try {
        db.$client.transaction(() => takeBack(undoing, number))()
        return null
      } catch (error) {
        if (!(error instanceof EditsRefused)) throw error
        const found = blockers(db, number, error.obstacles)
        if (number === change && taken.size === 0) Object.assign(alone, found)
        return found.changes.map((one) => one.number).filter((one) => one !== undoing.id && !taken.has(one))
      }
    }
    const take = (number: number) => {
      asked.add(number)
      for (let further = inTheWayOf(number); further; further = inTheWayOf(number)) {
        const next = further.filter((one) => !asked.has(one))
        // Whatever could be taken out of its way has been.
        if (!next.length) return
        for (const one of next) if (!asked.has(one)) take(one)
        if (taken.size >= mostTogether) return
      }
      taken.add(number)
      // From here on it counts as undone, and what it had undone as done.
      if (number !== change) insert(db, alsoUndone, { changeId: undoing.id, undoes: number })
    }
    take(change)
    const together = taken.has(change) ? [...taken].sort((one, other) => other - one) : null
    return { ...alone, together, isTooMany: taken.size >= mostTogether }
  })
}

/**
 * Takes back a change with all that is built on it by one new change, if that is just what `agreed` lists. Gives the number of
 * the new change; undefined where others are to be undone by now, and then nothing has happened.
 */
export function undoTogether(
  db: Db,
  line: Omit<ChangeLine, 'undoes' | 'alsoUndoes'>,
  change: number,
  agreed: readonly number[],
): number | undefined {
  const { together } = listBuiltOn(db, change)
  if (together?.join(' ') !== agreed.join(' ')) return undefined
  const alsoUndoes = together.filter((number) => number !== change)
  try {
    return makeChange(db, { ...line, undoes: change, alsoUndoes }, (undoing) => {
      for (const number of together) takeBack(undoing, number)
      return undoing.id
    })
  } catch (error) {
    // Another process has come between.
    if (error instanceof EditsRefused) return undefined
    throw error
  }
}

/** Ends a change that was only begun to see how it would go. */
class Rehearsed<T> extends Error {
  readonly found: T
  constructor(found: T) {
    super('Only a rehearsal.')
    this.found = found
  }
}

function rehearse<T>(db: Db, undoes: number, tryOut: (undoing: Change) => T): T {
  const line = { actor: 'nobody', action: 'rehearse', summary: 'A rehearsal', undoes }
  try {
    return makeChange(db, line, (undoing) => {
      throw new Rehearsed(tryOut(undoing))
    })
  } catch (error) {
    if (error instanceof Rehearsed) return error.found
    throw error
  }
}
