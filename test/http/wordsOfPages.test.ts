import request from 'supertest'
import { expect, test } from 'vitest'
import { bridges } from '../support/bridges.ts'
import { databaseWith } from '../support/builders.ts'
import { startDesk } from '../support/desk.ts'

const { app, agent } = startDesk({ db: databaseWith(bridges()) })
const wordsOf = (html: string) =>
  html
    .replace(/[\s\S]*<main[^>]*>|<\/main>[\s\S]*/g, '')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')
const words = async (path: string, status = 200) => wordsOf((await agent.get(path).expect(status)).text)

test('readers are told of sides, in the matrix as everywhere', async () => {
  const { text } = await request(app).get('/matrix?by=party').expect(200)
  expect(text).toContain('By side')
  expect(text).toContain('aria-label="Claim matrix by side"')
  expect(wordsOf(text)).not.toMatch(/\bpart(y|ies)\b/i)
})

test('that a letter only passes on what somebody says has one phrase, whether of a stance or of a position', async () => {
  const method = await words('/method')
  expect(method.match(/Reports what others say/g)?.length).toBeGreaterThan(1)
  expect(method).not.toMatch(/Only reports|Reports (?!what others say)/)
})

test('a search that finds nothing says so once', async () => {
  expect((await words('/search?q=xyzzy')).match(/“xyzzy”/g)).toHaveLength(1)
  expect(await words('/search?q=xyzzy+bridge')).toContain('Not found anywhere in this collection: “xyzzy”')
})

test('an address that leads nowhere offers ways on', async () => {
  const { text } = await request(app).get('/nope').expect(404)
  for (const href of ['/search', '/', '/letters']) expect(text).toMatch(new RegExp(`<li><a href="${href}">`))
})

test('what can’t be removed says what names it', async () => {
  const { text } = await agent.get('/desk/authors/minister-of-south').expect(200)
  expect(wordsOf(text)).toContain('What names it now: Letter: Letter south-letter')
  expect(text).toContain('<a href="/letters/south-letter">Letter south-letter</a>')
})
