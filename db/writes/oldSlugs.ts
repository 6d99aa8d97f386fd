import { insert } from '../insert.ts'
import { oldSlugs } from '../schema/index.ts'
import { findId, type SluggedKind } from '../slugs.ts'
import type { Change } from './change.ts'

/** Keeps the addresses that an object had before. @throws when one of them is an object's present slug. */
export function addOldSlugs(change: Change, kind: SluggedKind, record: { id: string; old_ids?: string[] }) {
  record.old_ids?.forEach((slug, i) => {
    if (findId(change.db, kind, slug) !== undefined) {
      throw new Error(`The old id “${slug}” of ${kind} “${record.id}” is the present id of another.`)
    }
    insert(change.db, oldSlugs, { kind, slug, currentSlug: record.id, ordinal: i + 1 })
  })
}

export function removeOldSlugs(
  change: Change,
  kind: SluggedKind,
  record: { id: string; old_ids?: string[] },
) {
  if (!record.old_ids?.length) return
  change.db.$client
    .prepare("DELETE FROM old_slugs WHERE kind || ' ' || current_slug = ?")
    .run(`${kind} ${record.id}`)
}
