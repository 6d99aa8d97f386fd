/** One further link of the chain behind an assertion: whom the link before it relays, or cites as its own ground. */
export interface AttributionLink {
  name: string
  isAdopted: boolean
}

/** One link in words, so that a template can link `name`; `index` is its place among the links given. */
export interface AttributionPart {
  words: string
  name: string
  index: number
}

/**
 * Who says it, link by link, outermost first: "NGOs, relaying the South, relaying the Security Council"; a source that
 * is adopted is cited: "NGOs, citing Amnesty International". `text` is the author and all parts joined.
 */
export function attributionInWords(
  author: string,
  links: readonly AttributionLink[],
): { text: string; parts: AttributionPart[] } {
  const parts = links.map(({ name, isAdopted }, index) => ({
    words: isAdopted ? ', citing ' : ', relaying ',
    name,
    index,
  }))
  return { text: author + parts.map(({ words, name }) => words + name).join(''), parts }
}
