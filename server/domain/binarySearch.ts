/**
 * How many of the indices 0, 1, 2 … `length` - 1 `holds` for, when it holds for the first ones and for none after them
 * (as "is less than x" does on a sorted array). O(log length).
 */
export function countLeading(length: number, holds: (index: number) => boolean): number {
  let low = 0
  let high = length
  while (low < high) {
    const middle = (low + high) >> 1
    if (holds(middle)) low = middle + 1
    else high = middle
  }
  return low
}
