import { normaliseText } from '../text/normalise.ts'
import { wordDiff } from '../wordDiff.ts'
import type { Composed, DraftParagraph, Piece } from './compose.ts'
import { type Decisions, decide, placeOf, type Replacement } from './decisions.ts'
import { escapeMarkers, parseMarkers, writeMarker } from './markerNotation.ts'

/** A paragraph's or a note's words as an editor gets them to type in: markers as "[^3]". */
export function wordsToEdit(edited: Pick<Composed, 'pieces' | 'markers'>): string {
  const labels: string[] = []
  return decoded(shown(edited, labels).text, labels)
}

/** The words with each marker as one sign, so that markers are compared like words; and where each piece stands in them. */
interface Shown {
  text: string
  pieces: { piece: Piece; from: number; to: number }[]
}

/**
 * What an editor's typing decides: which words of the source are replaced by which, and where an empty line begins a
 * new paragraph. Words that stay are not touched, nor is what was decided about them.
 * `replacements` are those in effect in the paragraph's blocks.
 */
export function decisionsOfEdit(
  edited: Pick<Composed, 'pieces' | 'markers'>,
  typed: string,
  replacements: (block: number) => readonly Replacement[],
  paragraph?: Pick<DraftParagraph, 'role'>,
): Decisions {
  const labels: string[] = []
  const before = shown(edited, labels)
  const parts = paragraph ? typed.replace(/\r\n?/g, '\n').split(/\n[^\S\n]*\n\s*/) : [typed]
  const afters = parts.map((part) => encoded(part, labels)).filter((part) => part !== '')
  const after = afters.join(' ')
  const decisions: Decisions = {}
  const breaks = new Set<number>()
  for (let i = 1, length = 0; i < afters.length; i++) {
    length += afters[i - 1]!.length + 1
    breaks.add(length)
  }

  const hunks: Hunk[] = []
  let [at, atAfter] = [0, 0]
  for (const segment of wordDiff(before.text, after)) {
    const [end, endAfter] = [at + segment.before.length, atAfter + segment.after.length]
    if (!segment.isSame) hunks.push({ from: at, to: end, words: segment.after })
    for (const place of breaks) {
      if (place >= atAfter && place < endAfter) breakAt(segment.isSame ? at + place - atAfter : end)
    }
    at = end
    atAfter = endAfter
  }
  for (const hunk of wholeHunks(before, hunks)) replace(hunk)
  return decisions

  function breakAt(position: number) {
    const found = before.pieces.find(
      ({ piece, to }) => to > position && piece.kind !== 'space' && piece.kind !== 'join',
    )
    if (!found) return
    const { piece, from } = found
    const offset = piece.kind === 'kept' ? piece.from + Math.max(0, position - from) : piece.from
    const place = placeOf(piece.block, offset)
    Object.assign(decisions, decide.begins(place, 'paragraph'))
    if (paragraph && paragraph.role !== 'text') Object.assign(decisions, decide.role(place, paragraph.role))
  }

  /** Decides that the shown words from one position to another become others. */
  function replace({ from: start, to: end, words }: Hunk) {
    const touched = before.pieces.filter(
      (one) =>
        (one.to > start && one.from < end) || (one.from === one.to && one.from >= start && one.from <= end),
    )
    const spans = spansOf(touched, start, end)
    // The blank between two segments goes into the words that are decided.
    for (const { piece } of touched) {
      if (piece.kind === 'join')
        Object.assign(decisions, decide.begins(placeOf(piece.block, piece.from), 'joined without space'))
    }
    if (!spans.length) {
      const [block, offset] = sourcePosition(start)
      spans.push({ block, from: offset, to: offset })
    }
    let written = decoded(words, labels)
    for (const span of spans) {
      for (const old of replacements(span.block)) {
        const isInside = old.from >= span.from && old.to <= span.to
        if (isInside) decisions[old.key] = null
      }
      Object.assign(decisions, decide.words(span.block, span.from, span.to, written))
      written = ''
    }
  }

  function sourcePosition(position: number): [block: number, offset: number] {
    const last = before.pieces.findLast(({ to, piece }) => to <= position && piece.kind !== 'join')
    const inside = before.pieces.find(({ from, to }) => from < position && position < to)
    if (inside) return [inside.piece.block, inside.piece.from + position - inside.from]
    const next = before.pieces.find(({ from, piece }) => from === position && piece.kind !== 'join')
    if (next && before.pieces.some(({ to, piece }) => to === position && piece.kind === 'join'))
      return [next.piece.block, next.piece.from]
    if (last) return [last.piece.block, last.piece.to]
    const first = before.pieces[0]!
    return [first.piece.block, first.piece.from]
  }
}

/** Shown words from one position to another that become others. */
interface Hunk {
  from: number
  to: number
  words: string
}

/**
 * The hunks so widened that what is replaced already, and touched, is replaced anew as a whole; hunks that then meet
 * are one.
 */
function wholeHunks({ text, pieces }: Shown, hunks: readonly Hunk[]): Hunk[] {
  const replaced = pieces.filter(({ piece }) => piece.kind === 'replaced' || piece.kind === 'marker')
  const widened = (hunk: Hunk): Hunk => {
    let { from, to } = hunk
    for (let isWider = true; isWider; ) {
      const touched = replaced.filter((one) => one.to >= from && one.from <= to)
      const whole = replaced.filter(({ piece }) => touched.some((one) => isSameRange(one.piece, piece)))
      const [first, last] = [
        Math.min(from, ...whole.map((one) => one.from)),
        Math.max(to, ...whole.map((one) => one.to)),
      ]
      isWider = first < from || last > to
      from = first
      to = last
    }
    return { from, to, words: text.slice(from, hunk.from) + hunk.words + text.slice(hunk.to, to) }
  }
  const whole: Hunk[] = []
  for (const hunk of hunks) {
    let next = hunk
    let wide = widened(next)
    for (let last = whole.at(-1); last && widened(last).to >= wide.from; last = whole.at(-1)) {
      next = { from: last.from, to: next.to, words: last.words + text.slice(last.to, next.from) + next.words }
      wide = widened(next)
      whole.pop()
    }
    whole.push(next)
  }
  return whole.map(widened)
}

const isSameRange = (a: Piece, b: Piece) => a.block === b.block && a.from === b.from && a.to === b.to

/** The source ranges of some shown pieces between two positions, one for each block. */
function spansOf(pieces: Shown['pieces'], start: number, end: number) {
  const spans: { block: number; from: number; to: number }[] = []
  for (const { piece, from, to } of pieces) {
    if (piece.kind === 'join') continue
    const sourceFrom = piece.kind === 'kept' ? piece.from + Math.max(0, start - from) : piece.from
    const sourceTo = piece.kind === 'kept' ? piece.to - Math.max(0, to - end) : piece.to
    const last = spans.at(-1)
    if (last?.block === piece.block) last.to = Math.max(last.to, sourceTo)
    else spans.push({ block: piece.block, from: sourceFrom, to: sourceTo })
  }
  return spans
}

function shown({ pieces, markers }: Pick<Composed, 'pieces' | 'markers'>, labels: string[]): Shown {
  let text = ''
  let next = 0
  const placed: Shown['pieces'] = []
  for (const piece of pieces) {
    const from = text.length
    text += piece.kind === 'marker' ? sign(markers[next++]!.label, labels) : piece.out
    placed.push({ piece, from, to: text.length })
  }
  return { text, pieces: placed }
}

/** What was typed in the same units: white space as single spaces, each marker one sign. */
const encoded = (typed: string, labels: string[]) =>
  parseMarkers(normaliseText(typed.replace(/[\u{f0000}-\u{fffff}]/gu, '')))
    .map((part) => ('text' in part ? part.text : sign(part.marker, labels)))
    .join('')

const decoded = (text: string, labels: readonly string[]) =>
  text.replace(/[\u{f0000}-\u{f0fff}]|[^\u{f0000}-\u{f0fff}]+/gu, (run) => {
    const label = labels[run.codePointAt(0)! - firstSign]
    return label === undefined ? escapeMarkers(run) : writeMarker(label)
  })

/** Signs of a private area stand for markers, so that they are compared like words. */
const firstSign = 0xf0000
function sign(label: string, labels: string[]): string {
  const known = labels.indexOf(label)
  return String.fromCodePoint(firstSign + (known < 0 ? labels.push(label) - 1 : known))
}
