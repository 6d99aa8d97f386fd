/**
 * Values that many pages need and that hold until the data changes: kept per database and data version, the `most` that
 * were asked for last. `db` is only the key under which they are kept.
 */
export function keepUntilChanged<T>(most: number) {
  const ofDb = new WeakMap<object, { version: number; values: Map<string, T> }>()
  return (db: object, version: number, key: string, make: () => T): T => {
    let kept = ofDb.get(db)
    if (kept?.version !== version) ofDb.set(db, (kept = { version, values: new Map() }))
    const { values } = kept
    const value = values.get(key) ?? make()
    // Moved to the end: the first in the map is the one not asked for longest.
    values.delete(key)
    values.set(key, value)
    if (values.size > most) values.delete(values.keys().next().value!)
    return value
  }
}
