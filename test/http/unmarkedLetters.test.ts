import request from 'supertest'
import { beforeEach, expect, test } from 'vitest'
import type { Db } from '../../db/client.ts'
import { findDrift } from '../../db/derived/recount.ts'
import { type Edit, edit } from '../../db/edit.ts'
import { makeChange } from '../../db/writes/change.ts'
import { applyEdits } from '../../db/writes/edits.ts'
import type { comparePage } from '../../server/features/compare/compareView.ts'
import type { matrixPage } from '../../server/features/compare/matrixView.ts'
import { startTestApp } from '../support/app.ts'
import { bridges } from '../support/bridges.ts'
import { aLetter, anAssertion, databaseWith } from '../support/builders.ts'

/** A second letter of the southern minister, later than all others, as it stands when it has just been brought in. */
const late = aLetter({
  id: 'late-letter',
  author: 'minister-of-south',
  dates: { written: { from: '2020-12-01', to: '2020-12-01', ground: 'stated', basis: 'The dateline.' } },
  texts: ['The tunnel is closed.'],
})
const mark = anAssertion(late, { id: 'tunnel-closed', quote: 'The tunnel is closed.' })

let db: Db
let app: ReturnType<typeof startTestApp>['app']
beforeEach(() => {
  db = databaseWith(bridges())
  app = startTestApp(db).app
})

const change = (...edits: Edit[]) =>
  makeChange(db, { actor: 'test', action: 'edit', summary: 'Edited' }, (one) => applyEdits(one, edits))
const bringIn = () => change(edit('letter', null, late))

const get = async (path: string) => (await request(app).get(path).expect(200)).text
const json = async <T>(path: string): Promise<T> => (await request(app).get(path).expect(200)).body
const wordsOf = (html: string) => html.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ')
const words = async (path: string) => wordsOf(await get(path))

/** How the southern side stands on every claim, with what stands behind it. */
const southOnClaims = async () =>
  (await json<ReturnType<typeof comparePage>>('/compare.json')).claims.map(({ slug, sides }) => {
    const { position, base, silence } = sides.find(({ party }) => party === 'south')!
    return { slug, position, base, silence }
  })
const matrix = (path = '/matrix.json') => json<ReturnType<typeof matrixPage>>(path)
const columnOf = ({ columns, claims }: Awaited<ReturnType<typeof matrix>>, slug: string) => {
  const at = columns.findIndex((column) => column.slug === slug)
  return { column: columns[at]!, cells: claims.map(({ cells }) => cells[at]!) }
}

test('a letter that nobody has marked yet changes no base and no silence', async () => {
  const before = await southOnClaims()
  expect(before.some(({ silence }) => silence === '1 letter, earlier than the claim')).toBe(true)
  expect(before.some(({ base }) => base === '1 assertion in 1 of 1 letter')).toBe(true)
  bringIn()
  expect(await southOnClaims()).toEqual(before)
})

test('its column of the matrix says that it is not marked yet, and no cell of it that a claim is not addressed', async () => {
  bringIn()
  const { column, cells } = columnOf(await matrix(), 'late-letter')
  expect(column.isMarked).toBe(false)
  expect(new Set(cells.map(({ position }) => position))).toEqual(new Set([null]))
  expect(cells[0]!.words).toBe('Minister of South, 1 December 2020: not marked yet')
  const page = await get('/matrix')
  expect(page).toMatch(
    /1\u00a0Dec\u00a02020<\/span><span class="matrix__date">not&nbsp;marked&nbsp;yet<\/span>/,
  )
  expect(page.match(/title="Minister of South, 1 December 2020: not marked yet"/g)).toHaveLength(cells.length)
  expect(page).not.toContain('1 December 2020: not addressed')
})

test('every page that says how many letters there are names it apart', async () => {
  expect(await words('/')).not.toContain('not marked yet')
  bringIn()
  const further = '1 further letter is not marked yet.'
  for (const path of [
    '/',
    '/matrix',
    '/parties/south',
    '/letters',
    '/letters/late-letter',
    '/claims/bridge-shelled',
    '/topics',
  ])
    expect(await words(path), path).toContain(further)
  expect(await words('/letters')).toContain('1 letter, and 1 not marked yet')
  expect(await words('/letters')).toContain('1 paragraph, not marked yet')
  expect(await words('/parties/south')).toContain('Not marked yet; 0 footnotes')
  expect(await words('/letters/late-letter')).toContain('Nothing in this letter is marked yet.')
  expect(await words('/method')).toContain('Southern side : 1 letter, and 1 not marked yet')
})

test('beside another letter it is not said to leave anything unaddressed', async () => {
  bringIn()
  const page = await words('/letters/north-letter/beside/late-letter')
  expect(page).toContain('nothing is marked in one of the letters')
  expect(page).toContain('the other letter is not marked yet')
  expect(page).not.toMatch(/not addressed in the other|all that it says/)
})

test('with its first mark it begins to count, and with its last it ceases to', async () => {
  const before = await southOnClaims()
  bringIn()
  await southOnClaims()
  change(edit('assertion', null, mark))
  const marked = await southOnClaims()
  expect(marked.map(({ base }) => base)).toContain('1 assertion in 1 of 2 letters')
  expect(marked.map(({ silence }) => silence)).toContain(
    '2 letters: 1 certainly later than the claim, 1 earlier',
  )
  expect(await words('/')).not.toContain('not marked yet')
  expect(columnOf(await matrix(), 'late-letter').cells[0]!.position).toBe('not addressed')

  change(edit('assertion', mark, null))
  expect(await southOnClaims()).toEqual(before)
  expect(await words('/')).toContain('1 further letter is not marked yet.')
  expect(findDrift(db)).toEqual([])
})

test('as of the change that brought it in, it is unmarked still', async () => {
  bringIn()
  const { change: at } = db.$client
    .prepare<[], { change: number }>('SELECT max(id) AS change FROM changes')
    .get()!
  change(edit('assertion', null, mark))
  expect(await words(`/letters?as-of=${at}`)).toContain('1 further letter is not marked yet.')
  expect(await words('/letters')).not.toContain('not marked yet')
})

test('a side of whose letters none is marked is not called silent', async () => {
  const given = bridges()
  const ofSouth = new Set(
    given.assertions.filter(({ letter }) => letter === 'south-letter').map(({ id }) => id),
  )
  db = databaseWith({
    ...given,
    assertions: given.assertions.filter(({ id }) => !ofSouth.has(id)),
    stances: given.stances.filter(({ assertion }) => !ofSouth.has(assertion)),
  })
  app = startTestApp(db).app
  const south = await southOnClaims()
  expect(new Set(south.map(({ silence }) => silence))).toEqual(new Set(['1 letter, not marked yet']))
  const { column, cells } = columnOf(await matrix('/matrix.json?by=party'), 'south')
  expect(column.note).toBe('1 letter, not marked yet')
  expect(cells.every(({ position }) => position === null)).toBe(true)
  const page = await words('/parties/south')
  expect(page).toContain('1 letter, not marked yet, by 1 author')
  expect(page).toContain('No letter of this side is marked yet')
  expect(page).not.toContain('Silence in this collection')
})
