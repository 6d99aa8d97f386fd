import { plainBlocks } from '../../../domain/intake/plainBlocks.ts'
import { propose } from '../../../domain/intake/propose.ts'
import type { Source } from '../../../domain/intake/source.ts'
import { readCorpusZip } from './corpusZip.ts'
import { readDocx } from './docx.ts'
import { readHtml } from './html.ts'
import { kindOfFile } from './kindOfFile.ts'
import { readPdf } from './pdf.ts'
import { FileRefused, type HandedIn, largestFile, type Reading } from './reading.ts'

/** A draft is put together anew for each of its pages, and everybody waits for that: these are some tenths of a second. */
const mostBlocks = 5_000
const longestText = 1_000_000

/** Reads what was handed in, whatever it is. @throws FileRefused with what is the matter and what to do */
export async function readHandedIn(
  { bytes, isPasted }: HandedIn,
  tell: (progress: string) => void,
): Promise<Reading> {
  if (bytes.length > largestFile)
    throw new FileRefused('The file is larger than 50 MB. Take out its pictures, or paste its text.')
  if (isPasted) {
    const text = Buffer.from(bytes).toString('utf8')
    if (text.trim() === '') throw new FileRefused('There are no words in it. Paste the text of the letter.')
    return letter('text/plain', fromText(text), tell)
  }
  tell('Finding out what kind of file it is.')
  const found = await kindOfFile(bytes)
  if (found.kind === 'zip') {
    const files = await readCorpusZip(bytes, tell)
    return { kind: 'corpus', mediaType: found.mediaType, files }
  }
  tell('Reading the text.')
  switch (found.kind) {
    case 'docx':
      return letter(found.mediaType, await readDocx(bytes), tell)
    case 'pdf':
      return letter(found.mediaType, await readPdf(bytes, tell), tell)
    case 'html':
      return letter(found.mediaType, withEncoding(readHtml(found.text), found.encoding), tell)
    case 'text':
      return letter(found.mediaType, withEncoding(fromText(found.text), found.encoding), tell)
  }
}

const fromText = (text: string): Source => ({ format: 'plain', blocks: plainBlocks(text), warnings: [] })

function withEncoding(source: Source, encoding: string): Source {
  if (encoding.startsWith('UTF')) return source
  const warning = `The file does not say how its letters are written; it was read as ${encoding}. Check letters with accents.`
  return { ...source, warnings: [...source.warnings, warning] }
}

function letter(mediaType: string, source: Source, tell: (progress: string) => void): Reading {
  const length = source.blocks.reduce((sum, { text }) => sum + text.length, 0)
  if (source.blocks.length > mostBlocks || length > longestText)
    throw new FileRefused(
      'This is much longer than a letter. Take out the part that is the letter, and bring that in.',
    )
  tell('Looking for what to put right.')
  return { kind: 'letter', mediaType, source, proposals: propose(source) }
}
