import type { Statement } from 'better-sqlite3'
import type { Db } from './client.ts'
import type { ObjectKind } from './vocabulary.ts'

/** The table of each kind of object that has a slug. */
export const slugTables = {
  party: 'parties',
  author: 'authors',
  authority: 'authorities',
  topic: 'topics',
  letter: 'letters',
  assertion: 'assertions',
  claim: 'claims',
} as const
export type SluggedKind = keyof typeof slugTables

export const hasSlug = (kind: ObjectKind): kind is SluggedKind => kind in slugTables

const prepared = new WeakMap<Db, Map<SluggedKind, Statement<[string], number>>>()

/** The id of the object with this slug, or undefined. */
export function findId(db: Db, kind: SluggedKind, slug: string): number | undefined {
  let ofDb = prepared.get(db)
  if (!ofDb) prepared.set(db, (ofDb = new Map()))
  let statement = ofDb.get(kind)
  if (!statement) {
    statement = db.$client
      .prepare<[string], number>(`SELECT id FROM ${slugTables[kind]} WHERE slug = ?`)
      .pluck()
    ofDb.set(kind, statement)
  }
  return statement.get(slug)
}

/** The id of the object with this slug. @throws UnknownSlug */
export function idOf(db: Db, kind: SluggedKind, slug: string): number {
  const id = findId(db, kind, slug)
  if (id === undefined) throw new UnknownSlug(kind, slug)
  return id
}

export class UnknownSlug extends Error {
  constructor(kind: SluggedKind, slug: string) {
    super(`There is no ${kind} “${slug}”.`)
  }
}

/** The slug that an old slug of this kind stands for now, or undefined. */
export function currentSlug(db: Db, kind: SluggedKind, slug: string): string | undefined {
  return db.$client
    .prepare<[string, string], string>('SELECT current_slug FROM old_slugs WHERE kind = ? AND slug = ?')
    .pluck()
    .get(kind, slug)
}
