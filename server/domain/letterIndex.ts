import type { Interval } from './dates.ts'
import { groupBy } from './groupBy.ts'
import { type Silence, silenceIndex } from './silence.ts'

/** What the index needs to know of a letter. */
interface IndexedLetter extends Interval {
  id: number
  partyId: number | null
  isMarked: boolean
}

/** A collection's letters, ready to be asked about time: which came first, and who could have answered. */
export interface LetterIndex {
  /** When the letter with this id was written; undated for one that is not there. */
  dateOf(letterId: number): Interval
  /** Sorts letters' ids by date (by the last possible day, else the first; undated ones last), then by id. */
  compare(one: number, other: number): number
  /** Whether anything in the letter is marked: of one in which nothing is, nobody can say what it does not address. */
  isMarked(letterId: number): boolean
  /** How the letters of a party lie in time to a claim that was first made then; those not marked yet apart. */
  silence(partyId: number, made: Interval): Silence
}

const indexes = new WeakMap<readonly IndexedLetter[], LetterIndex>()

/** The index of these letters, made once for each array. */
export function letterIndex(letters: readonly IndexedLetter[]): LetterIndex {
  let index = indexes.get(letters)
  if (!index) indexes.set(letters, (index = makeIndex(letters)))
  return index
}

function makeIndex(letters: readonly IndexedLetter[]): LetterIndex {
  const dates = new Map(letters.map(({ id, from, to }) => [id, { from, to }]))
  const ofParty = groupBy(letters, ({ partyId }) => partyId)
  const silences = new Map(
    [...ofParty].map(([partyId, list]) => {
      const marked = list.filter(({ isMarked }) => isMarked)
      return [partyId, silenceIndex(marked, list.length - marked.length)]
    }),
  )
  const unmarked = new Set(letters.filter(({ isMarked }) => !isMarked).map(({ id }) => id))
  const dateOf = (id: number) => dates.get(id) ?? undated
  return {
    dateOf,
    compare: (one, other) => compareDays(dayOf(dateOf(one)), dayOf(dateOf(other))) || one - other,
    isMarked: (letterId) => !unmarked.has(letterId),
    silence: (partyId, made) => silences.get(partyId)?.(made) ?? noLetters,
  }
}

const undated: Interval = { from: null, to: null }
const noLetters: Silence = { letters: 0, later: 0, earlier: 0, undatable: 0, unmarked: 0 }

/** The day by which a letter is put in order; one without any comes after all others. */
const dayOf = ({ from, to }: Interval) => to ?? from ?? '9999-99-99'
const compareDays = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0)
