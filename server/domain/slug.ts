/** No slug is longer. */
export const longestSlug = 80

/** What a slug is made of: words of small letters and digits, joined by hyphens. */
export const isSlug = (text: string) => text.length <= longestSlug && /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(text)

/** A made slug is cut behind a word at about this length, so that addresses stay readable. */
const readableLength = 60

/** A slug made of a text's words: accents are dropped, what is no letter or digit parts words. "" where none is left. */
export function slugOf(text: string): string {
  const words = text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replace(/[’']/g, '')
    .toLowerCase()
    .match(/[a-z0-9]+/g)
  let slug = ''
  for (const word of words ?? []) {
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
