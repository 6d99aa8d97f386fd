import request from 'supertest'
import { beforeAll, expect, test } from 'vitest'
import type { Db } from '../../db/client.ts'
import { addAccount, disableAccount } from '../../db/writes/accounts.ts'
import { createApp } from '../../server/app.ts'
import { giveLink, giveOwnerLink, invite, inviteFirstOwner } from '../../server/features/accounts/links.ts'
import { hashPassword } from '../../server/features/accounts/passwords.ts'
import { startTestApp } from '../support/app.ts'
import { bridges } from '../support/bridges.ts'
import { databaseWith } from '../support/builders.ts'
import { agentOf, signInAs } from '../support/desk.ts'
import { faultsOf } from '../support/validHtml.ts'

const password = 'correct horse battery'
let passwordHash: string
beforeAll(async () => {
  passwordHash = await hashPassword(password)
})

/** The application with an editor Ann, who has a password, and a browser of a stranger. */
function start(db: Db = databaseWith(bridges())) {
  const ann = addAccount(db, { name: 'Ann Field', role: 'editor', passwordHash }, null)
  const { app, logged } = startTestApp(db)
  return { app, db, ann, logged, browser: agentOf(app) }
}
type Browser = ReturnType<typeof agentOf>

const signIn = (browser: Browser, name: string, typed: string, to?: string) =>
  browser
    .post('/sign-in')
    .type('form')
    .send({ name, password: typed, ...(to && { to }) })
const accept = (browser: Browser, token: string, typed: object) =>
  browser.post(`/sign-in/link/${token}`).type('form').send(typed)
const isSignedIn = async (browser: Browser) => (await browser.get('/desk')).status === 200
const count = (db: Db, from: string) =>
  db.$client.prepare<[], number>(`SELECT count(*) FROM ${from}`).pluck().get()

test('who gives name and password is signed in, and led to what was asked for', async () => {
  const { browser } = start()
  const asked = await browser.get('/desk/account?saved=settings').expect(303)
  expect(asked.headers.location).toBe('/sign-in?to=%2Fdesk%2Faccount%3Fsaved%3Dsettings')
  const { text } = await browser.get(asked.headers.location!).expect(200)
  expect(text).toContain('<input type="hidden" name="to" value="/desk/account?saved=settings">')
  const done = await signIn(browser, 'Ann Field', password, '/desk/account?saved=settings').expect(303)
  expect(done.headers.location).toBe('/desk/account?saved=settings')
  expect(await isSignedIn(browser)).toBe(true)
  await browser.get('/sign-in').expect(303).expect('Location', '/desk')
})

test('letter case, blanks and the way accents are typed do not matter in a name; each sign does in a password', async () => {
  const { db, browser } = start()
  addAccount(db, { name: 'Zoë', role: 'editor', passwordHash: await hashPassword('ein süßes Rätsel') }, null)
  await signIn(browser, '  ann   FIELD ', password).expect(303)
  await signIn(browser, 'Zoe\u0308', 'ein su\u0308ßes Ra\u0308tsel').expect(303)
  await signIn(browser, 'Ann Field', ` ${password}`).expect(422)
  await signIn(browser, 'Ann Field', password.toUpperCase()).expect(422)
})

test.each(['https://elsewhere.example/', '//elsewhere.example', '/\\elsewhere.example', 'desk'])(
  'nobody is led to “%s” by signing in here',
  async (to) => {
    const { browser } = start()
    const { headers } = await signIn(browser, 'Ann Field', password, to).expect(303)
    expect(headers.location).toBe('/desk')
  },
)

test('a wrong password and a name that nobody has are told the same, and the name is kept', async () => {
  const { browser } = start()
  const answers = [
    await signIn(browser, 'Ann Field', 'wrong').expect(422),
    await signIn(browser, 'Ann Fields', 'wrong').expect(422),
  ]
  const [wrong, unknown] = answers.map(({ text }) => text.replace(/http:\/\/127[^/]+/g, ''))
  expect(unknown!.replace('Ann Fields', 'Ann Field')).toBe(wrong)
  expect(wrong).toContain('value="Ann Field"')
  expect(wrong).toMatch(
    /type="password"[^>]*aria-describedby="field-password-error"[^>]*aria-invalid="true" autofocus/,
  )
  expect(await faultsOf(wrong!)).toEqual([])
  expect(answers[0]!.headers['set-cookie']).toBeUndefined()
})

test.each([
  [{}, ['Enter your name', 'Enter your password']],
  [{ name: ' ', password: 'x' }, ['Enter your name']],
  [{ name: ['a', 'b'], password: ['c', 'd'] }, ['Enter your name', 'Enter your password']],
  [{ name: 'x'.repeat(10_000), password: 'x'.repeat(10_000) }, ['Enter your name', 'Enter your password']],
])('a form such as %j comes back with what is missing', async (typed, messages) => {
  const { text } = await start().browser.post('/sign-in').type('form').send(typed).expect(422)
  for (const message of messages) expect(text).toContain(message)
  expect(await faultsOf(text)).toEqual([])
})

test('the cookie is out of reach for scripts and other sites, and over https bound to it', async () => {
  const { db, browser } = start()
  const plain = (await signIn(browser, 'Ann Field', password)).headers['set-cookie']![0]
  expect(plain).toMatch(/^session=[\w-]{43}; Max-Age=\d+; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/)
  const behind = createApp({ db, proxies: 1 })
  const secure = await request(behind)
    .post('/sign-in')
    .set({ 'Sec-Fetch-Site': 'same-origin', 'X-Forwarded-Proto': 'https' })
    .type('form')
    .send({ name: 'Ann Field', password })
    .expect(303)
  const cookie = secure.headers['set-cookie']![0]!
  expect(cookie).toMatch(/^__Host-session=[\w-]{43}; .*; HttpOnly; Secure; SameSite=Lax$/)
  const [pair] = cookie.split(';')
  await request(behind).get('/desk').set({ Cookie: pair, 'X-Forwarded-Proto': 'https' }).expect(200)
  await request(behind)
    .get('/desk')
    .set({ Cookie: pair!.replace('__Host-', ''), 'X-Forwarded-Proto': 'https' })
    .expect(303)
})

test('without a proxy that is trusted, nobody is believed about who asks', async () => {
  const { browser } = start()
  const answer = await signIn(browser, 'Ann Field', password).set('X-Forwarded-Proto', 'https')
  expect(answer.headers['set-cookie']![0]).not.toContain('Secure')
  for (let n = 0; n < 20; n++) {
    await signIn(browser, `Nobody ${n}`, 'wrong').set('X-Forwarded-For', `192.0.2.${n}`).expect(422)
  }
  await signIn(browser, 'Nobody', 'wrong').set('X-Forwarded-For', '192.0.2.99').expect(429)
})

test('every sign-in begins a session of its own, and ends the one before in the same browser', async () => {
  const { db, browser } = start()
  const tokenOf = (answer: { headers: Record<string, unknown> }) =>
    String(answer.headers['set-cookie']).slice(0, 51)
  const first = tokenOf(await signIn(browser, 'Ann Field', password))
  const second = tokenOf(await signIn(browser, 'Ann Field', password))
  expect(second).not.toBe(first)
  expect(count(db, 'sessions')).toBe(1)
})

test('after signing out the cookie opens nothing, even where it was copied', async () => {
  const { app, db } = start()
  const { token } = signInAs(db, 'editor')
  const [browser, copy] = [agentOf(app, token), agentOf(app, token)]
  const answer = await browser.post('/sign-out').expect(303).expect('Location', '/')
  expect(answer.headers['set-cookie']![0]).toMatch(/^session=; .*Expires=Thu, 01 Jan 1970/)
  expect(await isSignedIn(browser)).toBe(false)
  expect(await isSignedIn(copy)).toBe(false)
  await browser.post('/sign-out').expect(303)
})

test('a disabled account is told so only by its own password', async () => {
  const { db, ann, browser } = start()
  const owner = signInAs(db, 'owner')
  disableAccount(db, ann, owner.id)
  const right = await signIn(browser, 'Ann Field', password).expect(422)
  expect(right.text).toContain('This account is disabled. An owner can enable it again.')
  const wrong = await signIn(browser, 'Ann Field', 'wrong').expect(422)
  expect(wrong.text).not.toContain('disabled')
  expect(await isSignedIn(browser)).toBe(false)
})

test('five wrong passwords for a name stop more tries for a minute, from wherever they come', async () => {
  const { db } = start()
  const app = createApp({ db, proxies: 1 })
  const from = (address: string, typed: string) =>
    signIn(agentOf(app), 'Ann Field', typed).set('X-Forwarded-For', address)
  for (let n = 1; n <= 5; n++) await from(`192.0.2.${n}`, 'wrong').expect(422)
  const refused = await from('192.0.2.6', password).expect(429)
  expect(refused.text).toContain('Too many tries went wrong. Wait a minute, then try again.')
  expect(refused.text).toContain('value="Ann Field"')
  expect(await faultsOf(refused.text)).toEqual([])
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
  expect(Number(refused.headers['retry-after'])).toBeLessThanOrEqual(60)
  await signIn(agentOf(app), 'Somebody else', 'wrong').set('X-Forwarded-For', '192.0.2.6').expect(422)
})

test('a name is the same name however many blanks are typed in it', async () => {
  const { db } = start()
  const app = createApp({ db, proxies: 1 })
  const from = (n: number, typed: string) =>
    signIn(agentOf(app), ` ANN${' '.repeat(n)}Field`, typed).set('X-Forwarded-For', `192.0.2.${n}`)
  for (let n = 1; n <= 5; n++) await from(n, 'wrong').expect(422)
  await from(6, password).expect(429)
})

test('a stranger who guesses does not shut out who has signed in from their own address before', async () => {
  const { db } = start()
  const app = createApp({ db, proxies: 1 })
  const from = (address: string, typed: string) =>
    signIn(agentOf(app), 'Ann Field', typed).set('X-Forwarded-For', address)
  await from('198.51.100.1', password).expect(303)
  for (let n = 1; n <= 6; n++) await from(`192.0.2.${n}`, 'wrong')
  await from('192.0.2.7', password).expect(429)
  await from('198.51.100.1', password).expect(303)
})

test('twenty failures from one address stop it, whatever the names; what succeeds does not count', async () => {
  const { db, browser } = start()
  for (let n = 0; n < 19; n++) await signIn(browser, `Nobody ${n}`, '').expect(422)
  for (let n = 0; n < 3; n++) await signIn(browser, 'Ann Field', password).expect(303)
  await signIn(browser, 'Nobody 19', '').expect(422)
  const { text } = await signIn(browser, 'Ann Field', password).expect(429)
  expect(text).toMatch(/Wait 1[45] minutes, then try again/)
  expect(count(db, 'sessions')).toBe(1)
})

test('an invitation makes an account with its role once, and looking at it does not use it up', async () => {
  const { app, db, browser } = start()
  const owner = signInAs(db, 'owner')
  const { token } = invite(db, 'commenter', owner.id)
  for (let look = 0; look < 3; look++) {
    const { text, headers } = await request(app).get(`/sign-in/link/${token}`).expect(200)
    expect(text).toContain('You are invited as commenter')
    expect(headers['cache-control']).toBe('no-store')
    expect(headers['x-robots-tag']).toBe('noindex')
  }
  await request(app).head(`/sign-in/link/${token}`).expect(200)
  const typed = { name: 'Ben', newPassword: 'a long enough one', passwordAgain: 'a long enough one' }
  await accept(browser, token, typed).expect(303).expect('Location', '/desk')
  expect((await browser.get('/desk')).text).toContain('Signed in as Ben, commenter')
  const used = await request(app).get(`/sign-in/link/${token}`).expect(410)
  expect(used.text).toContain('ask an owner for a new one')
  await accept(agentOf(app), token, { ...typed, name: 'Eve' }).expect(410)
  expect(count(db, "accounts WHERE name = 'Eve'")).toBe(0)
  await signIn(agentOf(app), 'Ben', 'a long enough one').expect(303)
})

test.each([
  [{}, ['Enter a name', 'Enter a password']],
  [{ name: 'Ben', newPassword: 'too short', passwordAgain: 'too short' }, ['at least 10 characters']],
  [{ name: 'Ben', newPassword: 'x'.repeat(300), passwordAgain: 'x'.repeat(300) }, ['at most 200 characters']],
  [{ name: 'Ben', newPassword: 'long enough 1', passwordAgain: 'long enough 2' }, ['a second time']],
  [
    { name: 'x'.repeat(61), newPassword: 'long enough', passwordAgain: 'long enough' },
    ['at most 60 characters'],
  ],
  [{ name: 'Ben\u202eeB', newPassword: 'long enough', passwordAgain: 'long enough' }, ['visible characters']],
  [{ name: 'ann field', newPassword: 'long enough', passwordAgain: 'long enough' }, ['This name is taken']],
  [{ name: 'test', newPassword: 'long enough', passwordAgain: 'long enough' }, ['This name is taken']],
  [{ name: 'Test', newPassword: 'long enough', passwordAgain: 'long enough' }, ['This name is taken']],
])('an invitation with %j comes back and can still be used', async (typed, messages) => {
  const { db, browser } = start()
  const signed = db.$client.prepare<[], string>('SELECT actor FROM changes').pluck().get()!
  const sent = 'name' in typed && typed.name === 'test' ? { ...typed, name: signed } : typed
  const { token } = invite(db, 'editor', signInAs(db, 'owner').id)
  const { text } = await accept(browser, token, sent).expect(422)
  for (const message of messages) expect(text).toContain(message)
  expect(text).not.toContain('value="long enough')
  expect(await faultsOf(text)).toEqual([])
  await accept(browser, token, {
    name: 'Ben',
    newPassword: 'long enough',
    passwordAgain: 'long enough',
  }).expect(303)
})

test('two people who use the same invitation at once do not both get in', async () => {
  const { app, db } = start()
  const { token } = invite(db, 'editor', signInAs(db, 'owner').id)
  const typed = { newPassword: 'long enough', passwordAgain: 'long enough' }
  const answers = await Promise.all(
    ['Ben', 'Eve'].map((name) => accept(agentOf(app), token, { ...typed, name })),
  )
  expect(answers.map(({ status }) => status).sort()).toEqual([303, 410])
  expect(count(db, "accounts WHERE name IN ('Ben', 'Eve')")).toBe(1)
})

test('a link that has run out, or was never given out, says what to do', async () => {
  const { app, db } = start()
  const old = invite(db, 'editor', null, new Date(Date.now() - 8 * 24 * 60 * 60 * 1000))
  expect((await request(app).get(`/sign-in/link/${old.token}`).expect(410)).text).toContain('has run out')
  expect((await request(app).get('/sign-in/link/mistyped').expect(404)).text).toContain('Copy all of it')
  await accept(agentOf(app), old.token, {
    name: 'Ben',
    newPassword: 'long enough',
    passwordAgain: 'long enough',
  }).expect(410)
})

test('a link for a lost password sets a new one, ends all sessions, and makes the other links worthless', async () => {
  const { app, db, ann, browser } = start()
  const elsewhere = agentOf(app)
  await signIn(elsewhere, 'Ann Field', password).expect(303)
  const [one, other] = [
    giveLink(db, { id: ann, role: 'editor' }, null),
    giveLink(db, { id: ann, role: 'editor' }, null),
  ]
  expect((await browser.get(`/sign-in/link/${one.token}`)).text).toContain('For the account of Ann Field')
  const typed = { name: 'Somebody else', newPassword: 'another password', passwordAgain: 'another password' }
  await accept(browser, one.token, typed).expect(303)
  expect((await browser.get('/desk')).text).toContain('Ann Field')
  expect(await isSignedIn(elsewhere)).toBe(false)
  await accept(browser, other.token, typed).expect(410)
  await signIn(agentOf(app), 'Ann Field', password).expect(422)
  await signIn(agentOf(app), 'Ann Field', 'another password').expect(303)
})

test('of secrets only hashes are kept, and none stands in a log', async () => {
  const { app, db, logged } = start()
  const { token } = invite(db, 'editor', null)
  const browser = agentOf(app)
  await accept(browser, token, { name: 'Ben', newPassword: 'long enough', passwordAgain: 'long enough' })
  await request(app).get(`/sign-in/link/${token}`).expect(410)
  const kept = ['accounts', 'sessions', 'sign_in_links', 'account_changes']
    .map((table) => JSON.stringify(db.$client.prepare(`SELECT * FROM ${table}`).all()))
    .join()
  expect(kept).not.toContain(token)
  expect(kept).not.toContain('long enough')
  expect(kept).toContain('$argon2id$v=19$m=19456,t=2,p=1$')
  expect(logged.join()).toContain('/sign-in/link/… 410')
  expect(logged.join()).not.toContain(token)
})

test('the server lets a first owner in, until there is one', async () => {
  const { app, db, browser } = start()
  const [first, second] = [inviteFirstOwner(db)!, inviteFirstOwner(db)!]
  const typed = { name: 'Olga', newPassword: 'long enough', passwordAgain: 'long enough' }
  await accept(browser, second.token, typed).expect(303)
  await browser.get('/desk/people').expect(200)
  await accept(agentOf(app), first.token, { ...typed, name: 'Eve' }).expect(410)
  expect(inviteFirstOwner(db)).toBeNull()
})

test('whoever runs the server can let an owner in who has lost access', async () => {
  const { app, db } = start()
  const olga = signInAs(db, 'owner', 'Olga')
  const given = giveOwnerLink(db, undefined)
  if ('refusal' in given) throw new Error(given.refusal)
  const browser = agentOf(app)
  await accept(browser, given.token, { newPassword: 'long enough', passwordAgain: 'long enough' }).expect(303)
  expect((await browser.get('/desk')).text).toContain('Signed in as Olga, owner')
  expect(await isSignedIn(agentOf(app, olga.token))).toBe(false)
  signInAs(db, 'owner', 'Otto')
  expect(giveOwnerLink(db, undefined)).toEqual({ refusal: expect.stringContaining('Olga, Otto') })
  expect(giveOwnerLink(db, 'otto')).toHaveProperty('token')
  for (const nobody of ['Ann Field', 'Eve']) {
    expect(giveOwnerLink(db, nobody)).toEqual({ refusal: expect.stringContaining(`no owner “${nobody}”`) })
  }
})
