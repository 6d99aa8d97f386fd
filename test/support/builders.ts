import { createHash } from 'node:crypto'
import { type Db, openDatabase } from '../../db/client.ts'
import type {
  AssertionRecord,
  ClaimRecord,
  Corpus,
  LetterRecord,
  RelationRecord,
  StanceRecord,
} from '../../db/records.ts'
import type { StanceKind } from '../../db/vocabulary.ts'
import { makeChange } from '../../db/writes/change.ts'
import { describe, occurrences } from '../../server/domain/text/anchor.ts'
import { addAll } from '../../server/features/corpus/loadCorpus.ts'

/** A letter of one paragraph for each text, labelled 1, 2, 3 …; what a test does not care about is filled in. */
export function aLetter(
  given: { id: string; author: string; texts?: string[] } & Partial<LetterRecord>,
): LetterRecord {
  const { texts = [`The bridge was shelled, says ${given.id}.`], ...rest } = given
  let start = 0
  const paragraphs = texts.map((text, i) => {
    const paragraph = {
      label: String(i + 1),
      role: 'text' as const,
      start,
      end: start + Array.from(text).length,
    }
    start = paragraph.end + 2
    return paragraph
  })
  const text = texts.join('\n\n')
  return {
    title: `Letter ${given.id}`,
    short_title: given.id.slice(0, 30),
    addressee: 'the Council',
    language: 'en',
    dates: {
      written: { from: '2020-11-12', to: '2020-11-12', ground: 'stated', basis: 'The dateline.' },
    },
    provenance: [],
    answers: [],
    encloses: [],
    changes: [],
    text,
    sha256: createHash('sha256').update(text).digest('hex'),
    paragraphs,
    footnotes: [],
    ...rest,
  }
}

/** An assertion in the words `quote` of `letter`, which must hold them once. */
export function anAssertion(
  letter: LetterRecord,
  given: { id: string; quote: string } & Partial<AssertionRecord>,
): AssertionRecord {
  const { quote, ...rest } = given
  const range = occurrences(letter.text, quote)[0]
  if (!range) throw new Error(`${letter.id} does not hold “${quote}”`)
  return {
    letter: letter.id,
    ranges: [{ ...range, ...describe(letter.text, range) }],
    gist: quote,
    kind: 'fact',
    modality: 'plain',
    agent: 'named',
    topics: ['bridges'],
    attribution: [],
    figures: [],
    citations: [],
    ...rest,
  }
}

export function aClaim(given: { id: string } & Partial<ClaimRecord>): ClaimRecord {
  return { wording: `Claim ${given.id}.`, topics: ['bridges'], earlier_wordings: [], ...given }
}

export function aStance(
  claim: string,
  assertion: string,
  stance: StanceKind = 'asserts',
  more: Partial<StanceRecord> = {},
): StanceRecord {
  return { claim, assertion, stance, wording: 1, ...more }
}

/** Two sides, an author for each and one of no side, two topics: the least that a corpus needs. */
export function aCorpus(given: Partial<Corpus> = {}): Corpus {
  return {
    corpus: { title: 'Letters about a bridge' },
    parties: [
      { id: 'north', name: 'Northern side' },
      { id: 'south', name: 'Southern side' },
    ],
    authors: [
      { id: 'minister-of-north', name: 'Minister of North', kind: 'government', party: 'north' },
      { id: 'minister-of-south', name: 'Minister of South', kind: 'government', party: 'south' },
      { id: 'agency', name: 'Agency', kind: 'news agency' },
    ],
    authorities: [{ id: 'red-cross', name: 'Red Cross', kind: 'organisation' }],
    topics: [
      { id: 'bridges', name: 'Bridges', core: true, definition: 'What was done to bridges.' },
      { id: 'ferries', name: 'Ferries', definition: 'What was done to ferries.' },
    ],
    letters: [],
    assertions: [],
    claims: [],
    stances: [],
    relations: [] as RelationRecord[],
    ...given,
  }
}

/** A migrated database in memory that holds this corpus. */
export function databaseWith(corpus: Corpus): Db {
  const db = openDatabase(':memory:')
  makeChange(
    db,
    { actor: 'test', action: 'load', summary: 'Loaded a corpus' },
    (change) => addAll(change, corpus),
    {
      inBulk: true,
    },
  )
  return db
}

/** More authors than a form lists: one called as none of the others is, two of one name, the rest after them. */
/** More letters than a list to choose from can hold: of one title each, but for two twins. */
export function addManyLetters(db: Db): void {
  const add = db.$client.prepare(`
    INSERT INTO letters (slug, title, short_title, author_id, addressee, language, text, sha256, dated_to)
    SELECT @slug, @title, @slug, author_id, 'All', 'en', @slug, lower(hex(randomblob(32))), '2031-01-01' FROM letters WHERE id = 1`)
  add.run({ slug: 'harbour-note', title: 'Note of the Harbour Board, 1 May' })
  for (const slug of ['twin-note-1', 'twin-note-2']) add.run({ slug, title: 'Note of the twins' })
  for (let i = 0; i < 120; i++) add.run({ slug: `circular-${i}`, title: `Circular ${i}` })
}

export function addManyAuthors(db: Db): void {
  const add = db.$client.prepare(
    "INSERT INTO authors (slug, name, person, kind) VALUES (?, ?, ?, 'news agency')",
  )
  add.run('harbour-gazette', 'The Harbour Gazette', 'Ann Pilot')
  for (const slug of ['twin-one', 'twin-two']) add.run(slug, 'The Twin', null)
  for (let i = 0; i < 420; i++) add.run(`agency-${i}`, `Agency ${i}`, null)
}
