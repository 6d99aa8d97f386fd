import type { Express } from 'express'
import request from 'supertest'
import { beforeAll, describe, expect, test } from 'vitest'
import type { matrixPage } from '../../server/features/compare/matrixView.ts'
import type { mirrorsPage } from '../../server/features/compare/mirrorsView.ts'
import { startTestApp } from '../support/app.ts'
import { bridges } from '../support/bridges.ts'
import { databaseWith } from '../support/builders.ts'
import { manyParties } from '../support/manyParties.ts'
import { randomCorpus } from '../support/randomCorpus.ts'
import { countStatements } from '../support/statements.ts'

type Matrix = ReturnType<typeof matrixPage>
type Mirrors = ReturnType<typeof mirrorsPage>

let app: Express
beforeAll(() => {
  app = startTestApp(databaseWith(bridges())).app
})

const html = async (path: string, of = app) => (await request(of).get(path).expect(200)).text
const json = async <T>(path: string, of = app): Promise<T> => {
  const [page, query] = path.split('?', 2)
  return (
    await request(of)
      .get(`${page}.json${query ? `?${query}` : ''}`)
      .expect(200)
  ).body
}
const matrix = (path: string, of = app) => json<Matrix>(path, of)
const cellsOf = (model: Matrix, slug: string) =>
  model.claims.find((claim) => claim.slug === slug)!.cells.map(({ words }) => words)

describe('The matrix by letter', () => {
  test('has a column for each letter, by side and then by date, and a line for each claim', async () => {
    const model = await matrix('/matrix')
    expect(model.groups.map(({ name, columns }) => [name, columns])).toEqual([
      ['Northern side', 2],
      ['Southern side', 1],
    ])
    expect(model.columns.map(({ slug, note }) => [slug, note])).toEqual([
      ['north-letter', '5 Oct 2020'],
      ['society-letter', '10 Nov 2020'],
      ['south-letter', '20 Oct 2020'],
    ])
    expect(model.claims).toHaveLength(6)
  })

  test('names in each cell who says what, or that nothing is said, and how the letter lies in time', async () => {
    const model = await matrix('/matrix')
    expect(cellsOf(model, 'bridge-shelled')).toEqual([
      'Minister of North, 5 October 2020: asserts, 1 assertion',
      'Society of North, 10 November 2020: asserts, 1 assertion',
      'Minister of South, 20 October 2020: disputes, 1 assertion',
    ])
    expect(cellsOf(model, 'other-bridge-shelled').slice(0, 2)).toEqual([
      'Minister of North, 5 October 2020: not addressed. The letter is earlier than the claim',
      'Society of North, 10 November 2020: not addressed. The letter is later than the claim',
    ])
    const page = await html('/matrix')
    expect(page).toContain('aria-label="Minister of South, 20 October 2020: disputes, 1 assertion"')
    expect(page).toContain('<th class="matrix__claim" scope="row"><a href="/claims/road-open">')
    expect(page).toMatch(/<caption[^>]*>Positions on 6 claims/)
    expect(page).toMatch(/<div class="matrix-region" tabindex="0" role="region" aria-label="[^"]+"/)
  })

  test('does not count what somebody else says in a letter', async () => {
    const { claims } = await matrix('/matrix')
    expect(claims.find(({ slug }) => slug === 'bridge-shelled')!.cells[1]?.count).toBe(1)
  })

  test('takes the same filters and orders as Compare, in the same words', async () => {
    for (const query of [
      '?topic=ferries',
      '?pattern=contested&pattern=shared',
      '?sort=date&kind=civil-society',
    ]) {
      const compare = (await request(app).get(`/compare.json${query}`)).body
      const { claims, form } = await matrix(`/matrix${query}`)
      expect(claims.map(({ slug }) => slug)).toEqual(compare.claims.map(({ slug }: { slug: string }) => slug))
      expect(form.filters).toEqual(compare.form.filters)
    }
    expect((await matrix('/matrix?topic=ferries&by=party')).form.chips).toEqual([
      { text: 'Ferries', href: '/matrix?by=party' },
    ])
    await request(app).get('/matrix?by=planet&topic=none&sort=x&after=.&letter=none').expect(200)
  })

  test('comes in part to htmx', async () => {
    const { text } = await request(app).get('/matrix').set('HX-Request-Type', 'partial').expect(200)
    expect(text).toMatch(/^\s*<live-page id="matrix" /)
    expect(text).not.toContain('<html')
  })

  test('can be swapped', async () => {
    const model = await matrix('/matrix?left=south')
    expect(model.groups.map(({ name, place }) => [name, place])).toEqual([
      ['Southern side', 1],
      ['Northern side', 2],
    ])
    expect(model.swapHref).toBe('/matrix?left=north')
  })
})

describe('The matrix by party', () => {
  test('has a column for each party, with its dated silence', async () => {
    const model = await matrix('/matrix?by=party')
    expect(model.columns.map(({ name, note }) => [name, note])).toEqual([
      ['Northern side', '2 letters'],
      ['Southern side', '1 letter'],
    ])
    expect(cellsOf(model, 'ferry-stopped')).toEqual([
      'Northern side: asserts, 1 assertion and 1 evaluation or demand',
      'Southern side: not addressed. 1 letter, earlier than the claim',
    ])
    expect(cellsOf(await matrix('/matrix?by=party&kinds=all'), 'ferry-stopped')[0]).toBe(
      'Northern side: asserts, 2 assertions of any kind',
    )
  })

  test('is shown where there are more letters than can stand side by side, until some are chosen', async () => {
    const { app: many } = startTestApp(databaseWith(withLetters(13)))
    expect((await matrix('/matrix', many)).by).toBe('party')
    const asked = await matrix('/matrix?by=letter', many)
    expect(asked).toMatchObject({ by: 'party', mustChooseLetters: true })
    expect(await html('/matrix?by=letter', many)).toContain('too many letters to stand side by side')
    const chosen = await matrix('/matrix?by=letter&letter=extra-3&letter=extra-1', many)
    expect(chosen.by).toBe('letter')
    expect(chosen.columns.map(({ slug }) => slug).sort()).toEqual(['extra-1', 'extra-3'])
  })

  test('holds all of six parties', async () => {
    const { app: six } = startTestApp(databaseWith(manyParties(6)))
    expect((await matrix('/matrix?by=party', six)).columns.map(({ place }) => place)).toEqual([
      1, 2, 3, 4, 5, 6,
    ])
    expect((await matrix('/matrix', six)).columns).toHaveLength(12)
  })
})

describe('A cell of the matrix', () => {
  test('leads to its quotes, as a page and as a part of the matrix', async () => {
    const { claims } = await matrix('/matrix')
    const cell = claims.find(({ slug }) => slug === 'bridge-shelled')!.cells[0]!
    expect(cell.href).toBe('/matrix/quotes/bridge-shelled?letter=north-letter')
    const page = await html(cell.href!)
    expect(page).toContain('<h1 class="page-head__title--long">South shelled the bridge.</h1>')
    expect(page).toContain('href="/letters/north-letter#north-shelled"')
    const part = await request(app).get(cell.quotesHref!).set('HX-Request-Type', 'partial').expect(200)
    expect(part.text).toMatch(/^\s*<div class="side side--1" id="cell-bridge-shelled">/)
    expect(part.text).toContain('the bridge was shelled.')
    expect(part.text).not.toContain('The bridge was shelled twice.')
    const ofParty = await html('/matrix/quotes/bridge-shelled?party=south')
    expect(ofParty).toContain('No bridge was shelled by us.')
  })

  test('is not there for a claim that is not, and moves with a claim’s slug', async () => {
    await request(app).get('/matrix/quotes/nowhere?letter=north-letter').expect(404)
    const moved = await request(app).get('/matrix/quotes/bridge-hit.json?letter=north-letter').expect(308)
    expect(moved.headers.location).toBe('/matrix/quotes/bridge-shelled.json?letter=north-letter')
    await request(app).get('/matrix/quotes/bridge-shelled?letter=nowhere&party=nobody').expect(200)
  })
})

test('the matrix and the mirrors take as many statements for many claims as for few', async () => {
  const sites = [bridges(), randomCorpus(120)].map((corpus) => startTestApp(databaseWith(corpus)))
  for (const path of ['/matrix', '/matrix?by=party', '/mirrors', '/topics']) {
    const counts = []
    for (const { app: one, db } of sites) {
      await request(one).get(path)
      counts.push(await countStatements(db, () => request(one).get(path).expect(200)))
    }
    expect(counts[1], path).toBe(counts[0])
  }
})

describe('The mirrors', () => {
  test('set each claim against its mirror, with the reason and both patterns', async () => {
    const { pairs, facts } = await json<Mirrors>('/mirrors')
    expect(facts).toBe('2 claims stand in pairs: the same accusation with the sides exchanged')
    expect(pairs).toHaveLength(1)
    expect(pairs[0]?.reason).toBe('Each says that the other shelled a bridge.')
    expect(pairs[0]?.claims.map(({ slug, pattern }) => [slug, pattern])).toEqual([
      ['bridge-shelled', 'contested'],
      ['other-bridge-shelled', 'one-sided'],
    ])
    const page = await html('/mirrors')
    expect(page).toContain('Each says that the other shelled a bridge.')
    expect(page).toContain('North shelled our bridge.')
  })

  test('put what the left side says on the left', async () => {
    const { pairs, swapHref } = await json<Mirrors>('/mirrors?left=south')
    expect(pairs[0]?.claims.map(({ slug }) => slug)).toEqual(['other-bridge-shelled', 'bridge-shelled'])
    expect(swapHref).toBe('/mirrors?left=north')
  })

  test('hold every pair once, page after page', async () => {
    const corpus = randomCorpus(400)
    const { app: many } = startTestApp(databaseWith(corpus))
    const retired = new Set(corpus.claims.filter((claim) => claim.retired).map(({ id }) => id))
    const expected = corpus.relations
      .filter(({ from, to }) => !retired.has(from) && !retired.has(to))
      .map(({ from, to }) => [from, to].sort().join(' '))
    const seen: string[] = []
    let path: string | null = '/mirrors'
    while (path) {
      const page: Mirrors = await json(path, many)
      seen.push(
        ...page.pairs.map(({ claims }) =>
          claims
            .map(({ slug }) => slug)
            .sort()
            .join(' '),
        ),
      )
      path = page.nextHref
    }
    expect(seen.sort()).toEqual(expected.sort())
    expect(seen.length).toBeGreaterThan(40)
    await request(many).get('/mirrors?after=nonsense').expect(200)
  })

  test('say so where there are none', async () => {
    const { app: none } = startTestApp(databaseWith(bridges({ relations: [] })))
    expect(await html('/mirrors', none)).toContain('No two claims of this collection are known to mirror')
  })
})

/** The bridges with so many further letters that say nothing. */
function withLetters(count: number) {
  const corpus = bridges()
  const [letter] = corpus.letters
  const more = Array.from({ length: count }, (_, i) => ({
    ...letter!,
    id: `extra-${i}`,
    short_title: `Extra ${i}`,
    sha256: String(i).padStart(64, '0'),
  }))
  return { ...corpus, letters: [...corpus.letters, ...more] }
}
