import { opening } from '../../words.ts'
import { type Decisions, decide, placeOf } from '../decisions.ts'
import { escapeMarkers } from '../markerNotation.ts'
import type { SourceBlock } from '../source.ts'
import type { Proposal, View } from './proposal.ts'

/** What Markdown (or HTML) writes around words, each with what is left of it. */
interface Mark {
  name: string
  what: string
  pattern: RegExp
  /** The parts of a match that go, with what stands instead. */
  parts(match: RegExpMatchArray, isNote: boolean): { from: number; to: number; words: string }[]
}

const around = (width: number) => (match: RegExpMatchArray) => {
  const end = match.index! + match[0].length
  return [
    { from: match.index!, to: match.index! + width, words: '' },
    { from: end - width, to: end, words: '' },
  ]
}
const whole = (words: (match: RegExpMatchArray) => string) => (match: RegExpMatchArray) => [
  { from: match.index!, to: match.index! + match[0].length, words: words(match) },
]

const marks: Mark[] = [
  {
    name: 'links',
    what: 'Links in Markdown become the words that they show; in notes the address is kept too.',
    pattern: /\[([^\]\n]{1,500})\]\(<?((?:https?:\/\/|www\.|mailto:)[^\s)>]+)>?(?:\s+"[^"]*")?\)/g,
    parts: (match, isNote) => {
      const [whole, shown = '', address = ''] = match
      const plain = shown.replaceAll('\\', '')
      const isAddress = plain === address.replaceAll('\\', '') || /^(?:https?:\/\/|www\.)/.test(plain)
      const words = isAddress ? address : isNote ? `${plain} ${address}` : plain
      return [{ from: match.index!, to: match.index! + whole.length, words }]
    },
  },
  {
    name: 'addresses',
    what: 'Angle brackets around addresses are dropped; the addresses are kept.',
    pattern: /<((?:https?:\/\/|www\.|mailto:)[^<>\s]*)>/g,
    parts: whole((match) => match[1]!),
  },
  {
    name: 'bold',
    what: 'Marks of bold type are dropped; the words are kept.',
    pattern: /(?<![\w*])\*\*(?=\S)(?:[^*]|\*(?!\*))+?(?<=\S)\*\*(?!\*)/g,
    parts: around(2),
  },
  {
    name: 'bold',
    what: 'Marks of bold type are dropped; the words are kept.',
    pattern: /(?<![\w_/])__(?=\S)[^_]+?(?<=\S)__(?![\w_/])/g,
    parts: around(2),
  },
  {
    name: 'italic',
    what: 'Marks of italic type are dropped; the words are kept.',
    pattern: /(?<![\w*\\])\*(?=[^\s*])[^*\n]+?(?<=[^\s*\\])\*(?![\w*])/g,
    parts: around(1),
  },
  {
    name: 'italic',
    what: 'Marks of italic type are dropped; the words are kept.',
    pattern: /(?<![\w_/\\])_(?=[^\s_])[^_\n]+?(?<=[^\s_\\])_(?![\w_/])/g,
    parts: around(1),
  },
  {
    name: 'tags',
    what: 'HTML tags are dropped; the words are kept.',
    pattern: /<\/?(?:sup|sub|b|i|u|em|strong|p|span|div|small|font|center)\b[^<>]*>/gi,
    parts: whole(() => ''),
  },
  {
    name: 'tags',
    what: 'HTML tags are dropped; the words are kept.',
    pattern: /<br\b[^<>]*>/gi,
    parts: whole(() => ' '),
  },
  {
    name: 'escapes',
    what: 'Backslashes before signs are dropped; the signs are kept.',
    pattern: /\\([\\`*_{}[\]()#+\-.!<>~|])/g,
    parts: whole((match) => match[1]!),
  },
  {
    name: 'headings',
    what: 'Heading marks are dropped; the words become headings.',
    pattern: /^\s{0,3}#{1,6}\s+/g,
    parts: whole(() => ''),
  },
  {
    name: 'quotes',
    what: 'Quotation marks of Markdown (“>”) are dropped; the words are kept.',
    pattern: /(?<=^|\n)[^\S\n]{0,3}>[^\S\n]?/g,
    parts: whole(() => ''),
  },
]

/** Marks of type in plain text are left out; only where the text is plainly Markdown. */
export function proposeMarks({ source, draft, replacements }: View): Proposal[] {
  if (source.format !== 'plain' || !isMarkdown(source.blocks)) return []
  const found = new Map<
    string,
    { what: string; count: number; sets: Decisions; block: number; words: string }
  >()
  const notes = new Set(draft.rows.flatMap(({ note, segment }) => (note ? [segment.block] : [])))
  for (const [block, { text }] of source.blocks.entries()) {
    const taken: { from: number; to: number }[] = [...replacements(block)]
    const isFree = ({ from, to }: { from: number; to: number }) =>
      taken.every((one) => to <= one.from || from >= one.to)
    for (const { name, what, pattern, parts } of marks) {
      for (const match of text.matchAll(pattern)) {
        const changes = parts(match, notes.has(block))
        if (!changes.every(isFree)) continue
        taken.push(...changes)
        const kind = found.get(name) ?? { what, count: 0, sets: {}, block, words: match[0] }
        found.set(name, kind)
        kind.count += 1
        for (const { from, to, words } of changes)
          Object.assign(kind.sets, decide.words(block, from, to, escapeMarkers(words)))
        if (name === 'headings') Object.assign(kind.sets, decide.role(placeOf(block), 'heading'))
      }
    }
  }
  return Array.from(found, ([name, { what, count, sets, block, words }]) => ({
    id: `marks ${name}`,
    kind: 'marks',
    place: placeOf(block),
    what,
    reason: `The text is written in Markdown: ${count === 1 ? 'once' : `${count} times`}, first in “${opening(words)}”.`,
    sets,
  }))
}

const isMarkdown = (blocks: readonly SourceBlock[]) =>
  blocks.some(({ text }) =>
    /\*\*\S[^*]*\S\*\*|<sup>|\[[^\]]{1,500}\]\([^)\s]+\)|^#{1,6} \S|<https?:\/\/[^>\s]+>/.test(text),
  )
