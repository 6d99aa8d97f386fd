import { type Interval, intervalInWords } from './dates.ts'

/** An author as cited: the name, and the person who signed, if somebody did. */
export interface CitedAuthor {
  name: string
  person: string | null
}

export interface CitedLetter {
  author: CitedAuthor
  title: string
  date: Interval
  /** A document symbol: "A/75/1". */
  symbol: string | null
  /** The whole address, as it can be mailed. */
  address: string
}

export interface CitedQuote {
  /** The exact words; several where those that carry the assertion stand apart. */
  quotes: readonly string[]
  /** The labels of the paragraphs in which they stand. */
  paragraphs: readonly string[]
  /** Who speaks, where it is not the letter's author. */
  speaker?: CitedAuthor | null
  letter: CitedLetter
  /** The quote's own address. */
  address: string
}

export interface CitedClaim {
  wording: string
  /** The last change of the collection: the page can be shown as it was then. */
  change: number
  address: string
}

/** "Jane Doe, Minister of North: Letter of 12 November 2020, 12 November 2020, A/75/1. https://…" */
export function citeLetter(letter: CitedLetter): string {
  return `${letterInWords(letter)}. ${letter.address}`
}

/** "“Exact words” … “and more” Jane Doe, Minister of North: Letter …, 12 November 2020, ¶ 6. https://…" */
export function citeQuote({ quotes, paragraphs, speaker, letter, address }: CitedQuote): string {
  const words = quotes.map((quote) => `“${quote}”`).join(' … ')
  const within = speaker ? `${authorInWords(speaker)}, in ` : ''
  const place = paragraphs.map((label) => `, ${paragraphInWords(label)}`).join('')
  return `${words} ${within}${letterInWords(letter)}${place}. ${address}`
}

/** "“Wording of the claim.” Counterclaim, as of change 1234. https://…" */
export function citeClaim({ wording, change, address }: CitedClaim): string {
  return `“${wording}” Counterclaim, as of change ${change}. ${address}`
}

const labelledPlaces: Record<string, string> = {
  F: 'masthead',
  A: 'address',
  H: 'heading',
  S: 'signature',
  E: 'enclosure',
}

/** A paragraph's label as read: "6" is "¶ 6", "H1" is "heading 1", "F2" is "masthead 2". */
export function paragraphInWords(label: string): string {
  const place = labelledPlaces[label.charAt(0)]
  return place ? `${place} ${label.slice(1)}` : `¶ ${label}`
}

function letterInWords({ author, title, date, symbol }: CitedLetter): string {
  return [`${authorInWords(author)}: ${title}`, intervalInWords(date), symbol].filter(Boolean).join(', ')
}

function authorInWords({ name, person }: CitedAuthor): string {
  return person ? `${person}, ${name}` : name
}
