import { decide, placeOf } from '../decisions.ts'
import type { Source } from '../source.ts'
import { bareNumbers, type Marker, type NoteStart } from './markers.ts'
import type { Proposal } from './proposal.ts'

/** A line that begins with a number as lists have it, and with signs that lead back to a marker: "3. ^ a b ", "(3) ", "3 ↑ ". */
const listNumber = /^\s*\(?(\d{1,3})(?:[.)]\s+|\s+)(?=\S)/
const leadsBack = /^(?:[↑^↩][︎️]?\s*(?:Jump up(?: to)?:?\s*)?(?:[a-z]\s+(?:[a-z]\s+)+)?)/
const leadsBackAtEnd = /\s*(?:\[?[↩↑][︎️]?\]?\s*)+$/
const notesTitle =
  /^\s*(?:\d{1,2}\.\s*)?(?:(?:end|foot)?notes(?: and references)?|references|sources|citations|works cited|bibliography)\s*:?\s*$/i
/** Words with which what a note says often begins, or an address among them. */
const cites =
  /(?:https?:\/\/|www\.)|^(?:See|Cf|Ibid|Id|Op\. cit|Available|Source|Quoted|Statement|Letter|Report|[A-Z]\/)\b/

/** So much may stand between two notes and belong to the first: a note may go on over pages. */
const mostBetween = 12
const longestBetween = 8000

interface Item {
  number: number
  block: number
  from: number
  to: number
  /** Where the block's part of it ends. */
  end: number
  isLedBack: boolean
  goesOnIn: number[]
}

/**
 * Notes that stand as a numbered list behind the text, as on many a page of the web. A list is nothing but a list unless the
 * markers in the text before it tell otherwise: they count up from 1 as the list does, none of them is missing in it, and it
 * has the title of notes, signs that lead back to the text, or notes that mostly cite something.
 */
export function listedAtEnd(source: Source, markers: readonly Marker[]): Omit<NoteStart, 'id'>[] {
  if (!bareNumbers.includes(source.format)) return []
  const lists = listsIn(source)
  const list = lists.findLast((items) => areNotes(source, items, markers))
  return (list ?? []).map(({ number, block, from, to, end, goesOnIn }) => {
    const { text } = source.blocks[block]!
    const back = leadsBackAtEnd.exec(text.slice(to, end))
    return {
      block,
      from,
      to,
      label: String(number),
      style: 'list',
      words: text.slice(to, end),
      isListed: true,
      goesOnIn,
      ...(back && { back: { from: to + back.index, to: to + back.index + back[0].length } }),
    }
  })
}

/** Every list that counts up from 1 line by line; what stands between two of its points belongs to the first. */
function listsIn(source: Source): Item[][] {
  const lists: Item[][] = []
  let between: { block: number; from: number; length: number }[] = []
  for (const [block, { text, hint, note }] of source.blocks.entries()) {
    if (hint === 'repeated' || hint === 'page number') continue
    for (const { 0: line, index } of text.matchAll(/[^\n]+/g)) {
      const number = note === undefined ? Number(listNumber.exec(line)?.[1] ?? 0) : 0
      const last = lists.at(-1)?.at(-1)
      if (number === 1) lists.push([itemIn(text, block, index, line)])
      else if (last && number === last.number + 1 && isLittle(between)) {
        last.goesOnIn = [...new Set(between.map((one) => one.block))].filter(
          (one) => one > last.block && one < block,
        )
        lists.at(-1)!.push(itemIn(text, block, index, line))
      } else {
        between.push({ block, from: index, length: line.length })
        continue
      }
      between = []
    }
  }
  for (const items of lists) {
    for (const [i, item] of items.entries()) {
      const next = items[i + 1]
      item.end = next?.block === item.block ? next.from : source.blocks[item.block]!.text.length
    }
  }
  return lists
}

const isLittle = (between: readonly { block: number; length: number }[]) =>
  new Set(between.map(({ block }) => block)).size <= mostBetween &&
  between.reduce((sum, { length }) => sum + length, 0) <= longestBetween

function itemIn(text: string, block: number, from: number, line: string): Item {
  const [mark, number] = listNumber.exec(line)!
  const back = leadsBack.exec(line.slice(mark.length))
  return {
    number: Number(number),
    block,
    from,
    to: from + mark.length + (back?.[0].length ?? 0),
    end: text.length,
    isLedBack: back !== null || leadsBackAtEnd.test(line),
    goesOnIn: [],
  }
}

function areNotes(source: Source, items: readonly Item[], markers: readonly Marker[]): boolean {
  const first = items[0]!
  const numbers = markers
    .filter(({ block, style }) => block < first.block && style !== 'bare' && style !== 'sign')
    .flatMap(({ labels }) => labels)
    .filter((label) => /^\d+$/.test(label))
    .map(Number)
  const marked = [...new Set(numbers)]
  const countsUp = marked.every((number, i) => number > (marked[i - 1] ?? 0))
  if (marked[0] !== 1 || !countsUp || marked.at(-1)! > items.length) return false
  const isLedBack = items.filter((item) => item.isLedBack).length > items.length / 2
  const isTitled = notesTitle.test(source.blocks[first.block - 1]?.text ?? '')
  if (isTitled || isLedBack) return marked.length >= items.length * 0.8
  const citing = items.filter(({ block, to, end }) => cites.test(source.blocks[block]!.text.slice(to, end)))
  return marked.length === items.length && citing.length > items.length / 2
}

/** The title above the notes is left out with them: they stand in no place of their own any more. */
export function titleAbove(source: Source, notes: readonly NoteStart[]): Proposal | undefined {
  const first = notes.find(
    ({ block, from }) => from === 0 && notesTitle.test(source.blocks[block - 1]?.text ?? ''),
  )
  if (!first) return undefined
  const place = placeOf(first.block - 1)
  return {
    id: `notes title ${place}`,
    kind: 'notes',
    place,
    what: `The title “${source.blocks[first.block - 1]!.text.trim()}” is left out.`,
    reason: 'It stands above the notes, which are taken out of the text.',
    sets: decide.fate(place, 'left out'),
  }
}
