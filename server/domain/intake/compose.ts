import type { ParagraphRole } from '../../../db/vocabulary.ts'
import { codePointLength } from '../text/codePoints.ts'
import { type DecisionIndex, type Decisions, indexDecisions, type Place, placeOf } from './decisions.ts'
import { parseMarkers } from './markerNotation.ts'
import type { Source } from './source.ts'

/** Words of one block between two cuts: what is decided about as a whole. */
export interface Segment {
  place: Place
  block: number
  from: number
  to: number
}

/**
 * A stretch of a composed text and where it comes from. 'kept' words stand in the source unit for unit; a 'space' is a
 * run of white space there; 'replaced' words were decided; a 'join' stands between two segments of a paragraph.
 */
export interface Piece {
  kind: 'kept' | 'space' | 'replaced' | 'marker' | 'join'
  out: string
  block: number
  from: number
  to: number
}

/** A paragraph or a note as it would be frozen now. */
export interface Composed {
  place: Place
  segments: Segment[]
  text: string
  /** Offsets in code points of `text`. */
  markers: { label: string; offset: number }[]
  pieces: Piece[]
}
export interface DraftParagraph extends Composed {
  role: ParagraphRole
  /** "-", "3." or "". */
  mark: string
}
export interface DraftNote extends Composed {
  label: string
}

/** What became of a segment, in the order of the source. */
export interface Row {
  segment: Segment
  /** The paragraph or note that the segment begins or goes on with; null where it is left out. */
  paragraph: DraftParagraph | null
  note: DraftNote | null
  begins: boolean
}

export interface Draft {
  rows: Row[]
  paragraphs: DraftParagraph[]
  notes: DraftNote[]
}

/** The letter that a source and what was decided about it make. */
export function compose(source: Source, decisions: Decisions): Draft {
  const index = indexDecisions(decisions)
  const draft: Draft = { rows: [], paragraphs: [], notes: [] }
  for (const segment of segmentsOf(source, index)) {
    const { place } = segment
    const fate = index.fate(place)
    if (fate === 'left out') {
      draft.rows.push({ segment, paragraph: null, note: null, begins: true })
    } else if (fate === 'note') {
      const label = index.note(place)
      const before = draft.notes.at(-1)
      const goesOn = label === '' && before !== undefined
      const note = goesOn ? before : { ...empty(place), label: label || '?' }
      if (!goesOn) draft.notes.push(note)
      note.segments.push(segment)
      draft.rows.push({ segment, paragraph: null, note, begins: !goesOn })
    } else {
      const before = draft.paragraphs.at(-1)
      const goesOn = before !== undefined && index.beginning(place)?.startsWith('joined') === true
      const paragraph = goesOn
        ? before
        : { ...empty(place), role: index.role(place) ?? 'text', mark: index.mark(place) }
      if (!goesOn) draft.paragraphs.push(paragraph)
      paragraph.segments.push(segment)
      draft.rows.push({ segment, paragraph, note: null, begins: !goesOn })
    }
  }
  const labels = new Set(draft.notes.map(({ label }) => label))
  for (const one of [...draft.paragraphs, ...draft.notes])
    Object.assign(one, words(source, index, one.segments, labels))
  return draft
}

const empty = (place: Place): Composed => ({ place, segments: [], text: '', markers: [], pieces: [] })

/** Every segment of the source, in order. */
export function segmentsOf(source: Source, index: Pick<DecisionIndex, 'cuts'>): Segment[] {
  return source.blocks.flatMap(({ text }, block) => {
    const starts = [0, ...index.cuts(block).filter((offset) => offset < text.length)]
    return starts.map((from, i) => ({
      place: placeOf(block, from),
      block,
      from,
      to: starts[i + 1] ?? text.length,
    }))
  })
}

/** The canonical words of some segments, with what each stretch of them was made of. */
function words(
  source: Source,
  index: DecisionIndex,
  segments: readonly Segment[],
  labels: ReadonlySet<string>,
) {
  const pieces: Piece[] = []
  const markers: { label: string; offset: number }[] = []
  // Kept beside the pieces, since looking into a text that grows takes as long as the text is.
  let length = 0
  let endsWithSpace = true

  const add = (kind: Piece['kind'], out: string, block: number, from: number, to: number) => {
    pieces.push({ kind, out, block, from, to })
    if (out === '') return
    length += codePointLength(out)
    endsWithSpace = out.endsWith(' ')
  }
  const addSpace = (kind: 'space' | 'join', block: number, from: number, to: number) => {
    add(kind, endsWithSpace ? '' : ' ', block, from, to)
  }
  const addReplacement = (written: string, block: number, from: number, to: number) => {
    const known = parseMarkers(written)
    if (!known.length) add('replaced', '', block, from, to)
    for (const part of known) {
      if ('text' in part) {
        const clean = part.text.replace(whiteSpace, ' ')
        add('replaced', endsWithSpace ? clean.trimStart() : clean, block, from, to)
      } else if (labels.has(part.marker)) {
        markers.push({ label: part.marker, offset: endsWithSpace && length > 0 ? length - 1 : length })
        add('marker', '', block, from, to)
      } else add('replaced', `[${part.marker}]`, block, from, to)
    }
  }

  for (const [i, { block, from, to, place }] of segments.entries()) {
    const source_ = source.blocks[block]!.text
    if (i > 0 && index.beginning(place) !== 'joined without space') addSpace('join', block, from, from)
    let at = from
    const keep = (until: number) => {
      for (const { 0: run, index: start } of source_
        .slice(at, until)
        .matchAll(/[\p{White_Space}\ufeff]+|[^\p{White_Space}\ufeff]+/gu)) {
        const [runFrom, runTo] = [at + start, at + start + run.length]
        if (/^[\p{White_Space}\ufeff]/u.test(run)) addSpace('space', block, runFrom, runTo)
        else add('kept', run, block, runFrom, runTo)
      }
      at = until
    }
    for (const replacement of index.replacements(block)) {
      if (replacement.from < from || replacement.to > to || replacement.from < at) continue
      if (replacement.from === to && to !== source_.length) continue
      keep(replacement.from)
      addReplacement(replacement.words, block, replacement.from, replacement.to)
      at = replacement.to
    }
    keep(to)
  }
  if (endsWithSpace) trimEnd(pieces)
  const text = pieces.map(({ out }) => out).join('')
  // Letters that compose only across the place where two pieces meet.
  const composed = text.normalize('NFC')
  if (composed === text) return { text, markers, pieces }
  const points = Array.from(text)
  return {
    text: composed,
    pieces,
    markers: markers.map(({ label, offset }) => ({
      label,
      offset: codePointLength(points.slice(0, offset).join('').normalize('NFC')),
    })),
  }
}

/** Takes the space at the end of a text out of its pieces: there is one at most. */
function trimEnd(pieces: Piece[]) {
  const last = pieces.findLast(({ out }) => out !== '')
  if (last) last.out = last.out.trimEnd()
}

const whiteSpace = /[\p{White_Space}\ufeff]+/gu
