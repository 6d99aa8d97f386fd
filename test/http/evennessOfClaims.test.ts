import request from 'supertest'
import { describe, expect, test } from 'vitest'
import type { Corpus } from '../../db/records.ts'
import { startTestApp } from '../support/app.ts'
import { disputedBridge } from '../support/disputedBridge.ts'
import { databaseLoadedAt, exchangeNames, exchangeSides } from '../support/exchange.ts'

const madeAt = new Date('2024-05-01T10:00:00Z')

/** The dispute with a third side that only looks on: what faces each other is then chosen, and must not matter either. */
function withThirdSide(): Corpus {
  const corpus = disputedBridge()
  return { ...corpus, parties: [{ id: 'east', name: 'Eastern side' }, ...corpus.parties] }
}

const pages = [
  '/claims/bridge-shelled',
  '/claims/people-fled',
  '/claims/ferry-stopped',
  '/claims/bridge-loved',
  '/claims/bridge-shelled/quotes/north',
  '/letters',
  '/letters/first-letter',
  '/letters/second-letter?contested=yes',
  '/letters/third-letter',
  '/letters/first-letter/beside/second-letter',
  '/letters/second-letter/beside/third-letter',
]

/** The path with the sides given in it; ".json" goes before the query. */
function address(path: string, left: string, right: string, isJson: boolean): string {
  const [bare, query] = path.split('?')
  return `${bare}${isJson ? '.json' : ''}?${query ? `${query}&` : ''}left=${left}&right=${right}`
}

for (const [name, corpus] of [
  ['two sides', disputedBridge()],
  ['three sides', withThirdSide()],
] as const) {
  describe(`with ${name}`, () => {
    const { app } = startTestApp(databaseLoadedAt(madeAt, corpus))
    const { app: exchanged } = startTestApp(databaseLoadedAt(madeAt, exchangeSides(corpus)))

    for (const path of pages) {
      test(`exchanging the sides in the data and on the page of ${path} exchanges their names and nothing else`, async () => {
        for (const isJson of [false, true]) {
          const before = await request(app)
            .get(address(path, 'north', 'south', isJson))
            .set('Host', 'localhost')
            .expect(200)
          const after = await request(exchanged)
            .get(address(exchangeNames(path), 'south', 'north', isJson))
            .set('Host', 'localhost')
            .expect(200)
          expect(after.text).toBe(exchangeNames(before.text))
        }
      })
    }
  })
}

test('the exchange is a real one: without it, the pages differ', async () => {
  const corpus = disputedBridge()
  const { app } = startTestApp(databaseLoadedAt(madeAt, corpus))
  const page = '/claims/bridge-shelled'
  const left = await request(app).get(`${page}?left=north&right=south`).set('Host', 'localhost').expect(200)
  const right = await request(app).get(`${page}?left=south&right=north`).set('Host', 'localhost').expect(200)
  expect(right.text).not.toBe(exchangeNames(left.text))
})
