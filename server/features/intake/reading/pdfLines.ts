import { cleanText } from '../../../domain/intake/plainBlocks.ts'
import type { MarkerPlace, SourceBlock } from '../../../domain/intake/source.ts'

/** Some letters of one size at one place on a page; y grows upwards, as in a PDF. */
export interface PageItem {
  text: string
  x: number
  y: number
  width: number
  size: number
}

interface Line {
  text: string
  refs: MarkerPlace[]
  /** The raised marker that the line begins with. */
  note?: string
  page: number
  x: number
  right: number
  y: number
  size: number
}

/** The blocks of a letter on pages: lines that stand close together, without the heads and feet that come again. */
export function blocksOfPages(pages: readonly (readonly PageItem[])[]): SourceBlock[] {
  const lines = pages.map((items, i) => linesOf(items, i + 1))
  const furniture = repeatedLines(lines)
  return lines.flatMap((page) => {
    const blocks: SourceBlock[] = []
    const body = page.filter((line) => !furniture.has(line))
    const isShownAbove = (line: Line) => body.length > 0 && line.y > body[0]!.y
    const asBlock = (line: Line): SourceBlock => ({
      text: line.text,
      page: line.page,
      hint: furniture.get(line)!,
    })
    const loose = page.filter((line) => furniture.has(line))
    blocks.push(...loose.filter(isShownAbove).map(asBlock))
    blocks.push(...grouped(body).map(blockOf))
    blocks.push(...loose.filter((line) => !isShownAbove(line)).map(asBlock))
    return blocks
  })
}

function linesOf(items: readonly PageItem[], page: number): Line[] {
  const groups: PageItem[][] = []
  for (const item of items) {
    if (item.text === '') continue
    const group = groups.at(-1)
    const main = group && largest(group)
    // A number set at half the height of two lines is near to both of them, but they are not near to one another.
    const isNear = (other: PageItem) => Math.abs(item.y - other.y) < Math.max(main!.size, item.size) * 0.6
    const isOnLine = main && isNear(main) && isNear(group.at(-1)!) && !isFarLeft(group, item)
    if (isOnLine) group.push(item)
    else if (item.text.trim()) groups.push([item])
  }
  return groups.map((group) => lineOf(group, page)).filter(({ text }) => text.trim() !== '')
}

const largest = (items: readonly PageItem[]) =>
  items.reduce((best, item) => (item.text.trim() && item.size > best.size ? item : best))

/** A line does not go back to its start. */
const isFarLeft = (group: readonly PageItem[], item: PageItem) => {
  const last = group.at(-1)!
  return item.x + item.width < last.x && last.x - item.x > item.size * 3
}

function lineOf(items: readonly PageItem[], page: number): Line {
  const main = largest(items)
  let text = ''
  let note: string | undefined
  const refs: MarkerPlace[] = []
  let right = items[0]!.x
  for (const item of items) {
    const words = cleanText(item.text)
    const gap = item.x - right
    if (text !== '' && !/\s$/.test(text) && !/^\s/.test(words) && gap > main.size * 0.15) text += ' '
    const isRaised = item.size < main.size * 0.85 && item.y > main.y + main.size * 0.1
    const labels = isRaised ? [...words.matchAll(/\d{1,3}|\*{1,3}|[†‡]|[ivx]{1,5}|[a-z]/g)] : []
    const isMarker =
      labels.length > 0 &&
      /^[\s\d,–*†‡ivxa-z[\]()]+$/.test(words) &&
      words.trim().length < 12 &&
      !isPartOfWord(text, words.trim())
    if (isMarker) {
      const from = text.length
      if (text.trim() === '') note = labels[0]![0]
      for (const [i, label] of labels.entries()) {
        const begins = i === 0 ? 0 : labels[i - 1]!.index + labels[i - 1]![0].length
        const ends = i === labels.length - 1 ? words.trimEnd().length : label.index + label[0].length
        refs.push({ from: from + begins, to: from + ends, label: label[0] })
      }
    }
    text += words
    right = item.x + item.width
  }
  return {
    text,
    refs,
    ...(note !== undefined && { note }),
    page,
    x: items[0]!.x,
    right,
    y: main.y,
    size: main.size,
  }
}

/** What is raised in "3rd" and in "12 km2" is no marker. */
const isPartOfWord = (before: string, raised: string) =>
  (/\d$/.test(before) && /^(?:st|nd|rd|th)$/.test(raised)) ||
  (/(?:^|[\s\d])[kcmd]?m$/.test(before) && /^[23]$/.test(raised))

/** How many lines at the head and at the foot of a page may be furniture. */
const edge = 4

/** Lines at the heads and feet of pages that come again on another page, but for their numbers; and numbers alone. */
function repeatedLines(pages: readonly Line[][]): Map<Line, 'repeated' | 'page number'> {
  const found = new Map<Line, 'repeated' | 'page number'>()
  const shapes = new Map<string, Line[]>()
  for (const page of pages) {
    const sorted = page.toSorted((a, b) => b.y - a.y)
    for (const [i, line] of sorted.entries()) {
      const isAtEdge = i < edge || i >= sorted.length - edge
      if (!isAtEdge || line.note !== undefined) continue
      const text = line.text.trim()
      const isFirstOrLast = i === 0 || i === sorted.length - 1
      if (
        isFirstOrLast &&
        /^(?:(?:page|p\.)\s*)?[-–—]?\s*\d{1,4}\s*[-–—]?(?:\s*(?:of|\/)\s*\d{1,4})?$/i.test(text)
      )
        found.set(line, 'page number')
      const shape = `${i < edge ? 'head' : 'foot'} ${text.replace(/\d+/g, '#').replace(/\s+/g, ' ')}`
      shapes.set(shape, [...(shapes.get(shape) ?? []), line])
    }
  }
  for (const [shape, lines] of shapes) {
    const isOnPages = new Set(lines.map(({ page }) => page)).size > 1
    const height = Math.max(...lines.map(({ y }) => y)) - Math.min(...lines.map(({ y }) => y))
    if (isOnPages && height < 12 && !/[.;:!?]$/.test(shape.slice(0, 200)) && shape.length < 140)
      for (const line of lines)
        found.set(line, found.get(line) ?? (/\p{L}/u.test(line.text) ? 'repeated' : 'page number'))
  }
  return found
}

/** Lines that make one paragraph: the same size, set close, the one before not cut short. */
function grouped(lines: readonly Line[]): Line[][] {
  const gaps = lines.flatMap((line, i) => {
    const before = lines[i - 1]
    return before && before.y > line.y && isSameSize(before, line) ? [(before.y - line.y) / line.size] : []
  })
  // Most lines follow their paragraph's own: the smaller half of the gaps tells how close.
  const usual = median(gaps.filter((gap) => gap < 2.2)) ?? 1.2
  const left = Math.min(...lines.map(({ x }) => x))
  const right = Math.max(...lines.map((line) => line.right))
  const groups: Line[][] = []
  for (const line of lines) {
    const before = groups.at(-1)?.at(-1)
    if (before && goesOn(before, line, groups.at(-1)!)) groups.at(-1)!.push(line)
    else groups.push([line])
  }
  return groups

  function goesOn(before: Line, line: Line, group: readonly Line[]): boolean {
    if (line.note !== undefined || !isSameSize(before, line)) return false
    const gap = (before.y - line.y) / line.size
    if (gap <= 0 || gap > usual * 1.25) return false
    const isShort = before.right < left + (right - left) * 0.8
    if (isShort && /[.!?:;]["”’»)\]]*\s*$/.test(before.text)) return false
    const isIndented = line.x - group[0]!.x > line.size * 0.8 && line.x - before.x > line.size * 0.8
    return !(isIndented && /[.!?:;”’")\]]\s*$/.test(before.text))
  }
}

const isSameSize = (a: Line, b: Line) => Math.abs(a.size - b.size) < Math.max(a.size, b.size) * 0.08

function median(values: readonly number[]): number | undefined {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)]
}

function blockOf(lines: readonly Line[]): SourceBlock {
  let text = ''
  const refs: MarkerPlace[] = []
  for (const line of lines) {
    if (text) text += '\n'
    for (const ref of line.refs) refs.push({ ...ref, from: ref.from + text.length, to: ref.to + text.length })
    text += line.text.trimEnd()
  }
  const { page, note } = lines[0]!
  return { text, page, ...(note !== undefined && { note }), ...(refs.length && { refs }) }
}
