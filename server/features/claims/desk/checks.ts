import type { Db } from '../../../../db/client.ts'
import type { ClaimRecord } from '../../../../db/records.ts'
import { currentSlug, findId } from '../../../../db/slugs.ts'
import { wordingHints } from '../../../domain/shaping/wordingHints.ts'
import { freeSlug } from '../../../domain/slug.ts'
import type { Form } from '../../../web/form.ts'
import { listAllTopics } from './queries.ts'

/** Words in addresses of the desk, which no claim that is made here can have as its own. */
const reserved = new Set(['new', 'suggestions'])

/** Whether a claim has, or had, this slug; `own` may use again what it had before. */
export function isTakenSlug(db: Db, slug: string, own?: ClaimRecord): boolean {
  if (own?.old_ids?.includes(slug)) return false
  return (
    reserved.has(slug) ||
    findId(db, 'claim', slug) !== undefined ||
    currentSlug(db, 'claim', slug) !== undefined
  )
}

/** The slug that was asked for, or a free one made of the wording; undefined where the one asked for is taken. */
export function chosenSlug(db: Db, asked: string | undefined, wording: string): string | undefined {
  if (asked !== undefined) return isTakenSlug(db, asked) ? undefined : asked
  return freeSlug(wording, 'claim', (slug) => isTakenSlug(db, slug))
}

export const takenSlug = { field: 'slug', message: 'Another claim has this address, or had it' }
export const unknownTopic = { field: 'mainTopic', message: 'Choose topics that are there' }

export function areTopics(db: Db, topics: readonly string[]): boolean {
  const known = new Set(listAllTopics(db).map(({ slug }) => slug))
  return topics.every((topic) => known.has(topic))
}

/** What may keep the wording in a form from being neutral. */
export const hintsFor = ({ values }: Form): string[] =>
  typeof values.wording === 'string' ? wordingHints(values.wording) : []
