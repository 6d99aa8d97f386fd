import { insert } from '../insert.ts'
import type { AssertionRecord, RangeRecord } from '../records.ts'
import { assertions, assertionTopics, attributionLinks, citations, figures, ranges } from '../schema/index.ts'
import { idOf, UnknownSlug } from '../slugs.ts'
import { prepareOnce } from '../statements.ts'
import { update } from '../update.ts'
import type { Change } from './change.ts'
import { addOldSlugs } from './oldSlugs.ts'
import { type Place, placeAtEnd } from './places.ts'

const statements = prepareOnce(({ $client }) => {
  const ofAssertion = (table: string) =>
    $client.prepare<[number]>(`DELETE FROM ${table} WHERE assertion_id = ?`)
  return {
    letter: $client.prepare<[string], { id: number; authorId: number; isMarked: number }>(`
      SELECT id, author_id AS authorId, EXISTS (SELECT 1 FROM assertions a WHERE a.letter_id = letters.id) AS isMarked
      FROM letters WHERE slug = ?`),
    paragraphAt: $client
      .prepare<[number, number, number], number>(
        'SELECT id FROM paragraphs WHERE letter_id = ? AND start <= ? AND "end" >= ?',
      )
      .pluck(),
    footnote: $client
      .prepare<[number, string], number>('SELECT id FROM footnotes WHERE letter_id = ? AND marker = ?')
      .pluck(),
    author: $client.prepare<[number], number>('SELECT author_id FROM assertions WHERE id = ?').pluck(),
    claims: $client.prepare<[number], number>('SELECT claim_id FROM stances WHERE assertion_id = ?').pluck(),
    parts: ['ranges', 'attribution_links', 'figures', 'citations', 'assertion_topics'].map(ofAssertion),
    drop: $client.prepare<[number]>('DELETE FROM assertions WHERE id = ?'),
    rangesOf: $client.prepare<[number], RangeRecord & { assertionId: number }>(`
      SELECT r.assertion_id AS assertionId, r.start, r."end", r.exact, r.prefix, r.suffix
      FROM assertions a JOIN ranges r ON r.assertion_id = a.id WHERE a.letter_id = ?
      ORDER BY r.assertion_id, r.ordinal`),
    dropRanges: $client.prepare<[number]>(
      'DELETE FROM ranges WHERE assertion_id IN (SELECT id FROM assertions WHERE letter_id = ?)',
    ),
    isBare: $client
      .prepare<[number], number>(
        'SELECT 1 FROM assertions a WHERE a.id = ? AND NOT EXISTS (SELECT 1 FROM ranges r WHERE r.assertion_id = a.id)',
      )
      .pluck(),
  }
})

/** Adds an assertion after those of its letter. @throws where a range leaves its paragraph or its words do not stand there. */
export function addAssertion(change: Change, record: AssertionRecord, place?: Place) {
  const { db } = change
  const letter = letterOf(change, record)
  const { id, ordinal } = place ?? placeAtEnd(db, 'assertion', letter.id)
  insert(db, assertions, {
    id,
    slug: record.id,
    letterId: letter.id,
    ordinal: ordinal!,
    ...columnsOf(change, letter.authorId, record),
  })
  addRanges(change, id, letter.id, record.ranges)
  addParts(change, id, letter.id, record)
  addOldSlugs(change, 'assertion', record)
  change.record('assertion', record.id, null, record)
  // With its first mark a letter begins to count among those of its side.
  if (!letter.isMarked) change.touchLetters()
}

/** Brings an assertion to another record; it stays in its letter. */
export function replaceAssertion(change: Change, record: AssertionRecord) {
  const { db } = change
  const run = statements(db)
  const id = idOf(db, 'assertion', record.id)
  const letter = letterOf(change, record)
  const authorBefore = run.author.get(id)
  const columns = columnsOf(change, letter.authorId, record)
  update(db, assertions, id, columns)
  for (const drop of run.parts) drop.run(id)
  addRanges(change, id, letter.id, record.ranges)
  addParts(change, id, letter.id, record)
  // Said by somebody else, it leaves what was counted for another speaker.
  const isOthers = columns.authorId !== authorBefore
  for (const claimId of run.claims.all(id)) change.touchClaim(claimId, isOthers ? undefined : id)
}

export function removeAssertion(change: Change, record: AssertionRecord) {
  const run = statements(change.db)
  const id = idOf(change.db, 'assertion', record.id)
  for (const drop of run.parts) drop.run(id)
  run.drop.run(id)
  if (!letterOf(change, record).isMarked) change.touchLetters()
}

/**
 * Takes the ranges of a letter's assertions out of it, so that its text can be replaced. What is given back puts those
 * back that no edit has put anew. @throws where their words do not stand there any more.
 */
export function takeOutRanges(change: Change, letterSlug: string): () => void {
  const run = statements(change.db)
  const letterId = idOf(change.db, 'letter', letterSlug)
  const taken = run.rangesOf.all(letterId)
  run.dropRanges.run(letterId)
  return () => {
    const bare = new Set(
      taken.map(({ assertionId }) => assertionId).filter((id) => run.isBare.get(id) !== undefined),
    )
    for (const id of bare) {
      const own = taken.filter(({ assertionId }) => assertionId === id)
      addRanges(
        change,
        id,
        letterId,
        own.map(({ assertionId: _, ...range }) => range),
      )
    }
  }
}

function letterOf({ db }: Change, record: AssertionRecord) {
  const letter = statements(db).letter.get(record.letter)
  if (!letter) throw new UnknownSlug('letter', record.letter)
  return letter
}

const columnsOf = ({ db }: Change, letterAuthorId: number, record: AssertionRecord) => ({
  authorId: record.author === undefined ? letterAuthorId : idOf(db, 'author', record.author),
  quote: joinQuote(record.ranges),
  gist: record.gist,
  kind: record.kind,
  modality: record.modality,
  agent: record.agent,
})

function addRanges({ db }: Change, assertionId: number, letterId: number, given: RangeRecord[]) {
  given.forEach((range, i) => {
    const paragraphId = statements(db).paragraphAt.get(letterId, range.start, range.end)
    if (paragraphId === undefined)
      throw new Error(`The quote “${range.exact}” does not lie within one paragraph.`)
    insert(db, ranges, { assertionId, ordinal: i + 1, ...range, paragraphId })
  })
}

function addParts({ db }: Change, assertionId: number, letterId: number, record: AssertionRecord) {
  record.attribution.forEach((link, i) => {
    insert(db, attributionLinks, {
      assertionId,
      ordinal: i + 1,
      name: link.name,
      partyId: link.party === undefined ? null : idOf(db, 'party', link.party),
      authorityId: link.authority === undefined ? null : idOf(db, 'authority', link.authority),
      isAdopted: link.adopted,
    })
  })
  record.figures.forEach((figure, i) => {
    insert(db, figures, {
      assertionId,
      ordinal: i + 1,
      ...figure,
      scopeWhere: figure.where,
      scopeWhen: figure.when,
    })
  })
  record.citations.forEach((citation, i) => {
    if ('footnote' in citation) {
      const footnoteId = statements(db).footnote.get(letterId, citation.footnote)
      if (footnoteId === undefined) throw new Error(`The letter has no footnote “${citation.footnote}”.`)
      insert(db, citations, { assertionId, ordinal: i + 1, footnoteId })
    } else {
      insert(db, citations, {
        assertionId,
        ordinal: i + 1,
        authorityId: idOf(db, 'authority', citation.authority),
      })
    }
  })
  record.topics.forEach((topic, i) => {
    insert(db, assertionTopics, { assertionId, topicId: idOf(db, 'topic', topic), ordinal: i + 1 })
  })
}

/** The words of an assertion in one line: its ranges with " … " between them. */
export function joinQuote(parts: RangeRecord[]): string {
  return parts.map((range) => range.exact).join(' … ')
}
