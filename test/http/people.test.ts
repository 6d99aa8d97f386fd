import fc from 'fast-check'
import request from 'supertest'
import { expect, test } from 'vitest'
import { openDatabase } from '../../db/client.ts'
import { type Role, roles } from '../../db/vocabulary.ts'
import { addAccount, disableAccount, enableAccount, setRole } from '../../db/writes/accounts.ts'
import { bridges } from '../support/bridges.ts'
import { databaseWith } from '../support/builders.ts'
import { agentOf, signInAs, startDesk } from '../support/desk.ts'
import { countStatements } from '../support/statements.ts'
import { faultsOf } from '../support/validHtml.ts'

const start = (role: Role = 'owner') => startDesk({ role, db: databaseWith(bridges()) })
type Desk = ReturnType<typeof start>

const act = ({ agent }: Desk, path: string, body: object = {}) => agent.post(path).type('form').send(body)
const tokenIn = (text: string) => /\/sign-in\/link\/([\w-]{43})/.exec(text)?.[1]
const roleOf = ({ db }: Desk, id: number) =>
  db.$client.prepare<[number], Role>('SELECT role FROM accounts WHERE id = ?').pluck().get(id)

test('only owners see people and what was done to accounts', async () => {
  for (const path of ['/desk/people', '/desk/people/1', '/desk/people/history', '/desk/people.json']) {
    await start('owner').agent.get(path).expect(200)
    await start('editor').agent.get(path).expect(403)
    await start('commenter').agent.get(path).expect(403)
  }
  const { app } = start()
  await request(app).get('/desk/people').expect(303).expect('Location', '/sign-in?to=%2Fdesk%2Fpeople')
  await request(app).get('/desk/people.json').expect(401)
  await request(app).get('/desk/people').set('HX-Request-Type', 'partial').expect(401)
})

test('when somebody was last seen is noted once an hour, and said to the hour', async () => {
  const { agent } = start()
  const { text } = await agent.get('/desk/people').expect(200)
  expect(text).toMatch(/<time datetime="\d{4}-\d\d-\d\dT\d\d:00Z">.*about \d\d:00 UTC/)
})

test('the list says who, which role, when last seen, and who is disabled', async () => {
  const desk = start()
  signInAs(desk.db, 'commenter', 'Ann')
  const ben = addAccount(desk.db, { name: 'ben', role: 'editor' }, null)
  disableAccount(desk.db, ben, desk.visitor.id)
  const { people } = (await desk.agent.get('/desk/people.json').expect(200)).body
  expect(people.map(({ name }: { name: string }) => name)).toEqual(['An owner', 'Ann', 'ben'])
  expect(people[1]).toMatchObject({ role: 'commenter', disabledAt: null, seenAt: expect.any(String) })
  expect(people[2]).toMatchObject({ seenAt: null, disabledAt: expect.any(String) })
  expect(JSON.stringify(people)).not.toMatch(/hash|password/i)
  expect((await desk.agent.get('/desk/people')).text).toContain('Disabled')
})

test('an invitation is a link that is shown once and works', async () => {
  const desk = start()
  const { text, headers } = await act(desk, '/desk/people/invitations', { role: 'editor' }).expect(201)
  expect(headers['cache-control']).toBe('no-store')
  expect(await faultsOf(text)).toEqual([])
  const token = tokenIn(text)!
  const page = await desk.agent.get('/desk/people')
  expect(page.text).toContain('As editor, by An owner')
  expect(tokenIn(page.text)).toBeUndefined()
  const typed = { name: 'Ben', newPassword: 'long enough', passwordAgain: 'long enough' }
  await agentOf(desk.app).post(`/sign-in/link/${token}`).type('form').send(typed).expect(303)
  expect((await desk.agent.get('/desk/people')).text).not.toContain('As editor, by')
})

test('an invitation that went astray is withdrawn', async () => {
  const desk = start()
  const token = tokenIn((await act(desk, '/desk/people/invitations', { role: 'owner' })).text)
  const [withdrawHref] = /\/desk\/people\/invitations\/\d+\/withdrawal/.exec(
    (await desk.agent.get('/desk/people')).text,
  )!
  await act(desk, withdrawHref).expect(303)
  await act(desk, withdrawHref).expect(303)
  await request(desk.app).get(`/sign-in/link/${token}`).expect(410)
  const { body } = await desk.agent.get('/desk/people/history.json')
  expect(body.changes.map(({ words }: { words: string }) => words)).toEqual([
    'An owner withdrew an invitation as owner',
    'An owner invited somebody as owner',
    'An owner made an account as owner, let in by the server',
  ])
})

test('links that somebody gave out let nobody in once that person is no owner any more', async () => {
  for (const lose of [
    { path: 'role', body: { role: 'editor' } },
    { path: 'disablement', body: {} },
  ]) {
    const desk = start()
    const other = signInAs(desk.db, 'owner', 'Ola')
    const ola = agentOf(desk.app, other.token)
    const given = tokenIn(
      (await ola.post('/desk/people/invitations').type('form').send({ role: 'owner' })).text,
    )
    const own = tokenIn((await act(desk, '/desk/people/invitations', { role: 'editor' })).text)
    await act(desk, `/desk/people/${other.id}/${lose.path}`, lose.body).expect(303)
    await request(desk.app).get(`/sign-in/link/${given}`).expect(410)
    await request(desk.app).get(`/sign-in/link/${own}`).expect(200)
  }
})

test('an invitation without a role comes back', async () => {
  const desk = start()
  for (const body of [{}, { role: 'king' }, { role: ['editor', 'owner'] }]) {
    const { text } = await act(desk, '/desk/people/invitations', body).expect(422)
    expect(text).toContain('Choose a role')
    expect(await faultsOf(text)).toEqual([])
  }
})

test('a role holds from the next request on', async () => {
  const desk = start()
  const ben = signInAs(desk.db, 'commenter', 'Ben')
  const browser = agentOf(desk.app, ben.token)
  await browser.get('/desk/people').expect(403)
  await act(desk, `/desk/people/${ben.id}/role`, { role: 'owner' })
    .expect(303)
    .expect('Location', `/desk/people/${ben.id}`)
  await browser.get('/desk/people').expect(200)
  await act(desk, `/desk/people/${ben.id}/role`, { role: 'nobody' }).expect(422)
})

test('a disabled account is out at once, everywhere, and its links with it; enabled, it can sign in again', async () => {
  const desk = start()
  const ben = signInAs(desk.db, 'editor', 'Ben')
  const browser = agentOf(desk.app, ben.token)
  const token = tokenIn((await act(desk, `/desk/people/${ben.id}/links`).expect(201)).text)
  await browser.get('/desk').expect(200)
  await act(desk, `/desk/people/${ben.id}/disablement`).expect(303)
  await browser.get('/desk').expect(303)
  await browser.post('/desk/account/settings').expect(401)
  await request(desk.app).get(`/sign-in/link/${token}`).expect(410)
  const refused = await act(desk, `/desk/people/${ben.id}/links`).expect(422)
  expect(refused.text).toContain('This account is disabled. Enable it first.')
  expect((await desk.agent.get(`/desk/people/${ben.id}`)).text).toContain('Disabled')
  await act(desk, `/desk/people/${ben.id}/enablement`).expect(303)
  // Its sessions have ended for good.
  await browser.get('/desk').expect(303)
  await act(desk, `/desk/people/${ben.id}/links`).expect(201)
})

test('the only owner can neither be disabled nor given another role', async () => {
  const desk = start()
  const { id } = desk.visitor
  for (const [path, body] of [
    [`/desk/people/${id}/disablement`, {}],
    [`/desk/people/${id}/role`, { role: 'editor' }],
  ] as const) {
    const { text } = await act(desk, path, body).expect(422)
    expect(text).toContain('This is the only owner. Make somebody else an owner first.')
    expect(await faultsOf(text)).toEqual([])
  }
  expect(roleOf(desk, id)).toBe('owner')
  const second = signInAs(desk.db, 'owner', 'Olga')
  await act(desk, `/desk/people/${id}/role`, { role: 'editor' }).expect(303)
  await desk.agent.get('/desk/people').expect(403)
  expect(roleOf(desk, second.id)).toBe('owner')
})

test('whatever owners do to accounts, one who can get in is left', () => {
  const person = fc.integer({ min: 1, max: 3 })
  const deed = fc.oneof(
    fc.record({ id: person, role: fc.constantFrom(...roles) }),
    fc.record({ id: person, does: fc.constantFrom('disable' as const, 'enable' as const) }),
  )
  fc.assert(
    fc.property(fc.array(deed, { maxLength: 12 }), (deeds) => {
      const db = openDatabase(':memory:')
      for (const role of ['owner', 'editor', 'owner'] as const)
        addAccount(db, { name: `${role} ${Math.random()}`, role }, null)
      for (const one of deeds) {
        if ('role' in one) setRole(db, one.id, one.role, null)
        else if (one.does === 'disable') disableAccount(db, one.id, null)
        else enableAccount(db, one.id, null)
      }
      const owners = "SELECT count(*) FROM accounts WHERE role = 'owner' AND disabled_at IS NULL"
      expect(db.$client.prepare(owners).pluck().get()).toBeGreaterThan(0)
      db.$client.close()
    }),
    { numRuns: 40 },
  )
})

test('an account that is not there is a 404 that says where to look', async () => {
  const desk = start()
  for (const id of ['99', '0', 'x', '1e3']) {
    const { text } = await desk.agent.get(`/desk/people/${id}`).expect(404)
    expect(text).toContain('href="/desk/people"')
  }
  await act(desk, '/desk/people/99/role', { role: 'editor' }).expect(404)
})

test('what was done to accounts is told in sentences, the latest first, and never rewritten', async () => {
  const desk = start()
  const ben = signInAs(desk.db, 'commenter', 'Ben')
  await act(desk, `/desk/people/${ben.id}/role`, { role: 'editor' })
  await act(desk, `/desk/people/${ben.id}/role`, { role: 'editor' })
  await act(desk, `/desk/people/${ben.id}/links`)
  await act(desk, `/desk/people/${ben.id}/disablement`)
  await act(desk, `/desk/people/${ben.id}/enablement`)
  const { body } = await desk.agent.get(`/desk/people/${ben.id}.json`)
  expect(body.changes.map(({ words }: { words: string }) => words)).toEqual([
    'An owner enabled Ben’s account',
    'An owner disabled Ben’s account',
    'An owner gave out a link for a new password of Ben',
    'An owner changed Ben’s role from commenter to editor',
    'Ben made an account as commenter, let in by the server',
  ])
  for (const statement of [
    'UPDATE account_changes SET by_account_id = NULL',
    'DELETE FROM account_changes',
  ]) {
    expect(() => desk.db.$client.exec(statement)).toThrow('history is not rewritten')
  }
})

test('a long history of accounts goes on page by page, and the list takes as many statements for many as for few', async () => {
  const desk = start()
  const statements = async (path: string) => countStatements(desk.db, () => desk.agent.get(path).expect(200))
  // The first request also reads what is kept from then on.
  await statements('/desk/people')
  const few = await statements('/desk/people')
  for (let n = 0; n < 60; n++)
    addAccount(desk.db, { name: `Person ${n}`, role: 'commenter' }, desk.visitor.id)
  expect(await statements('/desk/people')).toBe(few)
  const first = (await desk.agent.get('/desk/people/history.json')).body
  expect(first.changes).toHaveLength(50)
  const second = (await desk.agent.get(first.nextHref.replace('history', 'history.json'))).body
  expect(second.changes).toHaveLength(11)
  expect(second.nextHref).toBeNull()
  expect(new Set([...first.changes, ...second.changes].map(({ id }: { id: number }) => id)).size).toBe(61)
})

test('the desk shows what each role can do and leads only to pages that are there for it', async () => {
  for (const role of roles) {
    const { agent } = start(role)
    const { cards, changes } = (await agent.get('/desk.json').expect(200)).body
    expect(cards.some(({ title }: { title: string }) => title === 'People')).toBe(role === 'owner')
    for (const { href } of [...cards, ...changes]) await agent.get(href).expect(200)
  }
})
