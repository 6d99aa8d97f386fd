import type { Db } from './client.ts'

/** Statements prepared once per database: `const statements = prepareOnce((db) => ({ … }))`, then `statements(db).one.get()`. */
export function prepareOnce<T extends object>(prepare: (db: Db) => T): (db: Db) => T {
  const ofDb = new WeakMap<Db, T>()
  return (db) => {
    let ready = ofDb.get(db)
    if (!ready) ofDb.set(db, (ready = prepare(db)))
    return ready
  }
}

/** Words as SQL writes a list of texts. For words of the vocabulary alone: what somebody typed is bound, never written. */
export const listInSql = (words: readonly string[]): string => words.map((word) => `'${word}'`).join(', ')
