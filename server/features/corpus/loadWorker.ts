import { openDatabase } from '../../../db/client.ts'
import { FolderRefused } from './loadCorpus.ts'
import { type FilesToLoad, loadFiles } from './loadFiles.ts'
import type { Problem } from './readFolder.ts'

/** What the process is to do that loads a corpus folder into a database file and ends. */
export interface Loading extends FilesToLoad {
  database: string
}

export type Outcome =
  | { added: string }
  | { problems: Problem[] }
  /** `code` is SQLite's, where the database could not be written. */
  | { failure: string; code?: string | undefined }

process.once('message', (loading: Loading) => {
  const outcome = load(loading)
  process.send?.(outcome, undefined, undefined, () => process.exit())
})
// The server is gone. What was not written whole is not there; whoever reads the file next begins anew.
process.on('disconnect', () => process.exit())

function load({ database, ...files }: Loading): Outcome {
  try {
    const db = openDatabase(database)
    try {
      return { added: loadFiles(db, files) }
    } finally {
      db.$client.close()
    }
  } catch (error) {
    if (error instanceof FolderRefused) return { problems: error.problems }
    const { stack, message, code } = error as Error & { code?: string }
    return { failure: stack ?? message, code }
  }
}
