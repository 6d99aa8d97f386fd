import { analyse } from 'chardet'
import { fileTypeFromBuffer } from 'file-type'
import iconv from 'iconv-lite'
import { FileRefused } from './reading.ts'

export type KindOfFile =
  | { kind: 'docx' | 'pdf' | 'zip'; mediaType: string }
  | { kind: 'text' | 'html'; mediaType: string; text: string; encoding: string }

const docx = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

/** What is said to who hands in something that holds text, but not so that it can be read here. */
const refusals: [types: RegExp, advice: string][] = [
  [/^image\//, 'This is a picture. Run text recognition (OCR) on it first, and upload or paste the text.'],
  [/^(?:audio|video)\//, 'This is a recording. Upload or paste the text of the letter.'],
  [/opendocument\.text/, 'This is an OpenDocument text. Save it as .docx or as a PDF, and upload that.'],
  [/rtf/, 'This is a rich text file (.rtf). Save it as .docx, and upload that.'],
  [
    /x-cfb|msword/,
    'This is a file of an old Word (.doc), or one locked with a password. Save it as .docx without a password, and upload that.',
  ],
  [/epub/, 'This is an electronic book. Paste the text of the letter.'],
  [
    /spreadsheet|presentation|ms-excel|ms-powerpoint/,
    'This is a spreadsheet or a presentation. Paste the text of the letter.',
  ],
  [
    /7z|rar|gzip|x-tar|bzip|xz|zstd|lzip|compress/,
    'This is a packed file of a kind that is not read here. Unpack it, and upload the letter itself; a corpus folder goes in a .zip.',
  ],
  [/rfc822|ms-outlook/, 'This is a message. Save its attachment or paste its text.'],
]

/** What a file is, told by its content and never by its name. @throws FileRefused */
export async function kindOfFile(bytes: Uint8Array): Promise<KindOfFile> {
  if (bytes.length === 0)
    throw new FileRefused('The file is empty. Check that it was saved, and upload it again.')
  // Text that marks its own encoding can look like other things.
  const found = isUtf16(bytes) ? undefined : await fileTypeFromBuffer(bytes)
  if (found?.mime === 'application/pdf') return { kind: 'pdf', mediaType: found.mime }
  if (found?.mime === docx) return { kind: 'docx', mediaType: docx }
  if (found?.mime === 'application/zip') return { kind: 'zip', mediaType: found.mime }
  if (found && found.mime !== 'application/xml') {
    const advice = refusals.find(([types]) => types.test(found.mime))?.[1]
    throw new FileRefused(
      advice ??
        `This is a file of another kind (${found.mime}). Upload .txt, .md, .html, .docx, .pdf or a corpus folder as .zip, or paste the text.`,
    )
  }
  // A PDF may begin with other bytes; it is still one for whoever reads it.
  if (Buffer.from(bytes.subarray(0, 1024)).includes('%PDF-'))
    return { kind: 'pdf', mediaType: 'application/pdf' }
  const { text, encoding } = decodeText(bytes)
  return looksLikeHtml(text)
    ? { kind: 'html', mediaType: 'text/html', text, encoding }
    : { kind: 'text', mediaType: 'text/plain', text, encoding }
}

/** The text of bytes in UTF-8, UTF-16 or an older encoding. @throws FileRefused where they are no text. */
export function decodeText(bytes: Uint8Array): { text: string; encoding: string } {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const encoding = encodingOf(buffer)
  const text = encoding === 'UTF-8' ? buffer.toString('utf8') : iconv.decode(buffer, encoding)
  const sample = text.slice(0, 100_000)
  // Control characters, what could not be decoded, and what no alphabet has.
  const odd = sample.match(/[^\P{C}\s\p{Cf}]|\ufffd/gu)?.length ?? 0
  if (odd > sample.length / 100)
    throw new FileRefused(
      'This is no text: it holds signs that no letter has. Upload .txt, .md, .html, .docx or .pdf, or paste the text.',
    )
  if (text.trim() === '')
    throw new FileRefused('There are no words in it. Check that it was saved, and upload it again.')
  return { text: text.replace(/^\ufeff/, ''), encoding }
}

const isUtf16 = (bytes: Uint8Array) => utf16Of(Buffer.from(bytes.subarray(0, 4096))) !== undefined

function utf16Of(buffer: Buffer): string | undefined {
  if (buffer[0] === 0xff && buffer[1] === 0xfe) return 'UTF-16LE'
  if (buffer[0] === 0xfe && buffer[1] === 0xff) return 'UTF-16BE'
  // Most letters of most alphabets have a zero for one of their two bytes, and nothing else has every second one.
  const sample = buffer.subarray(0, 4096)
  const [even, odd] = [0, 1].map(
    (parity) => sample.filter((byte, i) => byte === 0 && i % 2 === parity).length,
  ) as [number, number]
  if (odd > sample.length / 4 && even < sample.length / 50) return 'UTF-16LE'
  if (even > sample.length / 4 && odd < sample.length / 50) return 'UTF-16BE'
  return undefined
}

function encodingOf(buffer: Buffer): string {
  const wide = utf16Of(buffer)
  if (wide) return wide
  if (isUtf8(buffer)) return 'UTF-8'
  const guess = analyse(buffer.subarray(0, 200_000)).find(
    ({ name }) => name !== 'UTF-8' && iconv.encodingExists(name),
  )
  return guess?.name ?? 'windows-1252'
}

function isUtf8(buffer: Buffer): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(buffer)
    return true
  } catch {
    return false
  }
}

const looksLikeHtml = (text: string) =>
  /^\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b/i.test(text) ||
  (text.slice(0, 200_000).match(/<(?:p|div|br|h[1-6]|li|table|article|section)\b[^<>]*>/gi)?.length ?? 0) > 4
