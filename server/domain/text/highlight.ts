import { type CodePoints, codePoints } from './codePoints.ts'

/** Words of a text that are to be marked. Offsets in code points; an id may stand on several marks. */
export interface Mark<Id> {
  id: Id
  start: number
  end: number
}

/** Something that stands between two characters: a footnote marker. Offset in code points. */
export interface PointAnchor<Id> {
  id: Id
  offset: number
}

/** A stretch of text all of whose characters bear the same marks. */
export interface Run<MarkId, AnchorId> {
  text: string
  /** The marks on it, by their start, at the same start the longest first: the order in which to nest them. */
  marks: MarkId[]
  /** Those of them that begin with this run: where a mark's address leads to. */
  starts: MarkId[]
  /** What stands right behind its last character, in the order given. */
  anchors: AnchorId[]
}

/**
 * Cuts a text into runs at every place where a mark begins or ends or an anchor stands. The runs' texts joined are the
 * text. Marks may overlap, nest and touch; one without length marks nothing.
 *
 * With a window, only the part [from, to) is cut out: a paragraph or a sentence of a letter, with the parts of marks
 * that lie in it. A mark that begins before it is among `marks` but not `starts`. Anchors at both ends belong to the
 * window; one at its very start is borne by a first run without length.
 * Throws a RangeError for a window that the text does not have.
 */
export function highlight<MarkId, AnchorId>(
  text: string | CodePoints,
  marks: readonly Mark<MarkId>[],
  anchors: readonly PointAnchor<AnchorId>[],
  window: { from?: number; to?: number } = {},
): Run<MarkId, AnchorId>[] {
  const points = typeof text === 'string' ? codePoints(text) : text
  const { from = 0, to = points.length } = window

  const visibleMarks = marks
    .filter(({ start, end }) => start < end && start < to && end > from)
    .sort((a, b) => a.start - b.start || b.end - a.end)
  const visibleAnchors = anchors.filter(({ offset }) => from <= offset && offset <= to)

  function run(start: number, end: number): Run<MarkId, AnchorId> {
    const onRun = visibleMarks.filter((mark) => mark.start < end && mark.end > start)
    return {
      text: points.slice(start, end),
      marks: distinctIds(onRun),
      starts: distinctIds(onRun.filter((mark) => mark.start === start)),
      anchors: visibleAnchors.filter(({ offset }) => offset === end).map(({ id }) => id),
    }
  }

  const cuts = new Set([to, ...visibleAnchors.map(({ offset }) => offset)])
  for (const { start, end } of visibleMarks) cuts.add(Math.max(start, from)).add(Math.min(end, to))

  const runs: Run<MarkId, AnchorId>[] = []
  let start = from
  for (const end of [...cuts].sort((a, b) => a - b)) {
    const next = run(start, end)
    if (next.text || next.anchors.length) runs.push(next)
    start = end
  }
  return runs
}

function distinctIds<Id>(marks: Mark<Id>[]): Id[] {
  return [...new Set(marks.map(({ id }) => id))]
}
