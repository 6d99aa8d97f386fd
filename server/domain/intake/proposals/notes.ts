import { groupBy } from '../../groupBy.ts'
import { ending, opening } from '../../words.ts'
import type { Segment } from '../compose.ts'
import { type Decisions, decide, placeOf } from '../decisions.ts'
import { writeMarker } from '../markerNotation.ts'
import type { Source } from '../source.ts'
import { listedAtEnd, titleAbove } from './endNotes.ts'
import { endsWithFoot } from './furniture.ts'
import {
  bareNumbers,
  type Marker,
  markersIn,
  type NoteStart,
  noteLabel,
  plainDigits,
  type Style,
} from './markers.ts'
import type { Proposal, View } from './proposal.ts'

/** Notes are taken out of the text, and their markers become links to them. */
export function proposeNotes({ source, draft }: View): Proposal[] {
  const every = source.blocks.flatMap((block, i) => markersIn(block, i, source.format))
  const found = draft.rows.flatMap(({ segment }) => noteStarts(source, segment))
  // Numbers in a list say less than a raised or a bracketed one before a note: they are looked at where there is none.
  const list = found.some(({ style }) => style !== 'bare' && style !== 'sign')
    ? []
    : listedAtEnd(source, every)
  const isListed = ({ block, from }: { block: number; from: number }) =>
    list.some((one) => one.block === block && one.from === from)
  const starts = numbered([...asCounted(found.filter((start) => !isListed(start))), ...list])
  const startsAt = new Set(starts.map(({ block, from }) => placeOf(block, from)))
  const startsIn = groupBy(starts, ({ block }) => block)
  const isInStart = ({ block, from }: Marker) =>
    startsIn.get(block)?.some((start) => start.from <= from && from < Math.max(start.to, start.from + 1)) ===
    true
  const markers = every.filter((marker) => !isInStart(marker))
  const links = new Map<NoteStart, Marker[]>(starts.map((start) => [start, []]))
  const labelsOf = new Map<Marker, string[]>()
  for (const marker of markers) {
    for (const label of marker.labels) {
      const note = noteFor(marker, label, starts)
      if (!note) continue
      links.get(note)!.push(marker)
      labelsOf.set(marker, [...(labelsOf.get(marker) ?? []), note.id])
    }
  }
  const accepted = starts.filter(
    (start, i) => links.get(start)!.length > 0 || standsAmongNotes(i, starts, links),
  )
  const dropped = withoutNotes(
    source,
    markers.filter((marker) => !labelsOf.has(marker)),
  )
  const title = titleAbove(source, accepted)
  return [
    ...(title ? [title] : []),
    ...accepted.map((start) => proposal(source, start, links.get(start)!, labelsOf, startsAt)),
    ...(dropped ? [dropped] : []),
  ]
}

function proposal(
  source: Source,
  start: NoteStart,
  markers: readonly Marker[],
  labelsOf: ReadonlyMap<Marker, string[]>,
  startsAt: ReadonlySet<string>,
): Proposal {
  const text = source.blocks[start.block]!.text
  const place = placeOf(start.block, start.from)
  const sets = {
    ...(start.from > 0 && decide.begins(place, 'paragraph')),
    ...decide.fate(place, 'note'),
    ...decide.note(place, start.id),
    ...decide.words(start.block, start.from, start.to, ''),
    ...(start.back && decide.words(start.block, start.back.from, start.back.to, '')),
  }
  for (const marker of markers) {
    const [from, to] = withSpaceBefore(source.blocks[marker.block]!.text, marker)
    Object.assign(sets, decide.words(marker.block, from, to, labelsOf.get(marker)!.map(writeMarker).join('')))
  }
  const continued = start.goesOnIn ?? continuation(source, start, startsAt)
  for (const block of continued)
    Object.assign(sets, decide.fate(placeOf(block), 'note'), decide.note(placeOf(block), ''))
  const at = markers[0]
  const sure = at
    ? `Its marker stands behind “${ending(source.blocks[at.block]!.text.slice(0, at.from))}”.`
    : 'No marker for it was found in the text: link it by hand, or say that it is no note.'
  const renamed =
    start.id === start.label ? '' : ` It is printed as “${start.label}”, which another note has too.`
  return {
    id: `notes ${place}`,
    kind: 'notes',
    place,
    what: `“${opening(text.slice(start.to).trimStart().split('\n')[0]!, 50)}” is note ${start.id}${markers.length > 1 ? `, marked in ${markers.length} places` : ''}.`,
    reason: sure + renamed + (continued.length ? ' It goes on in the next block.' : ''),
    sets,
  }
}

/** Markers whose notes are not there, as in a text that was copied without its foot, are no words of the letter. */
function withoutNotes(source: Source, markers: readonly Marker[]): Proposal | undefined {
  const plain = markers.filter(
    ({ style, labels }) =>
      style === 'raised' ||
      style === 'format' ||
      (style === 'bracket' && labels.every((one) => /^\d/.test(one))),
  )
  const [first] = plain
  if (!first) return undefined
  const text = source.blocks[first.block]!.text
  const sets: Decisions = {}
  for (const marker of plain) {
    const [from, to] = withSpaceBefore(source.blocks[marker.block]!.text, marker)
    Object.assign(sets, decide.words(marker.block, from, to, ''))
  }
  return {
    id: 'notes missing',
    kind: 'notes',
    place: placeOf(first.block),
    what: `${plain.length === 1 ? 'A marker that leads' : `${plain.length} markers that lead`} to no note ${plain.length === 1 ? 'is' : 'are'} dropped, first “${text.slice(first.from, first.to)}” behind “${ending(text.slice(0, first.from), 30)}”.`,
    reason: 'The notes are not in what was read. If they can be had, bring the letter in with them.',
    sets,
  }
}

/** Where notes begin in a segment: at its start or, where each has a line of its own, at the start of a line. */
function noteStarts(source: Source, { block, from, to }: Segment): Omit<NoteStart, 'id'>[] {
  const { text, note, refs, hint } = source.blocks[block]!
  if (hint === 'repeated' || hint === 'page number') return []
  if (note !== undefined) {
    const own = refs?.find((ref) => ref.label === note && text.slice(0, ref.from).trim() === '')
    const words = text.slice(own?.to ?? 0)
    return from === 0
      ? [{ block, from: 0, to: own?.to ?? 0, label: note, style: 'format', words, isListed: true }]
      : []
  }
  const lines = Array.from(text.slice(from, to).matchAll(/(?:^|\n)([^\n]*)/g), (match) => ({
    at: from + match.index + match[0].length - match[1]!.length,
    words: match[1]!,
  }))
  const found: Omit<NoteStart, 'id'>[] = []
  for (const [i, { at, words }] of lines.entries()) {
    const start = noteStart(words)
    if (!start) continue
    const last = found.at(-1)
    const isListed =
      rule.test(lines[i - 1]?.words ?? '') ||
      (last !== undefined && Number(start.label) === Number(last.label) + 1 && start.style === last.style)
    if (start.style === 'bare' && ((i > 0 && !isListed) || !bareNumbers.includes(source.format))) continue
    const to = at + start.length
    found.push({
      block,
      from: at,
      to,
      label: start.label,
      style: start.style,
      words: text.slice(to),
      isListed,
    })
  }
  // A marker that begins a line in the middle of a paragraph is a marker there.
  const above = found[0] && text.slice(from, found[0].from).trim()
  return above === '' || (above && rule.test(above)) ? found : []
}

/** A line across the page, above its notes. */
const rule = /^\s*(?:[_–—=-]\s?){3,}$/

const startPatterns: [Style, RegExp][] = [
  ['raised', new RegExp(String.raw`^\s*<sup>\s*[[(]?(${noteLabel})[\])]?\s*</sup>[:.]?\s*(?=\S)`, 'i')],
  ['raised', /^\s*([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})[:.]?\s*(?=\S)/],
  ['raised', /^\s*\^\{?(\d{1,3})\}?[:.]?\s+(?=\S)/],
  ['bracket', new RegExp(String.raw`^\s*\[\^?(${noteLabel})\](?!\():?\s*(?=\S)`, 'i')],
  ['sign', /^\s*\\?(\*{1,3}|†|‡)\s+(?=\S)/],
  ['bare', /^\s*(\d{1,3})\s+(?=\S)/],
]

function noteStart(words: string): { label: string; length: number; style: Style } | undefined {
  for (const [style, pattern] of startPatterns) {
    const match = pattern.exec(words)
    if (match) return { label: plainDigits(match[1]!), length: match[0].length, style }
  }
  return undefined
}

/** The ways of writing that belong together: a raised number in the text may be a plain one before its note. */
const belongs: Record<Style, Style[]> = {
  format: ['format', 'list'],
  raised: ['raised', 'bare', 'list'],
  bracket: ['bracket', 'list'],
  sign: ['sign', 'raised'],
  bare: ['bare'],
  list: [],
}

/** The note that a marker means: the next with its label, since pages may begin to count anew; else the last. */
function noteFor(marker: Marker, wanted: string, starts: readonly NoteStart[]): NoteStart | undefined {
  const fitting = starts.filter(
    (start) => start.label === wanted && belongs[marker.style].includes(start.style),
  )
  const isAfter = (start: NoteStart) =>
    start.block > marker.block || (start.block === marker.block && start.from > marker.from)
  const next = fitting.find(isAfter)
  // Plain numbers stand everywhere: only a note that follows makes a marker of one, and only a raised marker a note.
  const isWeak = marker.style === 'bare' || next?.style === 'bare'
  if (isWeak) return next && (next.isListed || citesSomething(next)) ? next : undefined
  return next ?? (marker.style === 'sign' ? undefined : fitting.at(-1))
}

const citesSomething = ({ words }: NoteStart) =>
  /(?:https?:\/\/|www\.)|^(?:See|Cf|Ibid|Id|Available|Source|Quoted|Statement|Letter|[A-Z]\/)\b/.test(words)

/** Notes that count on stand in a list of them, each on its page: a plain number is one where it follows or goes before another. */
const asCounted = (starts: readonly Omit<NoteStart, 'id'>[]): Omit<NoteStart, 'id'>[] =>
  starts.map((start, i) => {
    const isNeighbour = (other: Omit<NoteStart, 'id'> | undefined, step: number) =>
      other !== undefined && other.style === start.style && Number(other.label) === Number(start.label) + step
    return {
      ...start,
      isListed: start.isListed || isNeighbour(starts[i - 1], -1) || isNeighbour(starts[i + 1], 1),
    }
  })

/** The notes with an id each; labels that come again get a number behind them. */
function numbered(starts: readonly Omit<NoteStart, 'id'>[]): NoteStart[] {
  const counts = new Map<string, number>()
  return starts.map((start) => {
    const count = (counts.get(start.label) ?? 0) + 1
    counts.set(start.label, count)
    return { ...start, id: count === 1 ? start.label : `${start.label}-${count}` }
  })
}

/** A note that no marker was found for, between notes that are linked. */
function standsAmongNotes(i: number, starts: readonly NoteStart[], links: ReadonlyMap<NoteStart, Marker[]>) {
  const { style } = starts[i]!
  if (style === 'format' || style === 'list') return true
  if (style === 'bare' || style === 'sign') return false
  const isLinked = (start: NoteStart | undefined) =>
    start !== undefined && start.style === style && links.get(start)!.length > 0
  return isLinked(starts[i - 1]) || isLinked(starts[i + 1])
}

/** The block that a note goes on in: an address alone, or words that cannot begin a sentence. */
function continuation(source: Source, start: NoteStart, startsAt: ReadonlySet<string>): number[] {
  const next = start.block + 1
  const block = source.blocks[next]
  const { words } = start
  const isLastInBlock = !words.includes('\n') || !noteStart(words.split('\n').at(-1)!)
  // Where the foot of a page stands below a note, the text goes on on the next, and not the note.
  if (endsWithFoot(words)) return []
  if (!block || !isLastInBlock || startsAt.has(placeOf(next)) || block.hint || block.note !== undefined)
    return []
  const isAddress = /^\s*<?(?:https?:\/\/|www\.)\S+\s*$/.test(block.text)
  const isOpen = /[,:;(–-]\s*$|[\p{Ll}\p{N}]\s*$/u.test(words) && !/(?:https?:\/\/|www\.)\S*\s*$/.test(words)
  return isAddress || (isOpen && /^\s*[\p{Ll}]/u.test(block.text) && block.text.length < 300) ? [next] : []
}

/** A space before a marker goes with it where a sign follows: "said ¹." */
function withSpaceBefore(text: string, { from, to }: Marker): [number, number] {
  if (!/^[.,;:!?)\]”]/.test(text.charAt(to))) return [from, to]
  let start = from
  while (start > 0 && /\s/.test(text.charAt(start - 1))) start -= 1
  return [start, to]
}
