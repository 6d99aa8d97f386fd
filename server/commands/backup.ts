import { existsSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { checksumFile, writeChecksum } from '../../db/checksum.ts'
import { DatabaseRefused, explained } from '../../db/client.ts'
import {
  attempt,
  contentsInWords,
  copyDatabase,
  findDamage,
  journalBeside,
  openToRead,
  schemaOf,
  syncFolderOf,
} from '../../db/keep.ts'
import { readConfig } from '../config.ts'

const usage = `npm run backup -- FILE   copy the database into a new file, whole and checked; the server may run meanwhile`

const say = (line: string) => process.stdout.write(`${line}\n`)

/**
 * Copies the database into a new file. It is written and checked under another name beside it: where FILE is there, it
 * is whole. @throws DatabaseRefused, and then there is no FILE.
 */
function backUp(database: string, file: string) {
  refuseTaken(file)
  if (!existsSync(database)) {
    throw new DatabaseRefused(`There is no database at ${database}. Set DATABASE to the one to back up.`)
  }
  const client = openToRead(
    database,
    'Set DATABASE to the one to back up; one that is damaged can be restored from a backup.',
  )
  const unfinished = `${file}.unfinished-${process.pid}`
  try {
    copyDatabase(client, unfinished, {
      ...statSync(database),
      uid: process.getuid?.() ?? 0,
      gid: process.getgid?.() ?? 0,
    })
    const contents = checkCopy(unfinished, schemaOf(client), database)
    attempt(file, () => {
      refuseTaken(file)
      writeChecksum(unfinished, file)
      renameSync(unfinished, file)
      syncFolderOf(file)
    })
    say(`Backed up ${resolve(database)} to ${file}, and checked it (${contents}).`)
    say(`Keep ${checksumFile(file)} with it: it tells whether a byte has changed since.`)
  } finally {
    rmSync(unfinished, { force: true })
    client.close()
  }
}

/** What the copy holds, in words. @throws DatabaseRefused where anything is wrong with it. */
function checkCopy(copy: string, schema: number, database: string): string {
  const client = openToRead(copy, 'No backup was made. Check the disk that it was to be on.')
  try {
    const damage = findDamage(client)
    if (schemaOf(client) !== schema) damage.push('The copy has another schema than the database.')
    if (damage.length) {
      throw new DatabaseRefused(
        `No backup was made, since it would not be sound:\n${damage.join('\n')}\nRun npm run doctor to see what is wrong with ${database}; an earlier backup may be better.`,
      )
    }
    return contentsInWords(client)
  } finally {
    client.close()
  }
}

function refuseTaken(file: string) {
  if (!existsSync(dirname(file))) {
    throw new DatabaseRefused(`The folder of ${file} does not exist. Make it, or choose another place.`)
  }
  const taken = existsSync(file) ? file : journalBeside(file)
  if (taken)
    throw new DatabaseRefused(
      `${taken} is there already and is left as it is. Choose another name for the backup.`,
    )
}

const [file] = process.argv.slice(2)
if (!file) {
  say(usage)
  process.exitCode = 2
} else {
  try {
    backUp(readConfig(process.env).database, resolve(file))
  } catch (error) {
    const refusal = explained(error, file)
    if (!(refusal instanceof DatabaseRefused)) throw refusal
    process.stderr.write(`${refusal.message}\n`)
    process.exitCode = 1
  }
}
