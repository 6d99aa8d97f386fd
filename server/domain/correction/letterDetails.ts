import type { DateRecord, LetterRecord, ReferenceRecord } from '../../../db/records.ts'
import { type DateKind, dateGrounds, dateKinds } from '../../../db/vocabulary.ts'
import type { NamedField } from '../namedByHand.ts'

/** What is said about a letter, apart from its text. */
export type LetterDetails = Pick<
  LetterRecord,
  | 'title'
  | 'short_title'
  | 'author'
  | 'addressee'
  | 'language'
  | 'dates'
  | 'provenance'
  | 'answers'
  | 'encloses'
  | 'changes'
> &
  Pick<LetterRecord, 'symbol'>

/** The fields of a form as they were typed, by name. */
export type Typed = Readonly<Record<string, string>>
export type Faults = Record<string, string[]>

const references = ['answers', 'encloses'] as const
/** Rows without words at the end of a list, for new ones. */
const freshRows = 2

/** How many rows of letters answered or enclosed a form has that was sent. */
export const rowsIn = (typed: Typed, list: string): number =>
  Math.max(
    -1,
    ...Object.keys(typed).flatMap((name) => {
      const [, row] = new RegExp(`^${list}-(\\d{1,3})-title$`).exec(name) ?? []
      return row === undefined ? [] : [Number(row)]
    }),
  ) + 1

/** The letters that a sent form chooses, each beside a field for one that is not in its list. */
export const namedLetters = (typed: Typed): NamedField[] =>
  references.flatMap((list) =>
    Array.from({ length: rowsIn(typed, list) }, (_, i) => ({
      kind: 'letter' as const,
      chosen: `${list}-${i}-letter`,
      named: `${list}-${i}-other`,
    })),
  )

/** The fields that show a letter as it is. */
export function typedDetails(letter: LetterRecord): Record<string, string> {
  const typed: Record<string, string> = {
    title: letter.title,
    short_title: letter.short_title,
    author: letter.author,
    addressee: letter.addressee,
    symbol: letter.symbol ?? '',
    language: letter.language,
    provenance: letter.provenance.join('\n'),
    changes: letter.changes.join('\n'),
  }
  for (const kind of dateKinds) {
    const date = letter.dates[kind]
    Object.assign(typed, {
      [`${kind}-from`]: date?.from ?? '',
      [`${kind}-to`]: date?.to ?? '',
      [`${kind}-ground`]: date?.ground ?? '',
      [`${kind}-basis`]: date?.basis ?? '',
    })
  }
  for (const list of references) {
    const rows: Partial<ReferenceRecord>[] = [
      ...letter[list],
      ...Array.from({ length: freshRows }, () => ({})),
    ]
    rows.forEach(({ title = '', from = '', date = '', letter: held = '' }, i) => {
      Object.assign(typed, {
        [`${list}-${i}-title`]: title,
        [`${list}-${i}-from`]: from,
        [`${list}-${i}-date`]: date,
        [`${list}-${i}-letter`]: held,
      })
    })
  }
  return typed
}

/** What was typed about a letter, or what is wrong with it by field. `faultOf` tells why an author or a letter can't be chosen. */
export function readDetails(
  typed: Typed,
  faultOf: (kind: 'author' | 'letter', slug: string) => string | undefined,
): { details: LetterDetails } | { faults: Faults } {
  const faults: Faults = {}
  const fault = (field: string, message: string) => {
    faults[field] = [...(faults[field] ?? []), message]
  }
  const line = (name: string) => (typed[name] ?? '').replace(/\s+/g, ' ').trim()
  const lines = (name: string) =>
    (typed[name] ?? '')
      .split('\n')
      .map((one) => one.replace(/\s+/g, ' ').trim())
      .filter((one) => one !== '')
  const needed = (name: string, message: string) => {
    const words = line(name)
    if (words === '') fault(name, message)
    return words
  }
  const day = (name: string) => {
    const words = line(name)
    if (words !== '' && !isDay(words)) fault(name, 'Write a day as 2020-11-12')
    return words === '' ? undefined : words
  }
  const choice = (name: string, kind: 'author' | 'letter', slug: string) => {
    const wrong = faultOf(kind, slug)
    if (wrong) fault(name, wrong)
  }

  const details: LetterDetails = {
    title: needed('title', 'Give the letter a title'),
    short_title: needed('short_title', 'Give the letter a short title'),
    author: needed('author', 'Say who wrote the letter'),
    addressee: needed('addressee', 'Say to whom the letter is addressed'),
    ...(line('symbol') && { symbol: line('symbol') }),
    language: needed('language', 'Give the language as a code, such as en'),
    dates: {},
    provenance: lines('provenance'),
    answers: [],
    encloses: [],
    changes: lines('changes'),
  }
  if (Array.from(details.short_title).length > 30)
    fault('short_title', 'Make the short title at most 30 characters long')
  if (details.author) choice('author', 'author', details.author)
  if (details.language && !/^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/.test(details.language)) {
    fault('language', 'Give the language as a code, such as en')
  }
  for (const kind of dateKinds) {
    const date = readDate(kind)
    if (date) details.dates[kind] = date
  }
  for (const list of references) details[list] = readReferences(list)
  return Object.keys(faults).length ? { faults } : { details }

  function readDate(kind: DateKind): DateRecord | undefined {
    const [from, to] = [day(`${kind}-from`), day(`${kind}-to`)]
    const basis = line(`${kind}-basis`)
    if (from === undefined && to === undefined) {
      if (basis) fault(`${kind}-from`, 'Give the first or the last possible day, or both')
      return undefined
    }
    if (from && to && from > to) fault(`${kind}-to`, 'The last possible day comes before the first')
    if (!basis) fault(`${kind}-basis`, 'Say where the date is stated, or from what it is inferred')
    const ground = dateGrounds.find((one) => one === line(`${kind}-ground`))
    if (!ground) {
      fault(`${kind}-ground`, 'Say whether the day is stated or inferred')
      return undefined
    }
    return { ...(from && { from }), ...(to && { to }), ground, basis }
  }

  function readReferences(list: (typeof references)[number]): ReferenceRecord[] {
    return Array.from({ length: rowsIn(typed, list) }).flatMap((_, i) => {
      const name = (field: string) => `${list}-${i}-${field}`
      const [title, from, date, letter] = [
        line(name('title')),
        line(name('from')),
        day(name('date')),
        line(name('letter')),
      ]
      if (title === '') {
        if (from || date || letter) fault(name('title'), 'Say how the letter names it')
        return []
      }
      if (letter) choice(name('letter'), 'letter', letter)
      return [{ title, ...(from && { from }), ...(date && { date }), ...(letter && { letter }) }]
    })
  }
}

/** A day of the calendar, written 2020-11-12. */
function isDay(words: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(words)) return false
  const date = new Date(`${words}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(words)
}

/** The letter with other details; its text stays. */
export function withDetails(letter: LetterRecord, details: LetterDetails): LetterRecord {
  const { symbol: _, ...rest } = letter
  return { ...rest, ...details }
}
