import type { Db } from '../../../db/client.ts'
import { readCorpus } from '../../../db/present.ts'
import { type Corpus, canonical } from '../../../db/records.ts'
import { addAssertion } from '../../../db/writes/assertions.ts'
import { type Change, makeChange } from '../../../db/writes/change.ts'
import { addClaim, addRelation, addStance, linkMergedClaim } from '../../../db/writes/claims.ts'
import { addLetter, linkReferences } from '../../../db/writes/letters.ts'
import { addAuthor, addAuthority, addCorpus, addParty, addTopic } from '../../../db/writes/parties.ts'
import { latestChange } from '../../../db/writes/stale.ts'
import { addWaiting } from '../../../db/writes/waiting.ts'
import { countOf } from '../../domain/words.ts'
import { type Known, type Problem, type ReferenceKind, readFolder } from './readFolder.ts'

/** A folder that was refused, with all that is wrong in it; the database is as it was. */
export class FolderRefused extends Error {
  readonly problems: Problem[]
  constructor(problems: Problem[]) {
    super(problems.map(problemInWords).join('\n'))
    this.problems = problems
  }
}

export const problemInWords = ({ file, line, message }: Problem) =>
  `${file}${line ? `:${line}` : ''}: ${message}`

/** How many objects of each kind a load has added. */
export type Added = Record<Exclude<keyof Corpus, 'corpus'>, number>

/** Somebody has changed the collection while a folder was being held against it. */
class Overtaken extends Error {}

/**
 * Adds a corpus folder to the database as one change. Objects that are there already with the same content are passed
 * over; a claim that is there may gain stances of new assertions.
 * @throws FolderRefused where anything in the folder is wrong, or an id is there already with other content.
 */
export function loadFolder(db: Db, folder: string, actor = 'corpus folder'): Added {
  for (let tries = 0; tries < 2; tries++) {
    try {
      return loadInto(db, folder, actor)
    } catch (error) {
      if (!(error instanceof Overtaken)) throw error
    }
  }
  // Nobody comes between any more; whoever wants to save waits for all of it.
  return db.$client.transaction(() => loadInto(db, folder, actor)).immediate()
}

/** @throws Overtaken where the collection was changed between being looked at and being added to */
function loadInto(db: Db, folder: string, actor: string): Added {
  const base = latestChange(db)
  const there = hasCorpus(db) ? readCorpus(db) : undefined
  const { corpus, problems } = readFolder(folder, there ? knownFrom(there) : undefined)
  if (problems.length) throw new FolderRefused(problems)
  const fresh = there ? onlyNew(corpus as Corpus, there) : (corpus as Corpus)
  const added = Object.fromEntries(
    Object.entries(fresh).flatMap(([kind, list]) => (Array.isArray(list) ? [[kind, list.length]] : [])),
  ) as Added
  if (there && !Object.values(added).some(Boolean)) return added
  const summary = loadedInWords(added)
  const add = (change: Change) => {
    if (change.id !== base + 1) throw new Overtaken()
    addAll(change, fresh)
  }
  makeChange(db, { actor, action: 'load', summary }, add, { inBulk: true })
  return added
}

/** "Loaded 5 letters, 319 assertions, 188 claims"; the rest is named where nothing of these was new. */
function loadedInWords(added: Added): string {
  const main = countsInWords(added, nouns.slice(0, 3))
  const parts = main.length ? main : countsInWords(added, nouns)
  return `Loaded ${parts.join(', ') || 'a collection that is empty'}`
}

type Noun = [kind: keyof Added, noun: string, plural?: string]
const nouns: readonly Noun[] = [
  ['letters', 'letter'],
  ['assertions', 'assertion'],
  ['claims', 'claim'],
  ['stances', 'stance'],
  ['relations', 'relation'],
  ['parties', 'party', 'parties'],
  ['authors', 'author'],
  ['authorities', 'authority', 'authorities'],
  ['topics', 'topic'],
]

const countsInWords = (added: Added, named: readonly Noun[]) =>
  named.flatMap(([kind, noun, plural]) => (added[kind] ? [countOf(added[kind], noun, plural)] : []))

/** "Added 2 letters, 40 assertions and 12 claims", and what else there was; what was there already is passed over. */
export function addedInWords(added: Added): string {
  const parts = countsInWords(added, nouns)
  return parts.length
    ? `Added ${listInWords(parts)}.`
    : 'Everything in it is in the collection already; nothing was added.'
}

const listInWords = (parts: readonly string[]) =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`

/** Whether the database holds a collection. */
export function hasCorpus(db: Db): boolean {
  return db.$client.prepare<[], number>('SELECT count(*) FROM corpus').pluck().get()! > 0
}

/**
 * Writes the records in an order in which every reference is there before it is needed. Claims are put in the order of
 * their topics, unless the order given is that in which they came to be.
 */
export function addAll(change: Change, corpus: Corpus, { keepsOrder = false } = {}) {
  if (corpus.corpus) addCorpus(change, corpus.corpus)
  for (const party of corpus.parties) addParty(change, party)
  for (const author of corpus.authors) addAuthor(change, author)
  for (const authority of corpus.authorities) addAuthority(change, authority)
  for (const topic of corpus.topics) addTopic(change, topic)
  for (const letter of corpus.letters) addLetter(change, letter)
  for (const letter of corpus.letters) linkReferences(change, letter)
  for (const assertion of corpus.assertions) addAssertion(change, assertion)
  // Claims are numbered in the order of the topics, so that where nothing else decides, core topics come first.
  const topicOrder = new Map(
    change.db.$client
      .prepare<[], string>('SELECT slug FROM topics ORDER BY ordinal')
      .pluck()
      .all()
      .map((slug, i) => [slug, i]),
  )
  const claims = keepsOrder
    ? corpus.claims
    : corpus.claims.toSorted((a, b) => topicOrder.get(a.topics[0]!)! - topicOrder.get(b.topics[0]!)!)
  for (const claim of claims) addClaim(change, claim)
  for (const claim of claims) linkMergedClaim(change, claim)
  for (const stance of corpus.stances) addStance(change, stance)
  for (const relation of corpus.relations) addRelation(change, relation)
  for (const waiting of corpus.waiting ?? []) addWaiting(change, waiting)
}

function knownFrom(corpus: Corpus): Known {
  const ids: Record<ReferenceKind, Set<string>> = {
    party: new Set(corpus.parties.map(({ id }) => id)),
    author: new Set(corpus.authors.map(({ id }) => id)),
    authority: new Set(corpus.authorities.map(({ id }) => id)),
    topic: new Set(corpus.topics.map(({ id }) => id)),
    letter: new Set(corpus.letters.map(({ id }) => id)),
    assertion: new Set(corpus.assertions.map(({ id }) => id)),
    claim: new Set(corpus.claims.map(({ id }) => id)),
  }
  return {
    has: (kind, id) => ids[kind].has(id),
    letter: (id) => corpus.letters.find((letter) => letter.id === id),
  }
}

/** What of a corpus is not there yet. @throws FolderRefused with a line for each object that is there with other content. */
function onlyNew(corpus: Corpus, there: Corpus): Corpus {
  const problems: Problem[] = []
  const keep = <T extends object>(
    what: string,
    list: T[],
    present: T[],
    keyOf: (record: T) => string,
  ): T[] => {
    const known = new Map(present.map((record) => [keyOf(record), canonical(record)]))
    return list.filter((record) => {
      const before = known.get(keyOf(record))
      if (before === undefined) return true
      if (before !== canonical(record)) {
        problems.push({
          file: what,
          line: 0,
          message: `“${keyOf(record)}” is in the collection already, with other content.`,
        })
      }
      return false
    })
  }
  const byId = (record: { id: string }) => record.id
  if (corpus.corpus && canonical(corpus.corpus) !== canonical(there.corpus)) {
    problems.push({
      file: 'corpus.yaml',
      line: 0,
      message: 'The collection in the database has another title or note.',
    })
  }
  const texts = new Map(there.letters.map((letter) => [letter.sha256, letter.id]))
  for (const letter of corpus.letters) {
    const same = texts.get(letter.sha256)
    if (same !== undefined && same !== letter.id) {
      problems.push({
        file: `letters/${letter.id}.md`,
        line: 1,
        message: `The database holds this text as “${same}”.`,
      })
    }
  }
  const fresh = {
    parties: keep('party', corpus.parties, there.parties, byId),
    authors: keep('author', corpus.authors, there.authors, byId),
    authorities: keep('authority', corpus.authorities, there.authorities, byId),
    topics: keep('topic', corpus.topics, there.topics, byId),
    letters: keep('letter', corpus.letters, there.letters, byId),
    assertions: keep('assertion', corpus.assertions, there.assertions, byId),
    claims: keep('claim', corpus.claims, there.claims, byId),
    stances: keep('stance', corpus.stances, there.stances, (stance) => `${stance.claim} ${stance.assertion}`),
    relations: keep(
      'relation',
      corpus.relations,
      there.relations,
      ({ from, kind, to }) => `${from} ${kind} ${to}`,
    ),
  }
  if (there.parties.length + fresh.parties.length > 6) {
    problems.push({
      file: 'parties.yaml',
      line: 0,
      message: 'With these, the collection would have more than 6 parties.',
    })
  }
  if (problems.length) throw new FolderRefused(problems)
  return fresh as Corpus
}
