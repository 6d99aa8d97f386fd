import { codePoints } from '../text/codePoints.ts'
import type { DiffPiece } from '../wordDiff.ts'
import type { Comparison } from './comparison.ts'

/** A place at which two texts differ, with some words around it. */
export interface Hunk {
  before: DiffPiece[]
  after: DiffPiece[]
}

/** Words around a difference that are shown, in code points, and what is shown whole between two differences. */
const context = 70
const longestBetween = 160

/** Everything in which a text differs from an earlier one, place by place. */
export function textHunks({ before, after, stretches }: Comparison): Hunk[] {
  const [old, fresh] = [codePoints(before.text), codePoints(after.text)]
  const hunks: Hunk[] = []
  let open: Hunk | undefined
  let [atBefore, atAfter] = [0, 0]
  const push = (pieces: DiffPiece[], text: string, isChanged: boolean) => {
    if (text !== '') pieces.push({ text, isChanged })
  }
  const end = { before: old.length, after: fresh.length, length: 0 }
  for (const stretch of [...stretches, end]) {
    const [removed, added] = [old.slice(atBefore, stretch.before), fresh.slice(atAfter, stretch.after)]
    const same = old.slice(stretch.before, stretch.before + stretch.length)
    if (removed !== '' || added !== '') {
      if (!open) {
        open = { before: [], after: [] }
        hunks.push(open)
        const ahead = tail(old.slice(Math.max(0, atBefore - context), atBefore))
        for (const pieces of [open.before, open.after]) push(pieces, ahead, false)
      }
      push(open.before, removed, true)
      push(open.after, added, true)
    }
    if (open) {
      const isLong = stretch.length > longestBetween || stretch === end
      const shown = isLong ? head(same.slice(0, context)) : same
      for (const pieces of [open.before, open.after]) push(pieces, shown, false)
      if (isLong) open = undefined
    }
    atBefore = stretch.before + stretch.length
    atAfter = stretch.after + stretch.length
  }
  return hunks
}

/** No further than its paragraph goes, and without the part of a word at its cut edge. */
const tail = (text: string) => {
  const own = text.slice(text.lastIndexOf('\n') + 1)
  return own.length < context ? own : own.replace(/^\S*\s/, '… ')
}
const head = (text: string) => {
  const [own = ''] = text.split('\n')
  return own.length < context ? own : own.replace(/\s\S*$/, ' …')
}
