/** A run of numbers that no note has. */
interface Gap {
  from: number
  to: number
}

/**
 * The numbers that are missing where notes count up. A label that comes again bears a number of its own ("1-2"): there a page
 * begins to count anew. Other labels than numbers don't count.
 */
function missingNotes(labels: readonly string[]): Gap[] {
  const gaps: Gap[] = []
  let last = 0
  for (const label of labels) {
    const number = Number(/^(\d+)(?:-\d+)?$/.exec(label)?.[1] ?? Number.NaN)
    if (Number.isNaN(number)) continue
    if (number > last + 1) gaps.push({ from: last + 1, to: number - 1 })
    last = number
  }
  return gaps
}

/** What is missing, said in a sentence; undefined where nothing is. */
export function missingInWords(labels: readonly string[]): string | undefined {
  const gaps = missingNotes(labels)
  if (!gaps.length) return undefined
  const named = gaps.slice(0, 5).map(({ from, to }) => (from === to ? `${from}` : `${from} to ${to}`))
  const more = gaps.length > 5 ? ' and others' : ''
  const isOne = gaps.length === 1 && gaps[0]!.from === gaps[0]!.to
  return `By the count of the notes, ${isOne ? 'note' : 'notes'} ${named.join(', ')}${more} ${isOne ? 'is' : 'are'} missing.`
}
