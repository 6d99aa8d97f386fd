import { freeSlug, slugOf, slugWords } from '../slug.ts'

/**
 * The slug of a letter's next assertion: numbered on behind those that it has or had, after their convention ("north-021");
 * after the letter's own slug where there is none yet. `taken` are the slugs of the letter's assertions, past ones too.
 */
export function nextAssertionSlug(letter: string, taken: readonly string[]): string {
  const numbered = taken.flatMap((slug) => {
    const [, stem, digits] = /^(.+)-(\d+)$/.exec(slug) ?? []
    return stem && digits ? [{ stem, digits }] : []
  })
  const counts = new Map<string, number>()
  for (const { stem } of numbered) counts.set(stem, (counts.get(stem) ?? 0) + 1)
  const usual = [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? slugOf(letter)
  const used = numbered.filter(({ stem }) => stem === usual).map(({ digits }) => digits)
  const next = Math.max(0, ...used.map(Number)) + 1
  return `${usual}-${String(next).padStart(Math.max(3, ...used.map(({ length }) => length)), '0')}`
}

/** Words that tell nothing about a claim. */
const passedOver = new Set(
  'a an the of in on at to by for from and or that which who whom with as was were is are be been has have had its their his her'.split(
    ' ',
  ),
)
const mostWords = 7

/** A short slug for a claim, of the first telling words of its wording; numbered where it is taken. */
export function claimSlug(wording: string, isTaken: (slug: string) => boolean): string {
  const words = slugWords(wording)
  const telling = words.filter((word) => !passedOver.has(word))
  return freeSlug((telling.length ? telling : words).slice(0, mostWords).join(' '), 'claim', isTaken)
}
