import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import type { Db } from '../../db/client.ts'
import { presentRecord } from '../../db/present.ts'
import { addIntake } from '../../db/writes/intake.ts'
import { intakeQueue } from '../../server/features/intake/queue.ts'
import { bridges } from '../support/bridges.ts'
import { databaseWith } from '../support/builders.ts'
import { startDesk } from '../support/desk.ts'
import { actionOf, fieldsOf } from '../support/markedPage.ts'
import { suggest } from '../support/suggested.ts'

const long = (words: string) => `${words} ${'and so on '.repeat(450)}to the end.`

const inTheWay: [what: string, put: (db: Db) => void, says: string][] = [
  [
    'the disk is full',
    ({ $client }) => {
      // Pages that migrations have left free would be room.
      $client.exec('VACUUM')
      $client.pragma(`max_page_count = ${$client.pragma('page_count', { simple: true })}`)
    },
    'The server’s disk is full.',
  ],
  [
    'the file may only be read',
    ({ $client }) => $client.pragma('query_only = ON'),
    'The database may only be read.',
  ],
]

let desk: ReturnType<typeof startDesk>
// One for all tests: what words tell is learned in a process of its own, which takes a second to start.
beforeAll(() => {
  desk = startDesk({ db: databaseWith(bridges()) })
  suggest(desk.db, 'north-letter', ['Our ferry was sunk', 'The road is open'])
})
const makeRoom = ({ $client }: Db) => {
  $client.pragma('query_only = OFF')
  $client.pragma('max_page_count = 1000000')
}
afterEach(() => makeRoom(desk.db))

/** How many rows each table of the desk and the collection holds, and the version of the data. */
const held = ({ $client }: Db) =>
  [
    'changes',
    'change_objects',
    'assertions',
    'topics',
    'suggestion_decisions',
    'comments',
    'intakes',
    'intake_originals',
  ]
    .map((table) => `SELECT count(*) FROM ${table}`)
    .concat('SELECT data_version FROM corpus')
    .map((sql) => $client.prepare(sql).pluck().get())

const post = (path: string, fields: object) => desk.agent.post(path).type('form').send(fields)

describe.each(inTheWay)('where %s', (_, put, says) => {
  const typed: [
    what: string,
    name: string,
    send: (words: string) => Promise<{ path: string; fields: object }>,
  ][] = [
    [
      'a comment',
      'body',
      async (words) => ({
        path: '/desk/comments',
        fields: { kind: 'claim', key: 'bridge-shelled', body: words },
      }),
    ],
    [
      'a topic',
      'definition',
      async (words) => ({
        path: '/desk/topics',
        fields: { name: `Mills ${says}`, id: '', definition: words, includes: '', excludes: '' },
      }),
    ],
    ['a pasted letter', 'text', async (words) => ({ path: '/desk/intake', fields: { text: words } })],
    [
      'a suggestion that is accepted',
      'gist',
      async (words) => {
        const { text } = await desk.agent.get('/desk/letters/north-letter/suggestions').expect(200)
        return { path: actionOf(text), fields: fieldsOf(text, { gist: words, act: 'save' }) }
      },
    ],
  ]

  test.each(typed)(
    '%s is not saved by half, what was typed comes back, and is saved when sent again',
    async (_, name, make) => {
      const { path, fields } = await make(long(`Said ${name}`))
      const before = held(desk.db)
      put(desk.db)
      const { text } = await post(path, fields).expect(503)
      expect(text).toContain(says)
      expect(held(desk.db)).toEqual(before)
      const again = fieldsOf(text, {}, '.problem__resend')
      expect(again[name]).toEqual([long(`Said ${name}`)])
      await desk.agent.get('/claims/bridge-shelled').expect(200)
      makeRoom(desk.db)
      await post(actionOf(text, '.problem__resend'), again).expect(303)
      expect(held(desk.db)).not.toEqual(before)
    },
  )

  test('what was handed in waits, the server goes on, and it is read later', async () => {
    const { db, visitor } = startDesk({ db: databaseWith(bridges()) })
    const logged: string[] = []
    const queueOn = () => intakeQueue({ db, loadFiles: async () => '', log: (line) => logged.push(line) })
    const bytes = Buffer.from('The bridge was shelled.')
    const id = addIntake(db, { accountId: visitor.id, fileName: '', isPasted: true, bytes })
    const state = () => db.$client.prepare('SELECT state FROM intakes WHERE id = ?').pluck().get(id)
    db.$client.pragma('query_only = ON')
    await queueOn().start()
    expect(state()).toBe('waiting')
    expect(logged.join('\n')).toContain('readonly')
    makeRoom(db)
    await queueOn().start()
    expect(state()).toBe('open')
  })
})

test('what could not be kept is read again, also where something else is being read when its time comes', async () => {
  const { db, visitor } = startDesk({ db: databaseWith(bridges()) })
  const handIn = (words: string) =>
    addIntake(db, { accountId: visitor.id, fileName: '', isPasted: true, bytes: Buffer.from(words) })
  const state = (id: number) => db.$client.prepare('SELECT state FROM intakes WHERE id = ?').pluck().get(id)
  const queue = intakeQueue({ db, loadFiles: async () => '', log: () => {} })
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  try {
    const first = handIn('The bridge was shelled.')
    const reading = queue.start()
    expect(state(first)).toBe('reading')
    db.$client.pragma('query_only = ON')
    // What was read can't be kept: it is to be read again half a minute later.
    await reading
    makeRoom(db)
    expect(state(first)).toBe('reading')
    const second = handIn('The road was closed.')
    const meanwhile = queue.start()
    vi.advanceTimersByTime(30_000)
    expect(state(second)).toBe('reading')
    await meanwhile
    // What has begun by now is read to its end.
    await queue.start()
    expect([state(first), state(second)]).toEqual(['open', 'open'])
  } finally {
    vi.useRealTimers()
  }
})

test('however much room the disk has left, a corrected text is saved with all that was suggested for it, or nothing is', async () => {
  const { db, agent } = startDesk({ db: databaseWith(bridges()) })
  const quotes = ['Our ferry was sunk', 'Our ferry', 'As South', 'South itself says', 'shelled', 'sunk']
  suggest(db, 'north-letter', quotes, { newClaim: { isLikely: true, reason: long('So.') } })
  const text = () => presentRecord(db, 'letter', 'north-letter')!.text
  const suggested = () =>
    db.$client
      .prepare('SELECT count(*) FROM suggestions s JOIN letters l ON l.sha256 = s.text_sha256')
      .pluck()
      .get()
  const form = await agent.get('/desk/letters/north-letter/correction').expect(200)
  const changes = { step: 'save', reason: 'Mended.', 'p1-words': 'The long road is open.' }
  const fields = fieldsOf(form.text, changes, '#correction')
  const before = text()
  db.$client.exec('VACUUM')
  const pages = Number(db.$client.pragma('page_count', { simple: true }))
  const answers: number[] = []
  for (let room = 0; answers.at(-1) !== 303 && room < 60; room++) {
    db.$client.pragma(`max_page_count = ${pages + room}`)
    const { status } = await agent
      .post('/desk/letters/north-letter/correction')
      .type('form')
      .send({ ...fields })
    answers.push(status)
    if (status !== 303) expect(text()).toBe(before)
  }
  expect(new Set(answers)).toEqual(new Set([503, 303]))
  expect(text()).not.toBe(before)
  expect(suggested()).toBe(quotes.length)
})
