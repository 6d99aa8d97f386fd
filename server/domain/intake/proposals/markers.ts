import type { MarkerPlace, Source, SourceBlock } from '../source.ts'

/** How a marker is written; a note is linked only to markers written in a way that belongs to its own. */
export type Style = 'format' | 'raised' | 'bracket' | 'sign' | 'bare' | 'list'

export interface Marker {
  block: number
  from: number
  to: number
  labels: string[]
  style: Style
}
export interface NoteStart extends Omit<Marker, 'labels'> {
  /** As printed; `id` is the same, or distinct where pages begin to count anew. */
  label: string
  id: string
  words: string
  /** Signs behind it that lead back to its marker, and are no words of it. */
  back?: { from: number; to: number }
  /** Further blocks of it, where its place among others tells. */
  goesOnIn?: number[]
  /** Whether it stands below a rule, or below the note with the number before its own. */
  isListed: boolean
}

/** Where plain numbers may be markers: no element or type says what they are. */
export const bareNumbers: Source['format'][] = ['plain', 'pdf']

const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹'
export const plainDigits = (raised: string) =>
  raised.replace(/[⁰¹²³⁴⁵⁶⁷⁸⁹]/g, (digit) => String(superscripts.indexOf(digit)))

export const noteLabel = String.raw`\d{1,3}|[ivxlc]{1,6}|[a-z]|\*{1,3}|†|‡`
/** Every place in a block that may be a marker; which of them is one, the notes decide. */
export function markersIn(block: SourceBlock, index: number, format: Source['format']): Marker[] {
  const found: Marker[] = grouped(block.refs ?? []).map((group) => ({
    block: index,
    from: group[0]!.from,
    to: group.at(-1)!.to,
    labels: group.map((ref) => ref.label),
    style: 'format',
  }))
  const add = (style: Style, pattern: RegExp, labelsOf: (match: RegExpExecArray) => string[]) => {
    for (const match of block.text.matchAll(pattern)) {
      const labels = labelsOf(match)
      if (labels.length)
        found.push({ block: index, from: match.index, to: match.index + match[0].length, labels, style })
    }
  }
  const after = (match: RegExpExecArray) => block.text.charAt(match.index + match[0].length)
  const before = (match: RegExpExecArray) => block.text.slice(Math.max(0, match.index - 4), match.index)
  add('raised', /<sup>\s*([^<]{1,24})<\/sup>/gi, (match) => listed(match[1]!))
  add('raised', /[⁰¹²³⁴⁵⁶⁷⁸⁹]+(?:[,⸴’']\s?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)*/g, (match) =>
    /(?:^|\s)(?:[kcmd]?m)$/.test(before(match)) ? [] : listed(plainDigits(match[0].replace(/[⸴’']/g, ','))),
  )
  add('raised', /\^\{([\d\s,–-]{1,24})\}|\^(\d{1,3})(?!\d)/g, (match) => listed(match[1] ?? match[2]!))
  // “[i]llegal” is an editor's letter, and “[text](address)” a link.
  add('bracket', /\[\^?([\divxlc*†‡,\s–-]{1,24}|[a-z])\](?!\()/gi, (match) =>
    /^\p{L}/u.test(after(match)) && /\p{L}/u.test(match[1]!) ? [] : listed(match[1]!),
  )
  add('sign', /(?<=[\p{L}\p{N}.,;:!?”"’)])\\?(\*{1,3}|†|‡)(?![*\p{L}\p{N}])/gu, (match) => [match[1]!])
  if (bareNumbers.includes(format))
    add('bare', /(?<=[\p{Ll}”"’)\]][.,;:!?]?["”’)]?)(\d{1,3})(?=\s|$|[.,;:)])/gu, (match) => [match[1]!])
  return withoutOverlaps(found)
}

/** "3, 4", "3-5" and "iv" as labels. */
function listed(words: string): string[] {
  return words
    .replace(/[[\]()]/g, '')
    .split(/\s*,\s*/)
    .flatMap((part) => {
      const [, first, last] = /^\s*(\d{1,3})\s*[–-]\s*(\d{1,3})\s*$/.exec(part) ?? []
      const count = Number(last) - Number(first) + 1
      if (first && count > 1 && count < 12)
        return Array.from({ length: count }, (_, i) => String(Number(first) + i))
      return new RegExp(`^(?:${noteLabel})$`, 'i').test(part.trim()) ? [part.trim()] : []
    })
}

function grouped(refs: readonly MarkerPlace[]): MarkerPlace[][] {
  const groups: MarkerPlace[][] = []
  for (const ref of refs) {
    const last = groups.at(-1)
    if (last && ref.from <= last.at(-1)!.to) last.push(ref)
    else groups.push([ref])
  }
  return groups
}

function withoutOverlaps(markers: Marker[]): Marker[] {
  const kept: Marker[] = []
  for (const marker of markers.sort((a, b) => a.from - b.from))
    if (marker.from >= (kept.at(-1)?.to ?? 0)) kept.push(marker)
  return kept
}
