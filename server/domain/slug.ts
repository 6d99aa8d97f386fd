/** No slug is longer. */
export const longestSlug = 80

/** What a slug is made of: words of small letters and digits, joined by hyphens. */
export const isSlug = (text: string) => text.length <= longestSlug && /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(text)

/** A made slug is cut behind a word at about this length, so that addresses stay readable. */
const readableLength = 60

/** A text's words as a slug may hold them: accents are dropped, what is no letter or digit parts words. */
export function slugWords(text: string): string[] {
  const plain = text
    .normalize('NFKD')
    .replace(/\p{M}|['’]/gu, '')
    .toLowerCase()
  return plain.match(/[a-z0-9]+/g) ?? []
}

/** A slug made of a text's words. "" where none is left. */
export function slugOf(text: string): string {
  let slug = ''
  for (const word of slugWords(text)) {
    const longer = slug ? `${slug}-${word}` : word
    if (longer.length > readableLength) return slug || word.slice(0, readableLength)
    slug = longer
  }
  return slug
}

/** The text's slug, with a number behind it where it is taken; `fallback` where the text has no letter that a slug may hold. */
export function freeSlug(text: string, fallback: string, isTaken: (slug: string) => boolean): string {
  const slug = slugOf(text) || fallback
  if (!isTaken(slug)) return slug
  for (let n = 2; ; n++) {
    if (!isTaken(`${slug}-${n}`)) return `${slug}-${n}`
  }
}
