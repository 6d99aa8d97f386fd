import { type NameFamilies, nameFamilies } from '../suggest/names.ts'

/** A party with the names by which a text may speak of it. */
export interface NamedSide {
  id: string
  name: string
  /** Of its authors, and of the authorities that speak for it. */
  others: string[]
}

export interface SideNames {
  families: NameFamilies
  /** The parties that a text names, in the order in which it names them. */
  namedIn(text: string): string[]
  /** Whether a term, as `namedTerms` gives it, names a party. */
  isSide(term: string): boolean
}

/**
 * Learns from the data alone by which words texts name the parties: those of a party's own name that no other party's has,
 * and proper names that come back in the names of its authors and authorities and in nobody else's. `texts` show which
 * words are names; `foreign` are names of bodies that speak for no party.
 */
export function sideNames(
  sides: readonly NamedSide[],
  foreign: readonly string[],
  texts: readonly string[],
): SideNames {
  // Behind a small word, where a name is known as one.
  const families = nameFamilies([...texts, ...sides.map(({ name }) => `of ${name}`)])
  const familyOf = (word: string) => families.familyOf(word) ?? word.toLowerCase()
  const wordsOf = (text: string, pattern: RegExp) => (text.match(pattern) ?? []).map(familyOf)

  const owners = new Map<string, string>()
  const ownWords = sides.map(({ name }) => new Set(wordsOf(name, capitalised)))
  for (const [i, words] of ownWords.entries()) {
    for (const word of words) {
      if (ownWords.every((others, j) => i === j || !others.has(word))) owners.set(word, sides[i]!.id)
    }
  }

  const lowerCase = new Set(texts.flatMap((text) => text.match(lower) ?? []))
  const isName = (word: string) => !lowerCase.has(word.toLowerCase())
  const bearers = new Map<string, Map<string | null, number>>()
  const count = (names: readonly string[], owner: string | null) => {
    for (const name of names) {
      for (const word of new Set((name.match(properName) ?? []).filter(isName).map(familyOf))) {
        const counts = bearers.get(word) ?? new Map()
        bearers.set(word, counts.set(owner, (counts.get(owner) ?? 0) + 1))
      }
    }
  }
  for (const { id, others } of sides) count(others, id)
  count(foreign, null)
  for (const [word, counts] of bearers) {
    const [[owner, times] = [null, 0]] = counts
    if (counts.size === 1 && owner !== null && times >= 2 && !owners.has(word)) owners.set(word, owner)
  }

  return {
    families,
    namedIn: (text) =>
      wordsOf(text, capitalised).flatMap((word) => {
        const owner = owners.get(word)
        return owner === undefined ? [] : [owner]
      }),
    isSide: (term) => owners.has(term),
  }
}

const capitalised = /\p{Lu}\p{L}{2,}/gu
/** One capital only: an abbreviation such as that of a kind of body names nobody. */
const properName = /(?<!\p{L})\p{Lu}\p{Ll}{2,}(?!\p{L})/gu
const lower = /(?<!\p{L})\p{Ll}\p{L}+/gu

/**
 * The party that acts: the only one named as who does it; else the one behind "by"; else the first that is named. Null where
 * no party is named, or several together.
 */
export function actingSide(names: SideNames, text: string, who?: string): string | null {
  const doers = new Set(who ? names.namedIn(who) : [])
  if (doers.size > 1) return null
  if (doers.size === 1) return [...doers][0]!
  const [behindBy] = names.namedIn(/\bby ((?:\S+ ?){1,6})/.exec(text)?.[1] ?? '')
  return behindBy ?? names.namedIn(text)[0] ?? null
}
