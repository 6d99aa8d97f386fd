import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, expect, test } from 'vitest'
import { edit } from '../../db/edit.ts'
import { presentRecord } from '../../db/present.ts'
import { makeChange } from '../../db/writes/change.ts'
import { applyEdits } from '../../db/writes/edits.ts'
import { bridges } from '../support/bridges.ts'
import { databaseWith } from '../support/builders.ts'
import { children } from '../support/children.ts'
import { startDesk } from '../support/desk.ts'

let before: number[] = []
const describers = () => children().filter((id) => !before.includes(id))
afterEach(() => {
  for (const id of describers()) process.kill(id, 'SIGKILL')
})

/** A desk with a page that is made of what words tell, after it was asked for once. */
async function open() {
  before = children()
  const desk = startDesk({ db: databaseWith(bridges()) })
  const page = async () => {
    const { body } = await desk.agent.get('/desk/assertions/society-shelled.json').expect(200)
    return JSON.stringify(body.marking)
  }
  expect(await page()).toContain('South shelled the bridge.')
  /** Adds a claim that the page's words are like. */
  const addClaim = (n: number) =>
    makeChange(desk.db, { actor: 'Ana', action: 'add', summary: 'A claim' }, (change) => {
      const { old_ids: _, ...claim } = presentRecord(desk.db, 'claim', 'bridge-shelled')!
      const wording = `The bridge was shelled ${n} times.`
      applyEdits(change, [edit('claim', null, { ...claim, id: `shelled-${n}`, wording })])
    })
  /** Asks for the page, whose process is held up while it learns; gives the page and that process. */
  async function pageWhileLearning() {
    const known = describers()
    const asked = page()
    for (;;) {
      const learning = describers().find((id) => !known.includes(id))
      if (learning !== undefined) {
        process.kill(learning, 'SIGSTOP')
        return { page: await asked, learning }
      }
      await wait(1)
    }
  }
  return { ...desk, page, addClaim, pageWhileLearning }
}

test('a marking page does not wait while what others have changed is learned, and has it afterwards', async () => {
  const { page, addClaim, pageWhileLearning } = await open()
  const [first] = describers()
  addClaim(3)
  const { page: meanwhile, learning } = await pageWhileLearning()
  expect(meanwhile).toContain('South shelled the bridge.')
  expect(meanwhile).not.toContain('The bridge was shelled 3 times.')
  for (const n of [4, 5]) {
    addClaim(n)
    expect(await page()).not.toContain('The bridge was shelled 3 times.')
    expect(describers()).toEqual([first, learning])
  }
  process.kill(learning, 'SIGCONT')
  while (!(await page()).includes('The bridge was shelled 5 times.')) await wait(100)
  while (describers().length > 1) await wait(100)
})

test('nothing is learned anew where nothing was changed that words are held against', async () => {
  const { agent, db, page } = await open()
  const known = describers()
  expect(known).toHaveLength(1)
  await agent
    .post('/desk/authors')
    .type('form')
    .send({ name: 'Harbour Board', kind: 'government', party: '-' })
    .expect(303)
  await agent
    .post('/desk/comments')
    .type('form')
    .send({ kind: 'claim', key: 'bridge-shelled', body: 'Which bridge?' })
    .expect(303)
  await page()
  expect(describers()).toEqual(known)

  const author = presentRecord(db, 'author', 'harbour-board')!
  makeChange(db, { actor: 'Ana', action: 'change', summary: 'A side' }, (change) =>
    applyEdits(change, [edit('author', author, { ...author, party: 'north' })]),
  )
  await page()
  while (describers().some((id) => known.includes(id))) await wait(100)
  expect(describers()).toHaveLength(1)
})
