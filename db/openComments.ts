import type { Db } from './client.ts'
import type { ObjectRef } from './records.ts'
import { prepareOnce } from './statements.ts'

const statements = prepareOnce(({ $client }) => ({
  open: $client
    .prepare<[ObjectRef], number>(`
    SELECT count(*) FROM present_comments
    WHERE kind = @kind AND (key = @key OR key IN (SELECT slug FROM old_slugs WHERE kind = @kind AND current_slug = @key))
      AND reply_to IS NULL AND NOT is_resolved AND NOT is_withdrawn`)
    .pluck(),
}))

/** How many comments on an object, under its present or a former key, wait for somebody to settle them. */
export const countOpenComments = (db: Db, ref: ObjectRef): number =>
  statements(db).open.get({ kind: ref.kind, key: ref.key })!
