import type { Db } from '../../../db/client.ts'
import { prepareOnce } from '../../../db/statements.ts'
import type { commentActions, ObjectKind } from '../../../db/vocabulary.ts'

/** A comment as it stands now. */
export interface CommentRow {
  id: number
  kind: ObjectKind
  key: string
  replyTo: number | null
  accountId: number
  author: string
  madeAt: string
  body: string
  isWithdrawn: 0 | 1
  isResolved: 0 | 1
  /** The number of what was last done to it, 0 for nothing. */
  state: number
}

/** What was done to a comment; `before` is the text that an edit took the place of. */
export interface StateRow {
  commentId: number
  action: (typeof commentActions)[number]
  by: string
  madeAt: string
  before: string | null
}

/** Which comments a list shows. */
export interface CommentFilter {
  state: 'open' | 'resolved' | 'all'
  kind: ObjectKind | null
  author: string | null
  before: number | null
}

const columns = `p.id, p.kind, p.key, p.reply_to AS replyTo, p.account_id AS accountId, a.name AS author, p.made_at AS madeAt,
  p.body, p.is_withdrawn AS isWithdrawn, p.is_resolved AS isResolved, p.state
  FROM present_comments p JOIN accounts a ON a.id = p.account_id`

const statements = prepareOnce(({ $client }) => ({
  one: $client.prepare<[number], CommentRow>(`SELECT ${columns} WHERE p.id = ?`),
  ofObject: $client.prepare<[{ kind: string; keys: string; limit: number }], CommentRow>(`
    SELECT * FROM (
      SELECT ${columns} WHERE p.kind = @kind AND p.key IN (SELECT value FROM json_each(@keys))
      ORDER BY p.id DESC LIMIT @limit
    ) ORDER BY id`),
  answersTo: $client.prepare<[number], CommentRow>(`SELECT ${columns} WHERE p.reply_to = ? ORDER BY p.id`),
  states: $client.prepare<[string], StateRow>(`
    SELECT s.comment_id AS commentId, s.action, a.name AS by, s.made_at AS madeAt,
      CASE s.action WHEN 'edited' THEN coalesce(
        (SELECT e.body FROM comment_states e
          WHERE e.comment_id = s.comment_id AND e.action = 'edited' AND e.id < s.id ORDER BY e.id DESC LIMIT 1),
        (SELECT c.body FROM comments c WHERE c.id = s.comment_id)) END AS before
    FROM json_each(?) j JOIN comment_states s ON s.comment_id = j.value JOIN accounts a ON a.id = s.account_id
    ORDER BY s.id`),
  list: $client.prepare<
    [Omit<CommentFilter, 'before'> & { before: number; limit: number }],
    CommentRow & { answers: number }
  >(`
    SELECT *, (SELECT count(*) FROM comments r WHERE r.reply_to = f.id) AS answers FROM (
      SELECT ${columns}
      WHERE p.reply_to IS NULL AND p.id < @before
        AND (@kind IS NULL OR p.kind = @kind)
        AND (@author IS NULL OR a.name = @author)
        AND (@state = 'all' OR (NOT p.is_withdrawn AND p.is_resolved = (@state = 'resolved')))
      ORDER BY p.id DESC LIMIT @limit
    ) f`),
  authors: $client
    .prepare<[], string>(
      'SELECT name FROM accounts WHERE id IN (SELECT account_id FROM comments) ORDER BY name LIMIT 200',
    )
    .pluck(),
  hasHistory: $client
    .prepare<[string, string], number>('SELECT 1 FROM change_objects WHERE kind = ? AND key = ? LIMIT 1')
    .pluck(),
}))

export const findComment = (db: Db, id: number) => statements(db).one.get(id)

/** Comments on an object under any of its keys, the oldest first; of very many the last. */
export const listCommentsOn = (db: Db, kind: ObjectKind, keys: readonly string[], limit: number) =>
  statements(db).ofObject.all({ kind, keys: JSON.stringify(keys), limit })

export const listAnswers = (db: Db, id: number) => statements(db).answersTo.all(id)

/** What was done to these comments, in order. */
export const listStates = (db: Db, ids: readonly number[]) => statements(db).states.all(JSON.stringify(ids))

/** Comments that fit, without answers, the newest first. */
export const listComments = (db: Db, filter: CommentFilter, limit: number) =>
  statements(db).list.all({ ...filter, before: filter.before ?? Number.MAX_SAFE_INTEGER, limit })

/** Who has ever commented. */
export const listCommenters = (db: Db) => statements(db).authors.all()

/** Whether the history knows such an object. */
export const hasHistory = (db: Db, kind: ObjectKind, key: string) =>
  statements(db).hasHistory.get(kind, key) !== undefined
