import { spellings, terms } from './similarity.ts'
import { isFiniteVerb, type Token, tokens } from './tags.ts'

/**
 * The names of a collection, with the adjectives and plurals made of them: those that begin alike are one family
 * ("Northland", "Northlander", "Northlanders"). Learned from the texts; a name is a capitalised word inside of a sentence.
 */
export interface NameFamilies {
  /** The family's shortest name, in lower case; undefined for a word that is no known name. */
  familyOf(word: string): string | undefined
}

const shortestName = 4
/** So many letters more than its base may an adjective or plural have: -n, -ian, -ians, -ese, -i. */
const longestEnding = 4

export function nameFamilies(texts: Iterable<string>): NameFamilies {
  const names = new Set<string>()
  for (const text of texts) {
    for (const [name] of text.matchAll(/(?<=[\p{Ll}\p{N},] )\p{Lu}\p{L}+/gu)) names.add(name.toLowerCase())
  }
  const families = new Map<string, string>()
  const isKnown = (word: string) => word.length >= shortestName && families.has(word)
  for (const name of [...names].sort((a, b) => a.length - b.length || (a < b ? -1 : 1))) {
    let base = name
    for (let cut = 1; cut <= longestEnding && base === name; cut++) {
      const shorter = name.slice(0, -cut)
      if (isKnown(shorter)) base = families.get(shorter)!
    }
    families.set(name, base)
  }
  return { familyOf: (word) => families.get(word.toLowerCase().replace(/[’']s?$/, '')) }
}

/** A text's terms, names by their family. */
export function namedTerms(text: string, names: NameFamilies): string[] {
  const written = spellings(text)
  return terms(text).map((term) => names.familyOf(written.get(term) ?? term) ?? term)
}

/** The words that terms stand for in a text, names found by their family. */
export function writtenWords(text: string, wanted: readonly string[], names: NameFamilies): string[] {
  const written = spellings(text)
  const byFamily = new Map([...written.values()].map((word) => [names.familyOf(word) ?? '', word]))
  return wanted.map((term) => written.get(term) ?? byFamily.get(term) ?? term)
}

/** Who acts, as far as names tell: behind "by", else the names before the first verb. Families. */
export function actorsIn(text: string, names: NameFamilies): Set<string> {
  const list = tokens(text)
  const actors = new Set<string>()
  const add = ({ text: word }: Token) => {
    const family = names.familyOf(word)
    if (family) actors.add(family)
  }
  for (const [i, { lower }] of list.entries()) {
    if (lower !== 'by') continue
    for (const token of list.slice(i + 1, i + 8)) {
      if (token.tag === 'name' || token.tag === 'possessive') add(token)
      else if (token.tag !== 'determiner' && token.tag !== 'noun' && token.lower !== 'of') break
    }
  }
  if (actors.size) return actors
  const verb = list.findIndex((token) => isFiniteVerb(token) || token.tag === 'past')
  for (const [i, token] of list.slice(0, verb < 0 ? list.length : verb).entries()) {
    if (token.tag === 'mark' && actors.size) break
    add(token)
    if (actors.size && list[i + 1]?.tag === 'preposition') break
  }
  return actors
}
