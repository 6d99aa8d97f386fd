import { type CodePoints, codePoints } from '../../domain/text/codePoints.ts'
import { highlight, type Mark, type PointAnchor } from '../../domain/text/highlight.ts'

/** A stretch of a paragraph all of whose characters bear the same assertions; offsets are gone, only words are left. */
export interface LetterRun {
  text: string
  /** Slugs of the assertions that these words carry, in the order in which to nest them. */
  assertions: string[]
  /** Those whose first words these are: their addresses lead here. */
  opens: string[]
  /** Whether an assertion's words begin, or end, with this stretch. */
  isStart: boolean
  isEnd: boolean
  /** Whether all of its assertions are outside of what the reader asked for. */
  isDimmed: boolean
  /** Whether somebody other than the letter's author makes all of them. */
  isOthers: boolean
  /** Footnote markers that stand behind it. */
  notes: { marker: string; id: string }[]
}

/** A place where a footnote's marker stands; `id` is the address of that place. */
export interface MarkerPlace {
  marker: string
  id: string
  offset: number
}

/** The places of footnote markers with an address each: a marker that is printed again gets a number behind it. */
export function markerPlaces(markers: readonly { marker: string; offset: number }[]): MarkerPlace[] {
  const seen = new Map<string, number>()
  return markers.map(({ marker, offset }) => {
    const times = (seen.get(marker) ?? 0) + 1
    seen.set(marker, times)
    return { marker, offset, id: `fnref-${marker}${times > 1 ? `-${times}` : ''}` }
  })
}

/** Cuts the paragraphs of one letter into runs, one paragraph after the other, in the order of the letter. */
export function runsOf(
  text: string,
  marks: readonly Mark<string>[],
  markers: readonly MarkerPlace[],
  { isDimmed, isOthers }: Record<'isDimmed' | 'isOthers', (assertion: string) => boolean>,
): (paragraph: { start: number; end: number }) => LetterRun[] {
  const points: CodePoints = codePoints(text)
  const anchors: PointAnchor<MarkerPlace>[] = markers.map((place) => ({ id: place, offset: place.offset }))
  const opened = new Set<string>()

  return ({ start, end }) => {
    const inside = marks.filter((mark) => mark.start < end && mark.end > start)
    const runs = highlight(points, inside, anchors, { from: start, to: end })
    return runs.map((run, i): LetterRun => {
      const opens = run.starts.filter((slug) => !opened.has(slug))
      for (const slug of opens) opened.add(slug)
      const next = runs[i + 1]?.marks ?? []
      return {
        text: run.text,
        assertions: run.marks,
        opens,
        isStart: run.starts.length > 0,
        isEnd: run.marks.some((slug) => !next.includes(slug)),
        isDimmed: run.marks.length > 0 && run.marks.every(isDimmed),
        isOthers: run.marks.length > 0 && run.marks.every(isOthers),
        notes: run.anchors.map(({ marker, id }) => ({ marker, id })),
      }
    })
  }
}
