import type { AuthorityRecord, AuthorRecord, PartyRecord, TopicRecord } from '../../../db/records.ts'
import { authorityKinds, authorKinds } from '../../../db/vocabulary.ts'
import { freeSlug, isSlug } from '../slug.ts'

/** The lists that everything else refers to. */
export const registers = ['topic', 'party', 'author', 'authority'] as const
export type RegisterKind = (typeof registers)[number]
export interface RegisterRecord {
  topic: TopicRecord
  party: PartyRecord
  author: AuthorRecord
  authority: AuthorityRecord
}

/** The fields of a form as they were typed, by name. */
export type Typed = Readonly<Record<string, string>>
export type Faults = Record<string, string[]>

/** Said to belong to no side; nothing at all says that nobody has chosen. No slug is like it. */
export const noSide = '-'

/** What may be chosen or is taken just now. */
export interface Known {
  hasParty(slug: string): boolean
  /** Whether another object of the kind has this slug, or had it. */
  isTaken(slug: string): boolean
  hasName(name: string): boolean
}

/** The fields that show an object as it is. */
export function typedRecord<K extends RegisterKind>(record: RegisterRecord[K]): Record<string, string> {
  const fields = Object.entries(record).flatMap(([name, value]) => {
    if (name === 'old_ids') return []
    if (name === 'id') return [['slug', value]]
    return [[name, value === true ? 'yes' : value]]
  })
  return Object.fromEntries(fields)
}

/**
 * The object that was typed, new or as a change of `before`, or what is wrong with it by field. Without a slug a new one
 * gets that of its name; another slug than before leaves the old one as a former address.
 */
export function readRecord<K extends RegisterKind>(
  kind: K,
  typed: Typed,
  before: RegisterRecord[K] | null,
  known: Known,
): { record: RegisterRecord[K] } | { faults: Faults } {
  const faults: Faults = {}
  const line = (name: string) => (typed[name] ?? '').replace(/\s+/g, ' ').trim()
  const needed = (name: string, message: string) => {
    const words = line(name)
    if (words === '') faults[name] = [message]
    return words
  }
  const name = needed('name', 'Give it a name')
  if (name && name !== before?.name && known.hasName(name)) {
    // One office has several persons after another, and two registers may be called the same: where it is said to be meant.
    const mayBeTwo = kind === 'author' || kind === 'authority'
    if (!mayBeTwo || line('namesake') !== 'yes') faults.name = ['There is one of this name already']
  }
  const typedSlug = line('slug')
  const slug = typedSlug || (before?.id ?? freeSlug(name, kind, (one) => known.isTaken(one)))
  if (!isSlug(slug)) faults.slug = ['Write an address as small letters and digits, words joined by hyphens']
  else if (slug !== before?.id && !before?.old_ids?.includes(slug) && known.isTaken(slug)) {
    faults.slug = ['Another one has this address, or had it']
  }
  const old = before ? [...(before.old_ids ?? []), before.id].filter((one) => one !== slug) : []
  const base = { id: slug, ...(old.length && { old_ids: old }), name }
  const optional = (field: string) => (line(field) ? { [field]: line(field) } : {})
  const party = () => {
    const typedParty = line('party')
    if (typedParty === noSide) return {}
    if (typedParty && !known.hasParty(typedParty)) faults.party = ['There is no such side']
    // What a letter stands for hangs on it: it is said, not left at what the page began with.
    if (kind === 'author' && !before && !typedParty) faults.party = ['Choose a side, or “No side”']
    return optional('party')
  }
  const chosen = <T extends string>(field: string, words: readonly T[]): T => {
    const word = words.find((one) => one === line(field))
    if (word === undefined) faults[field] = ['Choose one']
    return word ?? words[0]!
  }
  const made: { [R in RegisterKind]: () => RegisterRecord[R] } = {
    topic: () => ({
      ...base,
      ...(line('core') === 'yes' && { core: true }),
      definition: needed('definition', 'Say in a sentence what belongs to it'),
      ...optional('includes'),
      ...optional('excludes'),
    }),
    party: () => base,
    author: () => ({ ...base, ...optional('person'), kind: chosen('kind', authorKinds), ...party() }),
    authority: () => ({ ...base, kind: chosen('kind', authorityKinds), ...party() }),
  }
  const record = made[kind]() as RegisterRecord[K]
  return Object.keys(faults).length ? { faults } : { record }
}
