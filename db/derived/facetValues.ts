/** A facet's value that selects a claim. */
export type FacetValue = readonly [facet: string, value: string]

export const keyOf = ([facet, value]: FacetValue) => `${facet} ${value}`

/** The values as claim_summaries keeps them. */
export const asKept = (values: readonly FacetValue[]) => JSON.stringify(values.map(keyOf).sort())

export const fromKept = (kept: string): FacetValue[] => (JSON.parse(kept) as string[]).map(fromKey)

function fromKey(key: string): FacetValue {
  const space = key.indexOf(' ')
  return [key.slice(0, space), key.slice(space + 1)]
}
