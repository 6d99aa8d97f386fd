import { opening } from '../../words.ts'
import type { Segment } from '../compose.ts'
import { readDay } from '../datesInText.ts'
import { decide, type Place, placeOf } from '../decisions.ts'
import type { Source } from '../source.ts'
import { type Proposal, sourceWords, type View } from './proposal.ts'

interface Line {
  block: number
  from: number
  to: number
  words: string
  /** Of what it is a line: nothing is decided here about what stands behind that. */
  segment: Segment
}

/** Whole lines that a printed page has at its head or foot, with what they are: they may stand in the middle of a note. */
const printed: [RegExp, string][] = [
  [/^page \d{1,4}(?: (?:of|\/) ?\d{1,4})?$|^\d{1,4} ?\/ ?\d{1,4}$|^[-–—] ?\d{1,4} ?[-–—]$/i, 'a page number'],
  [
    /^(?:GE\.)?\d{2}-\d{4,6}(?: ?\([A-Z]\))?(?:\s+\d{1,3}\/\d{1,3})?$|^\d{1,3}\/\d{1,3}\s+\d{2}-\d{4,6}(?: ?\([A-Z]\))?$/,
    'the number under which a page was printed',
  ],
]
/** Whole lines that belong to a page and not to a letter. */
const patterns: [RegExp, string][] = [
  ...printed,
  [/^(?:[-*_=~–—]\s?){3,}$/, 'a rule between parts of the page'],
  [
    /^a\s?[-–−+]\s*\|?\s*a\s?[-–−+]$|^(?:a\s*){2,3}$|^text size\b.{0,20}$|^font size\b.{0,20}$/i,
    'buttons for the size of type',
  ],
  [
    /^(?:add|leave|post|write|view all|no|\d+)\s(?:a |your )?(?:comments?|repl(?:y|ies))\b.{0,20}$|^comments?(?: \(\d+\))?$|^comments are closed\.?$/i,
    'an invitation to comment',
  ],
  [
    /^(?:share|tweet|pin|email|e-mail|print|like|send|save)(?: (?:this|it|on|via|by|to|article|page|post|with)\b.{0,40})?:?$/i,
    'a button to share or print',
  ],
  [
    /^(?:facebook|twitter|x|linkedin|telegram|whatsapp|instagram|youtube|vkontakte|pinterest)(?:[\s,|•·]+(?:facebook|twitter|x|linkedin|telegram|whatsapp|instagram|youtube|vkontakte|pinterest|e-?mail|print))*$/i,
    'links to other sites',
  ],
  [
    /^(?:follow|join|find|like) us\b.{0,60}$|^subscribe\b.{0,60}$|^sign up (?:for|to)\b.{0,60}$|^newsletter$/i,
    'an invitation to subscribe',
  ],
  [
    /^(?:related|read (?:more|also|next)|see also|more (?:on|from|news)|latest|popular|most read|previous|next)(?:\s(?:articles?|news|posts?|stories|story|items?))?:?$/i,
    'a heading of links to other pages',
  ],
  [
    /^(?:skip to (?:main )?content|menu|search|home|back to top|top of page|print version|printer[- ]friendly(?: version)?|log ?in|sign in|close|cookies?(?: policy| settings)?|accept(?: all)?(?: cookies)?)$/i,
    'a button of the page',
  ],
  // “(c)” without a year is a point of a list.
  [
    /^(?:©|\(c\) ?(?:copyright )?\d{4}\b|copyright\b).{0,120}$|^all rights reserved\.?$/i,
    'a notice of copyright',
  ],
  [/^(?:this (?:site|website) uses cookies|we use cookies)\b/i, 'a notice on cookies'],
  [
    /\barchived? (?:content|copy|page|material|version|website)\b.*\b(?:may|no longer|has been|stripped|distorted|not be)\b|\bthis (?:page|content|article) (?:has been|is) archived\b/i,
    'a notice of the archive',
  ],
]
const symbolAlone = /^[A-Z]{1,4}(?:\/[A-Z0-9.]+)+(?:\s*[–-]?\s*[A-Z]{1,4}(?:\/[A-Z0-9.]+)+)?$/
const symbolAtHead = 'a document symbol at the head of a page'
const longest = 240

/** What belongs to the page that the letter was printed or shown on is left out. */
export function proposeFurniture({ source, draft }: View): Proposal[] {
  const texts = draft.rows.filter((row) => row.paragraph)
  const lines = texts.flatMap(({ segment }) => linesOf(source.blocks[segment.block]!.text, segment))
  const repeated = repeatedBlocks(source.blocks.map(({ text }) => text))
  const proposals: Proposal[] = []
  const leaveOut = (line: Line, reason: string, isNote = false) => {
    const { block, from, to } = line
    const place = placeOf(block, from)
    const rest = behind(source, line)
    proposals.push({
      id: `furniture ${place}`,
      kind: 'furniture',
      place,
      what: `“${opening(source.blocks[block]!.text.slice(from, to))}” is left out.`,
      reason: `It is ${reason}, no words of the letter.`,
      sets: {
        ...(from > 0 && decide.begins(place, 'paragraph')),
        ...decide.fate(place, 'left out'),
        ...(rest !== undefined && decide.begins(rest, 'paragraph')),
        ...(rest !== undefined && isNote && { ...decide.fate(rest, 'note'), ...decide.note(rest, '') }),
      },
    })
  }
  const isLeftOut = new Set<Place>()
  // The symbols above the letter are its own; once words have begun, they are heads of pages.
  const body = texts.findIndex(({ paragraph }) => paragraph!.text.split(' ').length > 6)
  for (const [i, { segment }] of texts.entries()) {
    const { hint } = source.blocks[segment.block]!
    const reason =
      hint === 'repeated' || repeated.has(sourceWords(source, segment).trim())
        ? 'a head or foot that comes again on other pages'
        : hint === 'page number'
          ? 'a page number'
          : hint === 'outside'
            ? 'a part of the web page outside of its article'
            : body >= 0 && i > body && symbolAlone.test(sourceWords(source, segment).trim())
              ? symbolAtHead
              : undefined
    if (!reason) continue
    isLeftOut.add(segment.place)
    const { block, from, to } = segment
    leaveOut({ block, from, to, words: '', segment }, reason)
  }
  const free = lines.filter(({ segment }) => !isLeftOut.has(segment.place))
  for (const line of free) {
    const reason = reasonIn(patterns, line)
    if (reason) leaveOut(line, reason)
  }
  if (proposals.length) {
    // A web page dates itself above the letter, which has a date of its own.
    const dates = free.filter(({ words }) => readDay(words)?.isWhole)
    const [first, second] = dates
    if (first && second && first === free[0] && second.block - first.block < 8) {
      leaveOut(first, 'the date of the web page: the letter below has its own')
    }
  }
  for (const { segment, note } of draft.rows) {
    if (!note) continue
    const { text, note: begins } = source.blocks[segment.block]!
    // The format of a file says where its notes end; of a text nothing does.
    if (begins !== undefined) continue
    for (const [line, reason] of printedIn(linesOf(text, segment))) leaveOut(line, reason, true)
  }
  return proposals
}

const reasonIn = (known: readonly [RegExp, string][], { words }: Line): string | undefined =>
  words.length <= longest ? known.find(([pattern]) => pattern.test(words))?.[1] : undefined

/** The feet and heads of pages among the lines of a note: a symbol is one behind the foot of a page only. */
function printedIn([, ...lines]: readonly Line[]): [Line, string][] {
  const found: [Line, string][] = []
  for (const [i, line] of lines.entries()) {
    const isHead = found.at(-1)?.[0] === lines[i - 1] && i > 0 && symbolAlone.test(line.words)
    const reason = isHead ? symbolAtHead : reasonIn(printed, line)
    if (reason) found.push([line, reason])
  }
  return found
}

/** Whether words end with the foot of a page, and perhaps the head of the next. */
export function endsWithFoot(words: string): boolean {
  const [, ...lines] = words.split('\n').flatMap((line) => line.trim() || [])
  const isFoot = (line: string) => printed.some(([pattern]) => pattern.test(line))
  const last = lines.findLast((line) => !symbolAlone.test(line))
  return last !== undefined && isFoot(last)
}

/** Where what stands behind a line begins; undefined where nothing does, or something else than the line is a part of. */
function behind(source: Source, { block, to, segment }: Line): Place | undefined {
  const next = to + /^\s*/.exec(source.blocks[block]!.text.slice(to))![0].length
  return next < segment.to ? placeOf(block, next) : undefined
}

function linesOf(text: string, segment: Segment): Line[] {
  const { block, from, to } = segment
  return Array.from(text.slice(from, to).matchAll(/[^\n]+/g), (match) => {
    const words = match[0].trim()
    const start = from + match.index + match[0].indexOf(words)
    return { block, from: start, to: start + words.length, words: words.replace(/^\*+|\*+$/g, ''), segment }
  }).filter(({ words }) => words !== '')
}

/** Short blocks that stand three times or more, but for their numbers. */
function repeatedBlocks(texts: readonly string[]): Set<string> {
  const shapes = new Map<string, string[]>()
  for (const text of texts) {
    const trimmed = text.trim()
    if (trimmed.length > 100 || !/\p{L}/u.test(trimmed) || /^[-*•–]\s|[.;:!?]$/.test(trimmed)) continue
    const shape = trimmed.replace(/\d+/g, '#')
    shapes.set(shape, [...(shapes.get(shape) ?? []), trimmed])
  }
  return new Set([...shapes.values()].filter((list) => list.length > 2).flat())
}
