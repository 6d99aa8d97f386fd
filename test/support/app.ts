import { join } from 'node:path'
import type { Express } from 'express'
import { type Db, openDatabase, projectRoot } from '../../db/client.ts'
import { createApp } from '../../server/app.ts'
import { loadFolder } from '../../server/features/corpus/loadCorpus.ts'

export const seedsFolder = join(projectRoot(import.meta.dirname), 'seeds')

/** A migrated database in memory with the shipped corpus. */
export function seededDatabase(): Db {
  const db = openDatabase(':memory:')
  loadFolder(db, seedsFolder)
  return db
}

/** The real application on the shipped corpus, or on another database; what it logs is collected. */
export function startTestApp(db: Db = seededDatabase()): { app: Express; db: Db; logged: string[] } {
  const logged: string[] = []
  return { app: createApp({ db, log: (line) => logged.push(line) }), db, logged }
}
