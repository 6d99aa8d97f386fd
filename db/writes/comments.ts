import type { Db } from '../client.ts'
import { insert } from '../insert.ts'
import type { ObjectRef } from '../records.ts'
import { commentStates, comments } from '../schema/index.ts'
import { prepareOnce } from '../statements.ts'
import type { commentActions } from '../vocabulary.ts'

const statements = prepareOnce(({ $client }) => ({
  state: $client
    .prepare<[number], number>('SELECT coalesce(max(id), 0) FROM comment_states WHERE comment_id = ?')
    .pluck(),
}))

interface NewComment extends ObjectRef {
  accountId: number
  body: string
  /** The comment that this one answers. */
  replyTo?: number | undefined
}

/** Keeps a comment; gives its number. */
export const addComment = (
  db: Db,
  { kind, key, accountId, body, replyTo }: NewComment,
  now = new Date(),
): number => insert(db, comments, { kind, key, accountId, body, replyTo, madeAt: now.toISOString() })

interface NewState {
  commentId: number
  accountId: number
  action: (typeof commentActions)[number]
  /** The text of an edited comment. */
  body?: string
  /** What was last done to it when the form was begun that asks for this. */
  base?: number
}

/** Notes what becomes of a comment. False, and nothing is noted, where something else was done to it after `base`. */
export function addCommentState(db: Db, { base, ...state }: NewState, now = new Date()): boolean {
  return db.$client
    .transaction(() => {
      // Looked at within, so that nobody comes between.
      if (base !== undefined && statements(db).state.get(state.commentId)! > base) return false
      insert(db, commentStates, { ...state, madeAt: now.toISOString() })
      return true
    })
    .immediate()
}
