import type { Db } from '../../../db/client.ts'
import type { ObjectKind } from '../../../db/vocabulary.ts'
import { commentParagraphs } from '../../domain/commentBody.ts'
import { groupBy } from '../../domain/groupBy.ts'
import { includesRole } from '../../domain/roles.ts'
import type { Visitor } from '../../web/access.ts'
import { urls } from '../../web/urls.ts'
import { type CommentRow, listCommentsOn, listStates, type StateRow } from './commentQueries.ts'

/** So many comments stand on an object's page. */
const mostShown = 500

/** The comments on an object, each with its answers, and what the visitor may do with them. */
export function commentsOn(
  db: Db,
  kind: ObjectKind,
  keys: readonly string[],
  { visitor, origin }: { visitor: Visitor | null; origin: string },
) {
  const rows = listCommentsOn(db, kind, keys, mostShown)
  const states = groupBy(
    listStates(
      db,
      rows.map(({ id }) => id),
    ),
    ({ commentId }) => commentId,
  )
  const views = new Map(
    rows.map((row) => [row.id, commentView(row, states.get(row.id) ?? [], { visitor, origin })]),
  )
  const answers = groupBy(
    rows.filter(({ replyTo }) => replyTo !== null),
    ({ replyTo }) => replyTo!,
  )
  const roots = rows.filter(({ replyTo }) => replyTo === null || !views.has(replyTo))
  return {
    open: roots.filter(({ isResolved, isWithdrawn }) => !isResolved && !isWithdrawn).length,
    comments: roots.map((row) => ({
      ...views.get(row.id)!,
      answers: (answers.get(row.id) ?? []).map(({ id }) => views.get(id)!),
    })),
  }
}

const actionWords: Record<StateRow['action'], string> = {
  edited: 'Changed',
  withdrawn: 'Withdrawn',
  resolved: 'Settled',
  reopened: 'Opened again',
}

/** A comment for a page. Of one that was withdrawn only the trace is left. */
export function commentView(
  row: CommentRow,
  states: readonly StateRow[],
  { visitor, origin }: { visitor: Visitor | null; origin: string },
) {
  const isWithdrawn = row.isWithdrawn === 1
  return {
    id: row.id,
    author: row.author,
    madeAt: row.madeAt,
    body: isWithdrawn ? null : row.body,
    paragraphs: isWithdrawn ? [] : commentParagraphs(row.body, origin),
    isWithdrawn,
    isResolved: row.isResolved === 1,
    isAnswer: row.replyTo !== null,
    state: row.state,
    href: urls.comment(row.id),
    done: states.map(({ action, by, madeAt, before }) => ({
      words: actionWords[action],
      by,
      madeAt,
      before: isWithdrawn ? null : before,
    })),
    may: rightsOver(row, visitor),
  }
}

/** What somebody may do with a comment: its author may do all, editors settle any, owners withdraw any. */
export function rightsOver(row: CommentRow, visitor: Visitor | null) {
  const isOwn = visitor?.id === row.accountId
  const isOpen = row.isWithdrawn === 0
  const isRoot = row.replyTo === null
  const settles = isOpen && isRoot && visitor !== null && (isOwn || includesRole(visitor.role, 'editor'))
  return {
    edit: isOpen && isOwn,
    withdraw: isOpen && visitor !== null && (isOwn || includesRole(visitor.role, 'owner')),
    resolve: settles && row.isResolved === 0,
    reopen: settles && row.isResolved === 1,
    answer: isOpen && visitor !== null,
  }
}
