import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readRawLetter } from '../../../server/domain/suggest/rawLetter.ts'
import { oddText } from './support.ts'

const read = (raw: string) => readRawLetter(raw).paragraphs.map(({ role, text }) => [role, text])

test('the parts of a letter get their roles by their form and place', () => {
  const raw = `**Ministry of Foreign Affairs**
Republic of Norland

Dear Sir,

The army shelled the town on 3 May.

Your soldiers have:

- mined the road;
- burnt the mill.

Yours sincerely,

Anna Lind

Encl.: 3 pages`
  expect(read(raw)).toEqual([
    ['frame', 'Ministry of Foreign Affairs Republic of Norland'],
    ['address', 'Dear Sir,'],
    ['text', 'The army shelled the town on 3 May.'],
    ['text', 'Your soldiers have:'],
    ['list item', 'mined the road;'],
    ['list item', 'burnt the mill.'],
    ['signature', 'Yours sincerely,'],
    ['signature', 'Anna Lind'],
    ['enclosure', 'Encl.: 3 pages'],
  ])
})

test('what a page break parted is one paragraph again, and page furniture is gone', () => {
  const raw = `A/31/7

The army shelled the town on 3 May, and the

31-04711 2/3

A/31/8

¹ See www.example.org.

people of Velin fled to the hills.¹ They have not returned.

Add a comment`
  expect(read(raw)).toEqual([
    ['frame', 'A/31/7'],
    [
      'text',
      'The army shelled the town on 3 May, and the people of Velin fled to the hills. They have not returned.',
    ],
  ])
})

test('wrapped lines are one paragraph; paragraphs that no blank line parts are several', () => {
  expect(read('The army shelled the town\non 3 May, as everybody\nknows.')).toHaveLength(1)
  const paragraph = 'The army shelled the town on 3 May. '.repeat(8).trim()
  expect(read(`${paragraph}\n${paragraph}\n${paragraph}`)).toHaveLength(3)
})

test('footnote markers of any form become links at the place where they stood', () => {
  for (const marker of ['[1]', '[^1]', '<sup>1</sup>', '¹', '^{1}']) {
    const { text, footnotes } = readRawLetter(`The town burnt${marker} on 3 May.\n\n${marker} See page 3.`)
    expect(text).toBe('The town burnt on 3 May.')
    expect(footnotes).toEqual([{ marker: '1', offsets: [14] }])
  }
})

test('several markers in one place are several links; letters and units in brackets are none', () => {
  const { text, footnotes } = readRawLetter('It burnt for nine days.^{3,4}\n\n³ See three.\n\n⁴ See four.')
  expect(text).toBe('It burnt for nine days.')
  expect(footnotes.map(({ marker }) => marker)).toEqual(['3', '4'])
  expect(readRawLetter('They are “illegal[ly]” on 40 km² of land.').footnotes).toEqual([])
})

test('Markdown’s signs are no words of the letter', () => {
  expect(read('The *army* shelled **the [town](https://example.org/a)** on 3\\_May.')).toEqual([
    ['text', 'The army shelled the town on 3_May.'],
  ])
})

test('any text is read: paragraphs stand in the text where they say, and links inside of it', () => {
  fc.assert(
    fc.property(oddText, (raw) => {
      const { text, paragraphs, footnotes } = readRawLetter(raw)
      const points = Array.from(text)
      for (const paragraph of paragraphs) {
        const { length } = Array.from(paragraph.text)
        expect(points.slice(paragraph.start, paragraph.start + length).join('')).toBe(paragraph.text)
      }
      expect(paragraphs.map((paragraph) => paragraph.text).join('\n\n')).toBe(text)
      for (const offset of footnotes.flatMap(({ offsets }) => offsets)) {
        expect(offset).toBeLessThanOrEqual(points.length)
      }
    }),
  )
})
