import type { Db } from './client.ts'
import { allKeys } from './keys.ts'
import type { ObjectRef } from './records.ts'
import { prepareOnce } from './statements.ts'

const statements = prepareOnce(({ $client }) => ({
  open: $client
    .prepare<[{ kind: string; keys: string }], number>(`
    SELECT count(*) FROM present_comments
    WHERE kind = @kind AND key IN (SELECT value FROM json_each(@keys))
      AND reply_to IS NULL AND NOT is_resolved AND NOT is_withdrawn`)
    .pluck(),
}))

/** How many comments on an object, under its present or a former key, wait for somebody to settle them. */
export const countOpenComments = (db: Db, ref: ObjectRef): number =>
  statements(db).open.get({ kind: ref.kind, keys: JSON.stringify(allKeys(db, ref)) })!
