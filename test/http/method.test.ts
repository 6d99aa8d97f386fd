import request from 'supertest'
import { describe, expect, test } from 'vitest'
import { patterns, positions, relationKinds, stanceKinds } from '../../db/vocabulary.ts'
import { startTestApp } from '../support/app.ts'
import { aCorpus, aLetter, databaseWith } from '../support/builders.ts'
import { disputedBridge } from '../support/disputedBridge.ts'
import { exchangeNames, exchangeSides } from '../support/exchange.ts'
import { manyParties } from '../support/manyParties.ts'

describe('The method', () => {
  const { app } = startTestApp(databaseWith(disputedBridge()))

  test('has a contents list whose every entry leads to its part', async () => {
    const { text } = await request(app).get('/method').expect(200)
    const anchors = Array.from(text.matchAll(/<li><a href="#([a-z]+)">/g), ([, id]) => id)
    expect(anchors.length).toBeGreaterThan(15)
    for (const id of anchors) expect(text).toContain(`<h2 id="${id}">`)
  })

  test('explains every word of the record, in the page and as JSON', async () => {
    const { body } = await request(app).get('/method.json').expect(200)
    const { text } = await request(app).get('/method').expect(200)
    const words = (list: { word: string }[]) => list.map(({ word }) => word)
    expect(words(body.meanings.stances)).toEqual(stanceKinds)
    expect(words(body.meanings.positions)).toEqual(positions)
    expect(words(body.meanings.patterns)).toEqual(patterns)
    expect(words(body.meanings.relations)).toEqual(relationKinds)
    for (const { meaning } of [...body.meanings.stances, ...body.meanings.patterns])
      expect(text).toContain(meaning)
    expect(JSON.stringify(body)).not.toContain('<')
  })

  test('draws its examples from the data', async () => {
    const { body } = await request(app).get('/method.json').expect(200)
    const { denial, mirror, silence, inferredDate, report } = body.examples
    expect(denial).toMatchObject({ stance: 'disputes', claim: { slug: 'bridge-shelled' } })
    expect(report).toMatchObject({ stance: 'reports' })
    expect(mirror.from.slug).toBe('bridge-shelled')
    expect(silence.words).toMatch(/letter/)
    const { text } = await request(app).get('/method').expect(200)
    expect(text).toContain(denial.scopeNote)
    expect(text).toContain(`href="/claims/${mirror.to.slug}"`)
    if (inferredDate) expect(text).toContain(inferredDate.basis)
  })

  test('says how many letters of each side there are', async () => {
    const { text } = await request(app).get('/method').expect(200)
    expect(text).toContain('<a href="/parties/north">Northern side</a>: 3 letters')
    expect(text).toContain('<a href="/parties/south">Southern side</a>: 1 letter')
  })

  test('keeps the sides in its links', async () => {
    const { text } = await request(app).get('/method?left=south').expect(200)
    expect(text).toContain('href="/claims/bridge-shelled?left=south"')
  })
})

test('the method explains itself where there are no examples at all', async () => {
  const empty = aCorpus({ letters: [aLetter({ id: 'only', author: 'minister-of-north' })] })
  const { app } = startTestApp(databaseWith(empty))
  const { body } = await request(app).get('/method.json').expect(200)
  expect(Object.values(body.examples).filter((example) => example !== null)).toEqual([[]])
  await request(app).get('/method').expect(200)
})

test.each([1, 3, 6] as const)('the method stands with %i parties', async (count) => {
  const { app } = startTestApp(databaseWith(manyParties(count)))
  await request(app).get('/method').expect(200)
})

test('exchanging the two sides in the data exchanges the method’s examples, and changes nothing else', async () => {
  const page = async (of: ReturnType<typeof disputedBridge>, path: string) =>
    (
      await request(startTestApp(databaseWith(of)).app)
        .get(path)
        .set('Host', 'example.org')
        .expect(200)
    ).text
  const before = await page(disputedBridge(), '/method?left=north&right=south')
  const after = await page(exchangeSides(disputedBridge()), '/method?left=south&right=north')
  expect(after).toBe(exchangeNames(before))
})
