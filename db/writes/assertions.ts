import { insert } from '../insert.ts'
import type { AssertionRecord, RangeRecord } from '../records.ts'
import { assertions, assertionTopics, attributionLinks, citations, figures, ranges } from '../schema/index.ts'
import { idOf } from '../slugs.ts'
import { prepareOnce } from '../statements.ts'
import type { Change } from './change.ts'
import { addOldSlugs } from './oldSlugs.ts'

const statements = prepareOnce((db) => ({
  letter: db.$client.prepare<[string], { id: number; authorId: number }>(
    'SELECT id, author_id AS authorId FROM letters WHERE slug = ?',
  ),
  nextOrdinal: db.$client
    .prepare<[number], number>('SELECT coalesce(max(ordinal), 0) + 1 FROM assertions WHERE letter_id = ?')
    .pluck(),
  paragraphAt: db.$client
    .prepare<[number, number, number], number>(
      'SELECT id FROM paragraphs WHERE letter_id = ? AND start <= ? AND "end" >= ?',
    )
    .pluck(),
  footnote: db.$client
    .prepare<[number, string], number>('SELECT id FROM footnotes WHERE letter_id = ? AND marker = ?')
    .pluck(),
}))

/** Adds an assertion after those of its letter. @throws where a range leaves its paragraph or its words do not stand there. */
export function addAssertion(change: Change, record: AssertionRecord) {
  const { db } = change
  const find = statements(db)
  const letter = find.letter.get(record.letter)
  if (!letter) throw new Error(`There is no letter “${record.letter}”.`)
  const assertionId = insert(db, assertions, {
    slug: record.id,
    letterId: letter.id,
    authorId: record.author === undefined ? letter.authorId : idOf(db, 'author', record.author),
    ordinal: find.nextOrdinal.get(letter.id)!,
    quote: joinQuote(record.ranges),
    gist: record.gist,
    kind: record.kind,
    modality: record.modality,
    agent: record.agent,
  })
  record.ranges.forEach((range, i) => {
    const paragraphId = find.paragraphAt.get(letter.id, range.start, range.end)
    if (paragraphId === undefined)
      throw new Error(`A quote of “${record.id}” does not lie within one paragraph.`)
    insert(db, ranges, { assertionId, ordinal: i + 1, ...range, paragraphId })
  })
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
      const footnoteId = find.footnote.get(letter.id, citation.footnote)
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
  addOldSlugs(change, 'assertion', record)
  change.record('assertion', record.id, null, record)
}

/** The words of an assertion in one line: its ranges with " … " between them. */
export function joinQuote(parts: RangeRecord[]): string {
  return parts.map((range) => range.exact).join(' … ')
}
