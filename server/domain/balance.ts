import { countOf } from './words.ts'

/**
 * How unevenly a collection is filled, to stand wherever a count could mislead; null where the sides that face each other
 * have as many letters each. Names no side.
 */
export function balanceInWords(left: number, right: number | null): string | null {
  if (right === null || left === right) return null
  return `This collection holds ${countOf(left, 'letter')} from one side and ${countOf(right)} from the other. Counts describe the collection, not the dispute.`
}
