import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Db, waitForOthers } from '../../../db/client.ts'
import { startWorker } from '../../web/workerProcess.ts'
import { FolderRefused } from './loadCorpus.ts'
import { type FilesToLoad, loadFiles } from './loadFiles.ts'
import type { Loading, Outcome } from './loadWorker.ts'

/** What the process may hold: the collection that is there, and the folder. */
const usualHeapMegabytes = 2048
/** So long whoever saves waits for the load, and everybody with them. */
const waitMs = 250

/**
 * Loads the files of a corpus folder in a process of its own, while pages go on being answered; what is saved just while the
 * load is being written is refused soon, to be sent again. A database in memory is no other process's: there it is loaded on
 * the spot. Says in a sentence what was added. @throws FolderRefused
 */
export async function loadBeside(
  db: Db,
  files: FilesToLoad['files'],
  actor: string,
  heapMegabytes = usualHeapMegabytes,
): Promise<string> {
  // Removed here, whatever becomes of the process that fills it.
  const folder = mkdtempSync(join(tmpdir(), 'counterclaim-corpus-'))
  const waitAsUsual = waitForOthers(db, waitMs)
  try {
    const toLoad = { files, folder, actor }
    if (db.$client.memory) return loadFiles(db, toLoad)
    const outcome = await inProcess({ database: db.$client.name, ...toLoad }, heapMegabytes)
    if ('added' in outcome) return outcome.added
    if ('problems' in outcome) throw new FolderRefused(outcome.problems)
    throw Object.assign(new Error(outcome.failure), { code: outcome.code })
  } finally {
    waitAsUsual()
    await rm(folder, { recursive: true, force: true })
  }
}

const tooLarge = {
  file: 'The folder',
  line: 0,
  message:
    'Holding it against the collection took more memory than there is for it. Hand it in in smaller parts, or load it on the server.',
}

function inProcess(loading: Loading, heapMegabytes: number): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const worker = startWorker(import.meta.dirname, 'loadWorker', { heapMegabytes, errors: 'ignore' })
    worker.on('message', resolve)
    worker.on('error', reject)
    // Its answer may come after its end, but not after the channel's: both are waited for.
    let ends = 0
    const end = () => {
      if (++ends < 2) return
      const isKilled = worker.signalCode !== null || worker.exitCode === 134
      setImmediate(() =>
        isKilled ? resolve({ problems: [tooLarge] }) : reject(new Error('The process that loads broke off.')),
      )
    }
    worker.on('exit', end)
    worker.on('disconnect', end)
    worker.send(loading)
  })
}
