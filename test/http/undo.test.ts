import { expect, test } from 'vitest'
import type { Db } from '../../db/client.ts'
import { type Edit, edit } from '../../db/edit.ts'
import { presentRecord } from '../../db/present.ts'
import { makeChange } from '../../db/writes/change.ts'
import { applyEdits } from '../../db/writes/edits.ts'
import { startTestApp } from '../support/app.ts'
import { aClaim, aStance, databaseWith } from '../support/builders.ts'
import { agentOf, signInAs, startDesk } from '../support/desk.ts'
import { disputedBridge } from '../support/disputedBridge.ts'
import { fieldsOf, textOf } from '../support/markedPage.ts'
import { faultsOf } from '../support/validHtml.ts'

/** Makes a change and gives its number. */
const make = (db: Db, summary: string, ...edits: Edit[]) =>
  makeChange(db, { actor: 'Ana', action: 'edit', summary }, (change) => {
    applyEdits(change, edits)
    return change.id
  })

/** A claim is added (change 2), then linked (3). */
function linkedClaim(db: Db) {
  const added = make(db, 'Added a claim', edit('claim', null, aClaim({ id: 'new-claim' })))
  const linked = make(db, 'Linked it', edit('stance', null, aStance('new-claim', 'a-1')))
  return { added, linked }
}

const start = () => {
  const desk = startDesk({ role: 'editor', db: databaseWith(disputedBridge()) })
  return { ...desk, ...linkedClaim(desk.db) }
}

const isThere = (db: Db) => presentRecord(db, 'stance', 'new-claim a-1') !== undefined

test('an editor undoes a change from its page, and does it again', async () => {
  const { agent, db, linked, visitor } = start()
  const page = await agent.get(`/history/${linked}`).expect(200)
  expect(page.text).toContain(`action="/history/${linked}/undoing" method="post"`)
  expect(page.text).toContain('Undo this change')
  const { headers } = await agent.post(`/history/${linked}/undoing`).expect(303)
  expect(headers.location).toBe('/history/4')
  expect(isThere(db)).toBe(false)
  const undone = await agent.get('/history/4').expect(200)
  expect(undone.text).toContain('Undid change 3: Linked it')
  expect(undone.text).toContain('Undoes <a href="/history/3">change 3</a>')
  expect(undone.text).toContain('Do change 3 again')
  expect(undone.text).toContain(visitor.name)
  const before = await agent.get('/history/3').expect(200)
  expect(before.text).toContain('Undone by <a href="/history/4">change 4</a>')
  expect(before.text).not.toContain('/history/3/undoing')

  await agent.post('/history/4/undoing').expect(303, /history\/5/)
  expect(isThere(db)).toBe(true)
  expect((await agent.get('/history/5')).text).toContain('Did change 3 again: Linked it')
  expect((await agent.get('/history/3')).text).toContain('/history/3/undoing')
  await agent.post('/history/5/undoing').expect(303)
  expect((await agent.get('/history/6')).text).toContain('Undid change 3 again: Linked it')
  const { account_id: account } = db.$client
    .prepare<[], { account_id: number }>('SELECT account_id FROM changes WHERE id = 6')
    .get()!
  expect(account).toBe(visitor.id)
})

test('what is undone, and by what, stands in the list, in an object’s life, in the feed and as JSON', async () => {
  const { agent, app, linked } = start()
  await agent.post(`/history/${linked}/undoing`).expect(303)
  const reader = agentOf(app)
  const { body } = await reader.get('/history.json').expect(200)
  expect(body.changes.slice(0, 2)).toMatchObject([
    { number: 4, action: 'undo', undoes: { number: 3, href: '/history/3' }, undoneBy: null },
    { number: 3, undoes: null, undoneBy: { number: 4, href: '/history/4' } },
  ])
  for (const path of ['/history', '/history/of/claim/new-claim']) {
    const { text } = await reader.get(path).expect(200)
    expect(text).toContain('Undone by <a href="/history/4">change 4</a>')
    expect(text).toContain('Undoes <a href="/history/3">change 3</a>')
  }
  const feed = await reader.get('/history/feed.atom').expect(200)
  const xml = String(feed.text ?? feed.body)
  expect(xml).toContain('It undoes change 3.')
  expect(xml).toContain('It was undone by change 4.')
  expect((await reader.get('/history.json?action=undo')).body.changes).toHaveLength(1)
})

test('a change that others build on is not undone: the page names them, with what depends on it', async () => {
  const { agent, db, added } = start()
  const refused = await agent.post(`/history/${added}/undoing`).expect(409)
  expect(refused.text).toContain('Change 2 was not undone')
  expect(refused.text).toContain('<a href="/history/3">Linked it</a>')
  expect(refused.text).toContain(
    '<a href="/history/of/stance/new-claim%20a-1">Claim new-claim. · their gunners shelled the old bridge</a>',
  )
  expect(refused.text).toContain('It refers to what would be taken away.')
  expect(await faultsOf(refused.text)).toEqual([])
  expect(presentRecord(db, 'claim', 'new-claim')).toBeDefined()
  const { body } = await agent.post(`/history/${added}/undoing.json`).expect(409)
  expect(body).toMatchObject({
    change: { number: 2 },
    changes: [{ number: 3, summary: 'Linked it', actor: 'Ana', href: '/history/3' }],
    objects: [
      {
        kind: 'stance',
        key: 'new-claim a-1',
        message: 'The claim “new-claim” is still needed: the stance of “a-1” on “new-claim” names it.',
      },
    ],
  })
})

test('the load that brought the collection is not undone, and the page says why', async () => {
  const { agent } = start()
  const refused = await agent.post('/history/1/undoing').expect(409)
  expect(refused.text).toContain('This change brought the collection itself')
  expect(refused.text).not.toContain('Later changes build on it')
})

test('only editors are offered to undo, and only they can', async () => {
  const { app, db } = startTestApp(databaseWith(disputedBridge()))
  const { linked } = linkedClaim(db)
  const [stranger, commenter, owner] = [
    agentOf(app),
    agentOf(app, signInAs(db, 'commenter').token),
    agentOf(app, signInAs(db, 'owner').token),
  ]
  for (const agent of [stranger, commenter]) {
    expect((await agent.get(`/history/${linked}`)).text).not.toContain('undoing')
  }
  await stranger.post(`/history/${linked}/undoing`).expect(401)
  await commenter.post(`/history/${linked}/undoing`).expect(403)
  expect(isThere(db)).toBe(true)
  // On a past state nothing is changed.
  expect((await owner.get(`/history/${linked}?as-of=${linked}`)).text).not.toContain('undoing')
  await owner.post(`/history/${linked}/undoing`).expect(303)
})

test('a change that was never made cannot be undone', async () => {
  const { agent } = start()
  await agent.post('/history/99/undoing').expect(404)
  await agent.post('/history/nothing/undoing').expect(404)
})

test('a past state knows what was undone by then', async () => {
  const { agent, linked } = start()
  await agent.post(`/history/${linked}/undoing`).expect(303)
  expect((await agent.get('/history/3?as-of=4')).text).toContain('Undone by')
  expect((await agent.get('/history/3?as-of=3')).text).not.toContain('Undone by')
})

test('a change and all that builds on it are undone in one step, just as the page lists them, and come back in one', async () => {
  const { agent, db, added, linked, visitor } = start()
  const refused = await agent.post(`/history/${added}/undoing`).expect(409)
  expect(refused.text).toContain('These 2 changes would be undone')
  expect(refused.text).toContain('Made by Ana (2); the latest first.')
  expect(refused.text.indexOf('Change 3, by Ana')).toBeLessThan(refused.text.indexOf('Change 2, by Ana'))
  expect(refused.text).toContain('<input type="hidden" name="changes" value="3 2">')
  expect(refused.text).toContain('Undo all 2 changes')

  const { headers } = await agent
    .post(`/history/${added}/undoing`)
    .type('form')
    .send({ changes: '3 2' })
    .expect(303)
  expect(headers.location).toBe('/history/4')
  expect(presentRecord(db, 'claim', 'new-claim')).toBeUndefined()
  const undone = await agent.get('/history/4').expect(200)
  expect(undone.text).toContain('Undid change 2 and 1 later one: Added a claim')
  expect(undone.text).toContain('Undoes <a href="/history/2">change 2</a> and 1 later one')
  expect(undone.text).toContain('<a href="/history/3">3</a>')
  expect(undone.text).toContain(visitor.name)
  expect(await faultsOf(undone.text)).toEqual([])
  for (const number of [added, linked]) {
    expect((await agent.get(`/history/${number}`)).text).toContain(
      'Undone by <a href="/history/4">change 4</a>',
    )
  }
  const { body } = await agent.get('/history.json').expect(200)
  expect(body.changes[0]).toMatchObject({ number: 4, undoes: { number: 2 }, alsoUndoes: [{ number: 3 }] })
  const feed = await agent.get('/history/feed.atom').expect(200)
  expect(String(feed.text ?? feed.body)).toContain('It undoes change 2 and 1 later one.')

  expect(undone.text).toContain('Do change 2 and 1 later one again')
  await agent.post('/history/4/undoing').expect(303)
  expect(isThere(db)).toBe(true)
  expect((await agent.get('/history/5')).text).toContain('Did change 2 and 1 later one again: Added a claim')
  expect((await agent.get(`/history/${linked}?as-of=4`)).text).toContain('Undone by')
  expect((await agent.get(`/history/${linked}?as-of=5`)).text).not.toContain('Undone by')
})

test('an object that several undone changes have changed is counted once', async () => {
  const { agent, db } = startDesk({ role: 'editor', db: databaseWith(disputedBridge()) })
  const [first, second, third] = ['It was so.', 'It was not so.', 'Nobody knows.'].map((wording) =>
    aClaim({ id: 'new-claim', wording }),
  )
  make(db, 'Added a claim', edit('claim', null, first!))
  make(db, 'Changed it', edit('claim', first!, second!))
  make(db, 'Changed it again', edit('claim', second!, third!))
  const blocked = (await agent.post('/history/3/undoing').expect(409)).text
  await agent
    .post('/history/3/undoing')
    .type('form')
    .send(fieldsOf(blocked, {}, 'form[action="/history/3/undoing"]'))
    .expect(303)
  expect(presentRecord(db, 'claim', 'new-claim')).toMatchObject({ wording: 'It was so.' })
  expect(textOf((await agent.get('/history/5').expect(200)).text, 'main')).toMatch(/Touches ?1 claim/)
})

test('what was changed since the list was shown is not undone unseen: the new list comes back', async () => {
  const { agent, db, added } = start()
  const stance = presentRecord(db, 'stance', 'new-claim a-1')!
  make(db, 'Judged it', edit('stance', stance, { ...stance, stance: 'disputes' }))
  const undoBoth = () => agent.post(`/history/${added}/undoing`).type('form').send({ changes: '3 2' })
  const refused = await undoBoth().expect(409)
  expect(refused.text).toContain('Something was changed since you saw the list')
  expect(refused.text).toContain('<input type="hidden" name="changes" value="4 3 2">')
  expect(await faultsOf(refused.text)).toEqual([])
  expect(isThere(db)).toBe(true)
  // Nor is more undone than has to be.
  await agent.post('/history/4/undoing').expect(303)
  await agent.post('/history/3/undoing').expect(303)
  const alone = await undoBoth().expect(409)
  expect(alone.text).toContain('This change would be undone')
  expect(await faultsOf(alone.text)).toEqual([])
  for (const changes of ['nonsense', '2 2', '1e9', '99999 2']) {
    await agent.post(`/history/${added}/undoing`).type('form').send({ changes }).expect(409)
  }
  await agent.post(`/history/${added}/undoing`).type('form').send({ changes: '2' }).expect(303)
  expect(presentRecord(db, 'claim', 'new-claim')).toBeUndefined()
})

test('only editors undo several changes in one step', async () => {
  const { app, db } = startTestApp(databaseWith(disputedBridge()))
  const { added } = linkedClaim(db)
  const commenter = agentOf(app, signInAs(db, 'commenter').token)
  await commenter.post(`/history/${added}/undoing`).type('form').send({ changes: '3 2' }).expect(403)
  expect(isThere(db)).toBe(true)
})
