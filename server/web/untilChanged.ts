interface Kept<T> {
  version: number
  values: Map<string, T>
}

/** What is kept per database and data version; `db` is only the key under which it is kept. */
function keptOf<T>(ofDb: WeakMap<object, Kept<T>>, db: object, version: number): Map<string, T> {
  let kept = ofDb.get(db)
  if (kept?.version !== version) ofDb.set(db, (kept = { version, values: new Map() }))
  return kept.values
}

/** Moves a value to the end: the first in the map is the one not asked for longest, and goes when there are too many. */
function touch<T>(values: Map<string, T>, key: string, value: T, most: number) {
  values.delete(key)
  values.set(key, value)
  if (values.size > most) values.delete(values.keys().next().value!)
}

/** Values that many pages need and that hold until the data changes: the `most` that were asked for last. */
export function keepUntilChanged<T>(most: number) {
  const ofDb = new WeakMap<object, Kept<T>>()
  return (db: object, version: number, key: string, make: () => T): T => {
    const values = keptOf(ofDb, db, version)
    const value = values.get(key) ?? make()
    touch(values, key, value, most)
    return value
  }
}

/**
 * The same for many at once, in the order of the ids: `make` gives the values of those that are missing, by id; an id that
 * it knows nothing of is passed over. `setting` is part of each key.
 */
export function keepEachUntilChanged<T>(most: number) {
  const ofDb = new WeakMap<object, Kept<T>>()
  return (
    db: object,
    version: number,
    setting: string,
    ids: readonly number[],
    make: (missing: number[]) => ReadonlyMap<number, T>,
  ): T[] => {
    const values = keptOf(ofDb, db, version)
    const keyOf = (id: number) => `${id} ${setting}`
    const missing = ids.filter((id) => !values.has(keyOf(id)))
    const made = missing.length ? make(missing) : new Map<number, T>()
    // All are found before any is touched: touching one may let another of the same page go.
    const found = ids.flatMap((id) => {
      const value = made.get(id) ?? values.get(keyOf(id))
      return value === undefined ? [] : [{ id, value }]
    })
    for (const { id, value } of found) touch(values, keyOf(id), value, most)
    return found.map(({ value }) => value)
  }
}
