import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type Db, isUnwritable } from '../../../db/client.ts'
import {
  beginReading,
  failIntake,
  noteLoaded,
  openIntake,
  takeUpReading,
  tellProgress,
} from '../../../db/writes/intake.ts'
import { findHandedIn, nextWaiting } from './queries.ts'
import { readInProcess } from './reading/reader.ts'
import { FileRefused, type Reading } from './reading/reading.ts'

/** Loads a corpus folder, signed with a name, and says in a sentence what was added. @throws an error with a line for each thing that is wrong */
export type LoadFolder = (folder: string, actor: string) => string

export interface IntakeQueueOptions {
  db: Db
  loadFolder: LoadFolder
  log: (line: string) => void
}

/** How often what the reader says is written down, in milliseconds. */
const tellEvery = 400
/** What could not be kept, since nothing could be written, is read again after so long. */
const tryAgainMs = 30_000

/** Reads what waits, one after another, each in a process of its own. What a server that stopped has left is taken up. */
export function intakeQueue({ db, loadFolder, log }: IntakeQueueOptions) {
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
      if (db.$client.open) keep(id, reading, handedIn.accountName)
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

  function keep(id: number, reading: Reading, actor: string) {
    if (reading.kind === 'letter')
      return openIntake(db, id, reading.mediaType, reading.source, reading.proposals)
    const folder = mkdtempSync(join(tmpdir(), 'counterclaim-corpus-'))
    try {
      for (const { path, text } of reading.files) {
        mkdirSync(dirname(join(folder, path)), { recursive: true })
        writeFileSync(join(folder, path), text)
      }
      noteLoaded(db, id, reading.mediaType, loadFolder(folder, actor))
    } catch (error) {
      throw (error as { problems?: unknown }).problems ? new FileRefused((error as Error).message) : error
    } finally {
      rmSync(folder, { recursive: true, force: true })
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
    if (running || !db.$client.open) return
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
