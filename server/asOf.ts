import { type Db, openDatabase } from '../db/client.ts'
import { restore } from '../db/writes/restore.ts'
import { addAll } from './features/corpus/loadCorpus.ts'
import { corpusAfter } from './features/history/replay.ts'

/**
 * A database in memory that holds the corpus as it was after a change, with the history up to it; undefined where there
 * was no collection yet. It is written by the same functions as the present one. Whoever asks for it closes it.
 */
export function rebuild(db: Db, change: number): Db | undefined {
  const corpus = corpusAfter(db, change)
  if (!corpus) return undefined
  const past = openDatabase(':memory:')
  try {
    restore(past, db, change, (adding) => addAll(adding, corpus, { keepsOrder: true }))
    return past
  } catch (error) {
    past.$client.close()
    throw error
  }
}
