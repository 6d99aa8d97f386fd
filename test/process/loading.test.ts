import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openDatabase } from '../../db/client.ts'
import { loadBeside } from '../../server/features/corpus/loadBeside.ts'
import { FolderRefused, loadFolder } from '../../server/features/corpus/loadCorpus.ts'
import { seedsFolder } from '../support/app.ts'
import { startDesk } from '../support/desk.ts'
import { expectSound } from '../support/soundness.ts'
import { zipFile } from '../support/zipFile.ts'

const topics = readFileSync(join(seedsFolder, 'topics.yaml'), 'utf8')
const withRivers = (definition: string) =>
  `${topics}- id: rivers\n  name: Rivers\n  definition: ${definition}\n`

let folder: string
let desk: ReturnType<typeof startDesk>
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'counterclaim-loading-'))
  const db = openDatabase(join(folder, 'some.db'))
  loadFolder(db, seedsFolder)
  desk = startDesk({ db })
})
afterEach(() => {
  desk.db.$client.close()
  rmSync(folder, { recursive: true })
})

const waitMs = () => desk.db.$client.pragma('busy_timeout', { simple: true })

test('while a corpus folder is loaded, pages are answered; what it adds is there afterwards, signed', async () => {
  const zip = zipFile([{ name: 'topics.yaml', data: withRivers('What is said of rivers.') }])
  const { headers } = await desk.agent.post('/desk/intake').attach('file', zip, 'corpus.zip').expect(303)
  let answeredMeanwhile = 0
  for (;;) {
    const { body } = await desk.agent.get(`${headers.location}.json`).expect(200)
    if (!['waiting', 'reading'].includes(body.intake.state)) {
      expect(body.intake).toMatchObject({ state: 'loaded', message: 'Added 1 topic.' })
      break
    }
    if (body.intake.message.startsWith('Holding it against the collection')) {
      await desk.agent.get('/topics').expect(200)
      answeredMeanwhile++
    }
    await wait(20)
  }
  expect(answeredMeanwhile).toBeGreaterThan(0)
  expect((await desk.agent.get('/topics').expect(200)).text).toContain('Rivers')
  const { body } = await desk.agent.get('/history.json').expect(200)
  expect(body.changes[0]).toMatchObject({
    action: 'load',
    actor: desk.visitor.name,
    summary: 'Loaded 1 topic',
  })
  expect(waitMs()).toBe(5000)
  expectSound(desk.db)
}, 30_000)

test('what is wrong in a folder is told as if it were loaded on the spot, and nothing is added', async () => {
  const files = [{ path: 'topics.yaml', text: `${topics}- id: rivers\n` }]
  const loading = loadBeside(desk.db, files, 'Ana')
  expect(waitMs()).toBeLessThan(1000)
  const refused = await loading.catch((error: FolderRefused) => error)
  expect(refused).toBeInstanceOf(FolderRefused)
  expect((refused as FolderRefused).message).toMatch(/^topics\.yaml:\d+: /)
  expect((await desk.agent.get('/history.json')).body.changes).toHaveLength(1)
  expect(waitMs()).toBe(5000)
}, 30_000)

test('a load that others save past again and again is held against what they saved, and is written in the end', async () => {
  const files = [{ path: 'topics.yaml', text: withRivers('What is said of rivers.') }]
  let isLoading = true
  const loading = loadBeside(desk.db, files, 'Ana').finally(() => {
    isLoading = false
  })
  const saved: string[] = []
  while (isLoading) {
    const name = `Boats of kind ${saved.length}`
    const { status } = await desk.agent.post('/desk/topics').type('form').send({ name, definition: 'Boats.' })
    // Past the second time nobody comes between any more: whoever saves then is told to send it again.
    expect([303, 503]).toContain(status)
    if (status === 303) saved.push(name)
    await wait(10)
  }
  expect(await loading).toBe('Added 1 topic.')
  const names = desk.db.$client.prepare<[], string>('SELECT name FROM topics').pluck().all()
  expect(names).toEqual(expect.arrayContaining([...saved, 'Rivers']))
  const { body } = await desk.agent.get('/history.json?action=load').expect(200)
  // Its own change comes behind some of theirs.
  expect(body.changes[0].number).toBeGreaterThan(2)
  expectSound(desk.db)
}, 30_000)

test('what somebody saves meanwhile under an id of the folder keeps the load from being written over it', async () => {
  const files = [{ path: 'topics.yaml', text: withRivers('What is said of rivers.') }]
  const loading = loadBeside(desk.db, files, 'Ana').catch((error: Error) => error)
  const theirs = { name: 'Rivers', definition: 'Something else.', slug: 'rivers' }
  await desk.agent.post('/desk/topics').type('form').send(theirs).expect(303)
  expect(await loading).toMatchObject({ message: expect.stringContaining('with other content') })
  expect((await desk.agent.get('/history.json?action=load')).body.changes).toHaveLength(1)
  expectSound(desk.db)
}, 30_000)

test('a load that takes too much memory ends its own process and nothing else, and the message says what to do', async () => {
  const many = Array.from(
    { length: 5000 },
    (_, i) => `- id: river-${i}\n  name: River ${i}\n  definition: What is said of it.\n`,
  )
  const files = [{ path: 'topics.yaml', text: topics + many.join('') }]
  const refused = await loadBeside(desk.db, files, 'Ana', 20).catch((error: Error) => error)
  expect(refused).toBeInstanceOf(FolderRefused)
  expect((refused as Error).message).toContain('Hand it in in smaller parts')
  expect((await desk.agent.get('/history.json')).body.changes).toHaveLength(1)
}, 30_000)

test('a folder that can’t be written now is not said to be wrong: the error has the code of the database', async () => {
  const files = [{ path: 'topics.yaml', text: withRivers('What is said of rivers.') }]
  const full = openDatabase(join(folder, 'other.db'))
  loadFolder(full, seedsFolder)
  full.$client.exec(
    "CREATE TRIGGER no_room BEFORE INSERT ON topics BEGIN SELECT RAISE (ABORT, 'no room'); END",
  )
  await expect(loadBeside(full, files, 'Ana')).rejects.toMatchObject({
    code: 'SQLITE_CONSTRAINT_TRIGGER',
    message: expect.stringContaining('no room'),
  })
  full.$client.close()
}, 30_000)
