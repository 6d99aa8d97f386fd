import type { Express } from 'express'
import request from 'supertest'
import { expect, test } from 'vitest'
import type { Corpus } from '../../db/records.ts'
import { startTestApp } from '../support/app.ts'
import { databaseWith } from '../support/builders.ts'
import { disputedBridge } from '../support/disputedBridge.ts'
import { databaseLoadedAt, exchangeNames, exchangeSides } from '../support/exchange.ts'
import { randomCorpus } from '../support/randomCorpus.ts'

/**
 * Evenness: exchange the two parties in the data, and the page with the sides swapped is the old page with the names
 * exchanged, byte for byte. So nothing in it depends on which party it is.
 */
const pages = [
  '/?left=north',
  '/?left=north&right=south&sort=date',
  '/?left=north&sort=topic&kinds=all',
  '/?left=north&sort=size',
  '/?left=north&pattern=only-north&pattern=contested',
  '/?left=north&pattern=only-south&kind=government&stance=asserts&stance=disputes',
  '/?left=north&mirrored=yes',
  '/topics/bridges?left=north',
  '/topics?left=north',
  '/matrix?left=north',
  '/matrix?left=north&by=party',
  '/matrix?left=north&topic=ferries&pattern=only-north',
  '/mirrors?left=north',
]

const madeAt = new Date('2026-01-05T12:00:00Z')

function appsOf(corpus: Corpus) {
  const exchanged = exchangeSides(corpus)
  return [corpus, exchanged].map((one) => startTestApp(databaseLoadedAt(madeAt, one)).app)
}

for (const [name, corpus] of [
  ['a small dispute', disputedBridge()],
  ['many claims', neutral(randomCorpus(90, 4))],
] as const) {
  test(`exchanging the parties of ${name} exchanges their names on each swapped page, and changes nothing else`, async () => {
    const [before, after] = appsOf(corpus)
    for (const path of pages) {
      for (const address of [path, path.replace(/(\?|$)/, '.json$1').replace(/^\/\.json/, '/compare.json')]) {
        const page = await read(before!, address)
        const swapped = await read(after!, exchangeNames(address))
        expect(swapped.length, address).toBeGreaterThan(500)
        expect(swapped, address).toBe(exchangeNames(page))
      }
    }
  })
}

/** The page as it is under a name that is the same for both servers. */
const read = async (app: Express, address: string) =>
  (await request(app).get(address).set('Host', 'counterclaim.test').expect(200)).text

test('swapping the sides without exchanging the data does change the page', async () => {
  const { app } = startTestApp(databaseWith(disputedBridge()))
  const page = (await request(app).get('/?left=north')).text
  const swapped = (await request(app).get('/?left=south')).text
  expect(swapped).not.toBe(exchangeNames(page))
})

/** The corpus with authors named by number, not by side. */
function neutral(corpus: Corpus): Corpus {
  const names = new Map(corpus.authors.map(({ id }, i) => [id, `author-${i}`]))
  return {
    ...corpus,
    authors: corpus.authors.map((author) => ({
      ...author,
      id: names.get(author.id)!,
      name: `Author ${names.get(author.id)}`,
    })),
    letters: corpus.letters.map((letter) => ({ ...letter, author: names.get(letter.author)! })),
  }
}
