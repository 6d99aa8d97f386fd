import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { Sqlite } from '../../db/driver.ts'

// A process that drops a thousand statements and lets the garbage be collected while no script runs, as happens on an idle server.
setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as (options: { execution: 'async'; type: 'major' }) => Promise<void>
const db = new Sqlite(':memory:')
for (let i = 0; i < 1000; i++) db.prepare(`SELECT ${i}`).get()
setTimeout(async () => {
  await collect({ execution: 'async', type: 'major' })
  process.stdout.write('still here\n')
}, 10)
