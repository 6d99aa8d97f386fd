import { normaliseText } from '../text/normalise.ts'
import { type Block, isLooseNote } from './rawBlocks.ts'

const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹'
const plainDigits = (marker: string) =>
  marker.replace(/[⁰¹²³⁴⁵⁶⁷⁸⁹]/g, (digit) => String(superscripts.indexOf(digit)))

const one = String.raw`\d{1,3}|[ivxlc]{1,6}|\*{1,3}`
const several = String.raw`(?:${one})(?:\s*[,–-]\s*(?:${one}))*`
/** [1] and [^1] and [i]; <sup>1</sup>; ^{3,4}; ¹ */
const marker = String.raw`\[\^?(${one})\]|<sup>\s*\[?(${several})\]?\s*<\/sup>|\^\{?(${several})\}?(?![\p{L}\p{N}])|([⁰¹²³⁴⁵⁶⁷⁸⁹]+(?:[,˒⁾]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)*)`
const eachMarker = () => new RegExp(marker, 'giu')
const noteStart = new RegExp(`^(?:${marker}):?\\s+(?=\\S)`, 'iu')

const markersOf = (match: RegExpExecArray | RegExpMatchArray): string[] =>
  plainDigits(match[1] ?? match[2] ?? match[3] ?? match[4] ?? '')
    .split(/\s*[,–˒-]\s*/)
    .filter(Boolean)

export const startsNote = (line: string) => noteStart.test(line)

/** The letter without its notes (blocks that begin with a marker that it cites, and the addresses behind them). */
export function withoutNotes(blocks: readonly Block[]): { blocks: Block[]; notes: string[] } {
  const kept: Block[] = []
  const notes: string[] = []
  const cited = new Set(
    blocks.flatMap(({ words }) =>
      [...words.matchAll(eachMarker())].filter(({ index }) => index > 0).flatMap(markersOf),
    ),
  )
  let isBehindNote = false
  for (const block of blocks) {
    const match = block.mark === undefined ? noteStart.exec(block.words) : null
    const [own] = match ? markersOf(match) : []
    const isNote = own !== undefined && cited.has(own)
    const isAddress: boolean = isBehindNote && /^<?(?:https?:\/\/|www\.)\S+$/.test(block.words)
    isBehindNote = isNote || isAddress || isLooseNote(block)
    if (isNote) notes.push(own)
    if (!isBehindNote) kept.push(block)
  }
  return { blocks: kept, notes }
}

/** A paragraph's canonical text, with the code points at which its markers stood. */
export function withoutMarkers(words: string, notes: ReadonlySet<string>) {
  const markers: { marker: string; offset: number }[] = []
  let text = ''
  let length = 0
  const append = (part: string) => {
    const plain = `|${part}|`.replace(/[\p{White_Space}\ufeff]+/gu, ' ').slice(1, -1)
    const joined = text === '' || text.endsWith(' ') ? plain.trimStart() : plain
    text += joined
    length += Array.from(joined).length
  }
  let from = 0
  for (const match of words.matchAll(eachMarker())) {
    const at = match.index
    const after = words[at + match[0].length] ?? ''
    const found = markersOf(match)
    const isNote = found.some((each) => notes.has(each))
    // “[i]llegal” is an editor's letter, and m² a unit.
    const isWord = match[1] !== undefined && /\p{L}/u.test(match[1]) && /\p{L}/u.test(after)
    const isUnit = match[4] !== undefined && /(?:^|[\s\d])[kcm]?m$/.test(words.slice(0, at)) && !isNote
    if (isWord || isUnit) continue
    append(words.slice(from, at))
    from = at + match[0].length
    const offset = text.endsWith(' ') ? length - 1 : length
    for (const each of found) markers.push({ marker: each, offset })
  }
  append(words.slice(from))
  const canonical = normaliseText(text)
  // A combining mark behind a footnote's marker joins the letter before it.
  const end = Array.from(canonical).length
  return { text: canonical, markers: markers.map((one) => ({ ...one, offset: Math.min(one.offset, end) })) }
}
