import { stem } from './stemmer.ts'

/**
 * Words that say too little to compare by. Negations are among them on purpose: a denial is to be found beside what it
 * denies.
 */
const emptyWords = new Set(
  `the a an of to in and or by for with on at from as is are was were be been being has have had having that which who
  whom whose it its this these those their they his her into than such also any all not no nor but will would shall
  should can could may might must do does did there here where when while we our you your i my he she him them`
    .split(/\s+/)
    .filter(Boolean),
)

/** The stems of a text's telling words, in their order. */
export function terms(text: string): string[] {
  const words = text
    .toLowerCase()
    .replace(/[’']s?(?![\p{L}])/gu, '')
    .match(/[\p{L}\p{N}]+/gu)
  return (words ?? []).filter((word) => !emptyWords.has(word)).map(stem)
}

/** Groups of four letters of a text's longer words, ends marked: so "ammunition" meets "munitions". */
export function letterGroups(text: string): string[] {
  return (text.toLowerCase().match(/\p{L}{4,}/gu) ?? []).flatMap((word) => {
    const marked = `^${word}$`
    return Array.from({ length: marked.length - 3 }, (_, i) => marked.slice(i, i + 4))
  })
}

/** For each of a text's terms the first word that it stands for, as it is written there: what a reader is shown. */
export function spellings(text: string): Map<string, string> {
  const words = new Map<string, string>()
  for (const [word] of text.matchAll(/[\p{L}\p{N}]+/gu)) {
    const [term] = terms(word)
    if (term && !words.has(term)) words.set(term, word)
  }
  return words
}

/** Term to weight, of length 1 (or empty). */
export type Vector = ReadonlyMap<string, number>

/** Weighs terms by how few of the documents they stand in (TF-IDF). */
export interface Weighing {
  /** The vector of some texts' terms together, each text counting so much. */
  vector(parts: readonly { terms: readonly string[]; weight: number }[]): Vector
  rarity(term: string): number
}

export function weighing(documents: readonly (readonly string[])[]): Weighing {
  const frequency = new Map<string, number>()
  for (const document of documents) {
    for (const term of new Set(document)) frequency.set(term, (frequency.get(term) ?? 0) + 1)
  }
  // A term that no document holds is rarer than one that one of them holds, but not without bound.
  const rarity = (term: string) => Math.log(1 + documents.length / (frequency.get(term) ?? 0.7))
  const vector: Weighing['vector'] = (parts) => {
    const weights = new Map<string, number>()
    for (const { terms, weight } of parts) {
      for (const term of terms) weights.set(term, (weights.get(term) ?? 0) + weight)
    }
    let squares = 0
    for (const [term, count] of weights) {
      const value = (count >= 1 ? 1 + Math.log(count) : count) * rarity(term)
      weights.set(term, value)
      squares += value * value
    }
    const length = Math.sqrt(squares)
    if (length > 0) for (const [term, value] of weights) weights.set(term, value / length)
    return weights
  }
  return { vector, rarity }
}

/** Vectors by the terms they hold, so that only those that share a term with a query are looked at. */
export interface VectorIndex {
  /** The cosine of the query with every vector, 0 for those that share nothing. */
  cosines(query: Vector): Float64Array
}

export function vectorIndex(vectors: readonly Vector[]): VectorIndex {
  const postings = new Map<string, { at: number; weight: number }[]>()
  for (const [at, vector] of vectors.entries()) {
    for (const [term, weight] of vector) {
      const list = postings.get(term)
      if (list) list.push({ at, weight })
      else postings.set(term, [{ at, weight }])
    }
  }
  return {
    cosines(query) {
      const result = new Float64Array(vectors.length)
      for (const [term, weight] of query) {
        for (const posting of postings.get(term) ?? []) result[posting.at]! += weight * posting.weight
      }
      return result
    },
  }
}

/** The terms that two texts share, the rarest first. */
export function sharedTerms(a: Vector, b: Vector, most = 4): string[] {
  return [...a]
    .flatMap(([term, weight]) => (b.has(term) ? [{ term, product: weight * b.get(term)! }] : []))
    .sort((one, other) => other.product - one.product || (one.term < other.term ? -1 : 1))
    .slice(0, most)
    .map(({ term }) => term)
}
