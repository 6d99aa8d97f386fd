import { type Db, isUnwritable } from '../../../db/client.ts'
import {
  beginReading,
  failIntake,
  noteLoaded,
  openIntake,
  takeUpReading,
  tellProgress,
} from '../../../db/writes/intake.ts'
import { countOf } from '../../domain/words.ts'
import { findHandedIn, nextWaiting } from './queries.ts'
import { readInProcess } from './reading/reader.ts'
import { FileRefused, type Reading } from './reading/reading.ts'

/**
 * Loads the files of a corpus folder, signed with a name, and says in a sentence what was added. @throws an error with a line
 * for each thing that is wrong
 */
export type LoadFiles = (files: { path: string; text: string }[], actor: string) => Promise<string>

export interface IntakeQueueOptions {
  db: Db
  loadFiles: LoadFiles
  log: (line: string) => void
}

/** How often what the reader says is written down, in milliseconds. */
const tellEvery = 400
/** What could not be kept, since nothing could be written, is read again after so long. */
const tryAgainMs = 30_000

/** So many things that are wrong in a corpus folder are told at once. */
const mostTold = 100

/** What to do about a corpus folder that was refused, and a line for each thing that is wrong in it. */
function whatIsWrong({ message }: Error): string {
  const lines = message.split('\n')
  const rest = lines.length - mostTold
  return [
    'Nothing was added. Put this right in the folder, or leave out what is in the collection already, and hand it in again.',
    ...lines.slice(0, mostTold),
    ...(rest > 0 ? [`And ${countOf(rest, 'more thing')} like these.`] : []),
  ].join('\n')
}

/** Reads what waits, one after another, each in a process of its own. What a server that stopped has left is taken up. */
export function intakeQueue({ db, loadFiles, log }: IntakeQueueOptions) {
  let running: Promise<void> | null = null

  async function work() {
    for (let id = nextWaiting(db); id !== undefined; id = nextWaiting(db)) {
      if (beginReading(db, id)) await read(id)
    }
  }

  async function read(id: number) {
    const handedIn = findHandedIn(db, id)!
    let toldAt = 0
    const tell = (progress: string) => {
      if (Date.now() - toldAt < tellEvery || !db.$client.open) return
      toldAt = Date.now()
      // Nobody waits for this: where nothing can be written just now, it is left out.
      try {
        tellProgress(db, id, progress)
      } catch (error) {
        if (!isUnwritable(error)) log(`The progress of intake ${id} was not kept: ${(error as Error).stack}`)
      }
    }
    try {
      const reading = await readInProcess(handedIn, tell)
      // The server was stopped meanwhile: the next one begins anew.
      if (db.$client.open) await keep(id, reading, handedIn.accountName)
    } catch (error) {
      if (!db.$client.open) return
      if (isUnwritable(error)) throw error
      const isExpected = error instanceof FileRefused
      if (!isExpected) log(`Intake ${id} failed: ${(error as Error).stack}`)
      failIntake(
        db,
        id,
        isExpected
          ? error.message
          : 'It could not be read, and the fault is ours. Paste the text of the letter instead.',
      )
    }
  }

  async function keep(id: number, reading: Reading, actor: string) {
    if (reading.kind === 'letter')
      return openIntake(db, id, reading.mediaType, reading.source, reading.proposals)
    tellProgress(db, id, 'Holding it against the collection, and adding what is new.')
    try {
      const added = await loadFiles(reading.files, actor)
      // The next server finds everything in the collection already.
      if (db.$client.open) noteLoaded(db, id, reading.mediaType, added)
    } catch (error) {
      throw (error as { problems?: unknown }).problems ? new FileRefused(whatIsWrong(error as Error)) : error
    }
  }

  const start = () => {
    running ??= work()
      .catch((error: Error) => {
        log(`Reading what was handed in broke off: ${error.stack}`)
        setTimeout(takeUp, tryAgainMs).unref()
      })
      .finally(() => {
        running = null
      })
    return running
  }

  /** Reads what a reading that broke off has left, by this server or by one that was stopped. */
  function takeUp() {
    if (!db.$client.open) return
    // What is being read just now is not to be taken for something left: that comes to its end first.
    if (running) return void running.then(takeUp)
    try {
      takeUpReading(db)
    } catch (error) {
      if (!isUnwritable(error)) throw error
      log(`What was handed in is not read: ${(error as Error).message}.`)
      setTimeout(takeUp, tryAgainMs).unref()
      return
    }
    if (nextWaiting(db) !== undefined) start()
  }
  takeUp()

  return {
    /** Reads what waits; kept when all of it has been read. */
    start,
  }
}
