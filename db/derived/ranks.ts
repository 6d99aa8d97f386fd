import { type Pattern, patterns } from '../vocabulary.ts'

/** What of a claim's own summary decides its place in the orders. */
export interface OwnRow {
  pattern: Pattern
  counted: number
  madeFrom: string | null
  madeTo: string | null
  /** Of its first topic; null without one. */
  topicOrdinal: number | null
}

/** A claim's place in each order, smallest first: contested before the rest, topics as given, oldest, largest. */
export interface Ranks {
  rankPattern: number
  rankTopic: number
  rankDate: string
  rankSize: number
}

/** Which claims one stands with (the least of their ids), and where in each order. */
export type Place = Ranks & { groupId: number }

export function ranksOf({ pattern, counted, madeFrom, madeTo, topicOrdinal }: OwnRow): Ranks {
  return {
    rankPattern: patterns.indexOf(pattern),
    rankTopic: topicOrdinal ?? Number.MAX_SAFE_INTEGER,
    rankDate: madeTo ?? madeFrom ?? afterEveryDay,
    rankSize: -counted,
  }
}

/** Sorts after every day. */
export const afterEveryDay = '9999-99-99'
