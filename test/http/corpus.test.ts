import request from 'supertest'
import { expect, test } from 'vitest'
import { startTestApp } from '../support/app.ts'

test('the whole corpus comes as JSON, each quote the exact words of its letter', async () => {
  const { app } = startTestApp()
  const { body, type } = await request(app).get('/corpus.json').expect(200)
  expect(type).toBe('application/json')
  expect(body.letters).toHaveLength(5)
  const texts = new Map(body.letters.map((letter: { id: string; text: string }) => [letter.id, letter.text]))
  for (const { letter, quote } of body.assertions) {
    for (const words of Array.isArray(quote) ? quote : [quote]) expect(texts.get(letter)).toContain(words)
  }
  const known = new Set(body.assertions.map(({ id }: { id: string }) => id))
  for (const claim of body.claims)
    for (const stance of claim.stances) expect(known).toContain(stance.assertion)
})

test('a footnote lists its addresses, and marks those that are broken or empty as printed', async () => {
  const { app } = startTestApp()
  const { body } = await request(app).get('/corpus.json')
  const footnotes = body.letters.flatMap((letter: { footnotes: object[] }) => letter.footnotes) as {
    text: string
    urls: string[]
    unusable_urls: { position: number; url: string; state: string }[]
  }[]
  expect(footnotes).toHaveLength(37)
  for (const { text, urls, unusable_urls } of footnotes) {
    for (const url of urls) expect(text).toContain(url || '<>')
    for (const { position, url } of unusable_urls) expect(urls[position]).toBe(url)
  }
  const states = footnotes.flatMap((footnote) => footnote.unusable_urls.map(({ state }) => state))
  expect(new Set(states)).toEqual(new Set(['broken', 'empty']))
})

test('an address that is nothing here gets a problem document from a program’s point of view', async () => {
  const { app } = startTestApp()
  const { body, type } = await request(app).get('/nowhere.json').expect(404)
  expect(type).toBe('application/problem+json')
  expect(body).toMatchObject({ status: 404, title: 'There is no such page', instance: '/nowhere.json' })
})
