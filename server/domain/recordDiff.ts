import { readableRecords } from './readableRecords.ts'
import { nameInWords, recordFields } from './recordFields.ts'
import { type DiffPiece, diffPieces, wordDiff } from './wordDiff.ts'

/** A field that differs between two records, word by word; null where there is no record on that side. */
export interface FieldDiff {
  /** As the record names it: "short_title". */
  name: string
  label: string
  before: DiffPiece[] | null
  after: DiffPiece[] | null
}

/** Two records field by field: those that differ, and the names in words of those that say the same. */
export interface RecordDiff {
  changed: FieldDiff[]
  unchanged: string[]
  /** How many paragraphs of a letter, or ranges of an assertion, have the same words and stand elsewhere. */
  moved: number
}

export function diffRecords(before: object | null, after: object | null): RecordDiff {
  const readable = readableRecords(before, after)
  const fields = recordFields(readable.before, readable.after)
  const changed = fields.filter((field) => field.before !== field.after)
  return {
    changed: [
      ...changed.map(({ name, ...sides }) => fieldDiff(name, nameInWords(name), sides)),
      ...readable.parts.map(({ label, ...sides }) => fieldDiff('text', label, sides)),
    ],
    unchanged: fields.filter((field) => !changed.includes(field)).map(({ name }) => nameInWords(name)),
    moved: readable.moved,
  }
}

function fieldDiff(
  name: string,
  label: string,
  { before, after }: { before: string | null; after: string | null },
): FieldDiff {
  const segments = wordDiff(before ?? after ?? '', after ?? before ?? '')
  return {
    name,
    label,
    before: before === null ? null : diffPieces(segments, 'before'),
    after: after === null ? null : diffPieces(segments, 'after'),
  }
}
