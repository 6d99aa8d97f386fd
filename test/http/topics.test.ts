import request from 'supertest'
import { expect, test } from 'vitest'
import type { topicsPage } from '../../server/features/topics/view.ts'
import { startTestApp } from '../support/app.ts'
import { bridges } from '../support/bridges.ts'
import { databaseWith } from '../support/builders.ts'

type Model = ReturnType<typeof topicsPage>

const { app } = startTestApp(databaseWith(bridges()))
const model = async (path = '/topics.json'): Promise<Model> => (await request(app).get(path).expect(200)).body

test('topics are listed with what belongs to them, core ones first', async () => {
  const { groups } = await model()
  expect(groups.map(({ title, topics }) => [title, topics.map(({ name }) => name)])).toEqual([
    ['Core topics', ['Bridges']],
    ['Further topics', ['Ferries', 'Tunnels']],
  ])
  const { text } = await request(app).get('/topics').expect(200)
  expect(text).toContain('What was done to bridges.')
  expect(text).toMatch(/<dt>Includes<\/dt><dd>Roads.<\/dd>/)
  expect(text).toMatch(/<dt>Leaves out<\/dt><dd>Bridges.<\/dd>/)
})

test('a topic counts its claims by pattern, each number out of the topic’s claims and with the way to them', async () => {
  const { groups } = await model()
  const ferries = groups[1]?.topics[0]
  expect(ferries?.claimsInWords).toBe('3 claims')
  expect(ferries?.patterns.map(({ count, text, href }) => [count, text, href])).toEqual([
    ['1', 'qualified', '/topics/ferries?pattern=qualified'],
    ['1', 'made only by the Northern side', '/topics/ferries?pattern=only-north'],
    ['1', 'unclaimed', '/topics/ferries?pattern=unclaimed'],
  ])
  for (const { href, claims } of [...ferries!.patterns, groups[0]!.topics[0]!.mirrored!]) {
    const { body } = await request(app).get(href.replace('?', '.json?')).expect(200)
    expect(body.claims).toHaveLength(claims)
  }
  expect(groups[1]?.topics[1]).toMatchObject({ claimsInWords: '0 claims', patterns: [], mirrored: null })
})

test('the sides stay in the addresses of topics, in the order of their places', async () => {
  const { groups } = await model('/topics.json?left=south')
  const bridge = groups[0]!.topics[0]!
  expect(bridge.href).toBe('/topics/bridges?left=south')
  const bySide = bridge.patterns.filter(({ text }) => text.startsWith('made only')).map(({ text }) => text)
  expect(bySide).toEqual(['made only by the Southern side', 'made only by the Northern side'])
})

test('the shipped corpus has the four core topics first', async () => {
  const { body } = await request(startTestApp().app).get('/topics.json').expect(200)
  expect((body as Model).groups[0]?.topics.map(({ slug }) => slug)).toEqual([
    'mercenaries',
    'ceasefires',
    'cluster-munitions',
    'un-resolutions',
  ])
})
