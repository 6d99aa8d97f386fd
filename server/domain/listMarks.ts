/** A mark of a list that is kept among the words: "(a)", "iv)", "b." */
export const markInWords = /^[^\S\n]*(?:\(?(?:[a-z]|[ivx]{1,4}|\d{1,2})\)|[a-h]\.)[^\S\n]+(?=\S)/

/** What a page shows before a paragraph that has this list mark: nothing where its words begin with a mark of their own. */
export function shownMark(mark: string | null, words: string): string {
  if (mark !== '-') return mark ?? ''
  return markInWords.test(words) ? '' : '•'
}
