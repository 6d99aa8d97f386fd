import { occurrences, type Range } from '../text/anchor.ts'
import { codePoints } from '../text/codePoints.ts'
import { normaliseText } from '../text/normalise.ts'

/**
 * Where typed words stand in a text, in code points and in its order. Words typed with other quotation marks, dashes,
 * capitals or spaces than the letter's are found too: what is marked is the letter's own words. Nothing else is forgiven,
 * and a place inside of a longer word is no place.
 */
export function findQuote(text: string, typed: string): Range[] {
  const wanted = normaliseText(typed)
  const exact = occurrences(text, wanted)
  return (exact.length ? exact : foldedOccurrences(text, wanted)).filter(standsAlone(text))
}

function foldedOccurrences(text: string, wanted: string): Range[] {
  const folded = fold(text)
  const sought = fold(wanted).text.trim()
  if (!sought) return []
  const points = codePoints(text)
  const ranges: Range[] = []
  for (let at = folded.text.indexOf(sought); at >= 0; at = folded.text.indexOf(sought, at + 1)) {
    const [start, end] = [folded.from[at]!, folded.to[at + sought.length - 1]!]
    // A folded character may stand for part of one of the letter's ("…" is three full stops): it is found whole or not at all.
    const isWhole = folded.from[at - 1] !== start && folded.to[at + sought.length] !== end
    if (isWhole) ranges.push({ start: points.fromUtf16(start), end: points.fromUtf16(end) })
  }
  return ranges
}

interface Folded {
  text: string
  /** For each UTF-16 unit of it, where the character that it stands for begins and ends in the original. */
  from: number[]
  to: number[]
}

function fold(original: string): Folded {
  const folded: Folded = { text: '', from: [], to: [] }
  let at = 0
  for (const character of original) {
    const end = at + character.length
    let plain = plainForm(character)
    if (plain === ' ' && folded.text.endsWith(' ')) plain = ''
    folded.text += plain
    for (let i = 0; i < plain.length; i++) {
      folded.from.push(at)
      folded.to.push(end)
    }
    at = end
  }
  return folded
}

function plainForm(character: string): string {
  if (/["“”„‟«»″]/.test(character)) return '"'
  if (/['‘’‚‛′`´]/.test(character)) return "'"
  if (/[-‐‑‒–—―−]/.test(character)) return '-'
  if (character === '…') return '...'
  if (/[\u00ad\u200b-\u200d\u2060]/.test(character)) return ''
  // By way of capitals, so that what has two of them (ß, և) is folded like them.
  return /\s/.test(character) ? ' ' : character.toUpperCase().toLowerCase()
}

const isOfWord = (character: string | undefined) =>
  character !== undefined && /[\p{L}\p{N}\p{M}]/u.test(character)

function standsAlone(text: string): (range: Range) => boolean {
  const characters = Array.from(text)
  return ({ start, end }) =>
    !(isOfWord(characters[start]) && isOfWord(characters[start - 1])) &&
    !(isOfWord(characters[end - 1]) && isOfWord(characters[end]))
}
