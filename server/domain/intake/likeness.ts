/** How many of a text's runs of five words another text has too: 1 for the same words, 0 for none. */
export function likeness(a: string, b: string): number {
  const [first, second] = [shingles(a), shingles(b)]
  const [small, large] = first.size < second.size ? [first, second] : [second, first]
  if (!small.size) return 0
  let shared = 0
  for (const one of small) if (large.has(one)) shared += 1
  return shared / small.size
}

/** From here on two texts are the same letter, in another copy or in part. */
export const nearlySame = 0.7

function shingles(text: string): Set<string> {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
  const result = new Set<string>()
  for (let i = 0; i + 5 <= words.length; i++) result.add(words.slice(i, i + 5).join(' '))
  return result
}
