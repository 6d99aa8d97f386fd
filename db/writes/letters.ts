import { insert } from '../insert.ts'
import type { DateRecord, LetterRecord, ReferenceRecord } from '../records.ts'
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
import { type DateKind, dateKinds, type referenceKinds } from '../vocabulary.ts'
import type { Change } from './change.ts'
import { addOldSlugs } from './oldSlugs.ts'

/** Adds a letter with its frozen text, paragraphs and footnotes. A letter that it answers may follow later in the same change. */
export function addLetter(change: Change, record: LetterRecord) {
  const { db } = change
  const letterId = insert(db, letters, {
    slug: record.id,
    title: record.title,
    shortTitle: record.short_title,
    authorId: idOf(db, 'author', record.author),
    addressee: record.addressee,
    symbol: record.symbol,
    language: record.language,
    text: record.text,
    sha256: record.sha256,
    ...writtenBetween(record.dates),
  })
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
  record.paragraphs.forEach((paragraph, i) => {
    insert(db, paragraphs, { letterId, ordinal: i + 1, ...paragraph })
  })
  record.footnotes.forEach((footnote, i) => {
    const footnoteId = insert(db, footnotes, {
      letterId,
      ordinal: i + 1,
      marker: footnote.marker,
      text: footnote.text,
    })
    footnote.urls.forEach((url, j) => {
      insert(db, footnoteUrls, { footnoteId, ordinal: j + 1, ...url })
    })
    footnote.offsets.forEach((offset, j) => {
      insert(db, footnoteMarkers, { footnoteId, ordinal: j + 1, offset })
    })
    footnote.authorities.forEach((authority, j) => {
      insert(db, footnoteAuthorities, {
        footnoteId,
        authorityId: idOf(db, 'authority', authority),
        ordinal: j + 1,
      })
    })
  })
  addReferences(change, letterId, 'answers', record.answers)
  addReferences(change, letterId, 'encloses', record.encloses)
  addOldSlugs(change, 'letter', record)
  change.record('letter', record.id, null, record)
  change.touchLetters()
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
