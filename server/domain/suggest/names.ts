import { spellings, terms } from './similarity.ts'

/**
 * The names of a collection, with the adjectives and plurals made of them: those that begin alike are one family
 * ("Northland", "Northlander", "Northlanders"). Learned from the texts: a name is a word that stands with a capital
 * inside of sentences, and hardly ever without.
 */
export interface NameFamilies {
  /** The family's shortest name, in lower case; undefined for a word that is no known name. */
  familyOf(word: string): string | undefined
  /** A family as readers know it: its shortest name, with a capital. */
  shown(family: string): string
}

const shortestName = 4
/** So many letters more than its base may an adjective or plural have: -n, -ian, -ians, -ese, -i. */
const longestEnding = 4
/** Of the places where a family's names stand, at least one in so many has the name by which it is shown. */
const fewestTimes = 20
/** Of the places where a name stands, so many are with a capital. */
const mostlyCapital = 0.8

export function nameFamilies(texts: Iterable<string>): NameFamilies {
  const all = [...texts]
  const capital = new Map<string, number>()
  const small = new Map<string, number>()
  const count = (counts: Map<string, number>, word: string) => counts.set(word, (counts.get(word) ?? 0) + 1)
  for (const text of all) {
    for (const [word] of text.matchAll(/(?<=[\p{Ll}\p{N},(“] ?)\p{Lu}\p{L}+/gu))
      count(capital, word.toLowerCase())
    for (const [word] of text.matchAll(/(?<![\p{L}])\p{Ll}\p{L}+/gu)) count(small, word)
  }
  const names = [...capital]
    .filter(([name, times]) => times >= mostlyCapital * (times + (small.get(name) ?? 0)))
    .map(([name]) => name)
  const families = new Map<string, string>()
  const isKnown = (word: string) => word.length >= shortestName && families.has(word)
  for (const name of names.sort((a, b) => a.length - b.length || (a < b ? -1 : 1))) {
    let base = name
    const stem = /^(\p{L}{4,})(?:ish|ese|ic|ians?|ans?|is?)$/u.exec(name)?.[1]
    const country =
      stem && [...families.keys()].find((other) => other.startsWith(stem) && other.length - stem.length <= 3)
    if (country) base = families.get(country)!
    for (let cut = 1; cut <= longestEnding && base === name; cut++) {
      const shorter = name.slice(0, -cut)
      if (isKnown(shorter)) base = families.get(shorter)!
    }
    families.set(name, base)
  }
  for (const [one, other] of aliases(all)) {
    const [from, to] = [families.get(one), families.get(other)]
    if (from === undefined || to === undefined || from === to) continue
    for (const [name, base] of families) if (base === from) families.set(name, to)
  }
  // Its shortest name, but for one that hardly stands anywhere: somebody may be called like the root of a country's name.
  const times = new Map<string, number>()
  for (const [name, base] of families) times.set(base, (times.get(base) ?? 0) + (capital.get(name) ?? 0))
  const known = [...families].filter(
    ([name, base]) => (capital.get(name) ?? 0) * fewestTimes >= times.get(base)!,
  )
  const shown = new Map(known.reverse().map(([name, base]) => [base, name]))
  return {
    shown: (family) => capitalised(shown.get(family) ?? family),
    familyOf: (word) => families.get(word.toLowerCase().replace(/[’']s?$/, '')),
  }
}

const capitalised = (word: string) => word.charAt(0).toUpperCase() + word.slice(1)

const named = String.raw`\p{Lu}[\p{L}-]+(?: \p{Lu}[\p{L}-]+)*`
const twoNames = new RegExp(`(${named}) \\((?:also [\\p{Ll} ]+ )?[“"]?(${named})[”"]?\\)`, 'gu')

/** Names that texts give for one another, at least twice: "Northland (Borea)", "Borea (also called “Northland”)". */
function aliases(texts: readonly string[]): [string, string][] {
  const counts = new Map<string, number>()
  const lastWord = (name: string) => name.split(/[ -]/).at(-1)!.toLowerCase()
  for (const text of texts) {
    for (const [, one = '', other = ''] of text.matchAll(twoNames)) {
      const pair = [lastWord(one), lastWord(other)].sort().join(' ')
      counts.set(pair, (counts.get(pair) ?? 0) + 1)
    }
  }
  return [...counts].filter(([, count]) => count > 1).map(([pair]) => pair.split(' ') as [string, string])
}

/** A text's terms, names by their family. */
export function namedTerms(text: string, names: NameFamilies): string[] {
  const written = spellings(text)
  return terms(text).map((term) => names.familyOf(written.get(term) ?? term) ?? term)
}

/** A text's terms without names and numbers. */
export function plainTerms(text: string, names: NameFamilies): string[] {
  const written = spellings(text)
  return terms(text).filter((term) => !/^\p{N}/u.test(term) && !names.familyOf(written.get(term) ?? term))
}

/** The words that terms stand for in a text, names found by their family. */
export function writtenWords(text: string, wanted: readonly string[], names: NameFamilies): string[] {
  const written = spellings(text)
  const byFamily = new Map([...written.values()].map((word) => [names.familyOf(word) ?? '', word]))
  return wanted.map((term) => written.get(term) ?? byFamily.get(term) ?? term)
}
