import request from 'supertest'
import { expect, test } from 'vitest'
import { bridges } from '../support/bridges.ts'
import { aClaim, anAssertion, aStance, databaseWith } from '../support/builders.ts'
import { startDesk } from '../support/desk.ts'

/** Bridges, with a claim that only an evaluation bears on; beside it the society's letter has four other assertions. */
function corpus() {
  const given = bridges()
  const north = given.letters.find(({ id }) => id === 'north-letter')!
  return {
    ...given,
    assertions: [
      ...given.assertions,
      anAssertion(north, { id: 'north-itself', quote: 'South itself says', kind: 'evaluation' }),
    ],
    claims: [...given.claims, aClaim({ id: 'dishonest', wording: 'South is dishonest about viaducts.' })],
    stances: [...given.stances, aStance('dishonest', 'north-itself')],
  }
}

const { app, agent } = startDesk({ db: databaseWith(corpus()) })
const wordsOf = (html: string) => html.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ')
const words = async (path: string) => wordsOf((await agent.get(path).expect(200)).text)
const json = async (path: string) => (await request(app).get(path).expect(200)).body

test('a cell of the matrix and what it opens say the same, and tell evaluations from the rest', async () => {
  const { claims } = await json('/matrix.json')
  const cell = claims.find(({ slug }: { slug: string }) => slug === 'ferry-stopped').cells[1]
  expect(cell.words).toBe(
    'Society of North, 10 November 2020: asserts, 1 assertion and 1 evaluation or demand',
  )
  const opened = await json('/matrix/quotes/ferry-stopped.json?letter=society-letter')
  expect(opened.note).toBe('10 November 2020, 1 assertion and 1 evaluation or demand')
  expect(opened.quotes.map(({ stance, kind }: { stance: string; kind: string }) => [stance, kind])).toEqual([
    ['Asserts', null],
    ['Qualifies', 'evaluation'],
  ])
  expect(await words(cell.href)).toContain('Qualifies (evaluation)')
})

test('what a cell opens says that others speak in the letter too, who are not counted', async () => {
  const { note, quotes } = await json('/matrix/quotes/bridge-shelled.json?letter=society-letter')
  expect(note).toBe('10 November 2020, 1 assertion, words of others in the letter')
  expect(quotes).toHaveLength(2)
})

test('a claim on which only an evaluation bears is nowhere said to have 0 assertions', async () => {
  const { results } = await json('/search.json?q=viaducts')
  expect(results.claims.items[0].base).toBe('1 evaluation or demand in 1 letter')
  for (const path of [
    '/search?q=viaducts',
    '/claims/dishonest',
    '/parties/north',
    '/desk/claims?q=viaducts',
  ]) {
    expect(await words(path), path).toMatch(/1 evaluation or demand/)
    expect(await words(path), path).not.toMatch(/(asserts|disputes|qualifies|one-sided ·) 0 assertions/i)
  }
})

test('the desk counts as readers see it counted', async () => {
  const said = '3 assertions and 1 evaluation or demand'
  for (const path of ['/letters/society-letter', '/letters', '/desk/letters', '/desk/suggestions'])
    expect(await words(path), path).toContain(said)
  const ofClaim = '1 assertion in 1 of 2 letters, and 1 evaluation or demand besides'
  expect(await words('/claims/ferry-stopped')).toContain(ofClaim)
  expect(await words('/desk/assertions/society-stopped')).toContain(ofClaim)
})
