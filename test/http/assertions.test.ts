import { beforeAll, expect, test } from 'vitest'
import { edit } from '../../db/edit.ts'
import { presentRecord } from '../../db/present.ts'
import { makeChange } from '../../db/writes/change.ts'
import { applyEdits } from '../../db/writes/edits.ts'
import { bridges } from '../support/bridges.ts'
import { databaseWith } from '../support/builders.ts'
import { agentOf, signInAs, startDesk } from '../support/desk.ts'
import { actionOf, fieldsOf, textOf } from '../support/markedPage.ts'

let desk: ReturnType<typeof startDesk>
let bob: ReturnType<typeof agentOf>
beforeAll(() => {
  desk = startDesk({ db: databaseWith(bridges()) })
  bob = agentOf(desk.app, signInAs(desk.db, 'editor', 'Bob').token)
})

const address = (slug: string) => `/desk/assertions/${slug}`
const open = async (slug: string, agent = desk.agent) => (await agent.get(address(slug)).expect(200)).text
const send = (slug: string, fields: object, agent = desk.agent) =>
  agent.post(address(slug)).type('form').send(fields)
const assertion = (slug: string) => presentRecord(desk.db, 'assertion', slug)
const countChanges = () => desk.db.$client.prepare<[], number>('SELECT count(*) FROM changes').pluck().get()!

test('saving an assertion as it is changes nothing, and makes no line of history', async () => {
  for (const slug of ['north-shelled', 'agency-shelled', 'south-damaged']) {
    const changes = countChanges()
    const before = assertion(slug)
    await send(slug, fieldsOf(await open(slug), { act: 'save' })).expect(303)
    expect(assertion(slug)).toEqual(before)
    expect(countChanges()).toBe(changes)
  }
})

test('words, fields and claims are changed in one change that says what it was', async () => {
  const slug = 'north-sunk'
  const changes = countChanges()
  await send(
    slug,
    fieldsOf(await open(slug), {
      act: 'save',
      range: '4-18',
      gist: 'A ferry was sunk.',
      kind: 'legal',
      'link-1-stance-ferry-sunk': 'qualifies',
      'link-1-note': 'Only one.',
    }),
  ).expect(303)
  expect(assertion(slug)).toMatchObject({
    gist: 'A ferry was sunk.',
    kind: 'legal',
    ranges: [{ exact: 'ferry was sunk' }],
  })
  expect(presentRecord(desk.db, 'stance', `ferry-sunk ${slug}`)).toMatchObject({
    stance: 'qualifies',
    scope: { note: 'Only one.' },
  })
  expect(countChanges()).toBe(changes + 1)
  const saved = (await desk.agent.get(`${address(slug)}?said=saved`)).text
  expect(textOf(saved, '.said')).toContain('Saved.')
})

test('a claim is taken off an assertion, and another one put on', async () => {
  const slug = 'north-road'
  const html = await open(slug)
  expect(fieldsOf(html)['link-1-claim']).toEqual(['claim:road-open'])
  await send(slug, fieldsOf(html, { act: 'save', 'link-1-claim': 'none' })).expect(303)
  expect(presentRecord(desk.db, 'stance', `road-open ${slug}`)).toBeUndefined()
  const again = await open(slug)
  const found = await send(
    slug,
    fieldsOf(again, { act: 'find-1', 'link-1-find': 'bridge', 'link-1-claim': 'find' }),
  ).expect(200)
  await send(slug, fieldsOf(found.text, { act: 'save', 'link-1-claim': 'claim:bridge-shelled' })).expect(303)
  expect(presentRecord(desk.db, 'stance', `bridge-shelled ${slug}`)).toBeDefined()
})

test('a stance that is left alone stays pinned to the wording against which it was set', async () => {
  const claim = presentRecord(desk.db, 'claim', 'bridge-shelled')!
  makeChange(desk.db, { actor: 'Bob', action: 'reword', summary: 'Reworded' }, (change) =>
    applyEdits(change, [
      edit('claim', claim, {
        ...claim,
        wording: 'South shelled the bridge in May.',
        earlier_wordings: [claim.wording],
      }),
    ]),
  )
  const slug = 'north-shelled'
  await send(
    slug,
    fieldsOf(await open(slug), { act: 'save', gist: 'The bridge was shelled, it says.' }),
  ).expect(303)
  expect(presentRecord(desk.db, 'stance', `bridge-shelled ${slug}`)).toMatchObject({ wording: 1 })
  await send(
    slug,
    fieldsOf(await open(slug), { act: 'save', 'link-1-stance-bridge-shelled': 'reports' }),
  ).expect(303)
  expect(presentRecord(desk.db, 'stance', `bridge-shelled ${slug}`)).toMatchObject({
    stance: 'reports',
    wording: 2,
  })
})

test('what somebody else has changed meanwhile is not written over: both versions are shown', async () => {
  const slug = 'society-shelled'
  const mine = await open(slug)
  await send(slug, fieldsOf(await open(slug, bob), { act: 'save', gist: 'Bob’s gist.' }), bob).expect(303)
  const { text } = await send(
    slug,
    fieldsOf(mine, { act: 'save', gist: 'My gist.', 'link-1-note': 'Mine' }),
  ).expect(409)
  expect(textOf(text, '.standing')).toContain('Bob’s gist.')
  expect(textOf(text, '.standing')).toContain('by Bob')
  expect(fieldsOf(text)).toMatchObject({ gist: ['My gist.'], 'link-1-note': ['Mine'] })
  expect(assertion(slug)).toMatchObject({ gist: 'Bob’s gist.' })
  await send(slug, fieldsOf(text, { act: 'save' })).expect(303)
  expect(assertion(slug)).toMatchObject({ gist: 'My gist.' })
})

test('a stance that somebody else has changed counts as a change of the assertion', async () => {
  const slug = 'society-stopped'
  const mine = await open(slug)
  const claim = 'ferry-sunk'
  const theirs = await open(slug, bob)
  const found = await send(
    slug,
    fieldsOf(theirs, { act: 'find-1', 'link-1-find': 'ferry', 'link-1-claim': 'find' }),
    bob,
  )
  await send(slug, fieldsOf(found.text, { act: 'save', 'link-1-claim': `claim:${claim}` }), bob).expect(303)
  const { text } = await send(slug, fieldsOf(mine, { act: 'save', gist: 'Mine.' })).expect(409)
  expect(textOf(text, '.standing')).toContain('The ferry was sunk.')
})

test('an assertion is removed with what depends on it, unless it was changed meanwhile', async () => {
  const slug = 'south-our-bridge'
  const html = await open(slug)
  expect(textOf(html, '#removal-title + p')).toContain('its bearing on 1 claim')
  const removal = fieldsOf(html, {}, 'form[action$="/removal"]')
  await send(slug, fieldsOf(html, { act: 'save', gist: 'Another gist.' })).expect(303)
  const remove = (fields: object) =>
    desk.agent
      .post(`${address(slug)}/removal`)
      .type('form')
      .send(fields)
  const { text } = await remove(removal).expect(409)
  expect(textOf(text, '.standing')).toContain('Another gist.')
  await remove(fieldsOf(text, {}, 'form[action$="/removal"]'))
    .expect(303)
    .expect('Location', /^\/letters\/south-letter\?done=\d+$/)
  expect(assertion(slug)).toBeUndefined()
  await desk.agent.get(address(slug)).expect(404)
  await remove(removal).expect(404)
})

test('two editors of a removed assertion: what was typed is not lost, and the page says that it is gone', async () => {
  const slug = 'south-damaged'
  const mine = await open(slug)
  await bob
    .post(`${address(slug)}/removal`)
    .type('form')
    .send(fieldsOf(await open(slug, bob), {}, 'form[action$="/removal"]'))
    .expect(303)
  const { text } = await send(slug, fieldsOf(mine, { act: 'save', gist: 'My gist' })).expect(409)
  expect(textOf(text, '.error-summary')).toContain('This assertion was removed meanwhile.')
  expect(fieldsOf(text)).toMatchObject({ gist: ['My gist'] })
  // Sent again, it is marked anew.
  await desk.agent
    .post(actionOf(text))
    .type('form')
    .send(fieldsOf(text, { act: 'save' }))
    .expect(303)
  expect(
    desk.db.$client.prepare("SELECT count(*) FROM assertions WHERE gist = 'My gist'").pluck().get(),
  ).toBe(1)
})

test('an unknown assertion is not found, an old address leads on, and only editors come here', async () => {
  await desk.agent.get(address('nobodys')).expect(404)
  await desk.agent.post(address('nobodys')).expect(404)
  await desk.agent.post(`${address('nobodys')}/removal`).expect(404)
  await agentOf(desk.app, signInAs(desk.db, 'commenter').token).get(address('north-road')).expect(403)
})
