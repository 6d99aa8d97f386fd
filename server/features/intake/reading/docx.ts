import { parseHTML } from 'linkedom'
import mammoth from 'mammoth'
import type { Source } from '../../../domain/intake/source.ts'
import { type DomDocument, domBlocks } from './domBlocks.ts'
import { FileRefused, megabyte } from './reading.ts'
import { openZip } from './zip.ts'

const limits = {
  entries: 2000,
  bytes: 200 * megabyte,
  advice: 'No letter does. If it is genuine, take out its pictures, or paste its text.',
}
/** Of its words and their form alone, without pictures. */
const mostXml = 20 * megabyte

/** A Word document's text with its footnotes. Its zip is unpacked once under watch before anything trusts its sizes. */
export async function readDocx(bytes: Uint8Array): Promise<Source> {
  const zip = await openZip(bytes, limits)
  if (!zip.names.includes('word/document.xml'))
    throw new FileRefused(
      'This Word file holds no document. Open it in Word, save it as .docx again, and upload that.',
    )
  let xml = 0
  for (const name of zip.names) if (/\.(?:xml|rels)$/.test(name)) xml += (await zip.read(name)).length
  if (xml > mostXml)
    throw new FileRefused(
      'Unpacked, the Word file holds more than any letter: it may be meant to do harm. If it is genuine, paste its text.',
    )
  const { value: html } = await mammoth
    .convertToHtml(
      { buffer: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength) },
      // Pictures hold no words of the letter.
      {
        convertImage: mammoth.images.imgElement(async () => ({ src: '' })),
        externalFileAccess: false,
      },
    )
    .catch((error: unknown) => {
      throw new FileRefused(
        'The Word file is damaged. Open it in Word, save it as .docx again, and upload that.',
        { cause: error },
      )
    })
  const document = parseHTML(`<!doctype html><html><body>${html}</body></html>`)
    .document as unknown as DomDocument
  const { blocks } = domBlocks(document.body!)
  if (!blocks.length)
    throw new FileRefused('The Word file holds no words. If it is a scan, run text recognition (OCR) first.')
  return { format: 'docx', blocks, warnings: [] }
}
