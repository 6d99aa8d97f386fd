import { type ScopeSlot, scopeSlots } from '../../db/vocabulary.ts'

/** A scope, slot by slot: words, "not said", or nothing noted. */
export type Scope = Record<ScopeSlot, string | null>

/** Words in a cell; `quoted` where they are the letter's own, without their quotation marks. */
export interface ScopeWords {
  text: string
  quoted: boolean
}

/** What one side's statements say in one slot. `isOpen`: the letters do not say it. Neither words nor open: nothing is noted. */
export interface ScopeCell {
  words: ScopeWords[]
  isOpen: boolean
}

export interface ScopeRow {
  slot: ScopeSlot
  /** The claim's own words; null where it says nothing. */
  claim: string | null
  /** One for each side. */
  cells: ScopeCell[]
}

const notSaid = 'not said'

/** The claim's scope against what each side's statements note, one row for each slot in which anything is said. */
export function scopeTable(claim: Scope, sides: readonly (readonly Scope[])[]): ScopeRow[] {
  return scopeSlots
    .map((slot) => ({ slot, claim: claim[slot], cells: sides.map((scopes) => cellOf(scopes, slot)) }))
    .filter((row) => row.claim !== null || row.cells.some(({ words, isOpen }) => words.length > 0 || isOpen))
}

function cellOf(scopes: readonly Scope[], slot: ScopeSlot): ScopeCell {
  const said = [...new Set(scopes.map((scope) => scope[slot]).filter((words) => words !== null))]
  return {
    words: said.filter((words) => words !== notSaid).map(wordsOf),
    isOpen: said.includes(notSaid),
  }
}

/** Words that stand whole in quotation marks are the letter's own. */
function wordsOf(words: string): ScopeWords {
  const inner = /^“([^“”]*)”$/.exec(words)?.[1]
  return inner === undefined ? { text: words, quoted: false } : { text: inner, quoted: true }
}
