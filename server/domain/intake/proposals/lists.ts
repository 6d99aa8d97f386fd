import { markInWords } from '../../listMarks.ts'
import { opening } from '../../words.ts'
import { type Decisions, decide, placeOf } from '../decisions.ts'
import type { Proposal, View } from './proposal.ts'

/** A list mark at the start of a line: "- ", "• ", "1. ". */
const signMark = /^[^\S\n]*[-*•–—·▪●○‣◦][^\S\n]+(?=\S)/
const numberMark = /^[^\S\n]*(\d{1,3})\.[^\S\n]+(?=\S)/

interface Point {
  block: number
  from: number
  /** How far the mark reaches; `from` where it stays among the words. */
  to: number
  mark: string
}

/** Lines that begin with a list mark become paragraphs of their own, and points of a list. */
export function proposeLists({ source, draft, replacements }: View): Proposal[] {
  const points = draft.rows
    .filter((row) => row.paragraph)
    .flatMap(({ segment: { block, from, to } }) => {
      const { text, mark } = source.blocks[block]!
      if (mark !== undefined) return from === 0 ? [{ block, from: 0, to: 0, mark }] : []
      const skipped = replacements(block).find((one) => one.from === from)?.to ?? from
      return Array.from(text.slice(skipped, to).matchAll(/(?:^|(?<=\n))[^\n]*/g), ({ 0: line, index }) =>
        pointIn(line, block, skipped + index),
      ).filter((point) => point !== undefined)
    })
  return runs(points, source.blocks).map((run) => {
    const first = run[0]!
    const sets: Decisions = {}
    for (const { block, from, to, mark } of run) {
      const place = placeOf(block, from)
      if (from > 0) Object.assign(sets, decide.begins(place, 'paragraph'))
      if (to > from) Object.assign(sets, decide.words(block, from, to, ''))
      Object.assign(sets, decide.role(place, 'list item'), decide.mark(place, mark))
    }
    const place = placeOf(first.block, first.from)
    const beginning = `“${opening(source.blocks[first.block]!.text.slice(first.to), 40)}”`
    return {
      id: `lists ${place}`,
      kind: 'lists',
      place,
      what:
        run.length === 1
          ? `${beginning} becomes a point of a list.`
          : `${run.length} points of a list, from ${beginning} on, become a paragraph each.`,
      reason:
        source.blocks[first.block]!.mark !== undefined
          ? 'The file sets them as a list.'
          : run.length === 1
            ? 'It begins with a list mark.'
            : 'Each begins with a list mark.',
      sets,
    }
  })
}

function pointIn(line: string, block: number, from: number): Point | undefined {
  const sign = signMark.exec(line)
  if (sign) return { block, from, to: from + sign[0].length, mark: '-' }
  const number = numberMark.exec(line)
  if (number) return { block, from, to: from + number[0].length, mark: `${number[1]}.` }
  return markInWords.test(line) ? { block, from, to: from, mark: '-' } : undefined
}

/** Points that follow one another, in one block or in neighbouring ones. A dash alone is hardly a list of one. */
function runs(points: readonly Point[], blocks: readonly { text: string; mark?: string }[]): Point[][] {
  const result: Point[][] = []
  for (const point of points) {
    const last = result.at(-1)?.at(-1)
    const goesOn = last && point.block - last.block <= 1 && (point.mark === '-') === (last.mark === '-')
    if (goesOn) result.at(-1)!.push(point)
    else result.push([point])
  }
  const isDash = ({ block, from }: Point) =>
    blocks[block]!.mark === undefined && /^\s*[–—]/.test(blocks[block]!.text.slice(from))
  return result.filter((run) => run.length > 1 || !isDash(run[0]!))
}
