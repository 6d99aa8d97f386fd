import type { AssertionKind, ParagraphRole, StanceKind } from '../../../db/vocabulary.ts'
import type { Range } from '../text/anchor.ts'

/**
 * What a collection already holds, as far as suggestions learn from it. Everything that depends on a dispute (its names,
 * topics and claims) is here and nowhere in the rules.
 */
export interface Known {
  parties: KnownParty[]
  /** Bodies, documents and people that letters invoke. */
  authorities: { id: string; name: string; party: string | null }[]
  topics: { id: string; name: string; definition: string; includes: string }[]
  /** Those that stand; neither retired nor merged ones. */
  claims: KnownClaim[]
  /** Letters whose assertions are marked. */
  letters: KnownLetter[]
}

export interface KnownParty {
  id: string
  name: string
}

export interface KnownClaim {
  id: string
  wording: string
  /** Who does what, as its scope says; empty where it does not. */
  who: string
  what: string
  topics: string[]
  /** The assertions that bear on it; an id is found among the letters' assertions. */
  stances: { assertion: string; stance: StanceKind }[]
}

export interface KnownLetter {
  id: string
  party: string | null
  paragraphs: LetterParagraph[]
  assertions: KnownAssertion[]
}

/** What teaches which words are marked: a letter's paragraphs and what was marked in them. */
export interface MarkedLetter extends Pick<KnownLetter, 'paragraphs'> {
  assertions: readonly Pick<KnownAssertion, 'ranges'>[]
}

export interface KnownAssertion {
  id: string
  gist: string
  /** The words of its ranges, joined by " … ". */
  quote: string
  /** In code points of the letter's text, in its order. */
  ranges: Range[]
  kind: AssertionKind
  modality: string
  agent: string
  topics: string[]
  /** Whose side it speaks for: the letter's party, unless somebody else speaks in it. */
  party: string | null
}

/** A paragraph of a letter; `start` in code points of the letter's canonical text. */
export interface LetterParagraph {
  role: ParagraphRole
  start: number
  text: string
}

/** The collection without one letter: its assertions, and the claims that no other letter carries, are gone. */
export function withoutLetter(known: Known, letter: string): Known {
  const gone = new Set(
    known.letters.filter(({ id }) => id === letter).flatMap(({ assertions }) => assertions),
  )
  const goneIds = new Set(Array.from(gone, ({ id }) => id))
  const claims = known.claims.map((claim) => ({
    ...claim,
    stances: claim.stances.filter(({ assertion }) => !goneIds.has(assertion)),
  }))
  return {
    ...known,
    letters: known.letters.filter(({ id }) => id !== letter),
    claims: claims.filter(({ stances }) => stances.length > 0),
  }
}
