import type { JoinKind } from './joins.ts'

/**
 * Words of one sentence that may be read as a statement of their own: tokens `from` up to, not including, `to`.
 * A reading that leaves out what is attached ("head": up to the first attachment, "middle": up to the last one,
 * "short") has a `part`; `cue` is the word that shows the construction.
 */
export interface Reading {
  from: number
  to: number
  kind: ReadingKind
  part: 'whole' | 'head' | 'middle' | 'long' | 'short'
  cue: string
  /** How many things are attached to its clause. */
  attachments: number
  /** What is left out in its midst, where its words stand apart; it is then one of so many `siblings` that share a beginning. */
  gap?: Stretch
  join?: { nth: number; siblings: number }
}

/** Tokens `from` up to, not including, `to`. */
export interface Stretch {
  from: number
  to: number
}

export type ReadingKind =
  | 'clause'
  | 'joined clause'
  | 'clause with all its verbs'
  | 'what is said'
  | 'subordinate clause'
  | 'relative clause'
  | 'noun with its relative clause'
  | 'joined verb'
  | 'predicate'
  | 'subject'
  | 'introduction'
  | 'said in the first person'
  | 'words without a verb'
  | 'named act'
  | 'described noun'
  | 'noun with what it does'
  | Attachment
  | JoinKind

/** What is attached to a clause and can carry a statement: ", injuring …", "by shelling …", "in order to …". */
export type Attachment =
  | 'apposition'
  | 'participle'
  | '-ing'
  | 'preposition with -ing'
  | 'purpose'
  | 'preposition'
  | 'examples'
  | 'dash'

export type Add = (
  start: number,
  end: number,
  kind: ReadingKind,
  part?: Reading['part'],
  cue?: string,
  attachments?: number,
) => void

/** Where something that is attached begins, or a clause inside of another. */
export interface Cut {
  at: number
  /** `clause` where a clause of its own begins, which is read by itself. */
  kind: Attachment | 'clause'
  cue: string
}
