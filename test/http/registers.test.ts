import { expect, test } from 'vitest'
import type { Db } from '../../db/client.ts'
import { findDrift } from '../../db/derived/recount.ts'
import { edit } from '../../db/edit.ts'
import { presentRecord, readCorpus } from '../../db/present.ts'
import { makeChange } from '../../db/writes/change.ts'
import { applyEdits } from '../../db/writes/edits.ts'
import { undo } from '../../db/writes/undo.ts'
import { formatFolder } from '../../server/features/corpus/writeFolder.ts'
import { databaseWith } from '../support/builders.ts'
import { agentOf, signInAs, startDesk } from '../support/desk.ts'
import { disputedBridge } from '../support/disputedBridge.ts'
import { atLastMoment } from '../support/lastMoment.ts'
import { optionsOf, textOf } from '../support/markedPage.ts'
import { faultsOf } from '../support/validHtml.ts'

const desk = () => startDesk({ db: databaseWith(disputedBridge()) })
const latest = (db: Db) => db.$client.prepare<[], number>('SELECT max(id) FROM changes').pluck().get()!
const folderOf = (db: Db) => Object.fromEntries(formatFolder(readCorpus(db)))

/** What each list takes for a new object. */
const fresh: Record<
  string,
  { kind: 'topic' | 'party' | 'author' | 'authority'; fields: object; slug: string }
> = {
  topics: { kind: 'topic', fields: { name: 'Mills', definition: 'What was done to mills.' }, slug: 'mills' },
  parties: { kind: 'party', fields: { name: 'Western side' }, slug: 'western-side' },
  authors: { kind: 'author', fields: { name: 'Miller', kind: 'other', party: 'north' }, slug: 'miller' },
  sources: { kind: 'authority', fields: { name: 'Almanac', kind: 'document' }, slug: 'almanac' },
}

test('the page that follows says what was done, with the button that takes it back: to who did it, as long as it stands', async () => {
  const { app, db, agent } = desk()
  const { headers } = await agent.post('/desk/topics').type('form').send(fresh.topics!.fields).expect(303)
  const address = headers.location!
  const said = 'Added the topic “Mills”.'
  const page = (await agent.get(address).expect(200)).text
  expect(page).toContain(said)
  expect(page).toContain(`action="/history/${latest(db)}/undoing"`)
  const other = agentOf(app, signInAs(db, 'editor').token)
  expect((await other.get(address).expect(200)).text).not.toContain(said)
  await agent.post(`/history/${latest(db)}/undoing`).expect(303)
  expect((await agent.get(address).expect(200)).text).not.toContain(said)
  await agent.get('/desk/topics?done=nonsense').expect(200)
})

for (const [path, { kind, fields, slug }] of Object.entries(fresh)) {
  test(`one of the ${path} is added, changed, moved to another address and removed, each time as a change that can be undone`, async () => {
    const { db, agent } = desk()
    const folder = folderOf(db)
    const post = (to: string, body: object) =>
      agent
        .post(`/desk/${path}${to}`)
        .type('form')
        .send({ base: latest(db), ...body })
    await agent.get(`/desk/${path}`).expect(200)
    await post('', { ...fields, name: '' }).expect(422, /Give it a name/)
    await post('', fields).expect(303)
    expect(presentRecord(db, kind, slug)).toMatchObject({ id: slug })
    await agent.get(`/desk/${path}/${slug}`).expect(200, /Nothing names it/)
    await post(`/${slug}`, { ...fields, slug: 'moved', name: 'Another name' }).expect(303)
    expect(presentRecord(db, kind, 'moved')).toMatchObject({ name: 'Another name', old_ids: [slug] })
    await agent.get(`/desk/${path}/${slug}`).expect(308).expect('Location', `/desk/${path}/moved`)
    await post('/moved', { ...fields, base: 1, slug: 'moved' }).expect(409, /Somebody else was faster/)
    await post('/moved/removal', { base: 1 }).expect(409)
    await post('/moved/removal', {}).expect(303)
    expect(folderOf(db)).toEqual(folder)
    expect(undo(db, { actor: 'test', action: 'undo', summary: 'Undone' }, latest(db)).isDone).toBe(true)
    expect(presentRecord(db, kind, 'moved')).toBeDefined()
    expect(findDrift(db)).toEqual([])
    await agent.get(`/desk/${path}/nobody`).expect(404)
    await post('/nobody', {}).expect(404)
    await post('/nobody/removal', {}).expect(404)
  })
}

test('a second author of a name is added only where that is said to be meant; kind and side are chosen, not left', async () => {
  const { db, agent } = desk()
  const post = (fields: object) => agent.post('/desk/authors').type('form').send(fields)
  const list = (await agent.get('/desk/authors').expect(200)).text
  expect(optionsOf(list, 'kind')[0]).toBe('')
  expect(optionsOf(list, 'party').slice(0, 2)).toEqual(['', '-'])
  const unsaid = (await post({ name: 'Ferry Guild', kind: '', party: '' }).expect(422)).text
  expect(textOf(unsaid, '.error-summary')).toContain('Choose one')
  expect(textOf(unsaid, '.error-summary')).toContain('Choose a side, or “No side”')
  await post({ name: 'Ferry Guild', kind: 'other', party: '-' }).expect(303)
  expect(presentRecord(db, 'author', 'ferry-guild')).toEqual({
    id: 'ferry-guild',
    name: 'Ferry Guild',
    kind: 'other',
  })
  const again = { name: 'ferry  guild', person: 'B. Hale', kind: 'other', party: 'north' }
  const refused = (await post(again).expect(422)).text
  expect(textOf(refused, '.error-summary')).toContain('There is one of this name already')
  expect(refused).toContain('<a href="/desk/authors/ferry-guild">Ferry Guild</a>, other')
  expect(await faultsOf(refused)).toEqual([])
  await post({ ...again, namesake: 'yes' }).expect(303)
  expect(presentRecord(db, 'author', 'ferry-guild-2')).toMatchObject({ person: 'B. Hale', party: 'north' })
})

test('what something names is not removed, and says so', async () => {
  const { db, agent } = desk()
  await agent.get('/desk/topics/ferries').expect(200, /What names it now/)
  await agent
    .post('/desk/topics/ferries/removal')
    .type('form')
    .send({ base: latest(db) })
    .expect(422, /still needed/)
  await agent
    .post('/desk/parties/north/removal')
    .type('form')
    .send({ base: latest(db) })
    .expect(422, /still needed/)
})

test('a topic is merged into another: what carried it carries the other, its address leads there, and it can be undone', async () => {
  const { db, agent } = desk()
  const folder = folderOf(db)
  const carriers = readCorpus(db).claims.filter(({ topics }) => topics.includes('ferries'))
  await agent
    .get('/desk/topics/ferries/merger?into=bridges')
    .expect(200, new RegExp(`${carriers.length} claims`))
  const post = (body: object) =>
    agent
      .post('/desk/topics/ferries/merger')
      .type('form')
      .send({ base: latest(db), ...body })
  await post({ into: 'ferries' }).expect(422, /Choose another topic/)
  await post({ into: 'bridges', base: 0 }).expect(409)
  await post({ into: 'bridges' })
    .expect(303)
    .expect('Location', /^\/desk\/topics\/bridges\?done=\d+$/)
  expect(presentRecord(db, 'topic', 'ferries')).toBeUndefined()
  for (const { id } of carriers) {
    expect(presentRecord(db, 'claim', id)?.topics.filter((topic) => topic === 'bridges')).toHaveLength(1)
  }
  await agent.get('/topics/ferries').expect(308).expect('Location', '/topics/bridges')
  expect(findDrift(db)).toEqual([])
  expect(undo(db, { actor: 'test', action: 'undo', summary: 'Undone' }, latest(db)).isDone).toBe(true)
  expect(folderOf(db)).toEqual(folder)
  await agent.get('/topics/ferries').expect(200)
})

test('what another process gives the topic at the last moment carries the other one, too', async () => {
  const { db, agent } = desk()
  const claim = readCorpus(db).claims.find(({ topics }) => !topics.includes('ferries'))!
  atLastMoment(db, () =>
    makeChange(db, { actor: 'Ben', action: 'tag', summary: 'Tagged' }, (change) =>
      applyEdits(change, [edit('claim', claim, { ...claim, topics: [...claim.topics, 'ferries'] })]),
    ),
  )
  await agent
    .post('/desk/topics/ferries/merger')
    .type('form')
    .send({ base: latest(db), into: 'bridges' })
    .expect(303)
  expect(presentRecord(db, 'claim', claim.id)?.topics).toContain('bridges')
  expect(presentRecord(db, 'topic', 'ferries')).toBeUndefined()
  expect(findDrift(db)).toEqual([])
})

test('a topic is merged into the one that the page names and counts, and another is chosen on a page of its own', async () => {
  const { agent } = desk()
  const confirming = (await agent.get('/desk/topics/ferries/merger?into=bridges').expect(200)).text
  expect(confirming).toContain('<input type="hidden" name="into" value="bridges">')
  expect(confirming).not.toContain('<select')
  expect(confirming).toContain('<a href="/desk/topics/ferries/merger">Choose another topic</a>')
  for (const path of ['/desk/topics/ferries/merger', '/desk/topics/ferries/merger?into=ferries']) {
    const choosing = (await agent.get(path).expect(200)).text
    expect(choosing).toMatch(/<form class="form" action="\/desk\/topics\/ferries\/merger" method="get">/)
    expect(choosing).toContain('See what that does')
    expect(choosing).not.toContain('Merge them')
  }
})

test('topics and sides are put in another order everywhere, unless somebody else did so meanwhile', async () => {
  const { db, agent } = desk()
  const base = latest(db)
  const post = (of: string, body: object) =>
    agent
      .post(`/desk/orders/${of}`)
      .type('form')
      .send({ base, ...body })
  await post('parties', { 'place-north': '2', 'place-south': '1' })
    .expect(303)
    .expect('Location', /^\/desk\/parties\?done=\d+$/)
  expect(readCorpus(db).parties.map(({ id }) => id)).toEqual(['south', 'north'])
  await post('parties', { 'place-north': '1', 'place-south': '2' }).expect(409)
  await post('topics', { 'place-bridges': '9' }).expect(303)
  expect(readCorpus(db).topics.map(({ id }) => id)).toEqual(['bridges', 'ferries'])
  await post('towns', {}).expect(404)
  await agent.get(`/history/${latest(db)}`).expect(200)
  await agent.get('/history/of/order/parties').expect(200)
})

test('there are six sides at most', async () => {
  const { db, agent } = desk()
  for (const name of ['C', 'D', 'E', 'F']) {
    await agent.post('/desk/parties').type('form').send({ name }).expect(303)
  }
  await agent.get('/desk/parties').expect(200, /no more can stand on a page/)
  await agent
    .post('/desk/parties')
    .type('form')
    .send({ name: 'G' })
    .expect(422, /at most 6/)
  expect(readCorpus(db).parties).toHaveLength(6)
})

test('only editors change these lists', async () => {
  const { agent } = startDesk({ role: 'commenter', db: databaseWith(disputedBridge()) })
  await agent.get('/desk/topics').expect(403)
  await agent.post('/desk/topics').type('form').send({ name: 'X' }).expect(403)
  await agent.post('/desk/topics/ferries/merger').type('form').send({ into: 'bridges' }).expect(403)
})
