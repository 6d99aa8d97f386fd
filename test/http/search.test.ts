import fc from 'fast-check'
import request from 'supertest'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Corpus } from '../../db/records.ts'
import { startTestApp } from '../support/app.ts'
import { aClaim, aCorpus, aLetter, anAssertion, aStance, databaseWith } from '../support/builders.ts'
import { disputedBridge } from '../support/disputedBridge.ts'
import { exchangeNames, exchangeSides } from '../support/exchange.ts'
import { countStatements } from '../support/statements.ts'

const north = aLetter({
  id: 'north-1',
  author: 'minister-of-north',
  texts: [
    'The old bridge was shelled with a cluster bomb near the Café. Nobody was hurt.',
    'We ask for peace. The river froze, and the <b>bridge</b> fell.',
  ],
})
const south = aLetter({
  id: 'south-1',
  author: 'minister-of-south',
  texts: ['Clusters of any kind were never used, and no bridge was shelled.'],
})

const corpus = (more: Partial<Corpus> = {}): Corpus =>
  aCorpus({
    letters: [north, south],
    assertions: [
      anAssertion(north, { id: 'n1', quote: 'The old bridge was shelled with a cluster bomb' }),
      anAssertion(north, { id: 'n2', quote: 'the <b>bridge</b> fell' }),
      anAssertion(south, { id: 's1', quote: 'Clusters of any kind were never used' }),
      anAssertion(south, { id: 's2', quote: 'no bridge was shelled', gist: 'The South shelled no viaduct.' }),
    ],
    claims: [
      aClaim({ id: 'shelled', wording: 'A bridge was shelled.' }),
      aClaim({ id: 'cluster', wording: 'Cluster munitions were used.' }),
      aClaim({ id: 'gone', wording: 'The bridge was painted.', retired: 'Nobody said so.' }),
    ],
    stances: [
      aStance('shelled', 'n1'),
      aStance('shelled', 's2', 'disputes'),
      aStance('cluster', 'n1'),
      aStance('cluster', 's1', 'disputes'),
    ],
    ...more,
  })

describe('The search', () => {
  const { app, db } = startTestApp(databaseWith(corpus()))
  const html = async (query: string | object) =>
    (await request(app).get('/search').query(query).expect(200)).text
  const json = async (query: string | object) =>
    (await request(app).get('/search.json').query(query).expect(200)).body
  const words = (pieces: { text: string; hit: boolean }[]) =>
    pieces.filter(({ hit }) => hit).map(({ text }) => text)

  test('comes whole to a browser, in part to htmx, and as JSON to a program', async () => {
    const page = await html({ q: 'bridge' })
    expect(page).toContain('<h1>Search</h1>')
    expect(page).toContain('value="bridge"')
    const part = await request(app).get('/search?q=bridge').set('HX-Request-Type', 'partial').expect(200)
    expect(part.text).toMatch(/^\s*<div id="search-results"/)
    expect(part.headers.vary).toContain('HX-Request-Type')
    const model = await json({ q: 'bridge' })
    expect(model).toMatchObject({ q: 'bridge', type: null, notices: [] })
    expect(JSON.stringify(model)).not.toMatch(/<mark|&lt;/)
  })

  test('finds claims, quotes and letters at once, each linked to its place, with the hits marked', async () => {
    const { results } = await json({ q: 'shelled' })
    expect(results.claims.items.map(({ slug }: { slug: string }) => slug)).toEqual(['shelled'])
    expect(new Set(results.quotes.items.map(({ slug }: { slug: string }) => slug))).toEqual(
      new Set(['n1', 's2']),
    )
    expect(results.letters.items).toHaveLength(2)
    expect(words(results.claims.items[0].wording)).toEqual(['shelled'])

    const page = await html({ q: 'shelled' })
    expect(page).toContain(
      '<a href="/claims/shelled">A bridge was <mark class="hit__mark">shelled</mark>.</a>',
    )
    expect(page).toContain('href="/letters/north-1#n1"')
    expect(page).toContain('href="/letters/north-1#p-1"')
  })

  test('shows a quote in its sentence, with the claims it bears on', async () => {
    const { results } = await json({ q: '"cluster bomb"' })
    const [quote] = results.quotes.items
    expect(quote.sentence).toEqual([
      { text: 'The old bridge was shelled with a ', marked: true, hit: false },
      { text: 'cluster bomb', marked: true, hit: true },
      { text: ' near the Café.', marked: false, hit: false },
    ])
    expect(quote).toMatchObject({ paragraphs: ['1'], party: { slug: 'north', place: 1 } })
    expect(quote.claims).toMatchObject([
      { slug: 'shelled', stance: 'asserts' },
      { slug: 'cluster', stance: 'asserts' },
    ])
  })

  test('shows what we recorded where only that holds the word, as ours', async () => {
    const { results } = await json({ q: 'viaduct' })
    expect(results.quotes.items).toHaveLength(1)
    expect(words(results.quotes.items[0].gist)).toEqual(['viaduct'])
    expect(await html({ q: 'viaduct' })).toContain('In our words: The South shelled no')
  })

  test('finds every form of a word, whatever its letter case and diacritics', async () => {
    for (const q of ['cluster', 'clusters', 'CLUSTERS']) {
      const { results } = await json({ q })
      expect(new Set(results.quotes.items.map(({ slug }: { slug: string }) => slug)), q).toEqual(
        new Set(['n1', 's1']),
      )
    }
    expect((await json({ q: 'CAFES' })).results.letters.count).toBe(1)
  })

  test('wants all words; where nothing has all, it shows what has any and says so', async () => {
    expect((await json({ q: 'bridge froze' })).results.quotes.count).toBe(0)
    const all = await json({ q: 'river froze' })
    expect(all.notices).toEqual([])
    const any = await json({ q: 'froze cluster' })
    expect(any.results.letters.count).toBe(2)
    expect(any.notices).toEqual(['Nothing holds all of these words. Shown is what holds any of them.'])
  })

  test('passes over the words that every sentence has, and says which stand nowhere', async () => {
    const { notices, results } = await json({ q: 'the bridge of zeppelins' })
    expect(notices).toContain('Passed over, because nearly every sentence has them: “the”, “of”.')
    expect(notices).toContain('Not found anywhere in this collection: “zeppelins”.')
    expect(results.claims.count).toBe(1)
    expect((await json({ q: 'the of' })).results.letters.count).toBeGreaterThan(0)
  })

  test('takes a word that stands nowhere for the beginning of one, even beyond its stem', async () => {
    for (const q of ['munitio', 'munit', 'shell*']) {
      const { results } = await json({ q })
      expect(results.claims.count, q).toBe(1)
    }
    expect((await json({ q: 'munitio' })).notices).toEqual([
      'No passage has “munitio” as a word; words that begin with “munit” were looked for.',
    ])
  })

  test('escapes what letters and people write', async () => {
    const page = await html({ q: 'bridge <script>alert(1)</script>' })
    expect(page).toContain('&lt;b&gt;<mark class="hit__mark">bridge</mark>&lt;/b&gt;')
    expect(page).not.toContain('<script>alert')
    expect(page).not.toContain('<b>bridge')
  })

  test('helps where there is nothing to look for, or nothing is found', async () => {
    expect(await html('')).toContain('Type a word, a name or a number')
    expect(await html({ q: 'x' })).toContain('Type at least 2 letters or digits.')
    expect(await html({ q: '?!' })).toContain('There is no letter or digit in this.')
    const nothing = await html({ q: 'zeppelin' })
    expect(nothing).toContain('Nothing in this collection answers “zeppelin”')
  })

  test('answers whatever is typed, and never fails', async () => {
    const odd = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc
        .array(
          fc.constantFrom('"', '*', '(', ')', 'NEAR', 'AND', 'OR NOT', '🌉', 'bridge', ' ', '-', ':', 'the'),
          {
            maxLength: 20,
          },
        )
        .map((parts) => parts.join('')),
    )
    await fc.assert(
      fc.asyncProperty(odd, async (q) => {
        const { status } = await request(app).get('/search').query({ q })
        expect(status).toBe(200)
      }),
      { numRuns: 80 },
    )
  })

  test('cuts ten thousand characters and says so', async () => {
    const page = await html({ q: `bridge ${'x'.repeat(9_993)}` })
    expect(page).toContain('Only the first 300 characters were looked for.')
  })

  test('is narrowed down to what one side says', async () => {
    const { results, party } = await json({ q: 'bridge', party: 'south' })
    expect(party).toEqual({ slug: 'south', name: 'Southern side' })
    expect(results.quotes.items.map(({ slug }: { slug: string }) => slug)).toEqual(['s2'])
    expect(results.letters.items.map(({ slug }: { slug: string }) => slug)).toEqual(['south-1'])
    expect(results.claims.count).toBe(1)
    expect(await html({ q: 'froze', party: 'south' })).toContain('Search all sides')
  })

  test('does not break on broken values', async () => {
    const whole = (await json({ q: 'bridge' })).results
    for (const query of ['q=bridge&type=poems&party=nobody&after=nothing&before=x', 'q=bridge&q=river']) {
      expect((await json(query)).results, query).toEqual(whole)
    }
    expect((await json('q=bridge&type=quotes&after=nobody&before=-3')).results.quotes.items).toHaveLength(3)
  })

  test('leaves out claims that are retired', async () => {
    expect((await json({ q: 'painted' })).results.claims.count).toBe(0)
  })

  test('keeps the sides in every link, and shows them at their places', async () => {
    const page = await html({ q: 'shelled', left: 'south', right: 'north' })
    expect(page).toContain('href="/claims/shelled?left=south&amp;right=north"')
    expect(page).toContain('<input type="hidden" name="left" value="south">')
    const { results } = await json({ q: 'shelled', left: 'south' })
    const positions = results.claims.items[0].positions
    expect(positions.map(({ party }: { party: object }) => party)).toMatchObject([
      { slug: 'south', place: 1 },
      { slug: 'north', place: 2 },
    ])
  })

  test('dates the silence of a side that does not address a claim that was found', async () => {
    const { app: of } = startTestApp(databaseWith(disputedBridge()))
    const { body } = await request(of).get('/search.json?q=mill&type=claims').expect(200)
    expect(body.results.claims.items[0]).toMatchObject({
      slug: 'mill-shelled',
      positions: [
        {
          position: 'not addressed',
          silence: '3 letters: 1 certainly later than the claim, 1 earlier, 1 can’t be dated against it',
        },
        { position: 'asserts', silence: null },
      ],
    })
    const { text } = await request(of).get('/search?q=mill').expect(200)
    expect(text).toContain('1 can’t be dated against it')
  })

  test('makes as many statements for many results as for few', async () => {
    const many = startTestApp(databaseWith(manyBridges(60)))
    const statements = async (of: typeof many, q: string) =>
      countStatements(of.db, () => request(of.app).get('/search').query({ q }).expect(200))
    await statements(many, 'bridge')
    await statements({ app, db, logged: [] }, 'bridge')
    expect(await statements(many, 'bridge')).toBe(await statements({ app, db, logged: [] }, 'bridge'))
  })
})

/** Letters of one paragraph, each an assertion and a claim of its own. */
function manyBridges(count: number): Corpus {
  const letters = Array.from({ length: count }, (_, i) =>
    aLetter({
      id: `letter-${i}`,
      author: i % 2 ? 'minister-of-south' : 'minister-of-north',
      texts: [`The bridge number ${i} was shelled${' again'.repeat(i % 7)}.`],
    }),
  )
  return aCorpus({
    letters,
    assertions: letters.map((letter, i) => anAssertion(letter, { id: `a-${i}`, quote: letter.text })),
    claims: letters.map((letter, i) => aClaim({ id: `claim-${i}`, wording: letter.text })),
    stances: letters.map((_, i) => aStance(`claim-${i}`, `a-${i}`)),
  })
}

describe('With many results', () => {
  const { app } = startTestApp(databaseWith(manyBridges(47)))

  test.each(['claims', 'quotes', 'letters'])(
    'all %s are reached page by page, each once, best first',
    async (type) => {
      const slugs: string[] = []
      let path: string | null = `/search?q=bridge&type=${type}`
      for (let page = 0; path && page < 9; page++) {
        const answer: request.Response = await request(app)
          .get(path.replace('/search', '/search.json'))
          .expect(200)
        const result = answer.body.results[type] as {
          count: number
          items: { slug: string }[]
          nextHref: string | null
        }
        expect(result.count).toBe(47)
        expect(result.items.length).toBeLessThanOrEqual(20)
        for (const item of result.items) slugs.push(item.slug)
        path = result.nextHref
      }
      expect(new Set(slugs).size).toBe(47)
      expect(slugs).toHaveLength(47)
      // The shortest texts weigh most.
      const repeats = slugs.map((slug) => Number(slug.split('-')[1]) % 7)
      expect(repeats).toEqual(repeats.toSorted((a, b) => a - b))
    },
  )

  test('the first page leads to more of each type, with the same words', async () => {
    const { text } = await request(app).get('/search?q=bridge&party=north').expect(200)
    expect(text).toContain('href="/search?q=bridge&amp;party=north&amp;type=quotes"')
    expect(text).toContain('More quotes')
  })
})

describe('In a very large collection', () => {
  let app: ReturnType<typeof startTestApp>['app']

  /** 9,000 quotes with a common word, three of them with a rare one: straight into the tables, which keep the index. */
  beforeAll(() => {
    const db = databaseWith(corpus())
    const add = db.$client.prepare(`
      INSERT INTO assertions (slug, letter_id, author_id, ordinal, quote, gist, kind, modality, agent)
      VALUES (?, 1, ?, ?, ?, '-', 'fact', 'plain', 'named')`)
    db.$client.transaction(() => {
      for (let i = 0; i < 9000; i++) {
        add.run(`many-${i}`, 1 + (i % 2), 100 + i, i % 3000 === 7 ? 'everywhere a lighthouse' : 'everywhere')
      }
    })()
    app = startTestApp(db).app
  })
  const json = async (query: object) => (await request(app).get('/search.json').query(query).expect(200)).body

  test('a word that is nearly everywhere is left out of the ranking while a rarer one stays', async () => {
    const { results, notices } = await json({ q: 'everywhere lighthouse' })
    expect(results.quotes).toMatchObject({ count: 3, isRanked: true, countWords: '3' })
    expect(notices).toEqual(['Left out of the search, because too many passages have it: “everywhere”.'])
  })

  test('alone, it is listed newest first without ranking, a window of rows at a time, and the page says so', async () => {
    const first = await json({ q: 'everywhere', type: 'quotes' })
    expect(first.results.quotes).toMatchObject({ countWords: '1,000+', isRanked: false })
    expect(first.notices.join(' ')).toContain('not ranked')

    const numbers = ({ results }: typeof first) =>
      results.quotes.items.map(({ slug }: { slug: string }) => Number(slug.split('-')[1]))
    expect(numbers(first)).toEqual(Array.from({ length: 20 }, (_, i) => 8999 - i))
    const path = first.results.quotes.nextHref.replace('/search', '/search.json')
    const second = (await request(app).get(path).expect(200)).body
    expect(numbers(second)).toEqual(Array.from({ length: 20 }, (_, i) => 8979 - i))

    // Rows 1 to 4 are quotes without the word.
    const last = await json({ q: 'everywhere', type: 'quotes', before: 10 })
    expect(numbers(last)).toEqual([4, 3, 2, 1, 0])
    expect(last.results.quotes.nextHref).toBeNull()
  })

  test('more than a thousand results are counted as 1,000+', async () => {
    const { results } = await json({ q: 'everywhere', party: 'south' })
    expect(results.quotes.countWords).toBe('1,000+')
  })
})

test('exchanging the two sides in the data exchanges what is found, and changes nothing else', async () => {
  const page = async (of: Corpus, path: string) =>
    (
      await request(startTestApp(databaseWith(of)).app)
        .get(path)
        .set('Host', 'example.org')
        .expect(200)
    ).text
  for (const q of ['bridge', 'shelled+mill', '"forty+people"+ferry']) {
    const before = await page(disputedBridge(), `/search?q=${q}&left=north&right=south`)
    const after = await page(exchangeSides(disputedBridge()), `/search?q=${q}&left=south&right=north`)
    expect(after).toBe(exchangeNames(before))
    expect(before).toContain('hit__mark')
  }
})

test('results say how many letters of each side could hold them', async () => {
  const { app } = startTestApp()
  const found = await request(app).get('/search?q=civilians').expect(200)
  expect(found.text).toContain('This collection holds 4 letters from one side and 1 from the other.')
  const nothing = await request(app).get('/search?q=zzzz').expect(200)
  expect(nothing.text).not.toContain('This collection holds')
})
