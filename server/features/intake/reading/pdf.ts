import { getDocumentProxy } from 'unpdf'
import type { Source, SourceBlock } from '../../../domain/intake/source.ts'
import { blocksOfPages, type PageItem } from './pdfLines.ts'
import { FileRefused } from './reading.ts'

const mostPages = 500

const scanned =
  'This PDF holds pictures of pages and no text. Run text recognition (OCR) on it first, and upload what that gives; or paste the text.'

/** A PDF's text, put together from where its words stand on the pages. */
export async function readPdf(bytes: Uint8Array, tell: (progress: string) => void): Promise<Source> {
  const pdf = await getDocumentProxy(new Uint8Array(bytes), {
    isEvalSupported: false,
    verbosity: 0,
    stopAtErrors: false,
  }).catch((error: Error) => {
    throw error.name === 'PasswordException'
      ? new FileRefused(
          'The PDF is locked with a password. Save it without one (print it to a new PDF), and upload that.',
        )
      : new FileRefused(
          'The PDF is damaged, or was cut short on its way. Get it again, and upload it anew.',
          { cause: error },
        )
  })
  if (pdf.numPages > mostPages)
    throw new FileRefused(
      `The PDF has ${pdf.numPages} pages; at most ${mostPages} are taken. Save the pages of the letter as a PDF of their own.`,
    )
  const pages: PageItem[][] = []
  const unread: number[] = []
  for (let number = 1; number <= pdf.numPages; number++) {
    tell(`Reading page ${number} of ${pdf.numPages}.`)
    try {
      const page = await pdf.getPage(number)
      const { items } = await page.getTextContent()
      pages.push(items.flatMap((item) => ('str' in item && isUpright(item.transform) ? [itemOf(item)] : [])))
      page.cleanup()
    } catch {
      pages.push([])
      unread.push(number)
    }
  }
  const words = pages
    .flat()
    .map(({ text }) => text)
    .join(' ')
  const letters = words.match(/\p{L}/gu)?.length ?? 0
  if (unread.length === pdf.numPages)
    throw new FileRefused(
      'The PDF is damaged: none of its pages can be read. Get it again, and upload it anew.',
    )
  if (letters < 20) throw new FileRefused(scanned)
  if ((words.match(/[\ufffd\p{Co}\p{Cn}]/gu)?.length ?? 0) > letters / 5)
    throw new FileRefused(
      'The PDF does not say which letters its signs stand for. Run text recognition (OCR) on it, or paste the text.',
    )

  const empty = pages.flatMap((items, i) =>
    items.some(({ text }) => text.trim()) || unread.includes(i + 1) ? [] : [i + 1],
  )
  const isCut = !Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    .subarray(-2048)
    .includes('%%EOF')
  const blocks: SourceBlock[] = blocksOfPages(pages)
  const title = await titleOf(pdf)
  return {
    format: 'pdf',
    blocks,
    ...(title && { title }),
    warnings: [
      ...(empty.length ? [`${pagesInWords(empty)} no text: perhaps a picture. Check what is missing.`] : []),
      ...(unread.length ? [`${pagesInWords(unread)} damage and could not be read.`] : []),
      ...(isCut
        ? ['The file lacks its end: it may have been cut short. Check that the letter is whole.']
        : []),
    ],
  }
}

const pagesInWords = (pages: readonly number[]) =>
  pages.length === 1 ? `Page ${pages[0]} has` : `Pages ${pages.join(', ')} have`

async function titleOf(pdf: Awaited<ReturnType<typeof getDocumentProxy>>): Promise<string | undefined> {
  const { info } = await pdf.getMetadata().catch(() => ({ info: {} }))
  const title = (info as { Title?: unknown }).Title
  // Many a program puts the file's name there.
  return typeof title === 'string' &&
    title.trim() &&
    !/\.\w{2,4}$|^untitled|^about:|^microsoft word/i.test(title.trim())
    ? title.trim()
    : undefined
}

const isUpright = ([a = 0, b = 0]: number[]) => Math.abs(a) > Math.abs(b)

const itemOf = ({
  str,
  transform,
  width,
}: {
  str: string
  transform: number[]
  width: number
}): PageItem => ({
  text: str,
  x: transform[4] ?? 0,
  y: transform[5] ?? 0,
  width,
  size: Math.hypot(transform[2] ?? 0, transform[3] ?? 0),
})
