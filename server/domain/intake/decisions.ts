import type { ParagraphRole } from '../../../db/vocabulary.ts'

/**
 * What has been decided about a source, each decision under the place that it is about, so that any of them can be
 * taken back alone and in any order. null says that nothing is decided, whatever a layer below says.
 */
export type Decisions = Record<string, string | null>

/** A place in a source: "12:0" is the beginning of block 12, "12:40" the 41st UTF-16 unit in it. */
export type Place = `${number}:${number}`
export const placeOf = (block: number, offset = 0): Place => `${block}:${offset}`

/** What begins at a place: a paragraph, or the next words of the paragraph before. 'no cut' undoes a cut inside of a block. */
export type Beginning = 'paragraph' | 'joined' | 'joined without space' | 'no cut'
/** What becomes of the words from a place to the next cut. */
export type Fate = 'text' | 'left out' | 'note'

/** One decision each, to be spread into `Decisions`. */
export const decide = {
  begins: (place: Place, beginning: Beginning) => ({ [`begins ${place}`]: beginning }),
  fate: (place: Place, fate: Fate) => ({ [`is ${place}`]: fate }),
  role: (place: Place, role: ParagraphRole) => ({ [`role ${place}`]: role }),
  /** A list mark: "-" or "3."; "" for none. */
  mark: (place: Place, mark: string) => ({ [`mark ${place}`]: mark }),
  /** The marker of the note that begins here; "" where the note before goes on. */
  note: (place: Place, label: string) => ({ [`note ${place}`]: label }),
  /** What stands instead of these units of a block; "[^3]" in it is the marker of note 3, "\\[^" the characters themselves. */
  words: (block: number, from: number, to: number, words: string) => ({
    [`words ${block}:${from}-${to}`]: words,
  }),
}

/** Words that stand instead of others, with the key that they were decided under. */
export interface Replacement {
  key: string
  from: number
  to: number
  words: string
}

/** Decisions sorted by what they are about: made once, asked for every block. */
export interface DecisionIndex {
  /** Offsets inside of a block at which it is cut, sorted. */
  cuts(block: number): number[]
  beginning(place: Place): Beginning | undefined
  fate(place: Place): Fate
  role(place: Place): ParagraphRole | undefined
  mark(place: Place): string
  note(place: Place): string
  /** In the order of the block; none overlaps another. */
  replacements(block: number): Replacement[]
}

export function indexDecisions(decisions: Decisions): DecisionIndex {
  const cuts = new Map<number, number[]>()
  const words = new Map<number, Replacement[]>()
  for (const [key, value] of Object.entries(decisions)) {
    if (value === null) continue
    const [, what, block, from, to] = /^(begins|words) (\d+):(\d+)(?:-(\d+))?$/.exec(key) ?? []
    if (what === 'begins' && Number(from) > 0 && value !== 'no cut') pushTo(cuts, Number(block), Number(from))
    if (what === 'words')
      pushTo(words, Number(block), { key, from: Number(from), to: Number(to), words: value })
  }
  for (const offsets of cuts.values()) offsets.sort((a, b) => a - b)
  for (const [block, list] of words) words.set(block, withoutOverlaps(list))
  const get = (key: string) => decisions[key] ?? undefined
  return {
    cuts: (block) => cuts.get(block) ?? [],
    beginning: (place) => get(`begins ${place}`) as Beginning | undefined,
    fate: (place) => (get(`is ${place}`) as Fate | undefined) ?? 'text',
    role: (place) => get(`role ${place}`) as ParagraphRole | undefined,
    mark: (place) => get(`mark ${place}`) ?? '',
    note: (place) => get(`note ${place}`) ?? '',
    replacements: (block) => words.get(block) ?? [],
  }
}

function withoutOverlaps(list: Replacement[]): Replacement[] {
  const kept: Replacement[] = []
  for (const one of list.sort((a, b) => a.from - b.from || a.to - b.to)) {
    if (one.from >= (kept.at(-1)?.to ?? 0)) kept.push(one)
  }
  return kept
}

function pushTo<T>(map: Map<number, T[]>, key: number, value: T) {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}
