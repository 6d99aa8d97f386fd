/** Made-up language for synthetic corpora: the same seed gives the same words, on every machine. */

export type Random = () => number

/** Numbers from 0 up to 1, the same ones for the same seed (mulberry32). */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

/** A whole number from 0 up to `count`. */
export const below = (random: Random, count: number) => Math.floor(random() * count)

export function shuffle(list: Int32Array, random: Random) {
  for (let i = list.length - 1; i > 0; i--) {
    const other = below(random, i + 1)
    const held = list[i]!
    list[i] = list[other]!
    list[other] = held
  }
}

const onsets = ['b', 'd', 'f', 'g', 'k', 'l', 'm', 'n', 'p', 'r', 's', 't', 'v', 'z', 'st', 'tr', 'kr', 'pl']
const vowels = ['a', 'e', 'i', 'o', 'u', 'ai', 'ou']
const accented = ['é', 'ü', 'á', 'ö']
const codas = ['', '', '', 'n', 'r', 's', 'l', 't']

export const vocabularySize = 20_000

/** The words of the language, the commonest first and shortest; one in fifty has a diacritic. */
export const vocabulary: readonly string[] = makeVocabulary()

function makeVocabulary(): string[] {
  const random = seededRandom(1)
  const pick = (list: readonly string[]) => list[below(random, list.length)]!
  const words = new Set<string>()
  while (words.size < vocabularySize) {
    const syllables = words.size < 100 ? 1 : words.size < 3000 ? 2 : 3
    let word = ''
    for (let i = 0; i < syllables; i++) {
      word += pick(onsets) + (random() < 0.02 ? pick(accented) : pick(vowels)) + pick(codas)
    }
    words.add(word)
  }
  return [...words]
}

/** Draws words as a language does: the n-th commonest comes 1/n as often as the first (Zipf), in constant time (Walker's alias). */
export function zipfWords(random: Random): () => string {
  const weights = vocabulary.map((_, i) => 1 / (i + 1))
  const mean = weights.reduce((sum, weight) => sum + weight, 0) / weights.length
  const share = weights.map((weight) => weight / mean)
  const alias = new Int32Array(share.length)
  const small = share.flatMap((part, i) => (part < 1 ? [i] : []))
  const large = share.flatMap((part, i) => (part < 1 ? [] : [i]))
  while (small.length && large.length) {
    const low = small.pop()!
    const high = large.at(-1)!
    alias[low] = high
    share[high]! -= 1 - share[low]!
    if (share[high]! < 1) small.push(large.pop()!)
  }
  return () => {
    const i = below(random, share.length)
    return vocabulary[random() < share[i]! ? i : alias[i]!]!
  }
}

export function sentence(word: () => string, length: number): string {
  const words = Array.from({ length }, word)
  return `${capital(words.join(' '))}.`
}

export const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
