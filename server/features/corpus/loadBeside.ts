import type { Db } from '../../../db/client.ts'
import { waitForOthers } from '../../../db/client.ts'
import { startWorker } from '../../web/workerProcess.ts'
import { FolderRefused } from './loadCorpus.ts'
import { type CorpusFile, loadFiles } from './loadFiles.ts'
import type { Loading, Outcome } from './loadWorker.ts'

/** What the process may hold: the collection that is there, and the folder. */
const heapMegabytes = 1024
/** So long whoever saves waits for the load, and everybody with them. */
const waitMs = 250

/**
 * Loads the files of a corpus folder in a process of its own, while pages go on being answered; what is saved just while the
 * load is being written is refused soon, to be sent again. A database in memory is no other process's: there it is loaded on
 * the spot. Says in a sentence what was added. @throws FolderRefused
 */
export async function loadBeside(db: Db, files: CorpusFile[], actor: string): Promise<string> {
  if (db.$client.memory) return loadFiles(db, files, actor)
  const waitAsUsual = waitForOthers(db, waitMs)
  try {
    const outcome = await inProcess({ database: db.$client.name, files, actor })
    if ('added' in outcome) return outcome.added
    if ('problems' in outcome) throw new FolderRefused(outcome.problems)
    throw Object.assign(new Error(outcome.failure), { code: outcome.code })
  } finally {
    waitAsUsual()
  }
}

function inProcess(loading: Loading): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const worker = startWorker(import.meta.dirname, 'loadWorker', { heapMegabytes, errors: 'inherit' })
    worker.on('message', resolve)
    worker.on('error', reject)
    // Its answer may come after its end, but not after the channel's.
    worker.on('disconnect', () => setImmediate(reject, new Error('The process that loads broke off.')))
    worker.send(loading)
  })
}
