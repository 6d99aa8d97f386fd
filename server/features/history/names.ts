import type { Db } from '../../../db/client.ts'
import { partsOf } from '../../../db/keys.ts'
import { listPresent } from '../../../db/presentNames.ts'
import type { ObjectRef } from '../../../db/records.ts'

/** What objects are called, for a page that lists them; one that has no name of its own goes by its key. */
export function presentNames(db: Db, refs: readonly ObjectRef[]) {
  const named = listPresent(db, refs.flatMap(partsOf))
  return (ref: ObjectRef) =>
    partsOf(ref)
      .map(({ kind, key }) => named.get(`${kind} ${key}`) ?? named.get(`waiting ${key}`) ?? key)
      .join(' · ')
}
