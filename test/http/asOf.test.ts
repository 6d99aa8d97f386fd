import type { Express } from 'express'
import request from 'supertest'
import { expect, test } from 'vitest'
import { type Db, openDatabase } from '../../db/client.ts'
import { readCorpus } from '../../db/present.ts'
import type { Corpus } from '../../db/records.ts'
import { makeChange } from '../../db/writes/change.ts'
import { addClaim, addStance } from '../../db/writes/claims.ts'
import { rebuild } from '../../server/asOf.ts'
import { addAll } from '../../server/features/corpus/loadCorpus.ts'
import { keepLatest } from '../../server/features/history/asOf.ts'
import { keepAsOf, withAsOf } from '../../server/features/history/asOfLinks.ts'
import { startTestApp } from '../support/app.ts'
import { bridges } from '../support/bridges.ts'
import { aClaim, aStance, databaseWith } from '../support/builders.ts'
import { startDesk } from '../support/desk.ts'
import { disputedBridge } from '../support/disputedBridge.ts'
import { databaseLoadedAt } from '../support/exchange.ts'
import { randomCorpus } from '../support/randomCorpus.ts'

const madeAt = new Date('2026-01-05T12:00:00Z')
const later = { madeAt: new Date('2026-02-06T12:00:00Z') }

/** A second change adds a claim with a stance, a third changes nothing that can be seen. */
function addTwoChanges(db: Db, claim: string, assertion: string): Db {
  const line = { actor: 'Ana', action: 'add claim', summary: 'Added a claim' }
  makeChange(
    db,
    line,
    (change) => {
      addClaim(change, aClaim({ id: 'added-later', wording: 'A claim that was added later.' }))
      addStance(change, aStance('added-later', assertion))
      addStance(change, aStance(claim, assertion, 'disputes'))
    },
    later,
  )
  makeChange(db, { actor: 'Ana', action: 'note', summary: 'Noted' }, () => {}, later)
  return db
}

/** A page without what tells a past state from the present: the banner, and the state in every address. */
const withoutState = (text: string) =>
  text
    .replace(/\n<aside class="as-of"[\s\S]*?<\/aside>\n/, '')
    .replaceAll(/<input type="hidden" name="as-of" value="\d+">/g, '')
    .replaceAll(/(\?|&amp;|&)as-of=\d+(?=["#])/g, '')

const read = async (app: Express, path: string) => {
  const { text, status } = await request(app).get(path).set('Host', 'letters.example')
  expect(status, path).toBe(200)
  return text
}
const asOf = (path: string, change: number) => `${path}${path.includes('?') ? '&' : '?'}as-of=${change}`
const asJson = (path: string) =>
  path.startsWith('/?') || path === '/'
    ? path.replace('/', '/compare.json')
    : path.replace(/(\?|$)/, '.json$1')

const pages = [
  '/',
  '/?left=south&sort=date&pattern=contested',
  '/topics',
  '/topics/bridges?sort=size',
  '/matrix',
  '/matrix?by=party&left=south',
  '/matrix?kinds=all',
  '/mirrors',
  '/letters',
  '/sources',
  '/search?q=bridge',
  '/method',
  '/history',
  '/history/1',
]
const bridgePages = [
  ...pages,
  '/claims/bridge-shelled',
  '/claims/ferry-sunk?left=south',
  '/claims/bridge-shelled/quotes/north',
  '/matrix/quotes/bridge-shelled?party=north',
  '/letters/north-letter',
  '/letters/society-letter?topic=ferries',
  '/letters/north-letter/beside/south-letter',
  '/parties/north',
  '/history/of/claim/bridge-shelled',
]

test('each page as of a change is, byte for byte, the page of a database in which nothing came after it', async () => {
  const edited = startTestApp(
    addTwoChanges(databaseLoadedAt(madeAt, bridges()), 'bridge-shelled', 'north-road'),
  ).app
  const first = startTestApp(databaseLoadedAt(madeAt, bridges())).app
  for (const page of bridgePages) {
    for (const path of [page, asJson(page)]) {
      const past = await read(edited, asOf(path, 1))
      expect(withoutState(past), path).toBe(withoutState(await read(first, path)))
    }
  }
  const present = await read(edited, '/claims/bridge-shelled')
  expect(present).not.toBe(await read(first, '/claims/bridge-shelled'))
  expect(await read(edited, '/corpus.json?as-of=1')).toBe(await read(first, '/corpus.json'))
})

test('the state after the last change is the present one, whatever the order in which things were added', async () => {
  const whole = randomCorpus(60, 7)
  const isEarly = (id: string) => Number(id.split('-')[1]) % 3 === 0
  const early: Corpus = {
    ...whole,
    topics: whole.topics.toReversed(),
    claims: whole.claims.filter(({ id }) => isEarly(id)),
    stances: whole.stances.filter(({ claim }) => isEarly(claim)),
    relations: whole.relations.filter(({ from, to }) => isEarly(from) && isEarly(to)),
  }
  const rest = {
    ...Object.fromEntries(Object.keys(whole).map((name) => [name, name === 'corpus' ? null : []])),
    claims: whole.claims.filter(({ id }) => !isEarly(id)),
    stances: whole.stances.filter(({ claim }) => !isEarly(claim)),
    relations: whole.relations.filter((one) => !early.relations.includes(one)),
  } as unknown as Corpus
  const db = databaseLoadedAt(madeAt, early)
  makeChange(
    db,
    { actor: 'Ana', action: 'load', summary: 'The rest' },
    (change) => addAll(change, rest),
    later,
  )
  const { app } = startTestApp(db)
  for (const path of pages) {
    expect(withoutState(await read(app, asOf(path, 2))), path).toBe(withoutState(await read(app, path)))
  }
  expect(readCorpus(rebuild(db, 2)!)).toEqual(readCorpus(db))
  expect(readCorpus(rebuild(db, 1)!)).toEqual(readCorpus(databaseLoadedAt(madeAt, early)))
})

test('the shipped corpus is rebuilt from its history as it stands', () => {
  const { db } = startTestApp()
  expect(readCorpus(rebuild(db, 1)!)).toEqual(readCorpus(db))
})

test('what was changed, renamed or removed later is there as it was', async () => {
  const db = databaseLoadedAt(madeAt, bridges())
  makeChange(
    db,
    { actor: 'Ana', action: 'rename party', summary: 'Renamed a party' },
    (change) => {
      db.$client.exec(`
        UPDATE parties SET slug = 'upper', name = 'Upper side' WHERE slug = 'north';
        INSERT INTO old_slugs VALUES ('party', 'north', 'upper', 1)`)
      const [before, after] = [
        { id: 'north', name: 'Northern side' },
        { id: 'upper', name: 'Upper side', old_ids: ['north'] },
      ]
      change.record('party', 'upper', before, after)
      for (const author of bridges().authors.filter(({ party }) => party === 'north')) {
        change.record('author', author.id, author, { ...author, party: 'upper' })
      }
      const assertion = bridges().assertions.find(({ id }) => id === 'north-shelled')!
      change.record('assertion', assertion.id, assertion, {
        ...assertion,
        attribution: [{ name: 'South itself', party: 'south', adopted: false }],
      })
      db.$client.exec('UPDATE attribution_links SET is_adopted = 0')
      change.touchLetters()
    },
    later,
  )
  makeChange(
    db,
    { actor: 'Ana', action: 'remove relation', summary: 'Took a relation and a stance back' },
    (change) => {
      db.$client.exec(`DELETE FROM relations; DELETE FROM stances
        WHERE assertion_id = (SELECT id FROM assertions WHERE slug = 'south-not-shelled')`)
      const [relation] = bridges().relations
      change.record('relation', 'bridge-shelled mirrors other-bridge-shelled', relation!, null)
      const stance = bridges().stances.find((one) => one.assertion === 'south-not-shelled')!
      change.record('stance', 'bridge-shelled south-not-shelled', stance, null)
    },
    { ...later, inBulk: true },
  )
  const { app } = startTestApp(db)
  for (const path of bridgePages.filter((one) => !one.includes('north'))) {
    expect(withoutState(await read(app, asOf(path, 3))), path).toBe(withoutState(await read(app, path)))
  }
  const first = startTestApp(databaseLoadedAt(madeAt, bridges())).app
  for (const path of bridgePages) {
    expect(withoutState(await read(app, asOf(path, 1))), path).toBe(withoutState(await read(first, path)))
  }
  const between = await read(app, '/claims/bridge-shelled?as-of=2')
  expect(between).toContain('Upper side')
  expect(between).toContain('Mirrored by')
  const moved = await request(app).get('/parties/north.json?as-of=2&left=south').expect(308)
  expect(moved.headers.location).toBe('/parties/upper.json?as-of=2&left=south')
})

const edited = startTestApp(addTwoChanges(databaseLoadedAt(madeAt, disputedBridge()), 'mill-shelled', 'a-2'))

test('a past state says which it is above everything else, and leads to the same page as it is now', async () => {
  const { text, headers } = await request(edited.app)
    .get('/matrix?by=party&as-of=1&left=south')
    .set('Host', 'letters.example')
    .expect(200)
  expect(text).toContain('As of change 1 of 5 January 2026: the corpus as it was.')
  expect(text).toContain(
    '<a href="http://letters.example/matrix?by=party&amp;left=south">Show it as it is now</a>',
  )
  expect(text.indexOf('class="as-of"')).toBeLessThan(text.indexOf('<main'))
  expect(headers['x-robots-tag']).toBe('noindex, nofollow')
  const now = await request(edited.app).get('/matrix')
  expect(now.text).not.toContain('class="as-of"')
  expect(now.headers).not.toHaveProperty('x-robots-tag')
})

test('an editor is led to the desk from a page as it is now, and from none of a past state', async () => {
  const { agent, db } = startDesk({ db: databaseWith(bridges()) })
  const first = (sql: string) => db.$client.prepare<[], string>(sql).pluck().get()!
  const claim = `/claims/${first('SELECT slug FROM claims ORDER BY id')}`
  const letter = `/letters/${first('SELECT slug FROM letters ORDER BY id')}`
  const main = async (path: string) =>
    /<main[\s\S]*<\/main>/.exec((await agent.get(path).expect(200)).text)![0]
  for (const path of [claim, letter, '/topics']) expect(await main(path), path).toContain('/desk/')
  for (const path of [...pages, claim, letter])
    expect(await main(asOf(path, 1)), path).not.toContain('/desk/')
})

test('every link, form and redirection of a past state stays in it', async () => {
  const { db } = edited
  const first = (sql: string) => db.$client.prepare<[], string>(sql).pluck().get()!
  const letter = first('SELECT slug FROM letters ORDER BY id')
  const other = first('SELECT slug FROM letters ORDER BY id DESC')
  const paths = [
    ...pages,
    `/claims/${first('SELECT slug FROM claims ORDER BY id')}?left=south`,
    `/letters/${letter}`,
    `/letters/${letter}/beside/${other}`,
    `/parties/${first('SELECT slug FROM parties')}`,
  ]
  for (const path of paths) {
    const { text } = await request(edited.app).get(asOf(path, 1)).expect(200)
    const addresses = [...text.matchAll(/<(\w+)[^>]*?\s(href|hx-get)="(\/[^"]*)"/g)].filter(
      ([, tag]) => tag !== 'form',
    )
    const ours = addresses
      .map(([, , , address]) => address!)
      .filter((one) => !/^\/(static\/|assets\/|sign-in$)/.test(one))
    expect(ours.length).toBeGreaterThan(10)
    for (const address of ours) expect(address, path).toMatch(/(\?|&amp;)as-of=1(#|$)/)
    const forms = text.match(/<form\b/g) ?? []
    expect(text.match(/<form\b[^>]*><input type="hidden" name="as-of" value="1">/g)).toHaveLength(
      forms.length,
    )
  }
  const assertion = first('SELECT slug FROM assertions')
  const redirected = await request(edited.app).get(`/assertions/${assertion}?as-of=1&left=south`).expect(302)
  expect(redirected.headers.location).toMatch(/^\/letters\/[\w-]+\?left=south&as-of=1#/)
  const chosen = await request(edited.app).get(`/letters?one=${letter}&other=${other}&as-of=1`).expect(303)
  expect(chosen.headers.location).toBe(`/letters/${letter}/beside/${other}?as-of=1`)
  const { body } = await request(edited.app).get('/compare.json?as-of=1')
  expect(body.swapHref).toBe('/?left=south&as-of=1')
})

test('a fragment of a past state is of that state and has no banner', async () => {
  const { text } = await request(edited.app).get('/?as-of=1').set('HX-Request-Type', 'partial').expect(200)
  expect(text).not.toContain('class="as-of"')
  expect(text).not.toContain('A claim that was added later.')
  const now = await request(edited.app).get('/?as-of=2').set('HX-Request-Type', 'partial').expect(200)
  expect(now.text).toContain('A claim that was added later.')
})

test('what is no number of a change is not found, so that the present never passes for the past', async () => {
  for (const broken of ['0', '-1', '1.5', 'yesterday', '01', '1e1', '9'.repeat(30), '%00', 'x&as-of=1']) {
    const { text } = await request(edited.app).get(`/matrix?by=party&as-of=${broken}`).expect(404)
    expect(text, broken).toContain('is no number of a change')
    expect(text, broken).toContain('from 1 to 3')
    expect(text, broken).toContain('<a href="/matrix?by=party">Show this page as it is now</a>')
    expect(text, broken).not.toContain('A claim that was added later.')
  }
  const { text: now } = await request(edited.app).get('/?as-of=').expect(200)
  expect(now).not.toContain('class="as-of"')
  const { body } = await request(edited.app).get('/matrix.json?as-of=abc').expect(404)
  expect(body).toMatchObject({ status: 404, title: '“abc” is no number of a change' })
  const twice = await request(edited.app).get('/?as-of=1&as-of=3').expect(200)
  expect(twice.text).toContain('As of change 1 of')
  expect(twice.text).toContain('<a href="http://127.0.0.1')
})

test('a change that has not been made is not found, and the way on is shown', async () => {
  const { text } = await request(edited.app).get('/matrix?as-of=4&by=party').expect(404)
  expect(text).toContain('There is no change 4 yet')
  expect(text).toContain('The last change is number 3')
  expect(text).toContain('<a href="/matrix?by=party">Show this page as it is now</a>')
  const search = await request(edited.app).get('/search?q=why?what&type=claims&as-of=4').expect(404)
  expect(search.text).toContain(
    '<a href="/search?q=why?what&amp;type=claims">Show this page as it is now</a>',
  )
  const { body } = await request(edited.app).get('/matrix.json?as-of=999').expect(404)
  expect(body).toMatchObject({ status: 404, title: 'There is no change 999 yet' })
})

test('what came later is not found in an earlier state, which says so and leads to the present', async () => {
  await request(edited.app).get('/claims/added-later').expect(200)
  await request(edited.app).get('/claims/added-later?as-of=2').expect(200)
  const { text } = await request(edited.app)
    .get('/claims/added-later?as-of=1')
    .set('Host', 'letters.example')
    .expect(404)
  expect(text).toContain('It was not in the collection after change 1.')
  expect(text).toContain(
    '<a href="http://letters.example/claims/added-later">Show this page as it is now</a>',
  )
  expect(text).toContain('class="as-of"')
})

test('a state from before there was a collection is not found', async () => {
  const db = openDatabase(':memory:')
  makeChange(db, { actor: 'Ana', action: 'begin', summary: 'Began' }, () => {})
  makeChange(db, { actor: 'Ana', action: 'load', summary: 'Loaded' }, (change) => addAll(change, bridges()))
  const { app } = startTestApp(db)
  const { text } = await request(app).get('/?as-of=1').expect(404)
  expect(text).toContain('After change 1 there was no collection yet')
  await request(app).get('/?as-of=2').expect(200)
})

test('a history too long to be gone through while others wait is refused, and the way to what it holds is shown', async () => {
  const db = databaseLoadedAt(madeAt, bridges())
  makeChange(
    db,
    { actor: 'Ana', action: 'load', summary: 'Loaded a great deal' },
    (change) => {
      const record = bridges().claims[0]!
      for (let i = 0; i < 20_000; i++) change.record('claim', `claim-${i}`, null, record)
    },
    later,
  )
  const { app } = startTestApp(db)
  const { text } = await request(app).get('/claims/bridge-shelled?as-of=2').expect(404)
  expect(text).toContain('This collection is too large to be shown as it was')
  expect(text).toContain('<a href="/history/2">')
  expect(text).toContain('Show this page as it is now')
  await request(app).get('/history/2').expect(200)
  const { body } = await request(app).get('/compare.json?as-of=2').expect(404)
  expect(body.title).toBe('This collection is too large to be shown as it was')
  await request(app).get('/claims/bridge-shelled?as-of=1').expect(200)
})

test('two past states are kept ready, and the one not asked for longest is closed', () => {
  const { db } = edited
  const rebuilt: Db[] = []
  const state = keepLatest(
    (change) => {
      const past = rebuild(db, change)
      if (past) rebuilt.push(past)
      return past
    },
    () => () => {},
  )
  const isOpen = () => rebuilt.map(({ $client }) => $client.open)
  const first = state(1)
  state(2)
  expect(state(1)).toBe(first)
  expect(isOpen()).toEqual([true, true])
  state(3)
  expect(isOpen()).toEqual([true, false, true])
  expect(state(1)).toBe(first)
  state(2)
  expect(isOpen()).toEqual([true, false, false, true])
  for (const { $client } of rebuilt) $client.close()
})

test('pages of states that were closed in between come again as they were', async () => {
  const texts: string[] = []
  for (const change of [1, 2, 3, 1]) texts.push(await read(edited.app, `/?as-of=${change}`))
  expect(texts[3]).toBe(texts[0])
})

test('the pages of a claim and of a letter offer themselves as they are now, to be cited', async () => {
  const claim = edited.db.$client.prepare<[], string>('SELECT slug FROM claims').pluck().get()!
  const { text } = await request(edited.app).get(`/claims/${claim}?left=south`)
  expect(text).toContain(`href="/claims/${claim}?left=south&amp;as-of=3"`)
  expect(text).toContain('As of change 3')
  const letter = edited.db.$client.prepare<[], string>('SELECT slug FROM letters').pluck().get()!
  expect((await request(edited.app).get(`/letters/${letter}`)).text).toContain(
    `href="/letters/${letter}?as-of=3"`,
  )
})

test('as-of is put into each address of ours, before its place, and into no other', () => {
  expect(withAsOf('/', 4)).toBe('/?as-of=4')
  expect(withAsOf('/letters/a?left=b#p-6', 4)).toBe('/letters/a?left=b&as-of=4#p-6')
  expect(withAsOf('/claims/a?as-of=3', 4)).toBe('/claims/a?as-of=3')
  expect(withAsOf('/static/icons.svg#search', 4)).toBe('/static/icons.svg#search')
  const html = `<a href="/search?q=it&#39;s&amp;left=b">“href="</a> <a href="https://example.org/">x</a> <a href="#p">y</a>
<form action="/search" hx-get="/search"><use href="/static/icons.svg#x"></use>`
  expect(keepAsOf(html, 4, 'html')).toBe(
    `<a href="/search?q=it&#39;s&amp;left=b&amp;as-of=4">“href="</a> <a href="https://example.org/">x</a> <a href="#p">y</a>
<form action="/search" hx-get="/search"><input type="hidden" name="as-of" value="4"><use href="/static/icons.svg#x"></use>`,
  )
  const model = {
    href: '/a',
    nextHref: '/b?c=d#e',
    text: 'He wrote "href":"/x"',
    address: '/y',
    action: 'load',
  }
  expect(JSON.parse(keepAsOf(JSON.stringify(model), 4, 'json'))).toEqual({
    ...model,
    href: '/a?as-of=4',
    nextHref: '/b?c=d&as-of=4#e',
  })
})
