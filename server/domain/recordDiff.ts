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
export function diffRecords(
  before: object | null,
  after: object | null,
): { changed: FieldDiff[]; unchanged: string[] } {
  const fields = recordFields(before, after)
  const changed = fields.filter((field) => field.before !== field.after)
  return {
    changed: changed.map((field) => {
      const segments = wordDiff(field.before ?? field.after ?? '', field.after ?? field.before ?? '')
      return {
        name: field.name,
        label: nameInWords(field.name),
        before: field.before === null ? null : diffPieces(segments, 'before'),
        after: field.after === null ? null : diffPieces(segments, 'after'),
      }
    }),
    unchanged: fields.filter((field) => !changed.includes(field)).map(({ name }) => nameInWords(name)),
  }
}
