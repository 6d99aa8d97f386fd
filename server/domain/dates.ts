/**
 * When something happened, as far as it is known: from the first possible to the last possible day, both ISO days
 * ("2020-11-12"); null where nothing limits it. One certain day has both the same. `from` is never after `to`.
 */
export interface Interval {
  from: string | null
  to: string | null
}

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

/** "2020-11-12" as "12 November 2020". Throws a RangeError for what is no ISO day. */
export function dayInWords(day: string): string {
  const [, year, month, date] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(day) ?? []
  const monthName = months[Number(month) - 1]
  if (!monthName) throw new RangeError(`not an ISO day: ${day}`)
  return `${Number(date)} ${monthName} ${year}`
}

/** "12 November 2020", "23 October 2020 or later", "12 December 2022 to 23 January 2023", "undated". */
export const intervalInWords = (interval: Interval): string => inWords(interval, dayInWords)

/** The same where there is little room: "23 Oct 2020 or later". */
export const intervalInBrief = (interval: Interval): string => inWords(interval, dayInBrief)

const dayInBrief = (day: string) => dayInWords(day).replace(/ (\p{L}{3})\p{L}+ /u, ' $1 ')

function inWords({ from, to }: Interval, wordsOf: (day: string) => string): string {
  if (from && to) return from === to ? wordsOf(from) : `${wordsOf(from)} to ${wordsOf(to)}`
  if (from) return `${wordsOf(from)} or later`
  if (to) return `${wordsOf(to)} or earlier`
  return 'undated'
}

/** The month ("2020-11") in which the interval lies whole; null where it may lie in more than one. */
export function monthOf({ from, to }: Interval): string | null {
  const month = from?.slice(0, 7)
  return month && month === to?.slice(0, 7) ? month : null
}

/**
 * Whether `a` lies before or after `b`, where that is certain: their possible days must not meet. What falls on the
 * same day is undatable: nothing says which came first.
 */
export function compareIntervals(a: Interval, b: Interval): 'earlier' | 'later' | 'undatable' {
  // ISO days sort as text in the order of time.
  if (a.to && b.from && a.to < b.from) return 'earlier'
  if (a.from && b.to && a.from > b.to) return 'later'
  return 'undatable'
}

/**
 * When something was first done that was done at each of these times. It cannot have been before the earliest possible
 * day of all, nor after the day by which one of them had certainly happened. Never done, it is undated.
 */
export function firstOf(times: readonly Interval[]): Interval {
  const starts = times.map(({ from }) => from)
  return {
    from: starts.includes(null) ? null : earliest(starts),
    to: earliest(times.map(({ to }) => to)),
  }
}

function earliest(days: readonly (string | null)[]): string | null {
  return days.filter((day) => day !== null).sort()[0] ?? null
}
