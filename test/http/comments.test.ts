import { createServer, type RequestListener } from 'node:http'
import request from 'supertest'
import { expect, test } from 'vitest'
import { dataVersion } from '../../db/dataVersion.ts'
import { edit } from '../../db/edit.ts'
import { presentRecord, readCorpus } from '../../db/present.ts'
import { makeChange } from '../../db/writes/change.ts'
import { applyEdits } from '../../db/writes/edits.ts'
import { keepPages } from '../../server/web/keptPages.ts'
import { databaseWith } from '../support/builders.ts'
import { agentOf, signInAs, startDesk } from '../support/desk.ts'
import { disputedBridge } from '../support/disputedBridge.ts'

const on = { kind: 'claim', key: 'bridge-shelled' }
const place = '/history/of/claim/bridge-shelled'

function desk() {
  const { app, db, agent } = startDesk({ role: 'commenter', db: databaseWith(disputedBridge()) })
  const editor = agentOf(app, signInAs(db, 'editor').token)
  const owner = agentOf(app, signInAs(db, 'owner').token)
  const stranger = agentOf(app)
  const say = async (who: typeof agent, body: string, to = '/desk/comments') => {
    const answer = await who
      .post(to)
      .type('form')
      .send({ ...on, body })
      .expect(303)
    return Number(/#comment-(\d+)$/.exec(answer.headers.location!)![1])
  }
  const post = (who: typeof agent, to: string, body: object = {}) => who.post(to).type('form').send(body)
  return { app, db, agent, editor, owner, stranger, say, post }
}

test('a comment stands on its object’s history for everybody, is counted on the object’s page for who is signed in, and links within the site', async () => {
  const { agent, stranger, say } = desk()
  const before = await stranger.get('/claims/bridge-shelled').expect(200)
  const id = await say(agent, 'Is this the same bridge?\n\nCompare /claims/mill-shelled.')
  const page = await stranger.get(place).expect(200)
  expect(page.text).toContain('Is this the same bridge?')
  expect(page.text).toContain('<a href="/claims/mill-shelled">')
  expect(page.text).not.toContain('Your comment')
  expect((await agent.get(place)).text).toContain('Your comment')
  expect((await agent.get('/claims/bridge-shelled')).text).toContain('Comments (1 open)')
  const after = await stranger.get('/claims/bridge-shelled')
  // The test's server has another port each time.
  const lasting = (page: string) => page.replace(/127\.0\.0\.1:\d+/g, 'host')
  expect(lasting(after.text)).toBe(lasting(before.text))
  const json = await stranger.get(`${place}.json`).expect(200)
  expect(json.body.comments).toMatchObject([{ id, author: 'An commenter', isResolved: false, answers: [] }])
  expect(json.body.open).toBe(1)
})

test('a comment is seen at once by everybody, and leaves all other pages that are kept ready as they are', async () => {
  const { app, db, agent, say, post } = desk()
  let made = 0
  const counting: RequestListener = (req, res) => {
    made++
    app(req, res)
  }
  const server = createServer(keepPages(counting, () => dataVersion(db))).listen(0)
  const reader = request(server)
  const claim = () => reader.get('/claims/bridge-shelled').expect(200)
  await claim()
  await reader.get(place).expect(200)
  const id = await say(agent, 'Hm.')
  expect((await reader.get(place).expect(200)).text).toContain('Hm.')
  await post(agent, `/desk/comments/${id}/withdrawal`).expect(303)
  expect((await reader.get(place).expect(200)).text).not.toContain('Hm.')
  made = 0
  await claim()
  expect(made).toBe(0)
  server.close()
})

test('a comment is answered, settled and opened again; answers are not settled by themselves', async () => {
  const { agent, editor, stranger, say, post } = desk()
  const id = await say(agent, 'A question.')
  const answer = await say(editor, 'An answer.', `/desk/comments/${id}/answers`)
  await post(editor, `/desk/comments/${answer}/resolution`).expect(403)
  await post(editor, `/desk/comments/${id}/resolution`).expect(303)
  await post(editor, `/desk/comments/${id}/resolution`).expect(303)
  const settled = await stranger.get(`${place}.json`)
  expect(settled.body).toMatchObject({
    open: 0,
    comments: [{ isResolved: true, answers: [{ body: 'An answer.' }] }],
  })
  expect(settled.body.comments[0].done).toHaveLength(1)
  await agent.get('/desk/comments').expect(200, /No comment is open/)
  await agent.get('/desk/comments?state=resolved&kind=claim').expect(200, /A question\./)
  await post(agent, `/desk/comments/${id}/reopening`).expect(303)
  await agent.get('/desk/comments').expect(200, /A question\./)
  await agent.get('/desk').expect(200, /1 open comment/)
})

test('who wrote a comment changes it, with its earlier text kept, and withdraws it, which leaves a trace', async () => {
  const { agent, editor, owner, stranger, say, post } = desk()
  const id = await say(agent, 'First text.')
  await agent.get(`/desk/comments/${id}`).expect(200)
  await post(editor, `/desk/comments/${id}`, { body: 'Not mine.' }).expect(403)
  await post(agent, `/desk/comments/${id}`, { body: 'Second text.', base: 0 }).expect(303)
  await post(agent, `/desk/comments/${id}`, { body: 'Late text.', base: 0 }).expect(409, /Second text\./)
  const changed = await stranger.get(place)
  expect(changed.text).toContain('Second text.')
  expect(changed.text).toContain('First text.')
  await post(editor, `/desk/comments/${id}/withdrawal`).expect(403)
  await post(owner, `/desk/comments/${id}/withdrawal`).expect(303)
  const gone = await stranger.get(place)
  expect(gone.text).not.toContain('text.')
  expect(gone.text).toContain('This comment was withdrawn.')
  await post(agent, `/desk/comments/${id}`, { body: 'Again.' }).expect(403)
  await post(agent, `/desk/comments/${id}/answers`, { body: 'To nobody.' }).expect(403)
})

test('an empty, too long or misdirected comment is refused; strangers do not comment', async () => {
  const { agent, stranger, post } = desk()
  await post(agent, '/desk/comments', { ...on, body: '  ' }).expect(422, /Write something/)
  await post(agent, '/desk/comments', { ...on, body: 'x'.repeat(5001) }).expect(422, /5,000/)
  await post(agent, '/desk/comments', { kind: 'claim', key: 'nobody-said-so', body: 'Hm.' }).expect(404)
  await post(agent, '/desk/comments', { kind: 'planet', key: 'x', body: 'Hm.' }).expect(404)
  await post(agent, '/desk/comments').expect(404)
  await agent.get('/desk/comments/99').expect(404)
  await post(stranger, '/desk/comments', { ...on, body: 'Hm.' }).expect(401)
  await stranger.get('/desk/comments').expect(303)
})

test('a comment’s words are printed as typed and never as HTML', async () => {
  const { agent, stranger, say } = desk()
  await say(agent, '<script>alert(1)</script> "quoted" & more')
  const page = await stranger.get(place)
  expect(page.text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
})

test('every kind of object that the history knows can be commented on', async () => {
  const { db, agent, stranger, post } = desk()
  const objects = db.$client
    .prepare<[], { kind: string; key: string }>(
      'SELECT kind, min(key) AS key FROM change_objects GROUP BY kind',
    )
    .all()
  expect(objects.length).toBeGreaterThan(8)
  for (const { kind, key } of objects) {
    const { headers } = await post(agent, '/desk/comments', { kind, key, body: `On ${kind}.` }).expect(303)
    const page = await stranger.get(headers.location!.split('#')[0]!).expect(200)
    expect(page.text).toContain(`On ${kind}.`)
  }
  await agent.get('/desk/comments').expect(200)
})

test('comments follow an object to its new address, and no past state shows them', async () => {
  const { agent, editor, stranger, post, say } = desk()
  await say(agent, 'About the claim.')
  await post(agent, '/desk/comments', { kind: 'topic', key: 'ferries', body: 'About ferries.' }).expect(303)
  await post(editor, '/desk/topics/ferries', {
    name: 'Boats',
    definition: 'Boats.',
    slug: 'boats',
    base: 99,
  }).expect(303)
  await stranger.get('/history/of/topic/boats').expect(200, /About ferries\./)
  const past = await agent.get(`${place}?as-of=1`).expect(200)
  expect(past.text).not.toContain('About the claim.')
  expect(past.text).not.toContain('Your comment')
})

test('comments on a stance and on a relation follow when a claim or an assertion gets another address, and back when that is undone', async () => {
  const { db, agent, editor, stranger, post } = desk()
  const stance = readCorpus(db).stances.find(({ claim }) => claim === 'bridge-shelled')!
  const relation = readCorpus(db).relations.find(({ from }) => from === stance.claim)!
  const stanceAt = (claim: string, assertion = stance.assertion) => `${claim} ${assertion}`
  const relationAt = (claim: string) => `${claim} ${relation.kind} ${relation.to}`
  const comment = (kind: string, key: string, body: string) =>
    post(agent, '/desk/comments', { kind, key, body }).expect(303)
  await comment('stance', stanceAt(stance.claim), 'Is it a denial?')
  await comment('relation', relationAt(stance.claim), 'Do they mirror?')

  const rename = <K extends 'claim' | 'assertion'>(kind: K, from: string, to: string) =>
    makeChange(db, { actor: 'Ana', action: 'edit', summary: 'Renamed' }, (change) => {
      const record = presentRecord(db, kind, from)!
      applyEdits(change, [edit(kind, record, { ...record, id: to, old_ids: [from] })])
      return change.id
    })
  const claimRenamed = rename('claim', stance.claim, 'renamed')
  const assertionRenamed = rename('assertion', stance.assertion, 'also-renamed')
  const of = (kind: string, key: string) => `/history/of/${kind}/${encodeURIComponent(key)}`
  const bodiesOn = async (kind: string, key: string) => {
    const { body } = await stranger.get(`${of(kind, key)}.json`).expect(200)
    return body.comments.map((one: { body: string }) => one.body)
  }
  expect(await bodiesOn('stance', stanceAt('renamed', 'also-renamed'))).toEqual(['Is it a denial?'])
  expect(await bodiesOn('relation', relationAt('renamed'))).toEqual(['Do they mirror?'])
  const moved = await stranger.get(of('stance', stanceAt(stance.claim))).expect(308)
  expect(moved.headers.location).toBe(of('stance', stanceAt('renamed', 'also-renamed')))
  // Its whole life stands there, and the list leads there by the names of both.
  const life = await stranger.get(of('stance', stanceAt('renamed', 'also-renamed')))
  expect(life.text.match(/<h2 class="section__title" id="change-/g)).toHaveLength(3)
  const claim = presentRecord(db, 'claim', 'renamed')!
  const { gist } = presentRecord(db, 'assertion', 'also-renamed')!
  expect((await agent.get('/desk/comments')).text).toContain(`${claim.wording} · ${gist}`)

  // What is said meanwhile comes along as well.
  await comment('stance', stanceAt(stance.claim), 'Under its old address.')
  await comment('relation', relationAt('renamed'), 'Under its new one.')
  const changes = `${assertionRenamed} ${claimRenamed}`
  await post(editor, `/history/${claimRenamed}/undoing`, { changes }).expect(303)
  expect(await bodiesOn('stance', stanceAt(stance.claim))).toEqual([
    'Is it a denial?',
    'Under its old address.',
  ])
  expect(await bodiesOn('relation', relationAt(stance.claim))).toEqual([
    'Do they mirror?',
    'Under its new one.',
  ])
  await stranger.get(of('relation', relationAt('renamed'))).expect(308)
})
