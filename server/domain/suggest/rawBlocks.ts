import { coordinators, determiners, prepositions } from './lexicon.ts'

/** A stretch of raw text that belongs together: one line, or several that were only wrapped. */
export interface Block {
  /** Its words without the mark of a list or heading, without Markdown's signs; footnote markers still in them. */
  words: string
  mark: 'list' | 'heading' | undefined
}

const listMark = /^(?:[-*•–·▪●○◦]\s+|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]\s+(?=\S))/
const headingMark = /^#{1,6}\s+/
/** What a note begins with where its mark has lost its form: "3 See www.…", "3. Ibid." */
const noteOpening =
  /^\d{1,3}\.?\s+(?:see\b|available (?:at|on)|ibid|cf\.|accessed|<?https?:\/\/|<?www\.|\/\/)/i

/** Cuts raw text at blank lines, before marks of lists and headings, and where a line shows that its paragraph is over. */
export function blocksOf(raw: string, startsNote: (line: string) => boolean): Block[] {
  const blocks: Block[] = []
  for (const lines of withoutFurniture(chunksOf(raw))) {
    const areSeparate = linesAreSeparate(lines)
    const longest = Math.max(...lines.map(({ length }) => length))
    let isOpen = false
    for (const line of lines) {
      const mark = headingMark.test(line)
        ? 'heading'
        : listMark.test(line) && !noteOpening.test(line)
          ? 'list'
          : undefined
      if (!isOpen || mark || startsNote(line) || noteOpening.test(line)) {
        const bare = line.replace(mark === 'heading' ? headingMark : mark === 'list' ? listMark : '', '')
        blocks.push({ words: bare, mark })
      } else blocks.at(-1)!.words += ` ${line}`
      const endsShort = endsSentence(line) && line.length < longest * 0.7
      isOpen = !areSeparate && mark !== 'heading' && !endsShort
    }
  }
  return blocks.map(({ words, mark }) => ({ words: withoutMarkdown(words), mark }))
}

export const isLooseNote = ({ words }: Block) => noteOpening.test(words)

/** Joins what a page break has parted: a paragraph that ends in the middle of a sentence, and one that goes on with it. */
export function joinParted(blocks: readonly Block[], stands: (words: string) => boolean): Block[] {
  const joined: Block[] = []
  for (const block of blocks) {
    const before = joined.at(-1)
    if (before && !block.mark && before.mark !== 'heading' && goesOn(before.words, block.words, stands)) {
      joined[joined.length - 1] = { ...before, words: `${before.words} ${block.words}` }
    } else joined.push(block)
  }
  return joined
}

function goesOn(first: string, second: string, stands: (words: string) => boolean): boolean {
  if (endsSentence(first) || /[:;]$/.test(first) || stands(first)) return false
  if (first.split(' ').length < 4) return false
  const last = first.match(/\p{L}+$/u)?.[0].toLowerCase() ?? ''
  const isOpen = prepositions.has(last) || determiners.has(last) || coordinators.has(last)
  return isOpen || /^\p{Ll}/u.test(second)
}

/** A full stop or the like, with closing marks and footnote markers behind it. */
export const endsSentence = (words: string) =>
  /[.!?։؟۔。！？]["”’»)\]*]*(?:\s*(?:\[[^\]]{1,6}\]|<sup>.{1,12}<\/sup>|\^\{[^}]{1,12}\}|[⁰¹²³⁴⁵⁶⁷⁸⁹]+)[.,;]?)*$/u.test(
    words,
  )

/** Lines by paragraphs of the raw text, none empty. */
function chunksOf(raw: string): string[][] {
  return raw
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(/\f/g, '\n\n')
    .split(/\n[^\S\n]*\n\s*/)
    .map((chunk) =>
      chunk
        .split('\n')
        .map((line) => line.trim())
        .filter(Boolean),
    )
}

const rule = /^(?:[-_*=~–—]\s*){3,}$/
const pageNumber =
  /^(?:(?:page|p\.)\s*)?[-–—[]?\s*\d{1,4}\s*(?:(?:\/|of)\s*\d{1,4})?\s*[-–—\]]?$|^\d{2}-\d{5}(?:\s*\(\p{L}\))?(?:\s+\d+\/\d+)?$/iu
/** What a site or an archive puts around a text. */
const siteFurniture =
  /^(?:a[-–−]\s*a\+|add (?:a |new )?comments?|leave a (?:comment|reply)|share(?: this.*)?|tweet|print(?: this page)?|back to top|read more.*|related (?:articles|news)|please note that archived .*|all rights reserved.*|(?:©|\(c\)) ?\d{4}.*)$/i

/** The lines that belong to the text: no rules, page numbers, page heads that repeat, nor what a site puts around it. */
function withoutFurniture(chunks: readonly string[][]): string[][] {
  const withoutDigits = (line: string) => line.replace(/\d+/g, '0')
  const counts = new Map<string, number>()
  const isHead = (line: string) => line.length < 80 && /\d/.test(line) && !endsSentence(line)
  for (const line of chunks.flat()) {
    if (isHead(line)) counts.set(withoutDigits(line), (counts.get(withoutDigits(line)) ?? 0) + 1)
  }
  const isFurniture = (line: string) =>
    rule.test(line) ||
    pageNumber.test(line) ||
    siteFurniture.test(line) ||
    (isHead(line) && !listMark.test(line) && counts.get(withoutDigits(line))! > 1)
  return chunks.map((lines) => lines.filter((line) => !isFurniture(line))).filter((lines) => lines.length > 0)
}

/** Lines of an address or a title, or paragraphs that no blank line parts: none was wrapped. */
function linesAreSeparate(lines: readonly string[]): boolean {
  if (lines.length < 2) return false
  const long = lines.filter(({ length }) => length > 200).length
  if (long * 2 > lines.length) return true
  const areShort = lines.every((line) => line.length < 70 && !endsSentence(line))
  return areShort && lines.every((line) => !/^\p{Ll}/u.test(line) || listMark.test(line))
}

/** Words without the signs of Markdown and plain HTML: emphasis, links, escapes. A footnote marker stays. */
function withoutMarkdown(words: string): string {
  return words
    .replace(/<\/?(?:b|i|em|strong|u|p|br|span|div)\b[^>]{0,200}>/gi, ' ')
    .replace(/\[([^\]]{1,400})\]\((?:https?:|mailto:|www\.)[^)\s]{1,800}\)/g, '$1')
    .replace(/(?<![\p{L}\p{N}*])(\*{1,3})(?=\S)([^*]{1,2000}?)(?<=\S)\1(?!\*)/gu, '$2')
    .replace(/(?<![\p{L}\p{N}_])(_{1,2})(?=\S)([^_]{1,2000}?)(?<=\S)\1(?![\p{L}\p{N}_])/gu, '$2')
    .replace(/^\*{2,3}(?!\*)|(?<!\*)\*{2,3}$/g, '')
    .replace(/\\([\\`*_{}[\]()#+\-.!~])/g, '$1')
    .trim()
}
