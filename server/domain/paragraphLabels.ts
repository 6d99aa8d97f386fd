import type { ParagraphRole } from '../../db/vocabulary.ts'

const letters: Partial<Record<ParagraphRole, string>> = {
  frame: 'F',
  address: 'A',
  heading: 'H',
  signature: 'S',
  enclosure: 'E',
}

/** Gives the paragraphs of one letter their labels in order: "6" is the sixth of the text, whatever stands above it. */
export function paragraphLabels(): (role: ParagraphRole) => string {
  const counts = new Map<string, number>()
  return (role) => {
    const letter = letters[role] ?? ''
    const count = (counts.get(letter) ?? 0) + 1
    counts.set(letter, count)
    return `${letter}${count}`
  }
}
