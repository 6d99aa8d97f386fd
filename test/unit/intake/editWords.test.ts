import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compose } from '../../../server/domain/intake/compose.ts'
import { type Decisions, decide, indexDecisions, placeOf } from '../../../server/domain/intake/decisions.ts'
import { decisionsOfEdit, wordsToEdit } from '../../../server/domain/intake/editWords.ts'
import type { Source } from '../../../server/domain/intake/source.ts'

const word = fc.constantFrom(
  'bridge',
  'river',
  'the',
  'was',
  'not',
  'shelled',
  '3',
  'May',
  'said.',
  'x[^y',
  'a\\b',
  '—',
  '[1]',
  '¹',
)
const words = fc.array(word, { minLength: 1, maxLength: 8 }).map((list) => list.join(' '))

/** Two blocks joined to one paragraph, perhaps with a word replaced and a marker set, and a note 1. */
const edited = fc
  .record({
    first: words,
    second: words,
    isJoined: fc.boolean(),
    replaced: fc.option(
      fc.tuple(fc.nat(20), fc.nat(8), fc.constantFrom('', 'other', 'o[^1]ther', '[^1]', ' far ')),
    ),
  })
  .map(({ first, second, isJoined, replaced }) => {
    const source: Source = {
      format: 'plain',
      blocks: [{ text: first }, { text: second }, { text: 'A note.' }],
      warnings: [],
    }
    const from = Math.min(replaced?.[0] ?? 0, first.length)
    const decisions: Decisions = {
      ...(isJoined && decide.begins(placeOf(1), 'joined')),
      ...decide.fate(placeOf(2), 'note'),
      ...decide.note(placeOf(2), '1'),
      ...(replaced && decide.words(0, from, Math.min(from + replaced[1], first.length), replaced[2])),
    }
    return { source, decisions }
  })

const typed = fc
  .array(fc.oneof(word, fc.constant('[^1]'), fc.constant('new')), { minLength: 1, maxLength: 10 })
  .map((list) =>
    list
      .join(' ')
      .replaceAll(' [^1]', '[^1]')
      .replace(/^((?:\[\^1\])+) /, '$1')
      .replaceAll('x[^y', 'x\\[^y')
      .replaceAll('a\\b', 'a\\\\b'),
  )

const apply = ({ source, decisions }: { source: Source; decisions: Decisions }, text: string) => {
  const paragraph = compose(source, decisions).paragraphs[0]!
  const made = decisionsOfEdit(paragraph, text, indexDecisions(decisions).replacements, paragraph)
  return { made, draft: compose(source, { ...decisions, ...made }) }
}

test('whatever an editor types for a paragraph is what the paragraph then holds', () => {
  fc.assert(
    fc.property(edited, typed, (draft, text) => {
      const { draft: after } = apply(draft, text)
      expect(wordsToEdit(after.paragraphs[0]!)).toBe(text.trim())
    }),
    { numRuns: 2000 },
  )
})

test('sending a paragraph back unchanged decides nothing', () => {
  fc.assert(
    fc.property(edited, (draft) => {
      const paragraph = compose(draft.source, draft.decisions).paragraphs[0]!
      expect(apply(draft, wordsToEdit(paragraph)).made).toEqual({})
    }),
  )
})

test('an empty line begins a new paragraph, and the words of both stay as they were', () => {
  const source: Source = { format: 'plain', blocks: [{ text: 'One was said. Two was\ndone.' }], warnings: [] }
  const { draft } = apply({ source, decisions: {} }, 'One was said.\n\nTwo was done.')
  expect(draft.paragraphs.map(({ text }) => text)).toEqual(['One was said.', 'Two was done.'])
  expect(Object.keys(draft.paragraphs[1]!.segments)).toHaveLength(1)
})

test('a corrected word is decided about alone', () => {
  const source: Source = { format: 'plain', blocks: [{ text: 'All inhabits of the town' }], warnings: [] }
  expect(apply({ source, decisions: {} }, 'All inhabitants of the town').made).toEqual({
    'words 0:4-12': 'inhabitants',
  })
})
