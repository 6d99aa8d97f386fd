import { existsSync } from 'node:fs'
import { DatabaseRefused, explained, openDatabase } from '../../db/client.ts'
import { readCorpus } from '../../db/present.ts'
import { ConfigRefused, readConfig } from '../config.ts'
import { countOf } from '../domain/words.ts'
import {
  addedInWords,
  FolderRefused,
  hasCorpus,
  loadFolder,
  problemInWords,
} from '../features/corpus/loadCorpus.ts'
import { readFolder } from '../features/corpus/readFolder.ts'
import { FolderNotEmpty, writeFolder } from '../features/corpus/writeFolder.ts'

const usage = `npm run corpus -- check DIR   say what is wrong in a corpus folder; no database is used
npm run corpus -- load DIR    add a folder to the database: only what is new
npm run corpus -- write DIR   write the database out into a folder that is missing or empty`

const say = (line: string) => process.stdout.write(`${line}\n`)

function check(folder: string) {
  const { corpus, problems } = readFolder(folder)
  if (problems.length) throw new FolderRefused(problems)
  const { letters = [], assertions = [], claims = [] } = corpus
  const counts = [
    countOf(letters.length, 'letter'),
    countOf(assertions.length, 'assertion'),
    countOf(claims.length, 'claim'),
  ]
  say(`${folder}: ${counts.join(', ')}; nothing is wrong.`)
}

function load(folder: string) {
  const db = openDatabase(readConfig(process.env).database)
  try {
    say(addedInWords(loadFolder(db, folder)))
  } finally {
    db.$client.close()
  }
}

function write(folder: string) {
  const { database } = readConfig(process.env)
  if (!existsSync(database))
    throw new DatabaseRefused(`There is no database at ${database}. Start the server once, or set DATABASE.`)
  const db = openDatabase(database)
  try {
    if (!hasCorpus(db)) throw new DatabaseRefused(`${database} holds no corpus yet.`)
    const corpus = readCorpus(db)
    writeFolder(corpus, folder)
    say(`Wrote ${folder}.`)
    const { length } = corpus.waiting ?? []
    if (length)
      say(`Not in it: ${countOf(length, 'assertion')} that wait since a letter’s text was corrected.`)
  } finally {
    db.$client.close()
  }
}

const [command, folder] = process.argv.slice(2)
const run = { check, load, write }[command ?? '']
if (!run || !folder) {
  say(usage)
  process.exitCode = 2
} else {
  try {
    run(folder)
  } catch (thrown) {
    const error = explained(thrown, process.env.DATABASE ?? folder)
    if (error instanceof FolderRefused) {
      for (const problem of error.problems) process.stderr.write(`${problemInWords(problem)}\n`)
      process.stderr.write(
        `${countOf(error.problems.length, 'problem')}.${command === 'load' ? ' Nothing was changed.' : ''}\n`,
      )
    } else if (
      error instanceof DatabaseRefused ||
      error instanceof FolderNotEmpty ||
      error instanceof ConfigRefused
    ) {
      process.stderr.write(`${error.message}\n`)
    } else throw error
    process.exitCode = 1
  }
}
