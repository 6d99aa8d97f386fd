import type { Db } from './client.ts'
import { prepareOnce } from './statements.ts'

const statement = prepareOnce(({ $client }) =>
  $client.prepare<[string], { slug: string; wording: string }>(`
    SELECT slug, wording FROM claims
    WHERE state = 'current' AND rtrim(wording, '. ') = rtrim(?, '. ') COLLATE NOCASE ORDER BY id LIMIT 1`),
)

/** The claim in use that is worded so, but for capitals and the full stop: a second one could not be told from it. */
export const claimWorded = (db: Db, wording: string): { slug: string; wording: string } | undefined =>
  statement(db).get(wording.replace(/\s+/g, ' ').trim())
