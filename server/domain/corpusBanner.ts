import { furtherInWords, type LetterCounts, lettersInWords } from './markedLetters.ts'
import { countOf } from './words.ts'

/**
 * How many letters of each side stand behind every count, and how many more are not marked yet, as sentences that name no
 * side: the largest number comes first, whichever side it is of, so that exchanging the sides changes nothing.
 */
export function corpusBanner(sides: readonly LetterCounts[]): string {
  const letters = sides.map((side) => side.letters).sort((a, b) => b - a)
  const unmarked = sides.reduce((n, side) => n + side.unmarked, 0)
  return [heldInWords(letters, unmarked), letters[0] ? furtherInWords(unmarked) : '', notTheDispute]
    .filter((sentence) => sentence !== '')
    .join(' ')
}

const notTheDispute = 'Counts describe the collection, not the dispute.'

function heldInWords(counts: number[], unmarked: number): string {
  const [first = 0, second] = counts
  if (first === 0) {
    return unmarked
      ? `This collection holds ${lettersInWords({ letters: 0, unmarked })}.`
      : 'This collection holds no letters of any side yet.'
  }
  if (second === undefined) return `This collection holds ${countOf(first, 'letter')}, all from one side.`
  const isEven = counts.every((count) => count === first)
  if (counts.length === 2) {
    if (isEven) return `This collection holds ${countOf(first, 'letter')} from each of the two sides.`
    const other = second === 0 ? 'none' : countOf(second)
    return `This collection holds ${countOf(first, 'letter')} from one side and ${other} from the other.`
  }
  const sides = `${countOf(counts.length)} sides`
  if (isEven) return `This collection holds ${countOf(first, 'letter')} from each of ${sides}.`
  const parts = counts.map((count) => (count === 0 ? 'none' : countOf(count)))
  return `This collection holds letters from ${sides}, unevenly: ${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}.`
}
