import { likeTerms } from './thesaurus.ts'

/** A text's terms and the groups of like terms that they stand in. */
export interface Held {
  terms: ReadonlySet<string>
  groups: ReadonlySet<string>
}

export function heldBy(terms: readonly string[]): Held {
  return { terms: new Set(terms), groups: new Set(terms.flatMap(likeTerms)) }
}

/** Terms that are looked for in another text, each once, with what each counts. */
export type Wanted = readonly { term: string; groups: readonly string[]; weight: number }[]

export function wanted(terms: readonly string[], weightOf: (term: string) => number): Wanted {
  return [...new Set(terms)].map((term) => ({ term, groups: likeTerms(term), weight: weightOf(term) }))
}

/** Which share of what is wanted a text holds, 0 to 1; of a term that it only has a like one for, half. */
export function coverage(wanted: Wanted, held: Held): number {
  let [all, found] = [0, 0]
  for (const { term, groups, weight } of wanted) {
    all += weight
    if (held.terms.has(term)) found += weight
    else if (groups.some((group) => held.groups.has(group))) found += weight / 2
  }
  return all > 0 ? found / all : 0
}
