import { expect } from 'vitest'
import type { Db } from '../../db/client.ts'
import { derivedTables, findDrift } from '../../db/derived/recount.ts'
import { readCorpus } from '../../db/present.ts'
import { rebuild } from '../../server/asOf.ts'
import { corpusJson } from '../../server/features/corpus/json.ts'
import { formatFolder } from '../../server/features/corpus/writeFolder.ts'

/** What must hold after any change: nothing has drifted, every index is whole, and the history tells what is present. */
export function expectSound(db: Db) {
  expect(findDrift(db)).toEqual([])
  expect(db.$client.pragma('foreign_key_check')).toEqual([])
  for (const index of ['claims_fts', 'quotes_fts', 'paragraphs_fts']) {
    db.$client.exec(`INSERT INTO ${index} (${index}, rank) VALUES ('integrity-check', 1)`)
  }
  const latest = db.$client.prepare<[], number>('SELECT max(id) FROM changes').pluck().get()!
  const past = rebuild(db, latest)!
  expect(readCorpus(past)).toEqual(readCorpus(db))
  past.$client.close()
}

/** The collection as its folder, as one JSON object and as all that is kept ready-made. */
export function stateOf(db: Db) {
  const corpus = readCorpus(db)
  // How many topics stand before a claim's first; the numbers that say so may have gaps.
  const topics = db.$client.prepare<[], number>('SELECT ordinal FROM topics ORDER BY ordinal').pluck().all()
  const topicRank = (row: { rank_topic?: number }) =>
    row.rank_topic === undefined ? {} : { rank_topic: topics.filter((one) => one < row.rank_topic!).length }
  return {
    folder: Object.fromEntries(formatFolder(corpus)),
    json: [...corpusJson(db)].join(''),
    derived: derivedTables.map((table) => {
      const rows = db.$client.prepare<[], object>(`SELECT * FROM ${table}`).all()
      return [table, rows.map((row) => JSON.stringify({ ...row, ...topicRank(row) })).sort()]
    }),
  }
}
