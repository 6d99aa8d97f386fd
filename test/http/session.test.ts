import request from 'supertest'
import { expect, test } from 'vitest'
import { findVisitor, openSession } from '../../server/features/accounts/sessions.ts'
import { bridges } from '../support/bridges.ts'
import { databaseWith } from '../support/builders.ts'
import { signInAs, startDesk } from '../support/desk.ts'

const start = (role: 'commenter' | 'editor' | 'owner' = 'editor') =>
  startDesk({ role, db: databaseWith(bridges()) })
const hours = (n: number) => n * 60 * 60 * 1000
const later = (n: number) => new Date(Date.now() + hours(n))

test('a stranger finds the way to sign in on every page; who is signed in finds the desk and a name', async () => {
  const { app, agent, visitor } = start()
  for (const path of ['/', '/claims/bridge-shelled', '/nowhere', '/letters?as-of=1']) {
    const { text: forStranger } = await request(app).get(path)
    expect(forStranger, path).toContain('href="/sign-in"')
    expect(forStranger, path).not.toContain('href="/desk"')
    const { text } = await agent.get(path)
    expect(text, path).toContain('href="/desk"')
    expect(text, path).toContain(visitor.name)
    expect(text, path).not.toContain('href="/sign-in"')
  }
})

test('a page for who is signed in is kept by nobody else', async () => {
  const { app, agent } = start()
  expect((await agent.get('/')).headers['cache-control']).toBe('private, no-cache')
  expect((await request(app).get('/')).headers['cache-control']).toBeUndefined()
})

test('a cookie that opens nothing makes a stranger', async () => {
  const { app } = start()
  for (const cookie of [
    'session=',
    'session=x',
    `session=${'x'.repeat(3000)}`,
    'session',
    'session=a=b; session=c',
  ]) {
    const { text } = await request(app).get('/').set('Cookie', cookie).expect(200)
    expect(text).toContain('href="/sign-in"')
  }
})

test('of a session only the hash of its token is kept', () => {
  const { db, visitor } = start()
  const row = JSON.stringify(db.$client.prepare('SELECT * FROM sessions').all())
  expect(row).not.toContain(visitor.token)
  expect(Buffer.from(visitor.token, 'base64url')).toHaveLength(32)
})

test('a session ends thirty days after the last visit, not after the first', () => {
  const { db, visitor } = start()
  const { token } = visitor
  expect(findVisitor(db, token, later(24 * 29))?.name).toBe(visitor.name)
  expect(findVisitor(db, token, later(24 * 58))?.name).toBe(visitor.name)
  expect(findVisitor(db, token, later(24 * 89))).toBeNull()
})

test('reading writes at most once in an hour, and goes on where nothing can be written', () => {
  const { db, visitor } = start()
  const writes = () => db.$client.prepare<[], number>('SELECT total_changes()').pluck().get()!
  const before = writes()
  for (let minute = 0; minute < 60; minute += 5) findVisitor(db, visitor.token, later(minute / 60))
  expect(writes()).toBe(before)
  findVisitor(db, visitor.token, later(1.1))
  findVisitor(db, visitor.token, later(1.2))
  expect(writes()).toBe(before + 2)
  db.$client.pragma('query_only = ON')
  expect(findVisitor(db, visitor.token, later(5))?.name).toBe(visitor.name)
})

test('sessions that have ended are forgotten when somebody signs in', () => {
  const { db, visitor } = start()
  openSession(db, visitor.id, later(24 * 31))
  expect(db.$client.prepare('SELECT count(*) FROM sessions').pluck().get()).toBe(1)
})

test('who types while the session ends gets it back, to be sent once more', async () => {
  const { app } = start()
  const typed = 'A remark with <b>signs</b> & "quotes"\nin two lines'
  const answer = await request(app)
    .post('/desk/account/settings')
    .type('form')
    .send({ remark: typed, several: ['one', 'two'] })
    .expect(401)
  expect(answer.text).toContain('action="/desk/account/settings"')
  expect(answer.text).toContain(
    'name="remark" value="A remark with &lt;b&gt;signs&lt;/b&gt; &amp; &quot;quotes&quot;\nin two lines"',
  )
  expect(answer.text).toMatch(/name="several" value="one"[\s\S]*name="several" value="two"/)
  expect(answer.text).toContain('Send it again')
})

test('a password is never sent back', async () => {
  const { app } = start()
  const { text } = await request(app)
    .post('/desk/account/settings')
    .type('form')
    .send({ password: 'correct horse', newPassword: 'battery staple' })
    .expect(401)
  expect(text).not.toMatch(/horse|staple|Send it again/)
})

test('two people are signed in at once, each as who they are', async () => {
  const { app, db } = start()
  const other = signInAs(db, 'owner', 'Somebody else')
  const { text } = await request(app).get('/').set('Cookie', `theme=dark; session=${other.token}`)
  expect(text).toContain('Somebody else')
})

test.each([
  ['with a broken escape', 'name=%E0%A4%A&password=x', 'application/x-www-form-urlencoded', 422],
  ['in an unknown encoding', 'name=x', 'application/x-www-form-urlencoded; charset=klingon', 415],
  ['of megabytes', `name=${'x'.repeat(4_300_000)}`, 'application/x-www-form-urlencoded', 413],
  ['of thousands of fields', '&a=b'.repeat(20_001), 'application/x-www-form-urlencoded', 413],
  ['that is no form', '{"name":"x"', 'application/json', 422],
])('a body %s is answered with what is wrong', async (_, body, type, status) => {
  const { app } = start()
  const { text } = await request(app).post('/sign-in').set('Content-Type', type).send(body).expect(status)
  expect(text).toContain('<h1')
})
