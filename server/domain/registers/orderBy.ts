/**
 * Things in the order of the places that were typed for them; those at the same place stay in the order they had, one
 * without a place behind those with one.
 */
export function orderBy(ids: readonly string[], placeOf: (id: string) => string): string[] {
  const place = (id: string) => {
    const typed = placeOf(id).trim()
    return typed === '' || Number.isNaN(Number(typed)) ? Number.POSITIVE_INFINITY : Number(typed)
  }
  return ids.toSorted((a, b) => {
    const [one, other] = [place(a), place(b)]
    return one === other ? 0 : one - other
  })
}
