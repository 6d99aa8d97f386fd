import type { FootnoteRecord, ParagraphRecord } from '../../../db/records.ts'
import type { ParagraphRole } from '../../../db/vocabulary.ts'
import { formatFootnote, parseFootnote } from '../../domain/footnoteNotation.ts'
import { paragraphLabels } from '../../domain/paragraphLabels.ts'
import { codePointLength } from '../../domain/text/codePoints.ts'
import { normaliseText } from '../../domain/text/normalise.ts'

/** The text of a letter's file below its front matter; docs/corpus-format.md describes it. */
export interface LetterBody {
  text: string
  paragraphs: ParagraphRecord[]
  footnotes: Omit<FootnoteRecord, 'authorities'>[]
}

/** What is wrong in a file, and in which line (1 = first). */
export interface Fault {
  line: number
  message: string
}

const fencedRoles: readonly ParagraphRole[] = ['frame', 'address', 'signature', 'enclosure']

/** Reads the body of a letter's file. `firstLine` is the line that it starts on. Offsets are code points. */
export function parseLetterBody(source: string, firstLine: number): LetterBody & { faults: Fault[] } {
  const faults: Fault[] = []
  const paragraphs: ParagraphRecord[] = []
  const footnotes: Omit<FootnoteRecord, 'authorities'>[] = []
  const texts: string[] = []
  const markers: { marker: string; offset: number; line: number }[] = []
  const label = paragraphLabels()
  let length = 0
  let fence: ParagraphRole | undefined

  for (const [i, content] of source.split('\n').entries()) {
    const line = firstLine + i
    const fault = (message: string) => faults.push({ line, message })
    if (content === '') continue
    if (content === ':::') {
      if (!fence) fault('A fence is closed that was not opened.')
      fence = undefined
      continue
    }
    if (content.startsWith('::: ')) {
      const role = fencedRoles.find((name) => name === content.slice(4))
      if (!role) fault(`There is no role “${content.slice(4)}”. Use ${fencedRoles.join(', ')}.`)
      if (fence) fault('A fence is opened inside of another.')
      fence = role ?? 'frame'
      continue
    }
    const note = /^\[\^([^\]\s]+)\]: (.*)$/.exec(content)
    if (note && !fence) {
      const [, marker = '', words = ''] = note
      if (footnotes.some((known) => known.marker === marker)) fault(`Footnote “${marker}” is given twice.`)
      footnotes.push({ marker, ...parseFootnote(words), offsets: [] })
      continue
    }
    const { role, marker, words } = block(content, fence)
    const inline = parseInline(words)
    if (inline.text !== normaliseText(inline.text)) fault('Write single spaces and composed letters (NFC).')
    if (inline.text === '') {
      fault('This paragraph has no words.')
      continue
    }
    const start = texts.length ? length + 2 : 0
    const end = start + codePointLength(inline.text)
    paragraphs.push({ label: label(role), role, ...(marker && { marker }), start, end })
    for (const anchor of inline.markers)
      markers.push({ marker: anchor.marker, offset: start + anchor.offset, line })
    texts.push(inline.text)
    length = end
  }
  if (fence) faults.push({ line: firstLine, message: 'A fence is not closed.' })
  if (!texts.length) faults.push({ line: firstLine, message: 'The letter has no text.' })
  for (const { marker, offset, line } of markers) {
    const footnote = footnotes.find((known) => known.marker === marker)
    if (footnote) footnote.offsets.push(offset)
    else faults.push({ line, message: `There is no footnote “${marker}”.` })
  }
  return { text: texts.join('\n\n'), paragraphs, footnotes, faults }
}

/** Writes what `parseLetterBody` reads; the same bytes for the same letter. */
export function formatLetterBody({ text, paragraphs, footnotes }: LetterBody): string {
  const points = Array.from(text)
  const markers = footnotes
    .flatMap(({ marker, offsets }) => offsets.map((offset) => ({ marker, offset })))
    .sort((a, b) => a.offset - b.offset)
  const blocks: string[] = []
  let fence: ParagraphRole | undefined
  for (const paragraph of paragraphs) {
    const wanted = fencedRoles.includes(paragraph.role) ? paragraph.role : undefined
    if (wanted !== fence) {
      if (fence) blocks.push(`${blocks.pop()}\n:::`)
      fence = wanted
    }
    const opening = fence && !isInside(blocks, fence) ? `::: ${fence}\n` : ''
    blocks.push(opening + formatParagraph(paragraph, points, markers))
  }
  if (fence) blocks.push(`${blocks.pop()}\n:::`)
  for (const footnote of footnotes) blocks.push(`[^${footnote.marker}]: ${formatFootnote(footnote)}`)
  return `${blocks.join('\n\n')}\n`
}

/** Whether the last fence among the blocks is open and of this role. */
function isInside(blocks: string[], role: ParagraphRole): boolean {
  for (const written of blocks.toReversed()) {
    if (written.endsWith('\n:::')) return false
    if (written.startsWith(`::: ${role}\n`)) return true
  }
  return false
}

function block(content: string, fence: ParagraphRole | undefined) {
  const item = /^(- |(\d+\.) )(.*)$/.exec(content)
  if (item) return { role: fence ?? ('list item' as const), marker: item[2] ?? '-', words: item[3] ?? '' }
  if (!fence && content.startsWith('## ')) return { role: 'heading' as const, words: content.slice(3) }
  return { role: fence ?? ('text' as const), words: content }
}

function formatParagraph(
  { role, marker, start, end }: ParagraphRecord,
  points: string[],
  markers: { marker: string; offset: number }[],
): string {
  let words = ''
  let from = start
  for (const { marker: note, offset } of markers) {
    if (offset < start || offset > end) continue
    words += `${escapeText(points.slice(from, offset).join(''))}[^${note}]`
    from = offset
  }
  words += escapeText(points.slice(from, end).join(''))
  if (marker) return `${marker === '-' ? '-' : marker} ${words}`
  if (role === 'heading') return `## ${words}`
  return words.replace(/^([#:-])/, '\\$1').replace(/^(\d+)\. /, '$1\\. ')
}

function parseInline(words: string): { text: string; markers: { marker: string; offset: number }[] } {
  const markers: { marker: string; offset: number }[] = []
  let text = ''
  for (const [token, escaped, marker] of words.matchAll(/\\(.)|\[\^([^\]\s]+)\]|[\s\S]/gu)) {
    if (marker !== undefined) markers.push({ marker, offset: codePointLength(text) })
    else text += escaped ?? token
  }
  return { text, markers }
}

const escapeText = (text: string) => text.replaceAll('\\', '\\\\').replaceAll('[^', '\\[^')
