import { writeSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { openDatabase } from '../../db/client.ts'
import { makeNumberedChange, numbersOf } from './numberedChanges.ts'

// A process that makes numbered changes until it is killed: `numberedWriter.ts DATABASE PAUSE-MS`. It prints each number
// once the change is made.
const [path = '', pauseMs = '0'] = process.argv.slice(2)
const db = openDatabase(path)
for (let number = (numbersOf(db).at(-1) ?? 0) + 1; ; number++) {
  makeNumberedChange(db, number)
  writeSync(1, `${number}\n`)
  if (pauseMs !== '0') await setTimeout(Number(pauseMs))
}
