import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { Sqlite } from '../../db/driver.ts'
import {
  affordableTerms,
  hitEnd,
  hitPieces,
  hitStart,
  isSearchable,
  longestQuery,
  matchExpression,
  mayBePrefix,
  mostTerms,
  parseSearch,
  type SearchTerm,
} from '../../server/domain/searchQuery.ts'

const terms = (typed: string) => parseSearch(typed).terms.map(({ words }) => words.join(' '))
const term = (text: string): SearchTerm => ({ text, words: [text], isPrefix: false })

describe('What people type', () => {
  test('is taken word by word; words in any kind of quotation marks stay together', () => {
    expect(terms('bridge  river')).toEqual(['bridge', 'river'])
    expect(terms('"the bridge" river “on fire” «à gué»')).toEqual(['the bridge', 'river', 'on fire', 'à gué'])
  })

  test('keeps together what a hyphen, a slash or a full stop joins', () => {
    expect(terms('62/243 Upper-Town U.S.')).toEqual(['62 243', 'Upper Town', 'U S'])
  })

  test('is found in the possessive too', () => {
    expect(terms('North’s bridge')).toEqual(['North', 'bridge'])
  })

  test('loses the words that nearly every sentence has, unless there is nothing else', () => {
    expect(parseSearch('the bridge of the river')).toMatchObject({
      terms: [{ text: 'bridge' }, { text: 'river' }],
      stopWords: ['the', 'of'],
    })
    expect(terms('the of')).toEqual(['the', 'of'])
    expect(terms('“to the” bridge')).toEqual(['to the', 'bridge'])
  })

  test('says the beginning of a word with a star', () => {
    expect(parseSearch('bridg* river').terms.map(({ isPrefix }) => isPrefix)).toEqual([true, false])
    expect(parseSearch('b*').terms[0]?.isPrefix).toBe(false)
  })

  test('is cut at 300 characters and 12 terms, each word once', () => {
    const many = parseSearch(Array.from({ length: 40 }, (_, i) => `word${i}`).join(' '))
    expect(many.terms).toHaveLength(mostTerms)
    expect(many.beyond).toBe(28)
    const long = parseSearch('🌉'.repeat(longestQuery + 1))
    expect(Array.from(long.text)).toHaveLength(longestQuery)
    expect(long.isCut).toBe(true)
    expect(parseSearch('x'.repeat(longestQuery)).isCut).toBe(false)
    expect(terms('Bridge bridge BRIDGE')).toEqual(['Bridge'])
  })

  test('is too little below two letters or digits', () => {
    expect(['', 'a', '?!', '🌉', '*', '""'].map((typed) => isSearchable(parseSearch(typed)))).toEqual(
      Array(6).fill(false),
    )
    expect(['ab', 'a b', '42', 'ե՛ս'].map((typed) => isSearchable(parseSearch(typed)))).toEqual(
      Array(4).fill(true),
    )
  })

  test('may not be a beginning where stemming would leave one letter of it', () => {
    expect(['a', 'ing', 'aing', 'oed', 'ies', 'used'].map(mayBePrefix)).toEqual([
      false,
      true,
      false,
      false,
      false,
      true,
    ])
  })
})

describe('With the real FTS5', () => {
  const db = new Sqlite(':memory:')
  db.exec(`
    CREATE VIRTUAL TABLE t USING fts5 (text, tokenize = "porter unicode61 remove_diacritics 2", prefix = '2 3');
    INSERT INTO t VALUES ('Cluster munitions fell near the Café of Ałma, and NOT one; see 62/243.');
    INSERT INTO t VALUES ('Nothing of the kind');`)
  const count = db.prepare<[string], number>('SELECT count(*) FROM t WHERE t MATCH ?').pluck()
  const found = (typed: string) => count.get(matchExpression(parseSearch(typed).terms, 'AND'))
  afterAll(() => {
    db.close()
  })

  const odd = fc
    .array(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.constantFrom(
          ...['"', "'", '*', '(', ')', 'NEAR(', 'AND', 'OR', 'NOT', '^', ':', '-', '+', '{', '}', ',', '\\'],
          ...['text:', 'the', 'of', '🌉', '\u0000', '\u0301', '\ud800', '“', '”', '«', '»', '\ue000'],
        ),
        fc.constantFrom(' ', '  ', '\n'),
      ),
      { maxLength: 60 },
    )
    .map((parts) => parts.join(''))

  test('whatever is typed is a query and never an error', () => {
    fc.assert(
      fc.property(odd, fc.constantFrom('AND' as const, 'OR' as const), (typed, operator) => {
        const query = parseSearch(typed)
        const expression = matchExpression(query.terms, operator)
        if (expression) expect(count.get(expression)).toBeTypeOf('number')
        for (const one of query.terms) {
          expect(one.words.length).toBeGreaterThan(0)
          if (mayBePrefix(one.words.at(-1)!)) {
            count.get(matchExpression([{ ...one, isPrefix: true }], 'AND'))
          }
        }
        expect(Array.from(query.text).length).toBeLessThanOrEqual(longestQuery)
        expect(query.terms.length).toBeLessThanOrEqual(mostTerms)
      }),
      { numRuns: 1000 },
    )
  })

  test('words are found in any form, in any letter case, with or without diacritics', () => {
    for (const typed of [
      'clusters',
      'CLUSTER',
      'munition',
      'cafe',
      'Cafés',
      'ałma',
      '62/243',
      '"fell near"',
    ]) {
      expect(found(typed), typed).toBe(1)
    }
    expect(found('"near fell"')).toBe(0)
    expect(found('munit*')).toBe(1)
  })

  test('words that FTS5 would take for operators are words', () => {
    expect(found('not one')).toBe(1)
    expect(found('NEAR(cluster munitions)')).toBe(1)
    expect(found('one NOT cluster')).toBe(1)
  })
})

test('the rarest terms are ranked by, as far as they can be afforded', () => {
  const [rare, common, middling] = [term('rare'), term('common'), term('middling')]
  const counted = [
    { term: common, hits: 9000 },
    { term: rare, hits: 3 },
    { term: middling, hits: 500 },
  ]
  expect(affordableTerms(counted, 1000)).toEqual({ chosen: [rare, middling], leftOut: [common] })
  expect(affordableTerms(counted, 2).chosen).toEqual([])
  expect(affordableTerms(counted, 10_000).leftOut).toEqual([])
  expect(affordableTerms([], 10)).toEqual({ chosen: [], leftOut: [] })
})

test('hits are cut out of a text without losing a word of it', () => {
  expect(hitPieces(`a ${hitStart}bridge${hitEnd} b`)).toEqual([
    { text: 'a ', hit: false },
    { text: 'bridge', hit: true },
    { text: ' b', hit: false },
  ])
  fc.assert(
    fc.property(fc.array(fc.constantFrom('x', ' y ', hitStart, hitEnd, '<b>')), (parts) => {
      const marked = parts.join('')
      const pieces = hitPieces(marked)
      expect(pieces.map(({ text }) => text).join('')).toBe(
        marked.replaceAll(hitStart, '').replaceAll(hitEnd, ''),
      )
    }),
  )
})
