import request from 'supertest'
import { describe, expect, test } from 'vitest'
import type { Corpus, FootnoteRecord } from '../../db/records.ts'
import { startTestApp } from '../support/app.ts'
import { aClaim, aCorpus, aLetter, anAssertion, aStance, databaseWith } from '../support/builders.ts'
import { disputedBridge } from '../support/disputedBridge.ts'
import { exchangeNames, exchangeSides } from '../support/exchange.ts'
import { manyParties } from '../support/manyParties.ts'
import { countStatements } from '../support/statements.ts'

const note = (given: Partial<FootnoteRecord> & { marker: string }): FootnoteRecord => ({
  text: `Note ${given.marker}.`,
  urls: [],
  offsets: [],
  authorities: [],
  ...given,
})

const north = aLetter({
  id: 'north-1',
  author: 'minister-of-north',
  texts: ['The bridge was shelled, as the Red Cross confirmed. The river rose. The General spoke of peace.'],
  footnotes: [
    note({
      marker: '1',
      text: 'Red Cross, https://example.org/a and http://exam ple.org/b, available at <>.',
      urls: [
        { url: 'https://example.org/a', state: 'usable' },
        { url: 'http://exam ple.org/b', state: 'broken' },
        { url: '', state: 'empty' },
      ],
      authorities: ['red-cross'],
    }),
    note({ marker: '2', text: 'The Gazette, page 1.', authorities: ['gazette'] }),
  ],
})
const south = aLetter({
  id: 'south-1',
  author: 'minister-of-south',
  texts: ['No bridge was shelled: the Red Cross saw none. The General has left.'],
})

/** The Red Cross is invoked by both sides, the Gazette only in a footnote of one, the General only reported. */
const corpus = (): Corpus =>
  aCorpus({
    authorities: [
      { id: 'gazette', name: 'The Gazette', kind: 'media' },
      { id: 'red-cross', name: 'Red Cross', kind: 'organisation', old_ids: ['cross'] },
      { id: 'general', name: 'The General', kind: 'official', party: 'south' },
      { id: 'unknown', name: 'A Body Nobody Names', kind: 'other' },
    ],
    letters: [north, south],
    assertions: [
      anAssertion(north, {
        id: 'n1',
        quote: 'The bridge was shelled',
        citations: [{ footnote: '1' }],
        attribution: [{ name: 'the Red Cross', authority: 'red-cross', adopted: true }],
      }),
      anAssertion(north, {
        id: 'n2',
        quote: 'The General spoke of peace',
        attribution: [{ name: 'The General', authority: 'general', adopted: false }],
      }),
      anAssertion(north, {
        id: 'n3',
        quote: 'The river rose',
        kind: 'evaluation',
        citations: [{ footnote: '1' }],
      }),
      anAssertion(south, {
        id: 's1',
        quote: 'No bridge was shelled',
        citations: [{ authority: 'red-cross' }],
      }),
    ],
    claims: [aClaim({ id: 'shelled', wording: 'A bridge was shelled.' }), aClaim({ id: 'peace' })],
    stances: [
      aStance('shelled', 'n1'),
      aStance('shelled', 's1', 'disputes'),
      aStance('peace', 'n2', 'reports'),
    ],
  })

describe('The sources', () => {
  const { app, db } = startTestApp(databaseWith(corpus()))
  const html = async (path: string) => (await request(app).get(path).expect(200)).text
  const json = async (path: string) => (await request(app).get(path).expect(200)).body
  const slugs = (list: { slug: string }[]) => list.map(({ slug }) => slug)

  test('put first what both sides invoke, with what each uses it for', async () => {
    const { groups, total } = await json('/sources.json')
    expect(total).toBe(4)
    expect(
      groups.map((group: { standing: string; items: { slug: string }[] }) => [
        group.standing,
        slugs(group.items),
      ]),
    ).toEqual([
      ['both', ['red-cross']],
      ['left', ['gazette']],
      ['others', ['general']],
      ['none', ['unknown']],
    ])
    const [left, right] = groups[0].items[0].sides
    expect(left).toMatchObject({
      words: 'Invoked in 1 of 1 letter; 1 assertion rests on it, and 1 evaluation or demand.',
      claims: [{ slug: 'shelled', stances: [{ stance: 'asserts' }] }],
    })
    expect(left.places).toMatchObject([
      {
        letter: { slug: 'north-1', date: '12 November 2020' },
        footnotes: [{ marker: '1', isLinked: true }],
        words: [{ way: 'adopted', assertion: 'n1' }],
      },
    ])
    expect(right).toMatchObject({
      words: 'Invoked in 1 of 1 letter; 1 assertion rests on it.',
      claims: [{ slug: 'shelled', stances: [{ stance: 'disputes' }] }],
      places: [{ words: [{ way: 'words', assertion: 's1' }] }],
    })
  })

  test('are a page with facing columns, a part of one, and JSON', async () => {
    const page = await html('/sources')
    expect(page).toContain('<h1>Sources</h1>')
    expect(page).toContain('Invoked by both sides')
    expect(page).toContain('href="/letters/north-1#fn-1"')
    expect(page).toContain('href="/sources?left=south" title="Swap sides"')
    const part = await request(app).get('/sources').set('HX-Request-Type', 'partial').expect(200)
    expect(part.text).toMatch(/^\s*<div id="source-list"/)
  })

  test('tell what is only named in a footnote, and what is only reported', async () => {
    const { groups } = await json('/sources.json')
    expect(groups[1].items[0].sides[0].words).toBe(
      'Invoked in 1 of 1 letter; named in a footnote on which no assertion rests.',
    )
    expect(groups[2].items[0]).toMatchObject({ speaksFor: { slug: 'south' } })
    expect(groups[2].items[0].sides[0]).toMatchObject({
      words: null,
      reportedWords: '1 assertion only reports what it says.',
    })
    expect(await html('/sources')).toContain('note 2</a> (not linked to an assertion)')
  })

  test('are filtered by kind and put in another order; what is broken in an address falls back', async () => {
    const { groups, found } = await json('/sources.json?kind=media&kind=official')
    expect(found).toBe(2)
    expect(groups.flatMap((group: { items: { slug: string }[] }) => slugs(group.items))).toEqual([
      'gazette',
      'general',
    ])
    const byName = await json('/sources.json?sort=name')
    expect(slugs(byName.groups[0].items)).toEqual(['unknown', 'red-cross', 'gazette', 'general'])
    expect(slugs((await json('/sources.json?sort=uses')).groups[0].items)[0]).toBe('red-cross')
    const whole = await json('/sources.json')
    expect(await json('/sources.json?kind=gods&sort=beauty&after=nobody&show=nothing')).toEqual(whole)
    expect(await html('/sources?kind=state')).toContain('No source of these kinds.')
  })

  test('list every footnote, letter by letter, addresses as printed', async () => {
    const { footnotes, letters } = await json('/sources.json?show=footnotes')
    expect(footnotes).toEqual({ footnotes: 2, letters: 1, ofLetters: 2, unlinked: 1, broken: 1, empty: 1 })
    expect(
      letters[0].notes.map(({ marker, assertions }: { marker: string; assertions: number }) => [
        marker,
        assertions,
      ]),
    ).toEqual([
      ['1', 2],
      ['2', 0],
    ])
    const page = await html('/sources?show=footnotes')
    expect(page).toContain('Counts describe the collection, not the dispute.')
    expect(page).toContain(
      'http://exam ple.org/b</span> <span class="footnote__flag">(address broken, as printed)',
    )
    expect(page).toContain('&lt;&gt;</span> <span class="footnote__flag">(address empty, as printed)')
    expect(page).toContain('Not linked to an assertion.')
    expect(page).toContain('href="https://example.org/a"')
  })

  test('follow the data when it changes', async () => {
    const fresh = startTestApp(databaseWith(corpus()))
    await request(fresh.app).get('/sources').expect(200)
    fresh.db.$client.exec(`
      INSERT INTO citations (assertion_id, ordinal, authority_id)
      SELECT a.id, 9, x.id FROM assertions a, authorities x WHERE a.slug = 's1' AND x.slug = 'gazette';
      UPDATE corpus SET data_version = data_version + 1`)
    const { body } = await request(fresh.app).get('/sources.json').expect(200)
    expect(slugs(body.groups[0].items)).toEqual(['gazette', 'red-cross'].reverse())
  })

  test('make as many statements for many as for few', async () => {
    const many = startTestApp(databaseWith(manySources(120)))
    for (const path of ['/sources', '/sources?show=footnotes']) {
      const statements = (of: typeof many) =>
        countStatements(of.db, () => request(of.app).get(path).expect(200))
      await statements(many)
      await statements({ app, db, logged: [] })
      expect(await statements(many), path).toBe(await statements({ app, db, logged: [] }))
    }
  })
})

describe('A source', () => {
  const { app } = startTestApp(databaseWith(corpus()))

  test('has a page with every assertion that makes use of it, in both sides’ columns', async () => {
    const { body } = await request(app).get('/sources/red-cross.json').expect(200)
    expect(body.source).toMatchObject({ slug: 'red-cross', kind: 'organisation' })
    const [left, right] = body.columns
    expect(left.items.map(({ slug }: { slug: string }) => slug)).toEqual(['n1', 'n3'])
    expect(left.items[0]).toMatchObject({
      footnotes: ['1'],
      isReported: false,
      attribution: { text: 'Minister of North, citing the Red Cross' },
      claims: [{ slug: 'shelled' }],
    })
    expect(left.items[0].citation).toContain('¶ 1')
    expect(right.items).toMatchObject([{ slug: 's1', isNamedInText: true, footnotes: [] }])
    expect(body.footnotes).toMatchObject([{ slug: 'north-1', notes: [{ marker: '1' }] }])

    const { text } = await request(app).get('/sources/red-cross').expect(200)
    expect(text).toContain('<h1>Red Cross</h1>')
    expect(text).toContain('<mark class="mark mark--start mark--end">The bridge was shelled</mark>')
    expect(text).toContain('href="/letters/north-1#n1"')
    expect(text).toContain('Copy citation')
  })

  test('says where it is only reported, and whose voice it is', async () => {
    const { text } = await request(app).get('/sources/general').expect(200)
    expect(text).toContain('only reports what The General says')
    expect(text).toContain('Official, speaks for <a href="/parties/south">Southern side</a>.')
  })

  test('is found under an old address, and under none that never was', async () => {
    const moved = await request(app).get('/sources/cross.json?left=south').expect(308)
    expect(moved.headers.location).toBe('/sources/red-cross.json?left=south')
    const { text } = await request(app).get('/sources/blue-cross').expect(404)
    expect(text).toContain('href="/search?q=blue+cross"')
    const problem = await request(app).get('/sources/blue-cross.json').expect(404)
    expect(problem.headers['content-type']).toContain('application/problem+json')
  })

  test('keeps the sides, and exchanges them', async () => {
    const { text } = await request(app).get('/sources/red-cross?left=south').expect(200)
    expect(text.indexOf('id="side-south"')).toBeLessThan(text.indexOf('id="side-north"'))
    expect(text).toContain('href="/claims/shelled?left=south"')
    expect(text).toContain('href="/sources/red-cross?left=north" title="Swap sides"')
  })
})

/** Each source is cited by an assertion of its own, in a letter of two footnotes. */
function manySources(count: number): Corpus {
  const letters = Array.from({ length: count }, (_, i) =>
    aLetter({
      id: `letter-${i}`,
      author: i % 2 ? 'minister-of-south' : 'minister-of-north',
      texts: [`Statement number ${i} stands here.`],
      footnotes: [note({ marker: 'a', authorities: [`source-${i}`] }), note({ marker: 'b' })],
    }),
  )
  return aCorpus({
    authorities: letters.map((_, i) => ({ id: `source-${i}`, name: `Source ${i}`, kind: 'other' })),
    letters,
    assertions: letters.map((letter, i) =>
      anAssertion(letter, { id: `a-${i}`, quote: `Statement number ${i}`, citations: [{ footnote: 'a' }] }),
    ),
  })
}

describe('With many sources', () => {
  const { app } = startTestApp(databaseWith(manySources(230)))
  const walk = async (path: string, read: (body: never) => string[]) => {
    const seen: string[] = []
    const sizes: number[] = []
    for (let next: string | null = path; next; ) {
      const { body }: request.Response = await request(app)
        .get(next.replace('/sources', '/sources.json'))
        .expect(200)
      const page = read(body as never)
      seen.push(...page)
      sizes.push(page.length)
      next = body.nextHref
    }
    return { seen, sizes }
  }

  test('each is reached once, a hundred at a time', async () => {
    const { seen, sizes } = await walk('/sources', (body: { groups: { items: { slug: string }[] }[] }) =>
      body.groups.flatMap(({ items }) => items.map(({ slug }) => slug)),
    )
    expect(sizes).toEqual([100, 100, 30])
    expect(new Set(seen).size).toBe(230)
  })

  test('so is each footnote', async () => {
    const { seen, sizes } = await walk(
      '/sources?show=footnotes',
      (body: { letters: { slug: string; notes: { marker: string }[] }[] }) =>
        body.letters.flatMap(({ slug, notes }) => notes.map(({ marker }) => `${slug} ${marker}`)),
    )
    expect(sizes).toEqual([100, 100, 100, 100, 60])
    expect(new Set(seen).size).toBe(460)
  })
})

describe('Exchanging the two sides in the data', () => {
  const page = async (of: Corpus, path: string) =>
    (
      await request(startTestApp(databaseWith(of)).app)
        .get(path)
        .set('Host', 'example.org')
        .expect(200)
    ).text

  test.each(['/sources', '/sources?show=footnotes', '/sources/red-cross', '/sources/second-general'])(
    'exchanges %s and changes nothing else',
    async (path) => {
      const query = (left: string, right: string) =>
        `${path}${path.includes('?') ? '&' : '?'}left=${left}&right=${right}`
      const before = await page(disputedBridge(), query('north', 'south'))
      const after = await page(exchangeSides(disputedBridge()), query('south', 'north'))
      expect(after).toBe(exchangeNames(before))
    },
  )
})

test.each([1, 3, 6] as const)('the pages of sources stand with %i parties', async (count) => {
  const { app } = startTestApp(databaseWith(manyParties(count)))
  for (const path of ['/sources', '/sources?show=footnotes', '/sources/red-cross']) {
    await request(app).get(path).expect(200)
  }
})
