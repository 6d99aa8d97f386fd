import { insert } from '../insert.ts'
import {
  type DateRecord,
  type FootnoteRecord,
  isSameRecord,
  type LetterRecord,
  type ReferenceRecord,
} from '../records.ts'
import {
  footnoteAuthorities,
  footnoteMarkers,
  footnotes,
  footnoteUrls,
  letterDates,
  letterReferences,
  letters,
  paragraphs,
  provenanceSteps,
  textChanges,
} from '../schema/index.ts'
import { findId, idOf } from '../slugs.ts'
import { prepareOnce } from '../statements.ts'
import { update } from '../update.ts'
import { type DateKind, dateKinds, type referenceKinds } from '../vocabulary.ts'
import type { Change } from './change.ts'
import { addOldSlugs } from './oldSlugs.ts'
import { type Place, placeAtEnd } from './places.ts'

const statements = prepareOnce(({ $client }) => {
  const ofLetter = (table: string) => $client.prepare<[number]>(`DELETE FROM ${table} WHERE letter_id = ?`)
  const ofFootnote = (table: string) =>
    $client.prepare<[number]>(`DELETE FROM ${table} WHERE footnote_id = ?`)
  const ids = (sql: string) => $client.prepare<[number], number>(sql).pluck()
  return {
    letter: $client.prepare<[string], { id: number; authorId: number }>(
      'SELECT id, author_id AS authorId FROM letters WHERE slug = ?',
    ),
    about: ['letter_dates', 'provenance_steps', 'text_changes', 'letter_references'].map(ofLetter),
    dropParagraphs: ofLetter('paragraphs'),
    paragraphIds: ids('SELECT id FROM paragraphs WHERE letter_id = ? ORDER BY ordinal'),
    footnotes: $client.prepare<[number], { id: number; marker: string }>(
      'SELECT id, marker FROM footnotes WHERE letter_id = ? ORDER BY ordinal',
    ),
    // No two may have the same ordinal, not even while they change places.
    setAsideFootnotes: $client.prepare<[number]>(
      'UPDATE footnotes SET ordinal = -ordinal WHERE letter_id = ?',
    ),
    dropFootnote: $client.prepare<[number]>('DELETE FROM footnotes WHERE id = ?'),
    ofFootnote: ['footnote_urls', 'footnote_markers', 'footnote_authorities'].map(ofFootnote),
    drop: $client.prepare<[number]>('DELETE FROM letters WHERE id = ?'),
    moveAssertions: $client.prepare<[{ id: number; from: number; to: number }]>(
      'UPDATE assertions SET author_id = @to WHERE letter_id = @id AND author_id = @from',
    ),
    claims: ids(`
      SELECT DISTINCT s.claim_id FROM assertions a JOIN stances s ON s.assertion_id = a.id WHERE a.letter_id = ?`),
  }
})

/** Adds a letter with its frozen text, paragraphs and footnotes. A letter that it answers may follow later in the same change. */
export function addLetter(
  change: Change,
  record: LetterRecord,
  { id } = placeAtEnd(change.db, 'letter') as Place,
) {
  insert(change.db, letters, {
    id,
    slug: record.id,
    ...columnsAbout(change, record),
    text: record.text,
    sha256: record.sha256,
  })
  addAbout(change, id, record)
  addParagraphs(change, id, record)
  for (const [i, footnote] of record.footnotes.entries()) {
    const footnoteId = insert(change.db, footnotes, {
      letterId: id,
      ordinal: i + 1,
      marker: footnote.marker,
      text: footnote.text,
    })
    addFootnoteParts(change, footnoteId, footnote)
  }
  addOldSlugs(change, 'letter', record)
  change.record('letter', record.id, null, record)
  change.touchLetters()
}

/**
 * Brings a letter from one record to another. Where its text or its paragraphs change, its assertions must have been
 * taken out of it (`takeOutRanges`). Those whose author is the letter's follow it.
 */
export function replaceLetter(change: Change, before: LetterRecord, after: LetterRecord) {
  const run = statements(change.db)
  const { id, authorId } = run.letter.get(after.id)!
  const columns = columnsAbout(change, after)
  update(change.db, letters, id, columns)
  for (const drop of run.about) drop.run(id)
  addAbout(change, id, after)
  if (!isSameText(before, after)) {
    const kept = run.paragraphIds.all(id)
    // Before the text changes: the search index is told what it held.
    run.dropParagraphs.run(id)
    update(change.db, letters, id, { text: after.text, sha256: after.sha256 })
    addParagraphs(change, id, after, kept)
  }
  if (!isSameRecord(before.footnotes, after.footnotes)) replaceFootnotes(change, id, after.footnotes)
  if (columns.authorId !== authorId) run.moveAssertions.run({ id, from: authorId, to: columns.authorId })
  if (columns.authorId !== authorId || !isSameRecord(before.dates, after.dates)) {
    for (const claimId of run.claims.all(id)) change.touchClaim(claimId)
  }
  change.touchLetters()
}

export function removeLetter(change: Change, record: LetterRecord) {
  const run = statements(change.db)
  const { id } = run.letter.get(record.id)!
  for (const drop of run.about) drop.run(id)
  for (const footnote of run.footnotes.all(id)) dropFootnote(change, footnote.id)
  run.dropParagraphs.run(id)
  run.drop.run(id)
  change.touchLetters()
}

export const isSameText = (one: LetterRecord, other: LetterRecord) =>
  one.text === other.text && isSameRecord(one.paragraphs, other.paragraphs)

const columnsAbout = (change: Change, record: LetterRecord) => ({
  title: record.title,
  shortTitle: record.short_title,
  authorId: idOf(change.db, 'author', record.author),
  addressee: record.addressee,
  symbol: record.symbol,
  language: record.language,
  ...writtenBetween(record.dates),
})

/** What is said about a letter: dates, how it came here, what it answers and encloses. */
function addAbout(change: Change, letterId: number, record: LetterRecord) {
  const { db } = change
  for (const kind of dateKinds) {
    const date = record.dates[kind]
    if (!date) continue
    insert(db, letterDates, {
      letterId,
      kind,
      earliest: date.from,
      latest: date.to,
      ground: date.ground,
      basis: date.basis,
    })
  }
  record.provenance.forEach((description, i) => {
    insert(db, provenanceSteps, { letterId, ordinal: i + 1, description })
  })
  record.changes.forEach((description, i) => {
    insert(db, textChanges, { letterId, ordinal: i + 1, description })
  })
  addReferences(change, letterId, 'answers', record.answers)
  addReferences(change, letterId, 'encloses', record.encloses)
}

/** Adds the paragraphs under the ids given, as far as those go. */
function addParagraphs(change: Change, letterId: number, record: LetterRecord, ids: number[] = []) {
  record.paragraphs.forEach((paragraph, i) => {
    insert(change.db, paragraphs, { id: ids[i], letterId, ordinal: i + 1, ...paragraph })
  })
}

/** A footnote stays the same row as long as its marker does: assertions rest on it. */
function replaceFootnotes(change: Change, letterId: number, after: FootnoteRecord[]) {
  const { db } = change
  const run = statements(db)
  const known = new Map(run.footnotes.all(letterId).map(({ id, marker }) => [marker, id]))
  run.setAsideFootnotes.run(letterId)
  const markers = new Set(after.map(({ marker }) => marker))
  for (const [marker, id] of known) if (!markers.has(marker)) dropFootnote(change, id)
  for (const [i, footnote] of after.entries()) {
    const columns = { letterId, ordinal: i + 1, marker: footnote.marker, text: footnote.text }
    const id = known.get(footnote.marker)
    if (id === undefined) addFootnoteParts(change, insert(db, footnotes, columns), footnote)
    else {
      update(db, footnotes, id, columns)
      for (const drop of run.ofFootnote) drop.run(id)
      addFootnoteParts(change, id, footnote)
    }
  }
}

function dropFootnote(change: Change, id: number) {
  const run = statements(change.db)
  for (const drop of run.ofFootnote) drop.run(id)
  run.dropFootnote.run(id)
}

function addFootnoteParts({ db }: Change, footnoteId: number, footnote: FootnoteRecord) {
  footnote.urls.forEach((url, i) => {
    insert(db, footnoteUrls, { footnoteId, ordinal: i + 1, ...url })
  })
  footnote.offsets.forEach((offset, i) => {
    insert(db, footnoteMarkers, { footnoteId, ordinal: i + 1, offset })
  })
  footnote.authorities.forEach((authority, i) => {
    const authorityId = idOf(db, 'authority', authority)
    insert(db, footnoteAuthorities, { footnoteId, authorityId, ordinal: i + 1 })
  })
}

function addReferences(
  change: Change,
  letterId: number,
  kind: (typeof referenceKinds)[number],
  references: ReferenceRecord[],
) {
  references.forEach((reference, i) => {
    insert(change.db, letterReferences, {
      letterId,
      kind,
      ordinal: i + 1,
      title: reference.title,
      sender: reference.from,
      dated: reference.date,
      targetLetterId: reference.letter === undefined ? null : findId(change.db, 'letter', reference.letter),
    })
  })
}

/** Links references to letters that were added after the letter that names them. @throws UnknownSlug */
export function linkReferences(change: Change, record: LetterRecord) {
  const link = change.db.$client.prepare(
    'UPDATE letter_references SET target_letter_id = ? WHERE letter_id = ? AND kind = ? AND ordinal = ?',
  )
  const letterId = idOf(change.db, 'letter', record.id)
  for (const kind of ['answers', 'encloses'] as const) {
    record[kind].forEach((reference, i) => {
      if (reference.letter) link.run(idOf(change.db, 'letter', reference.letter), letterId, kind, i + 1)
    })
  }
}

/** The days between which a letter was written: a letter that was circulated, published or captured was written by then. */
function writtenBetween(dates: Partial<Record<DateKind, DateRecord>>) {
  const latest = dateKinds.map((kind) => dates[kind]?.to).filter((day) => day !== undefined)
  return { datedFrom: dates.written?.from, datedTo: latest.sort()[0] }
}
