import { expect, test } from 'vitest'
import { composeLetter, typedLetter } from '../../server/domain/correction/letterForm.ts'
import { diffRecords } from '../../server/domain/recordDiff.ts'
import { aLetter, anAssertion } from '../support/builders.ts'

const letter = aLetter({
  id: 'one',
  author: 'north',
  texts: ['The bridge fell.', 'It was shelled.', 'The ferry sank.'],
  footnotes: [
    { marker: '1', text: 'A list.', urls: [], offsets: [33], authorities: [] },
    { marker: '2', text: 'Another list.', urls: [], offsets: [50], authorities: ['red-cross'] },
  ],
})
/** The letter with other words in a row. */
function corrected(change: (typed: ReturnType<typeof typedLetter>) => void) {
  const typed = typedLetter(letter)
  change(typed)
  const made = composeLetter(typed.paragraphs, typed.notes)
  if (!('letter' in made)) throw new Error('This is no letter.')
  return { ...letter, ...made.letter, sha256: 'f'.repeat(64) }
}
const wordsOf = (pieces: ReturnType<typeof diffRecords>['changed'][number]['after']) =>
  pieces?.map((piece) => ('text' in piece ? piece.text : '…')).join('')
const shown = (before: object | null, after: object | null) => {
  const { changed, moved } = diffRecords(before, after)
  return { moved, fields: changed.map((field) => [field.label, wordsOf(field.before), wordsOf(field.after)]) }
}

test('of a corrected letter only the paragraphs are shown whose words differ; what moved is counted', () => {
  const after = corrected(({ paragraphs }) => {
    paragraphs[0]!.words = 'The old bridge fell.'
  })
  expect(shown(letter, after)).toEqual({
    moved: 2,
    fields: [['¶ 1', 'The bridge fell.', 'The old bridge fell.']],
  })
})

test('a role, a note, and where a note’s marker stands are told in words', () => {
  const after = corrected(({ paragraphs, notes }) => {
    paragraphs[0]!.role = 'heading'
    paragraphs[2]!.words = 'The ferry[^2] sank.'
    notes[0]!.words = 'A long list.'
  })
  expect(shown(letter, after).fields).toEqual([
    [expect.stringContaining('role'), 'text', 'heading'],
    [expect.any(String), 'The ferry sank.[^2]', 'The ferry[^2] sank.'],
    ['Note 1', 'A list.', 'A long list.'],
  ])
})

test('paragraphs that were added or taken out are shown by themselves', () => {
  const after = corrected(({ paragraphs }) => {
    paragraphs.splice(1, 1)
    paragraphs.push({ role: 'text', mark: '', words: 'The end.', isJoined: false })
  })
  expect(shown(letter, after)).toEqual({
    moved: 1,
    fields: [
      ['¶ 2', 'It was shelled.[^1]', ''],
      ['¶ 3', '', 'The end.'],
    ],
  })
})

test('an assertion that moved along with its text has no field that differs', () => {
  const before = anAssertion(letter, { id: 'a', quote: 'The ferry sank' })
  const [range] = before.ranges
  const after = { ...before, ranges: [{ ...range!, start: range!.start + 4, end: range!.end + 4 }] }
  expect(shown(before, after)).toEqual({ moved: 1, fields: [] })
})

test('checksums, offsets and the words around a quote are shown of nothing', () => {
  for (const record of [letter, anAssertion(letter, { id: 'a', quote: 'The ferry sank' })]) {
    const labels = shown(null, record).fields.map(([label]) => label)
    expect(labels).not.toContain('Sha256')
    expect(JSON.stringify(shown(null, record))).not.toMatch(/Start|Offsets|Prefix/)
  }
})
