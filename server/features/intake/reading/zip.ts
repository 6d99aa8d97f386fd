import yauzl, { type Entry, type ZipFile } from 'yauzl'
import { FileRefused, megabyte } from './reading.ts'

export interface ZipLimits {
  entries: number
  /** Of all entries together, unpacked. */
  bytes: number
  /** What to do about a file that holds more. */
  advice: string
}

/** A zip file whose directory has been checked before anything in it is unpacked. */
export interface CheckedZip {
  names: string[]
  /** An entry's bytes; no more than it declares, and only as it declares them. */
  read(name: string): Promise<Buffer>
}

/**
 * Reads a zip's directory and refuses what no letter and no corpus folder is: too many entries, too large when unpacked,
 * encrypted, names that lead out of the folder. Sizes are declared by the file: `read` holds it to them.
 */
export async function openZip(bytes: Uint8Array, limits: ZipLimits): Promise<CheckedZip> {
  try {
    const zip = await open(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
    const entries = await listEntries(zip, limits)
    return {
      names: [...entries.keys()],
      read: async (name) => {
        const entry = entries.get(name)
        if (!entry) throw new FileRefused(`The file ${name} is missing in it.`)
        return readEntry(zip, entry).catch((error: Error) => {
          throw explained(error)
        })
      },
    }
  } catch (error) {
    throw explained(error as Error)
  }
}

const open = (bytes: Buffer) =>
  new Promise<ZipFile>((resolve, reject) => {
    yauzl.fromBuffer(bytes, { lazyEntries: true, validateEntrySizes: true }, (error, zip) =>
      error ? reject(error) : resolve(zip),
    )
  })

function listEntries(zip: ZipFile, limits: ZipLimits): Promise<Map<string, Entry>> {
  return new Promise((resolve, reject) => {
    const entries = new Map<string, Entry>()
    let bytes = 0
    if (zip.entryCount > limits.entries) {
      reject(
        new FileRefused(
          `The file holds ${zip.entryCount} files; at most ${limits.entries} are taken. ${limits.advice}`,
        ),
      )
      return
    }
    zip.on('error', reject)
    zip.on('end', () => resolve(entries))
    zip.on('entry', (entry: Entry) => {
      bytes += entry.uncompressedSize
      if (entry.isEncrypted()) {
        reject(
          new FileRefused('The file is locked with a password. Save it without one, and upload it again.'),
        )
      } else if (bytes > limits.bytes) {
        reject(
          new FileRefused(
            `Unpacked, the file would hold more than ${Math.round(limits.bytes / megabyte)} MB. ${limits.advice}`,
          ),
        )
      } else {
        if (!entry.fileName.endsWith('/')) entries.set(entry.fileName, entry)
        zip.readEntry()
      }
    })
    zip.readEntry()
  })
}

function readEntry(zip: ZipFile, entry: Entry): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error) return reject(error)
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => resolve(Buffer.concat(chunks)))
      stream.on('error', reject)
    })
  })
}

function explained(error: Error): Error {
  if (error instanceof FileRefused) return error
  const { message } = error
  if (/relative path|absolute path|invalid characters in fileName/i.test(message))
    return new FileRefused(
      'The file holds names that lead out of its folder. It may be meant to do harm: do not use it.',
    )
  if (/encrypt/i.test(message))
    return new FileRefused('The file is locked with a password. Save it without one, and upload it again.')
  if (/too many bytes|not enough bytes/i.test(message))
    return new FileRefused(
      'The file is not as large inside as it says: it is damaged, or meant to do harm. Ask for it again.',
    )
  return new FileRefused(
    'The file is damaged, or was cut short on its way. Get it again, and upload it anew.',
  )
}
