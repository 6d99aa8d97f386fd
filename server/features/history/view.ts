import type { Db } from '../../../db/client.ts'
import { allKeys } from '../../../db/keys.ts'
import { listPresent, namingReferences } from '../../../db/presentNames.ts'
import { type ObjectKind, objectKinds } from '../../../db/vocabulary.ts'
import { dayInWords } from '../../domain/dates.ts'
import { capitalised } from '../../domain/words.ts'
import type { Visitor } from '../../web/access.ts'
import type { PageContext } from '../../web/pageContext.ts'
import { type Params, urls } from '../../web/urls.ts'
import { commentsOn } from './commentView.ts'
import type { Filter, LifePlace } from './forms.ts'
import { countsView, kindWords, lineView } from './lineView.ts'
import { addressOf, objectView, readRow, recordsOf, referencesOf } from './objectView.ts'
import {
  type ChangeRow,
  countObjects,
  findLatest,
  listCalledThen,
  listChanges,
  listChoices,
  listLife,
  listObjects,
  type ObjectRow,
} from './queries.ts'
import { undoingLabel, undoingViews } from './undoing.ts'

const changesPerPage = 50
const objectsPerPage = 100
/** A change of few objects shows them open. */
const mostOpen = 10

/** A page of changes, the newest first, each with what it touched; the feed shows the same. */
export function changesPage(db: Db, filter: Filter, before: number | null, params: Params) {
  const rows = listChanges(db, filter, before, changesPerPage + 1)
  const shown = rows.slice(0, changesPerPage)
  const counts = countObjects(
    db,
    shown.map(({ number }) => number),
  )
  const undoing = undoingViews(db, shown, params)
  return {
    changes: shown.map((row) => ({
      ...lineView(row, params),
      ...undoing(row),
      objects: countsView(counts.get(row.number)!),
    })),
    nextBefore: rows.length > shown.length ? shown.at(-1)!.number : null,
  }
}

/** All changes, or those that fit the filter. */
export function historyPage(db: Db, filter: Filter, before: number | null, context: PageContext) {
  const { sidesParams } = context
  const { changes, nextBefore } = changesPage(db, filter, before, sidesParams)
  const { actors, actions } = listChoices(db)
  const address = (more: Params) => urls.history({ ...filter, ...more, ...sidesParams })
  return {
    filter,
    choices: {
      actors: withChosen(actors, filter.actor),
      actions: withChosen(actions, filter.action),
      kinds: objectKinds.map((kind) => ({ value: kind, text: capitalised(kindWords[kind][1]) })),
    },
    chosen: chosenView(filter, address),
    clearHref: urls.history(sidesParams),
    total: findLatest(db)?.number ?? 0,
    changes,
    nextHref: nextBefore === null ? null : address({ before: nextBefore }),
    firstHref: before === null ? null : address({}),
    feedHref: urls.historyFeed(filter),
  }
}

/** A choice that the address makes stands in the list even where nothing bears it. */
const withChosen = (choices: string[], chosen: string | null) =>
  chosen === null || choices.includes(chosen) ? choices : [...choices, chosen]

function chosenView(filter: Filter, address: (more: Params) => string) {
  const words: Record<keyof Filter, (value: string) => string> = {
    actor: (actor) => `By ${actor}`,
    action: (action) => `Action: ${action}`,
    kind: (kind) => capitalised(kindWords[kind as ObjectKind][1]),
    from: (day) => `From ${dayInWords(day)}`,
    to: (day) => `To ${dayInWords(day)}`,
  }
  return Object.entries(filter).flatMap(([name, value]) =>
    value === null ? [] : [{ text: words[name as keyof Filter](value), href: address({ [name]: null }) }],
  )
}

/** One change with the objects that it touched, before and after, a page at a time. */
export function changePage(db: Db, row: ChangeRow, after: number, context: PageContext) {
  const { sidesParams } = context
  const counts = countObjects(db, [row.number]).get(row.number)!
  const objects = listObjects(db, row.number, after, objectsPerPage)
  const last = objects.at(-1)?.ordinal ?? after
  const page = (place: number) => urls.change(row.number, { after: place || null, ...sidesParams })
  const views = objectViews(db, objects, sidesParams)
  const isMovedOnly = ({ kind, fields, moved }: (typeof views)[number]) =>
    kind === 'assertion' && !fields.length && moved > 0
  const stateAfter = (number: number) => urls.compare({ ...sidesParams, 'as-of': number })
  return {
    change: {
      ...lineView(row, sidesParams),
      ...undoingViews(db, [row], sidesParams)(row),
      objects: countsView(counts),
    },
    undoingLabel: undoingLabel(db, row),
    earlierHref: row.number > 1 ? urls.change(row.number - 1, sidesParams) : null,
    laterHref: row.number < (findLatest(db)?.number ?? 0) ? urls.change(row.number + 1, sidesParams) : null,
    stateHrefs: {
      before: row.number > 1 ? stateAfter(row.number - 1) : null,
      after: stateAfter(row.number),
    },
    objects: views.filter((view) => !isMovedOnly(view)),
    /** Assertions that stand in a corrected text as they stood before. */
    moved: views.filter(isMovedOnly).length,
    isOpen: counts.total <= mostOpen,
    first: objects.length ? after + 1 : 0,
    last,
    previousHref: after > 0 ? page(Math.max(0, after - objectsPerPage)) : null,
    nextHref: last < counts.total ? page(last) : null,
  }
}

/** An object's whole life, the latest change first; undefined where nothing of it was ever written. */
export function lifePage(
  db: Db,
  kind: ObjectKind,
  key: string,
  after: LifePlace | null,
  context: PageContext,
  visitor: Visitor | null,
) {
  const { sidesParams, origin } = context
  const keys = allKeys(db, { kind, key })
  const rows = listLife(db, kind, keys, after, objectsPerPage + 1)
  if (!rows.length && !after) return undefined
  const shown = rows.slice(0, objectsPerPage)
  const views = objectViews(db, shown, sidesParams)
  const undoing = undoingViews(db, shown, sidesParams)
  const last = shown.at(-1)
  const latest = views.find((view) => view.kind === kind && keys.includes(view.key))
  const presentName = listPresent(db, [{ kind, key }]).get(`${kind} ${key}`)
  const address = (place: string | null) => urls.historyOf(kind, key, { after: place, ...sidesParams })
  return {
    object: {
      kind,
      kindWord: capitalised(kindWords[kind][0]),
      key,
      names:
        presentName === undefined
          ? (latest?.names ?? [{ text: key, href: null }])
          : [{ text: presentName, href: addressOf(kind, key, sidesParams) }],
      isGone: after === null && latest?.state === 'removed',
    },
    /** A change may touch several objects that belong to this one: they stand under it together. */
    changes: shown.flatMap((row, i) =>
      row.number === shown[i - 1]?.number
        ? []
        : [
            {
              ...lineView(row, sidesParams),
              ...undoing(row),
              objects: views.filter((_, j) => shown[j]!.number === row.number),
            },
          ],
    ),
    ...commentsOn(db, kind, keys, { visitor, origin }),
    isOpen: shown.length <= mostOpen,
    nextHref: rows.length > shown.length ? address(`${last!.change}.${last!.ordinal}`) : null,
    firstHref: after ? address(null) : null,
  }
}

function objectViews(db: Db, rows: readonly ObjectRow[], params: Params) {
  const read = rows.map(readRow)
  const others = read.filter(({ kind }) => kind === 'stance' || kind === 'relation')
  const names = {
    present: listPresent(db, read.flatMap(referencesOf)),
    earlier: listCalledThen(
      db,
      others.flatMap((row) => referencesOf(row).map((ref) => ({ ...ref, change: row.change }))),
    ),
    named: namingReferences(db, read.flatMap(recordsOf)),
  }
  return read.map((row) => objectView(row, names, params))
}
