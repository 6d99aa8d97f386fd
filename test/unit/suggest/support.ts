import fc from 'fast-check'
import type { Known } from '../../../server/domain/suggest/known.ts'
import { readKnown } from '../../../server/features/suggestions/readKnown.ts'
import { seededDatabase } from '../../support/app.ts'

/** A collection that knows nothing yet. */
export const nothingKnown: Known = { parties: [], authorities: [], topics: [], claims: [], letters: [] }

/** The shipped collection. */
export function shipped(): Known {
  const db = seededDatabase()
  const known = readKnown(db)
  db.$client.close()
  return known
}

const word = fc.oneof(
  fc.constantFrom(
    'The army',
    'shelled',
    'the town',
    'which had',
    'and',
    'that',
    'according to',
    'Norland',
    'on 3 May',
    'killing 14 civilians',
    'we urge you to',
    'it is false that',
    'by',
    'Հայաստանի Հանրապետություն',
    'Москва заявила, что',
    'الجيش قصف المدينة',
    '👩‍👩‍👧',
    'e\u0301',
    '“quoted”',
    '(a)',
    '[1]',
    '¹',
  ),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
)
const join = fc.constantFrom(' ', ' ', ' ', ', ', '. ', '; ', '\n', '\n\n', '\n- ', '—', '')

/** Text like a letter's, and unlike one: words of several scripts, marks, lists, lines, nothing at all. */
export const oddText: fc.Arbitrary<string> = fc
  .array(fc.tuple(word, join), { maxLength: 60 })
  .map((parts) => parts.map(([words, behind]) => words + behind).join(''))
