import { dayInWords } from './dates.ts'

/** "2020-11" as "November 2020". Throws a RangeError for what is no ISO month. */
export function monthInWords(month: string): string {
  return dayInWords(`${month}-01`).slice('1 '.length)
}
