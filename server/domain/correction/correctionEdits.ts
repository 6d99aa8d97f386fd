import { type Edit, edit } from '../../../db/edit.ts'
import { isSameRecord, type LetterRecord, type StanceRecord } from '../../../db/records.ts'
import type { Correction } from './correctLetter.ts'

/**
 * The edits of a correction, all of one change: the letter gets its new text, assertions that move stand where their
 * words stand now, and those that wait leave the public record together with their stances, whole.
 */
export function correctionEdits(
  before: LetterRecord,
  after: LetterRecord,
  { moved, waiting }: Correction,
  stancesOf: (assertion: string) => StanceRecord[],
): Edit[] {
  return [
    edit('letter', before, after),
    ...moved
      .filter((one) => !isSameRecord(one.before, one.after))
      .map((one) => edit('assertion', one.before, one.after)),
    ...waiting.flatMap(({ assertion, reason }) => {
      const stances = stancesOf(assertion.id)
      return [
        ...stances.map((stance) => edit('stance', stance, null)),
        edit('assertion', assertion, null),
        edit('waiting', null, { assertion, stances, reason }),
      ]
    }),
  ]
}
