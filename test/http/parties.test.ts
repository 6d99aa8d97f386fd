import request from 'supertest'
import { describe, expect, test } from 'vitest'
import type { Corpus } from '../../db/records.ts'
import { startTestApp } from '../support/app.ts'
import { aClaim, aCorpus, aLetter, anAssertion, aStance, databaseWith } from '../support/builders.ts'
import { disputedBridge } from '../support/disputedBridge.ts'
import { exchangeNames, exchangeSides } from '../support/exchange.ts'
import { manyParties } from '../support/manyParties.ts'
import { countStatements } from '../support/statements.ts'

const day = (date: string) => ({
  dates: { written: { from: date, to: date, ground: 'stated' as const, basis: 'The dateline.' } },
})
const late = aLetter({
  id: 'north-late',
  author: 'minister-of-north',
  texts: ['The bridge was shelled. South says that the ferry sank. It is a shame.'],
  ...day('2020-12-01'),
})
const early = aLetter({
  id: 'north-early',
  author: 'minister-of-north',
  texts: ['The mill stands. The General of South admits it.'],
  ...day('2020-10-01'),
})
const south = aLetter({
  id: 'south-1',
  author: 'minister-of-south',
  texts: ['No bridge was shelled. The ferry sank.'],
  ...day('2020-11-01'),
})

const corpus = (): Corpus =>
  aCorpus({
    parties: [
      { id: 'north', name: 'Northern side' },
      { id: 'south', name: 'Southern side', old_ids: ['southerners'] },
    ],
    authorities: [{ id: 'general', name: 'The General of South', kind: 'official', party: 'south' }],
    letters: [late, early, south],
    assertions: [
      anAssertion(late, { id: 'n1', quote: 'The bridge was shelled' }),
      anAssertion(late, {
        id: 'n2',
        quote: 'South says that the ferry sank',
        attribution: [{ name: 'South', party: 'south', adopted: false }],
      }),
      anAssertion(late, { id: 'n3', quote: 'It is a shame', kind: 'evaluation' }),
      anAssertion(early, {
        id: 'n4',
        quote: 'The mill stands',
        attribution: [{ name: 'The General of South', authority: 'general', adopted: true }],
      }),
      anAssertion(south, { id: 's1', quote: 'No bridge was shelled' }),
      anAssertion(south, { id: 's2', quote: 'The ferry sank' }),
    ],
    claims: [
      aClaim({ id: 'shelled', wording: 'A bridge was shelled.' }),
      aClaim({ id: 'ferry', wording: 'The ferry sank.', topics: ['ferries', 'bridges'] }),
      aClaim({ id: 'mill', wording: 'The mill stands.' }),
    ],
    stances: [
      aStance('shelled', 'n1'),
      aStance('shelled', 's1', 'disputes'),
      aStance('ferry', 's2'),
      aStance('ferry', 'n2', 'reports'),
      aStance('mill', 'n4'),
    ],
  })

describe('A party’s page', () => {
  const { app } = startTestApp(databaseWith(corpus()))
  const json = async (path: string) => (await request(app).get(path).expect(200)).body

  test('names its authors with their kind, and its letters by date', async () => {
    const { authors, letters, letterCount, ofLetters } = await json('/parties/north.json')
    expect(authors).toEqual([{ name: 'Minister of North', person: null, kind: 'government', letters: 2 }])
    expect([letterCount, ofLetters]).toEqual([2, 3])
    expect(letters.items).toMatchObject([
      { slug: 'north-early', date: '1 October 2020', assertions: 1, counted: 1 },
      { slug: 'north-late', date: '1 December 2020', assertions: 3, counted: 2 },
    ])
  })

  test('counts its positions with their base, and never makes a score of them', async () => {
    const { claims, topics } = await json('/parties/north.json')
    const counted = Object.fromEntries(
      claims.positions.map(({ position, claims }: { position: string; claims: number }) => [
        position,
        claims,
      ]),
    )
    expect(counted).toEqual({
      asserts: 2,
      disputes: 0,
      qualifies: 0,
      mixed: 0,
      'only reports': 1,
      'not addressed': 0,
    })
    expect(claims.total).toBe(3)
    expect(claims).toMatchObject({ alone: 1, aloneHref: '/?pattern=only-north' })
    expect(topics.map(({ slug, total }: { slug: string; total: number }) => [slug, total])).toEqual([
      ['bridges', 3],
      ['ferries', 1],
    ])
    const { text } = await request(app).get('/parties/north').expect(200)
    expect(text).toContain('Of 3 claims in this collection')
    expect(text).not.toMatch(/\d+ ?%|score of/i)
  })

  test('lists what is contested with it in, with every side’s position', async () => {
    const { contested } = await json('/parties/south.json')
    expect(contested.count).toBe(1)
    expect(JSON.stringify(contested)).not.toContain('"id"')
    expect(contested.items).toMatchObject([
      {
        slug: 'shelled',
        positions: [
          { party: { slug: 'north' }, position: 'asserts', base: '1 assertion in 1 of 2 letters' },
          { party: { slug: 'south' }, position: 'disputes', base: '1 assertion in 1 of 1 letter' },
        ],
      },
    ])
  })

  test('dates what it is silent on', async () => {
    const { silent } = await json('/parties/south.json')
    expect(silent.items).toMatchObject([
      { slug: 'mill', made: '1 October 2020', silence: '1 letter, later than the claim' },
    ])
    const { text } = await request(app).get('/parties/south').expect(200)
    expect(text).toContain('Not addressed.</b> 1 letter, later than the claim.')
  })

  test('tells what others say it says, and leads to its own words', async () => {
    const { relayed } = await json('/parties/south.json')
    expect(relayed.count).toBe(2)
    expect(relayed.items.map(({ slug }: { slug: string }) => slug).sort()).toEqual(['n2', 'n4'])
    const bySlug = Object.fromEntries(relayed.items.map((item: { slug: string }) => [item.slug, item]))
    expect(bySlug.n2.claims).toMatchObject([{ slug: 'ferry', stance: 'reports', ownPosition: 'asserts' }])
    expect(bySlug.n4.claims).toMatchObject([{ slug: 'mill', stance: 'asserts', ownPosition: null }])
    const { text } = await request(app).get('/parties/south').expect(200)
    expect(text).toContain('href="/claims/ferry#side-south"')
    expect(text).toContain('has no words of its own on this claim here')
    expect(text).toContain('href="/sources/general"')
  })

  test('is found under an old address, and under none that never was', async () => {
    const moved = await request(app).get('/parties/southerners?left=south').expect(308)
    expect(moved.headers.location).toBe('/parties/south?left=south')
    const { text } = await request(app).get('/parties/west').expect(404)
    expect(text).toContain('href="/parties/north"')
    const problem = await request(app).get('/parties/west.json').expect(404)
    expect(problem.body).toMatchObject({ status: 404, title: 'There is no such side' })
  })

  test('does not break on broken values, and keeps the sides', async () => {
    const whole = await json('/parties/north.json')
    expect(await json('/parties/north.json?silentAfter=x&contestedAfter=%00&relayedAfter=1')).toEqual(whole)
    const { text } = await request(app).get('/parties/north?left=south').expect(200)
    expect(text).toContain('href="/claims/shelled?left=south"')
    expect(text).toContain('<header class="page-head side--2">')
  })
})

test('all claims that a party does not address are reached page by page, each once', async () => {
  const count = 30
  const letter = aLetter({
    id: 'south-long',
    author: 'minister-of-south',
    texts: Array.from({ length: count }, (_, i) => `Statement number ${i} stands here.`),
  })
  const own = aLetter({ id: 'north-own', author: 'minister-of-north' })
  const few = databaseWith(corpus())
  const db = databaseWith(
    aCorpus({
      letters: [letter, own],
      assertions: Array.from({ length: count }, (_, i) =>
        anAssertion(letter, { id: `a-${i}`, quote: `Statement number ${i} stands` }),
      ),
      claims: Array.from({ length: count }, (_, i) => aClaim({ id: `claim-${i}` })),
      stances: Array.from({ length: count }, (_, i) => aStance(`claim-${i}`, `a-${i}`)),
    }),
  )
  const { app } = startTestApp(db)
  const slugs: string[] = []
  for (let path: string | null = '/parties/north'; path; ) {
    const { body }: request.Response = await request(app)
      .get(path.replace('/north', '/north.json').replace('#silent', ''))
      .expect(200)
    for (const { slug } of body.silent.items) slugs.push(slug)
    path = body.silent.nextHref
  }
  expect(slugs).toEqual(Array.from({ length: count }, (_, i) => `claim-${i}`))

  const statements = async (of: ReturnType<typeof startTestApp>) =>
    countStatements(of.db, () => request(of.app).get('/parties/north').expect(200))
  const small = startTestApp(few)
  await statements(small)
  expect(await statements(startTestApp(db))).toBeGreaterThan(0)
  expect(await statements({ app, db, logged: [] })).toBe(await statements(small))
})

test('exchanging the two sides in the data exchanges the pages of the parties, and changes nothing else', async () => {
  const page = async (of: Corpus, path: string) =>
    (
      await request(startTestApp(databaseWith(of)).app)
        .get(path)
        .set('Host', 'example.org')
        .expect(200)
    ).text
  for (const [one, other] of [
    ['north', 'south'],
    ['south', 'north'],
  ]) {
    const before = await page(disputedBridge(), `/parties/${one}?left=north&right=south`)
    const after = await page(exchangeSides(disputedBridge()), `/parties/${other}?left=south&right=north`)
    expect(after).toBe(exchangeNames(before))
  }
})

test.each([1, 3, 6] as const)('a party’s page stands with %i parties', async (count) => {
  const { app } = startTestApp(databaseWith(manyParties(count)))
  await request(app).get('/parties/northern-side').expect(200)
})
