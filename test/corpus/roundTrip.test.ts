import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readCorpus } from '../../db/present.ts'
import { normaliseText } from '../../server/domain/text/normalise.ts'
import { formatLetterBody, parseLetterBody } from '../../server/features/corpus/letterFile.ts'
import { readFolder } from '../../server/features/corpus/readFolder.ts'
import { formatFolder } from '../../server/features/corpus/writeFolder.ts'
import { seededDatabase, seedsFolder } from '../support/app.ts'

const filesOf = (folder: string) =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((path) => /\.(md|yaml)$/.test(path))
      .map((path) => [path, readFileSync(join(folder, path), 'utf8')]),
  )

test('the shipped corpus, loaded and written out again, is the same bytes', () => {
  const written = Object.fromEntries(formatFolder(readCorpus(seededDatabase())))
  expect(written).toEqual(filesOf(seedsFolder))
})

test('every letter of the shipped corpus is the same words as its text, paragraph by paragraph', () => {
  const { corpus, problems } = readFolder(seedsFolder)
  expect(problems).toEqual([])
  for (const { text, paragraphs } of corpus.letters!) {
    const points = Array.from(text)
    const cut = paragraphs.map(({ start, end }) => points.slice(start, end).join(''))
    expect(cut.join('\n\n')).toBe(text)
    for (const paragraph of cut) expect(paragraph).toBe(normaliseText(paragraph))
  }
})

const words = fc
  .string({
    unit: fc.constantFrom('a', 'é', '𝒜', ' ', '.', '#', '-', ':', '\\', '[', '^', ']', '<', '>', '{', '1'),
    minLength: 1,
  })
  .map(normaliseText)
  .filter((text) => text !== '')
const role = fc.constantFrom('frame', 'address', 'heading', 'text', 'list item', 'signature', 'enclosure')

test('any letter that can be written reads back as the same letter', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ text: words, role, hasMarker: fc.boolean(), note: fc.nat() }), {
        minLength: 1,
        maxLength: 8,
      }),
      fc.array(words, { maxLength: 3 }),
      (parts, notes) => {
        let start = 0
        const counts = new Map<string, number>()
        const paragraphs = parts.map((part) => {
          const letter =
            { frame: 'F', address: 'A', heading: 'H', signature: 'S', enclosure: 'E' }[part.role as string] ??
            ''
          counts.set(letter, (counts.get(letter) ?? 0) + 1)
          const end = start + Array.from(part.text).length
          const isItem = part.role === 'list item' || (part.hasMarker && letter !== '' && letter !== 'H')
          const paragraph = {
            label: `${letter}${counts.get(letter)}`,
            role: part.role as 'text',
            ...(isItem && { marker: part.hasMarker ? '12.' : '-' }),
            start,
            end,
          }
          start = end + 2
          return paragraph
        })
        const footnotes = notes.map((text, i) => {
          const place = paragraphs[parts[0]!.note % paragraphs.length]!
          return { marker: `n${i}`, text, urls: [], offsets: [place.end] }
        })
        const body = { text: parts.map((part) => part.text).join('\n\n'), paragraphs, footnotes }
        const { faults, ...read } = parseLetterBody(formatLetterBody(body), 1)
        expect(faults).toEqual([])
        expect(read).toEqual(body)
      },
    ),
    { numRuns: 500 },
  )
})

test('addresses in a footnote keep how they were printed: whole, broken, empty', () => {
  const source =
    'A word.[^1]\n\n[^1]: See <https://a.example/b>; <https://c.example/d-e>{broken}, available at <>.\n'
  const read = parseLetterBody(source, 1)
  expect(read.footnotes).toEqual([
    {
      marker: '1',
      text: 'See https://a.example/b; https://c.example/d-e, available at <>.',
      urls: [
        { url: 'https://a.example/b', state: 'usable' },
        { url: 'https://c.example/d-e', state: 'broken' },
        { url: '', state: 'empty' },
      ],
      offsets: [7],
    },
  ])
  expect(formatLetterBody(read)).toBe(source)
})
