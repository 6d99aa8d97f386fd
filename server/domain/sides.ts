/** Which parties face each other on a page. `right` is null, and `others` empty, where there is only one. */
export interface Sides<Party> {
  left: Party
  right: Party | null
  /** The parties that are not shown, in the order of the data. */
  others: Party[]
  /** Whether left and right stand against the order of the data. */
  isExchanged: boolean
}

/**
 * The two parties that an address asks for by slug. What is missing or names no party, and a right that is the same as
 * the left, falls back to the first party not taken: an address that is mailed never breaks.
 * `parties` stand in the order of the data; throws a RangeError when there are none.
 */
export function sides<Party extends { slug: string }>(
  parties: readonly Party[],
  asked: { left?: string | undefined; right?: string | undefined } = {},
): Sides<Party> {
  const askedLeft = parties.find(({ slug }) => slug === asked.left)
  const askedRight = parties.find((party) => party.slug === asked.right && party !== askedLeft)

  // With one party, asking for it on the right leaves nobody for the left: it stands on the left all the same.
  const left = askedLeft ?? parties.find((party) => party !== askedRight) ?? parties[0]
  if (!left) throw new RangeError('a collection has at least one party')
  const right = [askedRight, ...parties].find((party) => party && party !== left) ?? null

  return {
    left,
    right,
    others: parties.filter((party) => party !== left && party !== right),
    isExchanged: right !== null && parties.indexOf(left) > parties.indexOf(right),
  }
}
