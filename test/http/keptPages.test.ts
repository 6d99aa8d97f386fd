import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type RequestListener } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import request from 'supertest'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openDatabase } from '../../db/client.ts'
import { dataVersion } from '../../db/dataVersion.ts'
import { loadFolder } from '../../server/features/corpus/loadCorpus.ts'
import { type KeptPagesOptions, keepPages } from '../../server/web/keptPages.ts'
import { seedsFolder, startTestApp } from '../support/app.ts'

let version: number
let made: string[]
let server: ReturnType<typeof createServer>

/** An application that says how often it was asked, behind kept pages. */
function listen(options?: KeptPagesOptions, app: RequestListener = counting) {
  server?.close()
  server = createServer(keepPages(app, readVersion, options)).listen(0)
}
const readVersion = () => {
  if (Number.isNaN(version)) throw new Error('disk I/O error')
  return version
}
const counting: RequestListener = (req, res) => {
  made.push(req.url ?? '')
  const body = `<p>${req.url} for the ${made.length}. time</p>${'x'.repeat(2000)}`
  if (req.url?.startsWith('/private')) res.setHeader('Cache-Control', 'no-store')
  if (req.url?.startsWith('/missing')) res.statusCode = 404
  res.setHeader('Content-Type', 'text/html; charset=utf-8')
  res.setHeader('X-Policy', 'strict')
  res.setHeader('Vary', 'HX-Request-Type')
  res.end(body)
}

beforeEach(() => {
  version = 1
  made = []
  listen()
})
afterEach(() => server.close())

const get = (path: string) => request(server).get(path).set('Accept-Encoding', 'identity')

test('the same address is made once while the data does not change, with all its headers', async () => {
  const first = await get('/claims').expect(200)
  const second = await get('/claims').expect(200)
  expect(made).toEqual(['/claims'])
  expect(second.text).toBe(first.text)
  expect(second.headers).toMatchObject({ 'x-policy': 'strict', vary: 'HX-Request-Type, Accept-Encoding' })
  expect(second.headers.etag).toBe(first.headers.etag)
})

test('a page is never stale: it is made anew as soon as the data version moves', async () => {
  await get('/claims')
  version = 2
  const { text } = await get('/claims')
  expect(text).toContain('for the 2. time')
})

test('what a browser has already is answered with 304 and no body', async () => {
  const { headers } = await get('/claims')
  const again = await get('/claims').set('If-None-Match', String(headers.etag)).expect(304)
  expect(again.text).toBe('')
  expect(again.headers['x-policy']).toBe('strict')
  expect(made).toHaveLength(1)
  version = 2
  await get('/claims').set('If-None-Match', String(headers.etag)).expect(200)
})

test('a page and its fragment, and two hosts, are kept apart', async () => {
  await get('/claims')
  await get('/claims').set('HX-Request-Type', 'partial')
  await get('/claims').set('Host', 'other.example')
  expect(made).toHaveLength(3)
})

test('nothing is kept of visitors with a cookie, of private answers, of failures, of anything but GET', async () => {
  for (const repeat of [1, 2]) {
    await get('/claims').set('Cookie', 'session=1')
    await get('/private')
    await get('/missing').expect(404)
    await request(server).post('/claims')
    expect(made).toHaveLength(4 * repeat)
  }
})

test('a page that is asked for again is compressed once, as the browser accepts', async () => {
  const { text } = await get('/claims')
  await get('/claims')
  // The client undoes the compression; the length is that of what was sent.
  const raw = (encoding: string) => request(server).get('/claims').set('Accept-Encoding', encoding)
  const deadline = Date.now() + 10_000
  while ((await raw('br, gzip')).headers['content-encoding'] !== 'br' && Date.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  const br = await raw('gzip, br')
  expect(br.headers['content-encoding']).toBe('br')
  expect(Number(br.headers['content-length'])).toBeLessThan(text.length / 4)
  expect(br.text).toBe(text)
  const gz = await raw('gzip')
  expect(gz.headers['content-encoding']).toBe('gzip')
  expect(gz.text).toBe(text)
  expect((await raw('br;q=0')).headers['content-encoding']).toBeUndefined()
  expect(made).toHaveLength(1)
})

test('the pages asked for longest ago make room when there is no more', async () => {
  listen({ maxBytes: 3 * 4200 })
  for (const path of ['/a', '/b', '/a', '/c', '/d']) await get(path)
  made = []
  await get('/a')
  expect(made).toEqual([])
  await get('/b')
  expect(made).toEqual(['/b'])
})

test('an address takes up room too, however long it is', async () => {
  listen({ maxBytes: 3 * 4200 })
  for (const path of ['/a', '/b', `/c?q=${'x'.repeat(9000)}`]) await get(path)
  made = []
  await get('/b')
  expect(made).toEqual(['/b'])
})

test('a change by another connection to the same file is seen by the very next request', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kept-'))
  const file = join(folder, 'letters.db')
  const [db, other] = [openDatabase(file), openDatabase(file)]
  try {
    loadFolder(db, seedsFolder)
    const { app } = startTestApp(db)
    server.close()
    server = createServer(keepPages(app, () => dataVersion(db))).listen(0)
    const before = await get('/corpus.json').expect(200)
    other.$client.exec(
      "UPDATE parties SET name = 'Renamed side' WHERE id = 1; UPDATE corpus SET data_version = data_version + 1",
    )
    const after = await get('/corpus.json').expect(200)
    expect(before.text).not.toContain('Renamed side')
    expect(after.text).toContain('Renamed side')
  } finally {
    for (const { $client } of [db, other]) $client.close()
    rmSync(folder, { recursive: true })
  }
})

test('where the version cannot be read the application answers, and nothing is kept', async () => {
  await get('/claims')
  version = Number.NaN
  for (const _ of [1, 2]) await get('/claims').expect(200)
  expect(made).toHaveLength(3)
  version = 1
  await get('/claims')
  expect(made).toHaveLength(3)
})
