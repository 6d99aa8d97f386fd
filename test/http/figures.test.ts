import { expect, test } from 'vitest'
import type { Db } from '../../db/client.ts'
import { findDrift } from '../../db/derived/recount.ts'
import { edit } from '../../db/edit.ts'
import { presentRecord, readCorpus } from '../../db/present.ts'
import { makeChange } from '../../db/writes/change.ts'
import { applyEdits } from '../../db/writes/edits.ts'
import { undo } from '../../db/writes/undo.ts'
import { figureInForm } from '../../server/domain/figureForm.ts'
import { databaseWith } from '../support/builders.ts'
import { startDesk } from '../support/desk.ts'
import { disputedBridge } from '../support/disputedBridge.ts'
import { faultsOf } from '../support/validHtml.ts'

const latest = (db: Db) => db.$client.prepare<[], number>('SELECT max(id) FROM changes').pluck().get()!

/** A claim with figures of two assertions that are each alone in what they count. */
function desk() {
  const { db, agent } = startDesk({ db: databaseWith(disputedBridge()) })
  const { stances, assertions } = readCorpus(db)
  const withFigures = assertions.filter(({ figures }) => figures.length)
  const onClaim = (slug: string) =>
    withFigures.filter(({ id }) => stances.some((stance) => stance.claim === slug && stance.assertion === id))
  const [one, other] = onClaim('people-fled')
  const form = (more: object = {}) => {
    const sides = Object.entries({ one: one!, other: other! }).flatMap(([side, { figures }]) =>
      Object.entries(figureInForm(figures[0]!)).map(([field, value]) => [`${side}-${field}`, value]),
    )
    return {
      base: latest(db),
      one: `${one!.id}.1`,
      other: `${other!.id}.1`,
      ...Object.fromEntries(sides),
      ...more,
    }
  }
  const post = (body: object) => agent.post('/desk/claims/people-fled/figures').type('form').send(body)
  return { db, agent, one: one!, other: other!, form, post }
}

test('two figures are set against each other only after it was said what each counts; the guard says why not', async () => {
  const { db, agent, one, other, form, post } = desk()
  const chosen = `/desk/claims/people-fled/figures?one=${one.id}.1&other=${other.id}.1`
  const asked = await agent.get(chosen).expect(200)
  expect(asked.text).toContain('What do they count?')
  expect(asked.text).not.toContain('role="status"')
  const { headers } = await post(form({ 'other-counted': 'boats', 'one-counted': 'people who fled' })).expect(
    303,
  )
  const apart = await agent.get(headers.location!.split('#')[0]!).expect(200)
  expect(apart.text).toContain('They are kept apart.')
  expect(apart.text).toContain('They count different things')
  expect(presentRecord(db, 'assertion', other.id)?.figures[0]?.counted).toBe('boats')
})

test('figures that are said to count the same stand in one set on the claim’s page, and this can be undone', async () => {
  const { db, agent, one, other, form, post } = desk()
  const before = readCorpus(db)
  const same = { counted: 'people who left', unit: 'people', where: 'the town', when: 'May' }
  const both = Object.fromEntries(
    ['one', 'other'].flatMap((side) =>
      Object.entries(same).map(([field, value]) => [`${side}-${field}`, value]),
    ),
  )
  const { headers } = await post(form(both)).expect(303)
  const { text } = await agent.get(headers.location!.split('#')[0]!).expect(200)
  expect(text).toContain('They may be compared.')
  expect(text).toMatch(/Said what figures count on “.*” <a href="\/history\/\d+">Change \d+<\/a>/)
  // What is sent again as it stands is no change, and nothing is said of one.
  const again = await post(form({ ...both, base: '9999' })).expect(303)
  expect(again.headers.location).not.toContain('done=')
  for (const { id } of [one, other])
    expect(presentRecord(db, 'assertion', id)?.figures[0]).toMatchObject(same)
  await agent.get('/claims/people-fled').expect(200, /These count the same: people, people who left/)
  expect(findDrift(db)).toEqual([])
  expect(undo(db, { actor: 'test', action: 'undo', summary: 'Undone' }, latest(db)).isDone).toBe(true)
  expect(readCorpus(db)).toEqual(before)
})

test('what is not said, not a pair or older than somebody else’s change is refused as typed', async () => {
  const { db, agent, one, form, post } = desk()
  await post(form({ 'one-counted': ' ' })).expect(422, /Say what is counted/)
  await post(form({ 'one-number': 'many' })).expect(422, /Give the number in digits/)
  await post(form({ other: `${one.id}.1` })).expect(422, /Choose two different figures/)
  await post({}).expect(422)
  const list = '/desk/claims/people-fled/figures'
  for (const chosen of [`?one=${one.id}.1&other=${one.id}.1`, `?one=${one.id}.1`, '?one=gone.1&other=gone.2'])
    await agent.get(list + chosen).expect(200, /Choose two different figures/)
  expect((await agent.get(list).expect(200)).text).not.toContain('Choose two different figures')
  const count = latest(db)
  await post(form()).expect(303)
  expect(latest(db)).toBe(count)
  await post(form({ 'one-counted': 'families' })).expect(303)
  const late = await post(form({ base: count, 'one-counted': 'households' })).expect(409)
  expect(late.text).toContain('families')
  expect(late.text).toContain('households')
  await agent.get('/desk/claims/nobody-ever-said-so/figures').expect(404)
  await agent.post('/desk/claims/nobody-ever-said-so/figures').type('form').send({}).expect(404)
  await agent.get('/desk/claims/shelling-of-the-bridge/figures').expect(308)
  await agent.get('/desk/claims/ferry-stopped/figures').expect(200)
})

test('only editors say what figures count', async () => {
  const { agent } = startDesk({ role: 'commenter', db: databaseWith(disputedBridge()) })
  await agent.get('/desk/claims/people-fled/figures').expect(403)
  await agent.post('/desk/claims/people-fled/figures').type('form').send({}).expect(403)
})

test('a figure that is alone on a claim is set against nothing, and the page says why', async () => {
  const { db, agent, one } = desk()
  const others = readCorpus(db).stances.filter(
    (stance) => stance.claim === 'people-fled' && stance.assertion !== one.id,
  )
  makeChange(db, { actor: 'Ben', action: 'unlink', summary: 'Unlinked' }, (change) =>
    applyEdits(
      change,
      others.map((stance) => edit('stance', stance, null)),
    ),
  )
  const { text } = await agent.get('/desk/claims/people-fled/figures').expect(200)
  expect(text).toContain('This is the only figure on the claim')
  expect(text).not.toContain('Set these two against each other')
  expect(text).not.toContain('type="radio"')
  expect(await faultsOf(text)).toEqual([])
})
