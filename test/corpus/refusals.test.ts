import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openDatabase } from '../../db/client.ts'
import { readCorpus } from '../../db/present.ts'
import { FolderRefused, loadFolder, problemInWords } from '../../server/features/corpus/loadCorpus.ts'
import { readFolder } from '../../server/features/corpus/readFolder.ts'
import { FolderNotEmpty, writeFolder } from '../../server/features/corpus/writeFolder.ts'
import { aClaim, aCorpus, aLetter, anAssertion, aStance } from '../support/builders.ts'

const letter = aLetter({
  id: 'north-one',
  author: 'minister-of-north',
  texts: ['The bridge fell. Nobody saw that the bridge fell.', 'It was rebuilt.'],
})
const corpus = aCorpus({
  letters: [letter],
  assertions: [anAssertion(letter, { id: 'north-1', quote: 'It was rebuilt' })],
  claims: [aClaim({ id: 'rebuilt', wording: 'The bridge was rebuilt.' })],
  stances: [aStance('rebuilt', 'north-1')],
})

let folder: string
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'corpus-')), 'corpus')
  writeFolder(corpus, folder)
})
afterEach(() => rmSync(join(folder, '..'), { recursive: true }))

/** Changes words of one file of the folder. */
const edit = (file: string, from: string, to: string) => {
  const path = join(folder, file)
  const before = readFileSync(path, 'utf8')
  expect(before).toContain(from)
  writeFileSync(path, before.replace(from, to))
}
const problems = () => readFolder(folder).problems.map(problemInWords)

test('a sound folder has no problems', () => {
  expect(problems()).toEqual([])
})

test('a quote that the letter does not contain is named with file and line', () => {
  edit('assertions/north-one.yaml', 'quote: It was rebuilt', 'quote: It was never rebuilt')
  expect(problems()).toEqual([
    'assertions/north-one.yaml:2: The letter does not contain the words “It was never rebuilt”.',
  ])
})

test('a quote that stands twice needs its occurrence, and one that is given is used', () => {
  edit('assertions/north-one.yaml', 'quote: It was rebuilt', 'quote: bridge fell')
  expect(problems()).toEqual([
    'assertions/north-one.yaml:2: The letter contains the words “bridge fell” 2 times: say which (occurrence).',
  ])
  edit('assertions/north-one.yaml', 'quote: bridge fell', 'quote: bridge fell\n  occurrence: 2')
  const { corpus: read, problems: none } = readFolder(folder)
  expect(none).toEqual([])
  expect(read.assertions![0]!.ranges[0]).toMatchObject({ start: 37, end: 48 })
  edit('assertions/north-one.yaml', 'occurrence: 2', 'occurrence: 3')
  expect(problems()[0]).toContain('2 times, not 3')
})

test('a quote may not run from one paragraph into the next', () => {
  edit('assertions/north-one.yaml', 'quote: It was rebuilt', 'quote: "fell.\\n\\nIt was"')
  expect(problems()[0]).toContain('do not lie within one paragraph')
})

test.each([
  ['claims/bridges.yaml', 'assertion: north-1', 'assertion: north-2', 'There is no assertion “north-2”.'],
  ['assertions/north-one.yaml', 'topics: [bridges]', 'topics: [tunnels]', 'There is no topic “tunnels”.'],
  ['authors.yaml', 'party: south', 'party: west', 'There is no party “west”.'],
  ['letters/north-one.md', 'author: minister-of-north', 'author: nobody', 'There is no author “nobody”.'],
  ['claims/bridges.yaml', 'stance: asserts', 'stance: denies', 'stance'],
  ['claims/bridges.yaml', 'wording: The', 'wordings: The', 'wording'],
  [
    'claims/bridges.yaml',
    '  stances:',
    '  merged_into: rebuilt\n  stances:',
    'A merged claim has no stances',
  ],
  ['topics.yaml', 'id: ferries', 'id: bridges', 'The id “bridges” is taken'],
  ['letters/north-one.md', 'It was rebuilt.', 'It was rebuilt.[^7]', 'There is no footnote “7”.'],
  ['letters/north-one.md', 'It was  rebuilt'.replace('  ', ' '), 'It was  rebuilt', 'single spaces'],
  ['letters/north-one.md', 'from: "2020-11-12"', 'from: "2020-11-31"', 'Write a day as'],
  ['parties.yaml', 'name: Northern side', 'name: [', 'parties.yaml'],
])('a folder with a fault in %s (%s → %s) is refused with a line', (file, from, to, message) => {
  edit(file, from, to)
  const found = problems()
  expect(found.join('\n')).toContain(message)
  expect(found[0]).toMatch(/^[a-z/-]+\.(yaml|md):\d+: /)
})

test('a claim that was merged has no relations', () => {
  const two = join(folder, '..', 'two')
  writeFolder(
    aCorpus({
      claims: [aClaim({ id: 'rebuilt' }), aClaim({ id: 'restored', merged_into: 'rebuilt' })],
      relations: [{ from: 'rebuilt', kind: 'narrows', to: 'restored', reason: 'So.' }],
    }),
    two,
  )
  expect(readFolder(two).problems.map(problemInWords)).toEqual([
    'relations.yaml:1: “restored” is merged, and has no relations.',
  ])
})

test('loading a folder with a fault changes nothing', () => {
  const db = openDatabase(':memory:')
  edit('claims/bridges.yaml', 'assertion: north-1', 'assertion: north-2')
  const before = db.$client.serialize()
  expect(() => loadFolder(db, folder)).toThrow(FolderRefused)
  expect(db.$client.serialize().equals(before)).toBe(true)
})

test('loading the same folder again adds nothing and makes no change', () => {
  const db = openDatabase(':memory:')
  loadFolder(db, folder)
  expect(Object.values(loadFolder(db, folder)).every((count) => count === 0)).toBe(true)
  expect(db.$client.prepare('SELECT count(*) FROM changes').pluck().get()).toBe(1)
})

test('a folder is added to a filled database: new letters, and their stances on claims that are there', () => {
  const db = openDatabase(':memory:')
  loadFolder(db, folder)
  const more = join(folder, '..', 'more')
  const reply = aLetter({ id: 'south-one', author: 'minister-of-south', texts: ['It was never rebuilt.'] })
  writeFolder(
    aCorpus({
      letters: [reply],
      assertions: [anAssertion(reply, { id: 'south-1', quote: 'never rebuilt' })],
      claims: corpus.claims,
      stances: [aStance('rebuilt', 'south-1', 'disputes')],
    }),
    more,
  )
  for (const file of ['corpus.yaml', 'parties.yaml', 'authors.yaml', 'authorities.yaml', 'topics.yaml'])
    rmSync(join(more, file))
  expect(loadFolder(db, more)).toMatchObject({ letters: 1, assertions: 1, claims: 0, stances: 1 })
  expect(db.$client.prepare('SELECT pattern FROM claim_summaries').pluck().all()).toEqual(['contested'])
})

test('an id that is there with other content is listed and refused, and nothing is added', () => {
  const db = openDatabase(':memory:')
  loadFolder(db, folder)
  edit('claims/bridges.yaml', 'wording: The bridge was rebuilt.', 'wording: The bridge was never rebuilt.')
  edit('authors.yaml', 'name: Minister of North', 'name: Ministry of North')
  const before = readCorpus(db)
  try {
    loadFolder(db, folder)
    expect.unreachable()
  } catch (error) {
    expect((error as FolderRefused).problems.map(({ message }) => message)).toEqual([
      '“minister-of-north” is in the collection already, with other content.',
      '“rebuilt” is in the collection already, with other content.',
    ])
  }
  expect(readCorpus(db)).toEqual(before)
})

test('a text that the database holds under another name is recognised', () => {
  const db = openDatabase(':memory:')
  loadFolder(db, folder)
  const twin = join(folder, '..', 'twin')
  cpSync(folder, twin, { recursive: true })
  rmSync(join(twin, 'letters/north-one.md'))
  rmSync(join(twin, 'assertions'), { recursive: true })
  rmSync(join(twin, 'claims'), { recursive: true })
  const source = readFileSync(join(folder, 'letters/north-one.md'), 'utf8')
  writeFileSync(join(twin, 'letters/north-two.md'), source.replace('id: north-one', 'id: north-two'))
  expect(() => loadFolder(db, twin)).toThrow('The database holds this text as “north-one”.')
})

test('old ids, earlier wordings, retired and merged claims travel with the folder', () => {
  const db = openDatabase(':memory:')
  const rich = aCorpus({
    ...corpus,
    claims: [
      aClaim({
        id: 'rebuilt',
        wording: 'The bridge was rebuilt.',
        earlier_wordings: ['It was rebuilt.'],
        old_ids: ['built-again'],
      }),
      aClaim({ id: 'painted', retired: 'Nobody asserts it.' }),
      aClaim({ id: 'restored', merged_into: 'rebuilt' }),
    ],
    stances: [
      aStance('rebuilt', 'north-1', 'asserts', {
        wording: 1,
        scope: { note: 'Says “rebuilt”.', when: 'not said' },
      }),
    ],
  })
  const one = join(folder, '..', 'one')
  const two = join(folder, '..', 'two')
  writeFolder(rich, one)
  loadFolder(db, one)
  writeFolder(readCorpus(db), two)
  for (const file of ['claims/bridges.yaml', 'assertions/north-one.yaml', 'letters/north-one.md']) {
    expect(readFileSync(join(two, file), 'utf8')).toBe(readFileSync(join(one, file), 'utf8'))
  }
  expect(readFileSync(join(two, 'claims/bridges.yaml'), 'utf8')).toContain('merged_into: rebuilt')
})

test('a corpus is not written into a folder that holds something', () => {
  expect(() => writeFolder(corpus, folder)).toThrow(FolderNotEmpty)
})
