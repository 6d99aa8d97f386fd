import { beforeAll, expect, test } from 'vitest'
import { addAccount } from '../../db/writes/accounts.ts'
import { hashPassword } from '../../server/features/accounts/passwords.ts'
import { openSession } from '../../server/features/accounts/sessions.ts'
import { startTestApp } from '../support/app.ts'
import { bridges } from '../support/bridges.ts'
import { databaseWith } from '../support/builders.ts'
import { agentOf } from '../support/desk.ts'
import { faultsOf } from '../support/validHtml.ts'

const password = 'correct horse battery'
let passwordHash: string
beforeAll(async () => {
  passwordHash = await hashPassword(password)
})

/** Ann, a commenter, signed in with two browsers. */
function start() {
  const db = databaseWith(bridges())
  const { app } = startTestApp(db)
  const ann = addAccount(db, { name: 'Ann', role: 'commenter', passwordHash }, null)
  const [here, there] = [agentOf(app, openSession(db, ann)), agentOf(app, openSession(db, ann))]
  const actions = () =>
    db.$client.prepare<[], string>('SELECT action FROM account_changes ORDER BY id').pluck().all()
  return { app, db, here, there, actions }
}
type Browser = ReturnType<typeof start>['here']

const change = (browser: Browser, typed: object) =>
  browser.post('/desk/account/password').type('form').send(typed)
const statusOf = async (browser: Browser) => (await browser.get('/desk/account')).status

test('a new password takes the present one; other browsers are signed out, this one stays', async () => {
  const { app, here, there, actions } = start()
  const next = 'a better password'
  await change(here, { password, newPassword: next, passwordAgain: next })
    .expect(303)
    .expect('Location', '/desk/account?saved=password')
  expect((await here.get('/desk/account?saved=password').expect(200)).text).toContain(
    'Your password is changed.',
  )
  const { text } = await here.get('/desk/account?saved=constructor').expect(200)
  expect(text).not.toContain('role="status"')
  expect(await statusOf(there)).toBe(303)
  expect(actions()).toEqual(['made', 'set password'])
  const signIn = (typed: string) =>
    agentOf(app).post('/sign-in').type('form').send({ name: 'Ann', password: typed })
  await signIn(password).expect(422)
  await signIn(next).expect(303)
})

test.each([
  [{ password: 'wrong' }, 'This is not your present password'],
  [{ password: '' }, 'Enter your present password'],
  [{ newPassword: 'short', passwordAgain: 'short' }, 'at least 10 characters'],
  [{ passwordAgain: 'something else' }, 'a second time'],
])('a change of password with %j comes back, and nothing is changed', async (given, message) => {
  const { here, there, actions } = start()
  const typed = { password, newPassword: 'a better password', passwordAgain: 'a better password', ...given }
  const { text } = await change(here, typed).expect(422)
  expect(text).toContain(message)
  expect(text).not.toContain('a better password')
  expect(await faultsOf(text)).toEqual([])
  expect(await statusOf(there)).toBe(200)
  expect(actions()).toEqual(['made'])
})

test('whoever finds a browser signed in cannot try one password after the other', async () => {
  const { here } = start()
  const typed = { password: 'wrong', newPassword: 'a better password', passwordAgain: 'a better password' }
  for (let n = 0; n < 10; n++) await change(here, typed).expect(422)
  const { text } = await change(here, { ...typed, password }).expect(429)
  expect(text).toMatch(/Wait 1[45] minutes/)
  expect(await statusOf(here)).toBe(200)
})

test('signing out everywhere signs every browser out, this one too', async () => {
  const { here, there, actions } = start()
  await here.post('/sign-out/everywhere').expect(303).expect('Location', '/')
  expect(await statusOf(here)).toBe(303)
  expect(await statusOf(there)).toBe(303)
  expect(actions()).toEqual(['made', 'signed out everywhere'])
})

test('single keys are turned off and on, for this account in every browser', async () => {
  const { here, there, actions } = start()
  const set = (body: object) => here.post('/desk/account/settings').type('form').send(body).expect(303)
  const box = async () =>
    /<input[^>]*type="checkbox"[^>]*>/.exec((await there.get('/desk/account')).text)?.[0]
  expect(await box()).toContain(' checked')
  await set({})
  expect(await box()).not.toContain(' checked')
  await set({})
  await set({ usesKeys: 'yes' })
  expect(await box()).toContain(' checked')
  expect(actions()).toEqual(['made', 'set keys', 'set keys'])
})
