import type { HitPiece } from '../searchQuery.ts'
import type { Piece } from './quoteInSentence.ts'

/** A stretch of a sentence: whether it belongs to the quote, and whether it is what was looked for. */
export interface FoundPiece extends Piece {
  hit: boolean
}

/** What stands between the parts of a quote whose words stand apart. */
const gap = ' … '

/**
 * A quote in its sentence, with the hits that a search found in the quote. `hits` is the quote alone, its parts joined by
 * " … ". Where the two do not agree word for word, nothing is marked as a hit.
 */
export function hitsInSentence(sentence: readonly Piece[], hits: readonly HitPiece[]): FoundPiece[] {
  const quote = hits.map(({ text }) => text).join('')
  const pieces: FoundPiece[] = []
  let at = 0
  for (const { text, marked } of sentence) {
    if (!marked) {
      pieces.push({ text, marked, hit: false })
      continue
    }
    if (!quote.startsWith(text, at) && quote.startsWith(gap, at)) at += gap.length
    if (!quote.startsWith(text, at)) return sentence.map((piece) => ({ ...piece, hit: false }))
    for (const part of slice(hits, at, at + text.length)) pieces.push({ ...part, marked })
    at += text.length
  }
  return pieces
}

/** The stretch of the pieces' joined text from one UTF-16 offset to another. */
function slice(pieces: readonly HitPiece[], from: number, to: number): HitPiece[] {
  const result: HitPiece[] = []
  let start = 0
  for (const { text, hit } of pieces) {
    const part = text.slice(Math.max(0, from - start), Math.max(0, to - start))
    if (part) result.push({ text: part, hit })
    start += text.length
  }
  return result
}
