import { once } from 'node:events'
import { type DatabaseSource, openSource } from '../../../db/source.ts'
import { corpusJson } from './json.ts'

/** Records are put together to pieces of about this length. */
const pieceLength = 64 * 1024

/** Writes the whole collection to the standard output as JSON, as it is at one moment, no faster than it is read there. */
async function write(database: DatabaseSource) {
  const db = openSource(database)
  db.$client.exec('BEGIN')
  let piece = ''
  for (const part of corpusJson(db)) {
    piece += part
    if (piece.length < pieceLength) continue
    if (!process.stdout.write(piece)) await once(process.stdout, 'drain')
    piece = ''
  }
  db.$client.close()
  await new Promise((resolve) => process.stdout.write(piece, resolve))
}

process.once('message', async (database: DatabaseSource) => {
  await write(database)
  process.exit()
})
// Nobody reads on, or the server is gone.
process.stdout.on('error', () => process.exit(1))
process.on('disconnect', () => process.exit(1))
