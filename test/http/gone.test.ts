import { expect, test } from 'vitest'
import { edit } from '../../db/edit.ts'
import { presentRecord } from '../../db/present.ts'
import type { RecordOf } from '../../db/records.ts'
import type { ObjectKind } from '../../db/vocabulary.ts'
import { makeChange } from '../../db/writes/change.ts'
import { applyEdits } from '../../db/writes/edits.ts'
import { aClaim, aLetter, anAssertion, databaseWith } from '../support/builders.ts'
import { agentOf, startDesk } from '../support/desk.ts'
import { disputedBridge } from '../support/disputedBridge.ts'
import { fieldsOf, textOf } from '../support/markedPage.ts'
import { faultsOf } from '../support/validHtml.ts'

const letter = aLetter({ id: 'new-letter', author: 'first-minister', texts: ['The road is closed.'] })
const added: { [Kind in ObjectKind]?: RecordOf[Kind] } = {
  party: { id: 'new-party', name: 'New party' },
  topic: { id: 'new-topic', name: 'New topic', definition: 'What is new.' },
  authority: { id: 'new-source', name: 'New source', kind: 'organisation' },
  letter,
  assertion: anAssertion(letter, { id: 'new-assertion', quote: 'The road is closed' }),
  claim: aClaim({ id: 'new-claim' }),
}
const addresses: { [Kind in ObjectKind]?: string } = {
  party: '/parties/new-party',
  topic: '/topics/new-topic',
  authority: '/sources/new-source',
  letter: '/letters/new-letter',
  assertion: '/assertions/new-assertion',
  claim: '/claims/new-claim',
}

test('what an undo took back is not said to have never been here: its page names the change and leads to its history', async () => {
  const { db, app, agent } = startDesk({ db: databaseWith(disputedBridge()) })
  const edits = Object.entries(added).map(([kind, record]) => edit(kind as ObjectKind, null, record as never))
  makeChange(db, { actor: 'Ana', action: 'edit', summary: 'Added much' }, (change) =>
    applyEdits(change, edits),
  )
  const reader = agentOf(app)
  for (const address of Object.values(addresses)) expect((await reader.get(address)).status).toBeLessThan(400)
  await agent.post('/history/2/undoing').expect(303)
  for (const [kind, address] of Object.entries(addresses)) {
    const { text } = await reader.get(address).expect(404)
    expect(text, kind).not.toContain('never part of this collection')
    expect(text, kind).toContain('Taken back by change 3 (by An editor')
    const { id } = added[kind as ObjectKind] as { id: string }
    expect(text, kind).toContain(`href="/history/of/${kind}/${id}"`)
    await reader.get(`/history/of/${kind}/${id}`).expect(200)
    expect(await faultsOf(text), kind).toEqual([])
  }
  const { body } = await reader.get('/letters/new-letter.json').expect(404)
  expect(body.detail).toContain('Taken back by change 3')
  // The desk says the same.
  await agent.get('/desk/letters/new-letter/correction').expect(404, /Taken back by change 3/)
})

test('an assertion that waits says so, and an editor is led to where it is settled', async () => {
  const { db, app, agent } = startDesk({ db: databaseWith(disputedBridge()) })
  const path = '/desk/letters/second-letter/correction'
  const { text: form } = await agent.get(path)
  const fields = fieldsOf(form, { reason: 'Misread.', step: 'save' }, '#correction')
  fields['p1-words'] = [fields['p1-words']![0]!.replace('fifty', 'sixty')]
  await agent.post(path).type('form').send(fields).expect(303)
  expect(presentRecord(db, 'waiting', 'b-3')).toBeDefined()
  const { text } = await agentOf(app).get('/assertions/b-3').expect(404)
  expect(textOf(text, '.problem__detail')).toMatch(
    /^It waits since change 2 \(by An editor, .+\), until somebody says where its words stand/,
  )
  expect(text).toContain('href="/history/of/waiting/b-3"')
  expect(text).not.toContain('/desk/waiting/b-3')
  expect((await agent.get('/assertions/b-3').expect(404)).text).toContain('href="/desk/waiting/b-3"')
  const { text: settle } = await agent.get('/desk/waiting/b-3')
  const base = fieldsOf(settle, {}, '.form--wide').base![0]!
  await agent.post('/desk/waiting/b-3/release').type('form').send({ base, reason: 'Gone.' }).expect(303)
  await agent.get('/assertions/b-3').expect(404, /It went with change 3 .*Let go of/)
})

test('an address that never was one says so, and leads to no history', async () => {
  const { app } = startDesk({ db: databaseWith(disputedBridge()) })
  for (const address of Object.values(addresses)) {
    const { text } = await agentOf(app).get(address).expect(404)
    expect(text).toContain('never part of this collection')
    expect(text).not.toContain('/history/of/')
  }
})
