import type { Db } from '../../../db/client.ts'
import type { ObjectRef } from '../../../db/records.ts'
import { listUndone } from '../../../db/undone.ts'
import type { Blockers } from '../../../db/writes/undo.ts'
import { capitalised } from '../../domain/words.ts'
import type { PageContext } from '../../web/pageContext.ts'
import { type Params, urls } from '../../web/urls.ts'
import { kindWords } from './lineView.ts'
import { type ChangeRow, findChange, listPresent, type Reference } from './queries.ts'

/** Objects that stand in the way are named up to this many. */
const mostNamed = 50

/** A change that another took back, or was taken back by. */
interface Link {
  number: number
  href: string
}

/** Of each of the changes what it took back, and what has taken it back; null for none. */
export function undoingViews(db: Db, rows: readonly ChangeRow[], params: Params) {
  const link = (change: number | null | undefined): Link | null =>
    change ? { number: change, href: urls.change(change, params) } : null
  const undone = listUndone(
    db,
    rows.map(({ number }) => number),
  )
  return (row: ChangeRow) => ({ undoes: link(row.undoes), undoneBy: link(undone.get(row.number)) })
}

/** The change that a chain of undoings goes back to, and how long the chain is. */
function originOf(db: Db, row: ChangeRow): { origin: ChangeRow; steps: number } {
  let origin = row
  let steps = 0
  for (; origin.undoes !== null; steps++) origin = findChange(db, origin.undoes)!
  return { origin, steps }
}

/** What taking a change back is called in the history: to undo an undoing is to do the first change again. */
export function undoingLine(db: Db, row: ChangeRow): { action: string; summary: string } {
  const { origin, steps } = originOf(db, row)
  const { number, summary } = origin
  if (steps % 2) return { action: 'redo', summary: `Did change ${number} again: ${summary}` }
  return { action: 'undo', summary: `Undid change ${number}${steps ? ' again' : ''}: ${summary}` }
}

/** What the button says that takes a change back. */
export function undoingLabel(db: Db, row: ChangeRow): string {
  const { origin, steps } = originOf(db, row)
  return steps % 2 ? `Do change ${origin.number} again` : 'Undo this change'
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

/** Why a change is not taken back: the later changes to be undone first, and the objects that depend on it. */
export function blockedPage(
  db: Db,
  row: ChangeRow,
  { changes, objects }: Blockers,
  { sidesParams }: PageContext,
) {
  const shown = objects.slice(0, mostNamed)
  const names = listPresent(
    db,
    shown.flatMap(({ ref }) => partsOf(ref)),
  )
  return {
    change: { number: row.number, summary: row.summary, href: urls.change(row.number, sidesParams) },
    changes: changes.map((one) => ({ ...one, href: urls.change(one.number, sidesParams) })),
    objects: shown.map(({ ref, why, message }) => ({
      ...ref,
      kindWord: capitalised(kindWords[ref.kind][0]),
      name: partsOf(ref)
        .map(({ kind, slug }) => names.get(`${kind} ${slug}`) ?? slug)
        .join(' · '),
      reason: reasons[why] ?? message,
      message,
      href: urls.historyOf(ref.kind, ref.key, sidesParams),
    })),
    unnamed: objects.length - shown.length,
  }
}

/** The objects that have a name of their own: a stance is called by its claim and its assertion. */
function partsOf({ kind, key }: ObjectRef): Reference[] {
  const [first = '', ...rest] = key.split(' ')
  if (kind === 'stance')
    return [
      { kind: 'claim', slug: first },
      { kind: 'assertion', slug: rest.join(' ') },
    ]
  if (kind === 'relation') return [first, rest.at(-1) ?? ''].map((slug) => ({ kind: 'claim', slug }))
  return [{ kind, slug: key }]
}
