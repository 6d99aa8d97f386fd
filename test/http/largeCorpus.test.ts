import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, get, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate as turn, setTimeout as wait } from 'node:timers/promises'
import request from 'supertest'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { type Db, openDatabase } from '../../db/client.ts'
import { dataVersion } from '../../db/dataVersion.ts'
import { readCorpus } from '../../db/present.ts'
import { makeChange } from '../../db/writes/change.ts'
import { createApp } from '../../server/app.ts'
import { addAll } from '../../server/features/corpus/loadCorpus.ts'
import { keepPages } from '../../server/web/keptPages.ts'
import { bridges } from '../support/bridges.ts'
import { aLetter } from '../support/builders.ts'
import { children } from '../support/children.ts'

const folder = mkdtempSync(join(tmpdir(), 'counterclaim-large-'))
let db: Db
let server: Server
let before: number[]
/** The processes that write the collection down. */
const writers = () => children().filter((id) => !before.includes(id))
const noneWrites = async () => {
  while (writers().length) await wait(20)
}

beforeAll(() => {
  db = openDatabase(join(folder, 'large.db'))
  const texts = (n: number) => [`The mill ${n} stood still. `.repeat(40_000).trim()]
  const letters = Array.from({ length: 12 }, (_, n) =>
    aLetter({ id: `mill-${n}`, author: 'agency', texts: texts(n) }),
  )
  const corpus = bridges()
  corpus.letters.push(...letters)
  makeChange(db, { actor: 'Ana', action: 'load', summary: 'A corpus' }, (change) => addAll(change, corpus))
  server = createServer(keepPages(createApp({ db }), () => dataVersion(db))).listen(0)
})
beforeEach(() => {
  before = children()
})
afterEach(noneWrites)
afterAll(() => {
  server.close()
  db.$client.close()
  rmSync(folder, { recursive: true })
})

const fetched = (query = '') => request(server).get(`/corpus.json${query}`)

/** Asks for the collection and takes none of it but the head. */
const askSlowly = () =>
  new Promise<IncomingMessage>((resolve, reject) => {
    const { port } = server.address() as AddressInfo
    get({ port, path: '/corpus.json', agent: false }, resolve).on('error', reject)
  })

test('a large collection comes whole, from a process of its own', async () => {
  const { body, headers } = await fetched()
    .expect(200)
    .expect('Content-Type', /^application\/json; charset=utf-8$/)
  const corpus = readCorpus(db)
  expect(body.letters.map(({ text }: { text: string }) => text)).toEqual(
    corpus.letters.map(({ text }) => text),
  )
  expect(body.assertions.map(({ id }: { id: string }) => id)).toEqual(corpus.assertions.map(({ id }) => id))
  expect(body).toMatchObject({ ...corpus.corpus, topics: corpus.topics, relations: corpus.relations })
  expect(headers['transfer-encoding']).toBe('chunked')
  const past = await fetched('?as-of=1').expect(200)
  expect(past.body).toEqual(body)
})

test('whoever has it already is told so, until it changes', async () => {
  const head = await request(server).head('/corpus.json').expect(200)
  const tag = String(head.headers.etag)
  expect(head.headers).toMatchObject({ 'content-type': 'application/json; charset=utf-8' })
  await fetched().set('If-None-Match', tag).expect(304).expect('ETag', tag)
  expect(writers()).toEqual([])
  makeChange(db, { actor: 'Ana', action: 'change', summary: 'Nothing much' }, () => {})
  const { headers } = await request(server).head('/corpus.json').set('If-None-Match', tag).expect(200)
  expect(headers.etag).not.toBe(tag)
})

test('while it is read slowly pages are answered and changes made, and its process ends with its reader', async () => {
  const slow = await askSlowly()
  expect(writers()).toHaveLength(1)
  await request(server).get('/topics').expect(200)
  makeChange(db, { actor: 'Ana', action: 'change', summary: 'Nothing much' }, () => {})
  expect(writers()).toHaveLength(1)
  slow.destroy()
  await noneWrites()
})

test('two have it at the same time; a third waits for a turn, and is told to come again where none comes', async () => {
  const [first, second] = [await askSlowly(), await askSlowly()]
  expect(writers()).toHaveLength(2)
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  try {
    const refused = fetched()
      .expect(503)
      .expect('Content-Type', /^application\/problem\+json/)
      .then(({ headers }) => headers)
    while (!vi.getTimerCount()) await turn()
    vi.advanceTimersByTime(5_000)
    const headers = await refused
    expect(headers['retry-after']).toBe('30')
    expect(headers.etag).toBeUndefined()

    const third = fetched()
      .expect(200)
      .then(({ body }) => body)
    while (!vi.getTimerCount()) await turn()
    expect(writers()).toHaveLength(2)
    first.destroy()
    expect((await third).letters).toHaveLength(15)
  } finally {
    vi.useRealTimers()
    second.destroy()
  }
})

test('an answer that its process can’t bring to its end is broken off, not passed off as whole', async () => {
  const slow = await askSlowly()
  for (const id of writers()) process.kill(id, 'SIGKILL')
  await expect(
    (async () => {
      for await (const _ of slow);
    })(),
  ).rejects.toThrow('aborted')
})
