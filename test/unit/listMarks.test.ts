import { expect, test } from 'vitest'
import { shownMark } from '../../server/domain/listMarks.ts'

test('a point is shown with the mark that its list has, and with none where its words begin with one', () => {
  expect(shownMark('-', 'the maps')).toBe('•')
  expect(shownMark('3.', 'the maps')).toBe('3.')
  expect(shownMark(null, '(a) the maps')).toBe('')
  for (const words of ['(a) the maps', 'iv) the maps', 'b. the maps', '(12) the maps']) {
    expect(shownMark('-', words)).toBe('')
  }
})
