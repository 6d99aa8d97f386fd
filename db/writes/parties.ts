import { insert } from '../insert.ts'
import type { AuthorityRecord, AuthorRecord, CorpusRecord, PartyRecord, TopicRecord } from '../records.ts'
import { authorities, authors, corpus, parties, topics } from '../schema/index.ts'
import { idOf, type SluggedKind, slugTables } from '../slugs.ts'
import { prepareOnce } from '../statements.ts'
import { update } from '../update.ts'
import type { Change } from './change.ts'
import { addOldSlugs } from './oldSlugs.ts'
import { type Place, placeAtEnd } from './places.ts'

const statements = prepareOnce(({ $client }) => ({
  claimsOfAuthor: $client
    .prepare<[number], number>(`
    SELECT DISTINCT s.claim_id FROM assertions a JOIN stances s ON s.assertion_id = a.id WHERE a.author_id = ?`)
    .pluck(),
}))

/** Names the collection; the row must not be there yet. */
export function addCorpus(change: Change, record: CorpusRecord) {
  insert(change.db, corpus, { id: 1, title: record.title, namesNote: record.names_note })
  change.record('corpus', 'corpus', null, record)
}

export function replaceCorpus(change: Change, record: CorpusRecord) {
  update(change.db, corpus, 1, { title: record.title, namesNote: record.names_note })
}

/** Adds a party after those that are there. */
export function addParty(change: Change, record: PartyRecord, place: Place = placeAtEnd(change.db, 'party')) {
  insert(change.db, parties, { slug: record.id, name: record.name, id: place.id, ordinal: place.ordinal! })
  addOldSlugs(change, 'party', record)
  change.record('party', record.id, null, record)
  change.touchLetters()
}

export function replaceParty(change: Change, record: PartyRecord) {
  update(change.db, parties, idOf(change.db, 'party', record.id), { name: record.name })
  change.touchLetters()
}

export function addAuthor(
  change: Change,
  record: AuthorRecord,
  { id } = placeAtEnd(change.db, 'author') as Place,
) {
  insert(change.db, authors, { id, slug: record.id, ...authorColumns(change, record) })
  addOldSlugs(change, 'author', record)
  change.record('author', record.id, null, record)
  change.touchLetters()
}

/** An author's kind and party decide how every claim stands that the author's assertions bear on. */
export function replaceAuthor(change: Change, record: AuthorRecord) {
  const id = idOf(change.db, 'author', record.id)
  update(change.db, authors, id, authorColumns(change, record))
  for (const claimId of statements(change.db).claimsOfAuthor.all(id)) change.touchClaim(claimId)
  change.touchLetters()
}

const authorColumns = (change: Change, record: AuthorRecord) => ({
  name: record.name,
  person: record.person,
  kind: record.kind,
  partyId: partyIdOf(change, record),
})

export function addAuthority(
  change: Change,
  record: AuthorityRecord,
  { id } = placeAtEnd(change.db, 'authority') as Place,
) {
  insert(change.db, authorities, { id, slug: record.id, ...authorityColumns(change, record) })
  addOldSlugs(change, 'authority', record)
  change.record('authority', record.id, null, record)
}

export function replaceAuthority(change: Change, record: AuthorityRecord) {
  update(change.db, authorities, idOf(change.db, 'authority', record.id), authorityColumns(change, record))
}

const authorityColumns = (change: Change, record: AuthorityRecord) => ({
  name: record.name,
  kind: record.kind,
  partyId: partyIdOf(change, record),
})

const partyIdOf = (change: Change, { party }: { party?: string }) =>
  party === undefined ? null : idOf(change.db, 'party', party)

/** Adds a topic after those that are there. */
export function addTopic(change: Change, record: TopicRecord, place: Place = placeAtEnd(change.db, 'topic')) {
  insert(change.db, topics, {
    id: place.id,
    slug: record.id,
    ordinal: place.ordinal!,
    ...topicColumns(record),
  })
  addOldSlugs(change, 'topic', record)
  change.record('topic', record.id, null, record)
}

export function replaceTopic(change: Change, record: TopicRecord) {
  update(change.db, topics, idOf(change.db, 'topic', record.id), topicColumns(record))
}

const topicColumns = (record: TopicRecord) => ({
  name: record.name,
  isCore: record.core ?? false,
  definition: record.definition,
  includes: record.includes,
  excludes: record.excludes,
})

/** Removes an object to which no rows of its own belong; what is derived of an author's claims follows their assertions. */
export function removeRow(change: Change, kind: SluggedKind, { id }: { id: string }) {
  change.db.$client.prepare(`DELETE FROM ${slugTables[kind]} WHERE slug = ?`).run(id)
  if (kind === 'party' || kind === 'author') change.touchLetters()
}
