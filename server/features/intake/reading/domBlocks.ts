import { cleanText } from '../../../domain/intake/plainBlocks.ts'
import type { MarkerPlace, SourceBlock } from '../../../domain/intake/source.ts'

/** What is asked of a document; linkedom's are like a browser's. */
export interface DomNode {
  nodeType: number
  nodeName: string
  textContent: string | null
  childNodes: Iterable<DomNode>
}
export interface DomElement extends DomNode {
  id: string
  getAttribute(name: string): string | null
  setAttribute(name: string, value: string): void
  closest(selector: string): DomElement | null
  querySelectorAll(selector: string): Iterable<DomElement>
}

export interface DomDocument {
  title: string
  body: DomElement | null
  documentElement: DomElement | null
  cloneNode(deep: boolean): DomDocument
  querySelectorAll(selector: string): Iterable<DomElement>
}

const blockNames = new Set(
  'ADDRESS ARTICLE ASIDE BLOCKQUOTE BODY CAPTION CENTER DD DETAILS DIV DL DT FIELDSET FIGCAPTION FIGURE FOOTER FORM H1 H2 H3 H4 H5 H6 HEADER HGROUP HR LEGEND LI MAIN NAV OL P PRE SECTION SUMMARY TABLE TBODY TD TFOOT TH THEAD TR UL'.split(
    ' ',
  ),
)
const unread = new Set(
  'SCRIPT STYLE NOSCRIPT TEMPLATE IFRAME OBJECT EMBED SVG MATH CANVAS VIDEO AUDIO SELECT BUTTON INPUT TEXTAREA HEAD TITLE #comment'.split(
    ' ',
  ),
)

export interface DomReading {
  blocks: SourceBlock[]
  /** The element that each block stands in. */
  elements: DomElement[]
}

/** The blocks of a document in the order of its text, with list marks, headings, and notes linked by their addresses. */
export function domBlocks(root: DomElement): DomReading {
  const notes = noteLinks(root)
  const reading: DomReading = { blocks: [], elements: [] }
  let open: { text: string; refs: MarkerPlace[]; owner: DomElement; note?: string } | undefined

  /** The marker of the note that the next words belong to. */
  let noteToCome: string | undefined

  const close = () => {
    if (!open) return
    const { owner, note } = open
    const text = open.text.replace(/[^\S\n]*\n[^\S\n]*/g, '\n').replace(/\n+$/, '')
    const lead = /^\s*/.exec(text)![0].length
    const words = text.slice(lead)
    const refs = open.refs
      .map((ref) => ({ ...ref, from: ref.from - lead, to: ref.to - lead }))
      .filter((ref) => ref.from >= 0 && ref.to <= words.length)
    open = undefined
    if (words.trim() === '') return
    reading.blocks.push({
      text: words,
      ...hintOf(owner),
      ...(note !== undefined && { note }),
      ...(refs.length && { refs }),
    })
    reading.elements.push(owner)
  }
  const write = (words: string, owner: DomElement) => {
    if (!open) {
      open = { text: '', refs: [], owner, ...(noteToCome !== undefined && { note: noteToCome }) }
      noteToCome = undefined
    }
    open.text += words
  }

  walk(root, root)
  close()
  return reading

  function walk(node: DomNode, owner: DomElement) {
    if (unread.has(node.nodeName.toUpperCase())) return
    if (node.nodeType === 3) {
      // Line breaks of the source are spaces; only <br> begins a line.
      const words = cleanText(node.textContent ?? '').replace(/\s+/g, ' ')
      if (words.trim() === '' && (!open || /\s$/.test(open.text))) return
      write(words, owner)
      return
    }
    if (node.nodeType !== 1) return
    const element = node as DomElement
    const name = element.nodeName.toUpperCase()
    if (name === 'BR') {
      if (open) open.text += '\n'
      return
    }
    const isBlock = blockNames.has(name)
    if (isBlock) close()
    const noteLabel = notes.labelOf(element)
    if (noteLabel !== undefined) {
      close()
      noteToCome = noteLabel
    }
    const target = notes.targetOf(element)
    if (target?.kind === 'back') {
      // The way back to the text is no word of the note; its own number is dropped with its marker.
      const words = cleanText(element.textContent ?? '')
      const label = noteToCome ?? (open?.text.trim() === '' ? open.note : undefined)
      if (label !== undefined && /[\p{L}\p{N}*†‡]/u.test(words)) {
        const from = open?.text.length ?? 0
        write(words, owner)
        open!.refs.push({ from, to: open!.text.length, label })
      }
      return
    }
    if (target) {
      const from = open?.text.length ?? 0
      write(
        cleanText(element.textContent ?? '')
          .replace(/\s+/g, ' ')
          .trim(),
        owner,
      )
      open!.refs.push({ from, to: open!.text.length, label: target.label })
      return
    }
    for (const child of element.childNodes) walk(child, isBlock ? element : owner)
    if (isBlock) close()
    else if (name === 'TD' || name === 'TH') write(' ', owner)
  }
}

function hintOf(owner: DomElement): Pick<SourceBlock, 'hint' | 'mark'> {
  const name = owner.nodeName.toUpperCase()
  if (/^H[1-6]$/.test(name)) return { hint: 'heading' }
  const item = owner.closest('li')
  if (!item) return {}
  const list = item.closest('ol,ul')
  // Only the first block of an item bears its mark.
  if (owner !== item && [...item.querySelectorAll('p,div')][0] !== owner) return {}
  if (list?.nodeName.toUpperCase() !== 'OL') return { hint: 'list item', mark: '-' }
  const items = [...list.childNodes].filter((child) => child.nodeName.toUpperCase() === 'LI')
  const start = Number(list.getAttribute('start') ?? 1) || 1
  return { hint: 'list item', mark: `${items.indexOf(item) + start}.` }
}

type Target = { kind: 'note'; label: string } | { kind: 'back' }

/**
 * Notes and their markers, told by their links: a short marker in the text leads to an element that leads back to it, or
 * that is named like a note.
 */
function noteLinks(root: DomElement): {
  labelOf(element: DomElement): string | undefined
  targetOf(element: DomElement): Target | undefined
} {
  const byId = new Map<string, DomElement>()
  for (const element of root.querySelectorAll('[id],a[name]')) {
    for (const id of [element.id, element.getAttribute('name')])
      if (id && !byId.has(id)) byId.set(id, element)
  }
  const labels = new Map<DomElement, string>()
  const targets = new Map<DomElement, Target>()
  const order = new Map([...root.querySelectorAll('*')].map((element, i) => [element, i]))
  for (const link of root.querySelectorAll('a[href*="#"]')) {
    const label = labelIn(link.textContent ?? '')
    const id = decoded((link.getAttribute('href') ?? '').split('#')[1] ?? '')
    const aim = byId.get(id)
    if (label === undefined || !aim || !isMarkerLike(link, id)) continue
    if (order.get(aim)! < order.get(link)!) continue
    const note = blockOf(aim)
    if (labels.has(note) && labels.get(note) !== label) continue
    labels.set(note, label)
    targets.set(link, { kind: 'note', label })
  }
  for (const [note] of labels) {
    for (const link of note.querySelectorAll('a[href*="#"]')) {
      const aim = byId.get(decoded((link.getAttribute('href') ?? '').split('#')[1] ?? ''))
      if (aim && !targets.has(link) && order.get(aim)! < order.get(link)!) targets.set(link, { kind: 'back' })
    }
  }
  return { labelOf: (element) => labels.get(element), targetOf: (element) => targets.get(element) }
}

/** The number, letters or sign of a marker, without its brackets. */
const labelIn = (words: string) =>
  /^\s*[[(]?\s*(\d{1,3}|[ivxlc]{1,6}|[a-z]|\*{1,3}|†|‡)\s*[\])]?\s*$/i.exec(words)?.[1]

const isMarkerLike = (link: DomElement, id: string) =>
  link.closest('sup') !== null ||
  [...link.querySelectorAll('sup')].length > 0 ||
  /(?:foot|end)?(?:note|fn|ftn|edn)|ref|cite/i.test(id) ||
  /^\s*\[/.test(link.textContent ?? '')

/** The element that holds the whole note: the list item or paragraph that its address is on or in. */
const blockOf = (aim: DomElement): DomElement =>
  aim.closest('li') ?? aim.closest('p,dd,td,div[id],aside') ?? aim

function decoded(id: string): string {
  try {
    return decodeURIComponent(id)
  } catch {
    return id
  }
}
