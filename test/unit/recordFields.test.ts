import { expect, test } from 'vitest'
import { nameInWords, recordFields } from '../../server/domain/recordFields.ts'

test('fields stand in the order of the newer record, each as it was and as it is', () => {
  expect(
    recordFields(
      { id: 'a', wording: 'Old.', retired: 'Not clear.' },
      { id: 'a', topics: ['x'], wording: 'New.' },
    ),
  ).toEqual([
    { name: 'id', before: 'a', after: 'a' },
    { name: 'topics', before: '', after: 'x' },
    { name: 'wording', before: 'Old.', after: 'New.' },
    { name: 'retired', before: 'Not clear.', after: '' },
  ])
})

test('what was not there has no side, and a field that says nothing is passed over', () => {
  expect(recordFields(null, { id: 'a', earlier_wordings: [], core: true, number: 0 })).toEqual([
    { name: 'id', before: null, after: 'a' },
    { name: 'core', before: null, after: 'yes' },
    { name: 'number', before: null, after: '0' },
  ])
  expect(recordFields({ id: 'a' }, null)).toEqual([{ name: 'id', before: 'a', after: null }])
})

test('a list has a line for each of its items, and what is inside stands in that line', () => {
  const [field] = recordFields(null, {
    footnotes: [
      { marker: '1', urls: [{ url: 'https://example.org', state: 'usable' }], offsets: [3, 14] },
      { marker: '2', text: 'See.', urls: [] },
    ],
  })
  expect(field?.after).toBe(
    'Marker: 1; Urls: Url: https://example.org; State: usable; Offsets: 3, 14\nMarker: 2; Text: See.',
  )
  expect(nameInWords('short_title')).toBe('Short title')
})
