import type { urlStates } from '../../db/vocabulary.ts'

/** An address that a footnote gives, as printed; '' where it was left empty. */
export interface FootnoteUrl {
  url: string
  state: (typeof urlStates)[number]
}

/**
 * A stretch of a footnote: plain words, an address that can be followed, one that is wrong as printed, one that the source
 * left empty (printed as "<>"), or one that is printed but of a kind that is not followed.
 */
export interface FootnotePart {
  text: string
  address: 'none' | 'link' | 'broken' | 'empty'
  /** Where a link leads: the address as printed, with "https://" before one that is printed without. */
  href: string | null
}

/** A footnote's words whole, cut at its addresses; the texts joined are the footnote. `urls` stand in the order of the text. */
export function footnoteParts(text: string, urls: readonly FootnoteUrl[]): FootnotePart[] {
  const parts: FootnotePart[] = []
  const add = (words: string, address: FootnotePart['address']) => {
    if (words) parts.push({ text: words, address, href: address === 'link' ? followed(words) : null })
  }
  let rest = text
  for (const { url, state } of urls) {
    const printed = state === 'empty' ? '<>' : url
    const at = rest.indexOf(printed)
    if (at === -1) continue
    add(rest.slice(0, at), 'none')
    add(printed, addressKind(url, state))
    rest = rest.slice(at + printed.length)
  }
  add(rest, 'none')
  return parts
}

/** Only what leads to a page may be followed: a letter could print any address, "javascript:" too. */
function addressKind(url: string, state: FootnoteUrl['state']): FootnotePart['address'] {
  if (state !== 'usable') return state
  return /^(https?:\/\/|www\.)/i.test(url) ? 'link' : 'none'
}

const followed = (url: string) => (/^www\./i.test(url) ? `https://${url}` : url)
