import type { SourceBlock } from './source.ts'

/** The blocks of plain text: what stands between blank lines. A form feed begins a new page. */
export function plainBlocks(raw: string): SourceBlock[] {
  const text = raw
    .normalize('NFC')
    .replace(/\r\n?|\u0085|\u2028|\u2029/g, '\n')
    .replace(/^\ufeff/, '')
  const pages = text.split('\f')
  return pages.flatMap((page, i) =>
    page
      .split(/\n(?:[^\S\n]*\n)+/)
      .map((block) => block.replace(/^(?:[^\S\n]*\n)+/, '').trimEnd())
      .filter((block) => block.trim() !== '')
      .map((block) => (pages.length > 1 ? { text: block, page: i + 1 } : { text: block })),
  )
}

/** Text as blocks hold it: in NFC, with plain line breaks, without signs that no letter has. */
export const cleanText = (raw: string): string =>
  raw
    .replace(/\r\n?|[\v\u0085\u2028\u2029]/g, '\n')
    .replace(unwritten, '')
    .normalize('NFC')

// Control characters, halves of characters, and a private area that stands for nothing.
const unwritten = /[^\P{C}\n\t\f\p{Cf}]|[\u{f0000}-\u{10ffff}]|\ufeff/gu
