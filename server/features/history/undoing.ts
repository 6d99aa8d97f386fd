import type { Db } from '../../../db/client.ts'
import { listUndone } from '../../../db/undone.ts'
import type { Blockers } from '../../../db/writes/undo.ts'
import { type BuiltOn, mostTogether } from '../../../db/writes/undoTogether.ts'
import { groupBy } from '../../domain/groupBy.ts'
import { capitalised, countOf } from '../../domain/words.ts'
import type { PageContext } from '../../web/pageContext.ts'
import { type Params, urls } from '../../web/urls.ts'
import { countsView, kindWords, lineView } from './lineView.ts'
import { presentNames } from './names.ts'
import { type ChangeRow, countObjects, findChange, listAlsoUndone } from './queries.ts'

/** Objects that stand in the way are named up to this many. */
const mostNamed = 50

/** A change that another took back, or was taken back by. */
interface Link {
  number: number
  href: string
}

/** Of each of the changes what it took back, with what was built on that, and what has taken it back; null for none. */
export function undoingViews(db: Db, rows: readonly ChangeRow[], params: Params) {
  const link = (change: number | null | undefined): Link | null =>
    change ? { number: change, href: urls.change(change, params) } : null
  const numbers = rows.map(({ number }) => number)
  const undone = listUndone(db, numbers)
  const also = listAlsoUndone(db, numbers)
  return (row: ChangeRow) => ({
    undoes: link(row.undoes),
    alsoUndoes: (also.get(row.number) ?? []).map((number) => link(number)!),
    undoneBy: link(undone.get(row.number)),
  })
}

/** The change that a chain of undoings goes back to, how long the chain is, and with how many others it was undone at first. */
function originOf(db: Db, row: ChangeRow): { origin: ChangeRow; steps: number; others: number } {
  let origin = row
  let steps = 0
  let others = 0
  for (; origin.undoes !== null; steps++) {
    others = listAlsoUndone(db, [origin.number]).get(origin.number)?.length ?? 0
    origin = findChange(db, origin.undoes)!
  }
  return { origin, steps, others }
}

/**
 * What taking a change back is called in the history, with how many later ones it is: to undo an undoing is to do the
 * first change again.
 */
export function undoingLine(db: Db, row: ChangeRow, later = 0): { action: string; summary: string } {
  const { origin, steps, others } = originOf(db, row)
  const { number, summary } = origin
  const isRedo = steps % 2 === 1
  const along = isRedo ? others : later
  const which = `change ${number}${along ? ` and ${countOf(along, 'later one')}` : ''}`
  // What was done since it was undone goes, too.
  const since = isRedo && later ? `, and undid ${countOf(later, 'change')} made since` : ''
  if (isRedo) return { action: 'redo', summary: `Did ${which} again${since}: ${summary}` }
  return { action: 'undo', summary: `Undid ${which}${steps ? ' again' : ''}: ${summary}` }
}

/** What the button says that takes a change back. */
export function undoingLabel(db: Db, row: ChangeRow): string {
  const { origin, steps, others } = originOf(db, row)
  if (steps % 2 === 0) return 'Undo this change'
  return `Do change ${origin.number}${others ? ` and ${countOf(others, 'later one')}` : ''} again`
}

/** What an object that stands in the way has to do with the change, after its name. */
const reasons: Record<Blockers['objects'][number]['why'], string | null> = {
  'still needed': 'It refers to what would be taken away.',
  'not there': 'What would come back refers to it, and it is not there any more.',
  taken: 'It stands in the place of what would come back.',
  'other words': 'The words of an assertion would not stand in the letter as it says.',
  stale: 'It is not as this change left it.',
  'not allowed': null,
}

/** Why a change is not taken back: the later changes to be undone first or along with it, and the objects that depend on it. */
export function blockedPage(
  db: Db,
  row: ChangeRow,
  { changes, objects, together, isTooMany }: BuiltOn,
  isNew: boolean,
  { sidesParams }: PageContext,
) {
  const shown = objects.slice(0, mostNamed)
  const nameOf = presentNames(
    db,
    shown.map(({ ref }) => ref),
  )
  return {
    change: { number: row.number, summary: row.summary, href: urls.change(row.number, sidesParams) },
    changes: changes.map((one) => ({ ...one, href: urls.change(one.number, sidesParams) })),
    together: together && togetherView(db, together, sidesParams),
    /** Where they are too many to be undone in one step. */
    mostTogether: isTooMany ? mostTogether : null,
    /** Whether somebody agreed to a list that is another by now. */
    isNew,
    objects: shown.map(({ ref, why, message }) => ({
      ...ref,
      kindWord: capitalised(kindWords[ref.kind][0]),
      name: nameOf(ref),
      reason: reasons[why] ?? message,
      message,
      href: urls.historyOf(ref.kind, ref.key, sidesParams),
    })),
    unnamed: objects.length - shown.length,
  }
}

/** Just what would be undone in one step, the latest first, and by whom it was done. */
function togetherView(db: Db, numbers: readonly number[], params: Params) {
  const rows = numbers.map((number) => findChange(db, number)!)
  const counts = countObjects(db, numbers)
  return {
    changes: rows.map((row) => ({
      ...lineView(row, params),
      objects: countsView(counts.get(row.number)!),
    })),
    actors: [...groupBy(rows, ({ actor }) => actor)].map(([actor, of]) => ({ actor, changes: of.length })),
    /** What the form sends back: whoever presses the button agrees to these and no others. */
    agreed: numbers.join(' '),
  }
}
