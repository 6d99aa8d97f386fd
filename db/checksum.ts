import { createHash } from 'node:crypto'
import { closeSync, existsSync, openSync, readFileSync, readSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'

/** Where a backup's checksum stands: in a file beside it, as `sha256sum` writes and checks it. */
export const checksumFile = (path: string) => `${path}.sha256`

/**
 * Writes the checksum of `source`'s bytes as that of a file that will be called `path`. SQLite itself sees damage to its
 * pages, not to the words in them.
 */
export function writeChecksum(source: string, path: string) {
  writeFileSync(checksumFile(path), `${sha256Of(source)}  ${basename(path)}\n`, { flush: true })
}

/** Whether the file has the bytes that its checksum was made of; undefined where no checksum stands beside it. */
export function matchesChecksum(path: string): boolean | undefined {
  const file = checksumFile(path)
  return existsSync(file) ? readFileSync(file, 'utf8').split(' ')[0] === sha256Of(path) : undefined
}

function sha256Of(path: string): string {
  const hash = createHash('sha256')
  const chunk = Buffer.alloc(1024 * 1024)
  const file = openSync(path, 'r')
  try {
    for (let size = readSync(file, chunk); size; size = readSync(file, chunk))
      hash.update(chunk.subarray(0, size))
  } finally {
    closeSync(file)
  }
  return hash.digest('hex')
}
