import { insert } from '../insert.ts'
import type { AuthorityRecord, AuthorRecord, CorpusRecord, PartyRecord, TopicRecord } from '../records.ts'
import { authorities, authors, corpus, parties, topics } from '../schema/index.ts'
import { idOf } from '../slugs.ts'
import type { Change } from './change.ts'
import { addOldSlugs } from './oldSlugs.ts'

/** Names the collection; the row must not be there yet. */
export function addCorpus(change: Change, record: CorpusRecord) {
  insert(change.db, corpus, { id: 1, title: record.title, namesNote: record.names_note })
  change.record('corpus', 'corpus', null, record)
}

/** Adds a party after those that are there. */
export function addParty(change: Change, record: PartyRecord) {
  insert(change.db, parties, { slug: record.id, name: record.name, ordinal: nextOrdinal(change, 'parties') })
  addOldSlugs(change, 'party', record)
  change.record('party', record.id, null, record)
  change.touchLetters()
}

export function addAuthor(change: Change, record: AuthorRecord) {
  insert(change.db, authors, {
    slug: record.id,
    name: record.name,
    person: record.person,
    kind: record.kind,
    partyId: record.party === undefined ? null : idOf(change.db, 'party', record.party),
  })
  addOldSlugs(change, 'author', record)
  change.record('author', record.id, null, record)
  change.touchLetters()
}

export function addAuthority(change: Change, record: AuthorityRecord) {
  insert(change.db, authorities, {
    slug: record.id,
    name: record.name,
    kind: record.kind,
    partyId: record.party === undefined ? null : idOf(change.db, 'party', record.party),
  })
  addOldSlugs(change, 'authority', record)
  change.record('authority', record.id, null, record)
}

/** Adds a topic after those that are there. */
export function addTopic(change: Change, record: TopicRecord) {
  insert(change.db, topics, {
    slug: record.id,
    name: record.name,
    isCore: record.core ?? false,
    definition: record.definition,
    includes: record.includes,
    excludes: record.excludes,
    ordinal: nextOrdinal(change, 'topics'),
  })
  addOldSlugs(change, 'topic', record)
  change.record('topic', record.id, null, record)
}

function nextOrdinal(change: Change, table: 'parties' | 'topics'): number {
  return change.db.$client.prepare<[], number>(`SELECT count(*) + 1 FROM ${table}`).pluck().get()!
}
