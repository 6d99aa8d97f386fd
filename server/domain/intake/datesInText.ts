/** A day that a text names; `year` is absent where the text gives none. */
export interface NamedDay {
  year?: number
  /** 1 to 12. */
  month: number
  day: number
  /** The words, and where they begin (UTF-16). */
  words: string
  index: number
}

const monthNames = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
]
const month = `(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?`
const dayFirst = new RegExp(
  `(?<![\\p{L}\\p{N}])(\\d{1,2})(?:st|nd|rd|th)?\\s+(?:of\\s+)?(${month})(?:,?\\s+(\\d{4}))?(?![\\p{L}\\p{N}])`,
  'giu',
)
const monthFirst = new RegExp(
  `(?<![\\p{L}\\p{N}])(${month})\\s+(\\d{1,2})(?:st|nd|rd|th)?(?:,?\\s+(\\d{4}))?(?![\\p{L}\\p{N}])`,
  'giu',
)
const iso = /(?<![\d/-])(\d{4})-(\d\d)-(\d\d)(?![\d/-])/g
const dotted = /(?<![\d.])(\d{1,2})\.(\d{1,2})\.(\d{4})(?![\d.])/g

/** Every day named in a text, in order: "12 November 2020", "January 23", "2020-11-12", "12.11.2020". */
export function daysIn(text: string): NamedDay[] {
  const days = [
    ...Array.from(text.matchAll(dayFirst), (m) => named(m, m[3], monthNumber(m[2]!), m[1]!)),
    ...Array.from(text.matchAll(monthFirst), (m) => named(m, m[3], monthNumber(m[1]!), m[2]!)),
    ...Array.from(text.matchAll(iso), (m) => named(m, m[1], Number(m[2]), m[3]!)),
    ...Array.from(text.matchAll(dotted), (m) => named(m, m[3], Number(m[2]), m[1]!)),
  ].filter((day) => day.month >= 1 && day.month <= 12 && exists(day))
  const sorted = days.sort((a, b) => a.index - b.index || b.words.length - a.words.length)
  return sorted.filter((day, i) => i === 0 || day.index >= sorted[i - 1]!.index + sorted[i - 1]!.words.length)
}

/** The day that a line names, and whether it says nothing else (a place and a weekday may stand before it). */
export function readDay(line: string): (NamedDay & { isWhole: boolean }) | undefined {
  const flat = line.replace(/\s+/g, ' ').trim()
  const [day, another] = daysIn(flat)
  if (!day || another) return undefined
  const before = flat.slice(0, day.index)
  const after = flat.slice(day.index + day.words.length)
  const isWhole =
    /^(?:[\p{Lu}][\p{L}.'-]*(?:[ -][\p{Lu}][\p{L}.'-]*){0,3},? ?(?:the )?|dated?:? ?)?$/u.test(before) &&
    /^[.,]?$/.test(after)
  return { ...day, isWhole }
}

/** "2020-11-12", or undefined without a year. */
export const isoDay = ({
  year,
  month: m,
  day,
}: Pick<NamedDay, 'year' | 'month' | 'day'>): string | undefined =>
  year === undefined ? undefined : `${year}-${String(m).padStart(2, '0')}-${String(day).padStart(2, '0')}`

const monthNumber = (words: string) =>
  monthNames.findIndex((name) => name.startsWith(words.toLowerCase().replace('.', '').slice(0, 3))) + 1

function named(match: RegExpExecArray, year: string | undefined, monthOfYear: number, day: string): NamedDay {
  return {
    ...(year && { year: Number(year) }),
    month: monthOfYear,
    day: Number(day),
    words: match[0],
    index: match.index,
  }
}

const lengths = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

function exists({ year, month: m, day }: NamedDay): boolean {
  const isLeap = year === undefined || (year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0))
  return day >= 1 && day <= (m === 2 && !isLeap ? 28 : lengths[m - 1]!)
}
