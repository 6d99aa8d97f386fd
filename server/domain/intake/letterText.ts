import type { ParagraphRole, urlStates } from '../../../db/vocabulary.ts'
import { paragraphLabels } from '../paragraphLabels.ts'
import { codePointLength } from '../text/codePoints.ts'
import { normaliseText } from '../text/normalise.ts'
import type { Draft } from './compose.ts'
import type { Decisions, Place } from './decisions.ts'

/** A draft in the form in which a letter is kept: its canonical text, cut into paragraphs, with its footnotes. */
export interface LetterText {
  text: string
  paragraphs: {
    place: Place
    label: string
    role: ParagraphRole
    marker?: string
    start: number
    end: number
  }[]
  footnotes: {
    place: Place
    marker: string
    text: string
    urls: { url: string; state: (typeof urlStates)[number] }[]
    offsets: number[]
  }[]
}

const keepsMark: readonly ParagraphRole[] = ['list item', 'frame', 'address', 'signature', 'enclosure']

/** The draft's text with its paragraphs and notes. Paragraphs without words are left out; offsets are code points. */
export function letterText(draft: Draft, decisions: Decisions): LetterText {
  const label = paragraphLabels()
  const offsets = new Map<string, number[]>(draft.notes.map((note) => [note.label, []]))
  const texts: string[] = []
  const paragraphs: LetterText['paragraphs'] = []
  let start = 0
  for (const paragraph of draft.paragraphs) {
    const text = normaliseText(paragraph.text)
    if (text === '') continue
    if (texts.length) start += 2
    const { place, role } = paragraph
    const marker = keepsMark.includes(role) ? paragraph.mark || (role === 'list item' ? '-' : '') : ''
    const end = start + codePointLength(text)
    paragraphs.push({ place, label: label(role), role, ...(marker && { marker }), start, end })
    for (const { label: note, offset } of paragraph.markers) offsets.get(note)?.push(start + offset)
    texts.push(text)
    start = end
  }
  const footnotes = draft.notes.map((note) => ({
    place: note.place,
    marker: note.label,
    text: normaliseText(note.text),
    urls: addressesIn(
      normaliseText(note.text),
      new Set((decisions[`broken ${note.place}`] ?? '').split(' ')),
    ),
    offsets: offsets.get(note.label)!,
  }))
  return { text: texts.join('\n\n'), paragraphs, footnotes }
}

/** The addresses that a note prints, as printed; "<>" is one that was left empty. */
export function addressesIn(
  text: string,
  broken: ReadonlySet<string>,
): LetterText['footnotes'][number]['urls'] {
  return Array.from(text.matchAll(/<>|(?:https?:\/\/|www\.)[^\s<>“”"«»]+/gi), ([found]) => {
    if (found === '<>') return { url: '', state: 'empty' as const }
    const url = withoutTail(found)
    return { url, state: broken.has(url) ? ('broken' as const) : ('usable' as const) }
  })
}

/** Signs that end the sentence and not the address; a bracket that the address itself opens belongs to it. */
function withoutTail(url: string): string {
  const shorter = url.replace(/[.,;:!?'’\]]+$/, '')
  if (!shorter.endsWith(')') || shorter.split('(').length >= shorter.split(')').length) return shorter
  return withoutTail(shorter.slice(0, -1))
}
