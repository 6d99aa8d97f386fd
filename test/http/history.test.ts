import request from 'supertest'
import { expect, test } from 'vitest'
import type { Db } from '../../db/client.ts'
import { presentRecord, readCorpus } from '../../db/present.ts'
import { makeChange } from '../../db/writes/change.ts'
import { addClaim, addStance } from '../../db/writes/claims.ts'
import { applyEdits } from '../../db/writes/edits.ts'
import { startTestApp } from '../support/app.ts'
import { bridges } from '../support/bridges.ts'
import { aClaim, aStance, databaseWith } from '../support/builders.ts'
import { startDesk } from '../support/desk.ts'
import { databaseLoadedAt } from '../support/exchange.ts'
import { countStatements } from '../support/statements.ts'

const old = aClaim({ id: 'road-open', wording: 'The road is open.' })
const renewed = { ...old, wording: 'The old road is open.', earlier_wordings: ['The road is open.'] }

/** A load, a claim with a stance, a claim reworded, a stance taken back: each by another hand on another day. */
function editedDatabase(): Db {
  const db = databaseLoadedAt(new Date('2026-01-05T12:00:00Z'), bridges())
  makeChange(
    db,
    { actor: 'Ana', action: 'add claim', summary: 'Added “The mill <stood> & fell”' },
    (change) => {
      addClaim(change, aClaim({ id: 'mill-fell', wording: 'The mill <stood> & fell.' }))
      addStance(change, aStance('mill-fell', 'north-road'))
    },
    { madeAt: new Date('2026-01-06T23:59:00Z') },
  )
  makeChange(
    db,
    { actor: 'Ben', action: 'reword claim', summary: 'Reworded a claim' },
    (change) => {
      db.$client.exec(`
        UPDATE claims SET wording = 'The old road is open.' WHERE slug = 'road-open';
        INSERT INTO wordings SELECT id, 2, wording FROM claims WHERE slug = 'road-open'`)
      change.record('claim', 'road-open', old, renewed)
    },
    { madeAt: new Date('2026-01-07T00:00:00Z') },
  )
  makeChange(
    db,
    { actor: 'Ana', action: 'remove stance', summary: 'Took a stance back' },
    (change) => {
      db.$client.exec("DELETE FROM stances WHERE claim_id = (SELECT id FROM claims WHERE slug = 'mill-fell')")
      change.record('stance', 'mill-fell north-road', aStance('mill-fell', 'north-road'), null)
      change.touchClaim(
        db.$client.prepare<[], number>("SELECT id FROM claims WHERE slug = 'mill-fell'").pluck().get()!,
      )
    },
    { madeAt: new Date('2026-01-08T08:30:00Z') },
  )
  return db
}

const { app } = startTestApp(editedDatabase())
const get = (path: string) => request(app).get(path)
/** A page of changes as JSON; an object's life has the objects with each. */
interface Listed {
  changes: { number: number; objects: { kind: string; key: string; state: string }[] }[]
  nextHref: string | null
}
const numbers = async (query: string): Promise<number[]> => {
  const { body } = await get(`/history.json${query}`).expect(200)
  return body.changes.map(({ number }: { number: number }) => number)
}

test('the history lists every change, the newest first: when, by whom, what, and what it touched', async () => {
  const { text } = await get('/history').expect(200)
  expect(text).toContain('<h1>History</h1>')
  expect(text).toContain('4 changes so far')
  expect(text.indexOf('Took a stance back')).toBeLessThan(text.indexOf('Reworded a claim'))
  expect(text).toContain('<a href="/history/2">Added “The mill &lt;stood&gt; &amp; fell”</a>')
  expect(text).toContain('<time datetime="2026-01-06T23:59:00.000Z">')
  expect(text).toContain('Change 2, by Ana (add claim)')
  const { body } = await get('/history.json')
  expect(body.changes[0]).toMatchObject({
    number: 4,
    madeAt: '2026-01-08T08:30:00.000Z',
    actor: 'Ana',
    action: 'remove stance',
    summary: 'Took a stance back',
    objects: { total: 1, kinds: [{ kind: 'stance', objects: 1 }], words: '1 stance' },
  })
  expect(body.changes[3].objects.words).toBe(
    'the collection’s name, 2 parties, 4 authors, 1 source, 3 topics, 3 letters, 11 assertions, 6 claims, 11 stances, 1 relation',
  )
})

test('changes are found by actor, action, kind of object and day, each filter in the address', async () => {
  expect(await numbers('')).toEqual([4, 3, 2, 1])
  expect(await numbers('?actor=Ana')).toEqual([4, 2])
  expect(await numbers('?action=reword+claim')).toEqual([3])
  expect(await numbers('?kind=stance')).toEqual([4, 2, 1])
  expect(await numbers('?kind=claim&actor=Ana')).toEqual([2])
  expect(await numbers('?from=2026-01-06&to=2026-01-06')).toEqual([2])
  expect(await numbers('?from=2026-01-07')).toEqual([4, 3])
  expect(await numbers('?to=2026-01-05')).toEqual([1])
  const { text } = await get('/history?actor=Ana&kind=claim&left=south')
  expect(text).toContain('<option value="Ana" selected>')
  expect(text).toContain('<input type="hidden" name="left" value="south">')
  expect(text).toContain('href="/history?kind=claim&amp;left=south"')
})

test('a filter that nothing fits says so, and what is broken in an address is passed over', async () => {
  const { text } = await get('/history?actor=Nobody').expect(200)
  expect(text).toContain('No change fits.')
  expect(text).toContain('<option value="Nobody" selected>')
  for (const query of [
    '?kind=planet',
    '?from=2026-02-31&to=yesterday',
    '?before=-1',
    '?before=x&before=2',
    `?actor=${'x'.repeat(500)}`,
    '?actor=&action=&kind=&from=&to=',
  ]) {
    expect(await numbers(query), query).toEqual([4, 3, 2, 1])
  }
})

test('the history goes on page by page, every change once, with as many statements for many as for few', async () => {
  const db = databaseLoadedAt(new Date('2026-01-05T12:00:00Z'), bridges())
  const many = startTestApp(db).app
  const note = (i: number) => () =>
    makeChange(db, { actor: i % 2 ? 'Ana' : 'Ben', action: 'note', summary: `Note ${i}` }, () => {})
  const visit = () => request(many).get('/history').expect(200)
  await visit()
  const few = await countStatements(db, visit)
  for (let i = 2; i <= 130; i++) note(i)()
  expect(await countStatements(db, visit)).toBe(few)
  const seen: number[] = []
  for (let path: string | null = '/history?actor=Ben'; path; ) {
    const { body }: { body: Listed } = await request(many)
      .get(path.replace('/history', '/history.json'))
      .expect(200)
    seen.push(...body.changes.map(({ number }) => number))
    path = body.nextHref
  }
  expect(seen).toEqual(Array.from({ length: 65 }, (_, i) => 130 - 2 * i))
  const { text } = await request(many).get('/history?before=1')
  expect(text).toContain('There is no further change.')
})

test('a change shows each object before and after, field by field, with the words that differ marked', async () => {
  const { text } = await get('/history/3').expect(200)
  expect(text).toContain('<h1 class="page-head__title--long">Reworded a claim</h1>')
  expect(text).toContain('<td data-side="Before">The road is open.</td>')
  expect(text).toContain('<td data-side="After">The <ins>old </ins>road is open.</td>')
  expect(text).toContain('<td data-side="Before"><span class="diff__none">nothing</span></td>')
  expect(text).toContain('The same before and after: Topics, Id.')
  expect(text).toContain('<a href="/claims/road-open">The old road is open.</a>')
  const { body } = await get('/history/3.json')
  expect(body.objects).toHaveLength(1)
  expect(body.objects[0]).toMatchObject({
    kind: 'claim',
    key: 'road-open',
    state: 'changed',
    before: old,
    after: renewed,
  })
})

test('fields name what they refer to; what is called as something else has its address too', async () => {
  const db = databaseLoadedAt(new Date('2026-01-05T12:00:00Z'), bridges())
  const change = (id: string, after: object) => {
    const before = presentRecord(db, 'assertion', id)!
    const edit = { kind: 'assertion' as const, key: id, before, after: { ...before, ...after } }
    return makeChange(db, { actor: 'Ana', action: 'change assertion', summary: 'Changed' }, (line) => {
      applyEdits(line, [edit])
      return line.id
    })
  }
  const fields = async (number: number) =>
    (await request(startTestApp(db).app).get(`/history/${number}`)).text
  const first = await fields(change('society-shelled', { author: 'agency', topics: ['ferries'] }))
  expect(first).toContain('<td data-side="After"><ins>Agency</ins></td>')
  expect(first).toContain('<td data-side="After"><ins>Ferries</ins></td>')

  db.$client.exec("UPDATE topics SET name = 'Ferries' WHERE slug = 'tunnels'")
  const second = await fields(change('society-shelled', { topics: ['tunnels'] }))
  expect(second).toContain('<td data-side="Before">Ferries (<del>ferries</del>)</td>')
  expect(second).toContain('<td data-side="After">Ferries (<ins>tunnels</ins>)</td>')
})

test('what was added has no before and what was removed no after', async () => {
  const added = await get('/history/2').expect(200)
  expect(added.text).toContain('<td data-side="Added">The mill &lt;stood&gt; &amp; fell.</td>')
  expect(added.text).not.toContain('data-side="Before"')
  expect(added.text).not.toMatch(/<(ins|del)>/)
  const removed = await get('/history/4').expect(200)
  expect(removed.text).toContain('<td data-side="Before">asserts</td>')
  expect(removed.text).not.toContain('data-side="Added"')
  expect(removed.text).toContain('href="/claims/mill-fell"')
  expect(removed.text).toContain('href="/assertions/north-road"')
})

test('every object of a change leads to its own page and to its own history, and none of these is missing', async () => {
  const { text } = await get('/history/1').expect(200)
  const hrefs = new Set(
    [...text.matchAll(/href="(\/[^"#]*)"/g)].map((match) => match[1]!.replaceAll('&amp;', '&')),
  )
  expect(hrefs.size).toBeGreaterThan(50)
  for (const href of hrefs) {
    const { status } = await get(href)
    expect([200, 302], href).toContain(status)
  }
})

test('a large change is shown a hundred objects at a time, each once', async () => {
  const shipped = startTestApp().app
  const { body } = await request(shipped).get('/history/1.json').expect(200)
  const total: number = body.change.objects.total
  expect(body.objects).toHaveLength(100)
  expect(body).toMatchObject({ first: 1, last: 100, previousHref: null, nextHref: '/history/1?after=100' })
  const lastPage = await request(shipped)
    .get(`/history/1.json?after=${total - 1}`)
    .expect(200)
  expect(lastPage.body).toMatchObject({ first: total, last: total, nextHref: null })
  expect(lastPage.body.objects).toHaveLength(1)
  const beyond = await request(shipped).get('/history/1?after=999999').expect(200)
  expect(beyond.text).toContain('There is no further object.')
  const broken = await request(shipped).get('/history/1.json?after=x')
  expect(broken.body.first).toBe(1)
})

test('an object’s history is its whole life, with the stances and relations that belong to it', async () => {
  const mill = await get('/history/of/claim/mill-fell.json').expect(200)
  const life = (body: Listed) =>
    body.changes.flatMap(({ number, objects }) =>
      objects.map(({ kind, key, state }) => [number, kind, key, state]),
    )
  expect(life(mill.body)).toEqual([
    [4, 'stance', 'mill-fell north-road', 'removed'],
    [2, 'claim', 'mill-fell', 'added'],
    [2, 'stance', 'mill-fell north-road', 'added'],
  ])
  const mirrored = await get('/history/of/claim/other-bridge-shelled.json')
  expect(life(mirrored.body).map(([, kind]) => kind)).toEqual(['claim', 'stance', 'relation'])
  const assertion = await get('/history/of/assertion/north-road.json')
  expect(life(assertion.body)).toEqual([
    [4, 'stance', 'mill-fell north-road', 'removed'],
    [2, 'stance', 'mill-fell north-road', 'added'],
    [1, 'assertion', 'north-road', 'added'],
    [1, 'stance', 'road-open north-road', 'added'],
  ])
  const { text } = await get('/history/of/claim/road-open').expect(200)
  expect(text).toContain('Claim: <a href="/claims/road-open">The old road is open.</a>')
  expect(text.indexOf('Reworded a claim')).toBeLessThan(text.indexOf('Loaded a corpus'))
})

test('a life with hundreds of stances goes on page by page', async () => {
  const db = databaseLoadedAt(new Date('2026-01-05T12:00:00Z'), bridges())
  makeChange(db, { actor: 'Ana', action: 'note', summary: 'Noted much' }, (change) => {
    for (let i = 1; i <= 250; i++)
      change.record('stance', `road-open a-${i}`, null, aStance('road-open', `a-${i}`))
  })
  const long = startTestApp(db).app
  const keys: string[] = []
  for (let path: string | null = '/history/of/claim/road-open'; path; ) {
    const { body }: { body: Listed } = await request(long)
      .get(path.replace('road-open', 'road-open.json'))
      .expect(200)
    for (const change of body.changes) keys.push(...change.objects.map(({ key }) => key))
    path = body.nextHref
  }
  expect(keys).toHaveLength(253)
  expect(new Set(keys).size).toBe(253)
})

test('an object that is gone keeps its history, and its page says so', async () => {
  const { text } = await get(`/history/of/stance/${encodeURIComponent('mill-fell north-road')}`).expect(200)
  expect(text).toContain('It is not in the collection any more.')
  const there = await get('/history/of/claim/mill-fell')
  expect(there.text).not.toContain('not in the collection any more')
})

test('an object is found by a former slug, and what never was is not', async () => {
  const moved = await get('/history/of/claim/bridge-hit.json?left=south').expect(308)
  expect(moved.headers.location).toBe('/history/of/claim/bridge-shelled.json?left=south')
  for (const path of ['/history/of/claim/never', '/history/of/planet/mars', '/history/of/stance/a']) {
    const { text } = await get(path).expect(404)
    expect(text).toContain('There is no such object in the history')
  }
  for (const path of ['/history/5', '/history/0', '/history/x', '/history/01', '/history/feed.atom.json']) {
    const { text } = await get(path).set('Accept', 'text/html').expect(404)
    if (!path.endsWith('.json')) expect(text).toContain('<a href="/history/4">The last change, 4</a>')
  }
  const { body } = await get('/history/5.json').expect(404)
  expect(body).toMatchObject({ status: 404, title: 'There is no such change' })
})

/** The elements of a well-formed XML document as "path: text"; throws where it is not well-formed. */
function readXml(xml: string): { path: string; attributes: Record<string, string>; text: string }[] {
  const body = xml.replace(/^<\?xml version="1\.0" encoding="utf-8"\?>\n/, '')
  if (body === xml) throw new Error('no XML declaration')
  const plain = (text: string) => {
    if (/&(?!(?:amp|lt|gt|quot|apos|#\d+);)|[<>]|[^\t\n\r\u0020-\uFFFD]/.test(text))
      throw new Error(`not escaped: ${text}`)
    const signs: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
    return text.replace(/&(\w+);/g, (_, name: string) => signs[name]!)
  }
  const elements: ReturnType<typeof readXml> = []
  const open: (typeof elements)[number][] = []
  for (const [, closing, name, attributes, empty, text] of body.matchAll(
    /<(\/)?([a-z]+)((?:\s[a-z:]+="[^"<]*")*)(\/)?>|([^<]+)/g,
  )) {
    if (text !== undefined) {
      const parent = open.at(-1)
      if (parent) parent.text += plain(text)
      else if (text.trim()) throw new Error(`text outside: ${text}`)
    } else if (closing) {
      if (open.pop()?.path.split('/').at(-1) !== name) throw new Error(`unexpected </${name}>`)
    } else {
      const parent = open.at(-1)
      if (!parent && elements.length) throw new Error('a second root')
      const element = {
        path: parent ? `${parent.path}/${name}` : name!,
        attributes: Object.fromEntries(
          [...attributes!.matchAll(/([a-z:]+)="([^"]*)"/g)].map(([, key, value]) => [key, plain(value!)]),
        ),
        text: '',
      }
      elements.push(element)
      if (!empty) open.push(element)
    }
  }
  const length = [...body.matchAll(/<\/?[a-z]+(?:\s[a-z:]+="[^"<]*")*\/?>|[^<]+/g)].reduce(
    (n, [one]) => n + one.length,
    0,
  )
  if (open.length || length !== body.length) throw new Error('not well-formed')
  return elements
}

test('the feed is Atom that lists the same changes as the page, at whole addresses', async () => {
  const { text, headers } = await get('/history/feed.atom').set('Host', 'letters.example').expect(200)
  expect(headers['content-type']).toBe('application/atom+xml; charset=utf-8')
  const elements = readXml(text)
  const all = (path: string) => elements.filter((one) => one.path === path)
  const texts = (path: string) => all(path).map((one) => one.text)
  const { body } = await get('/history.json')
  expect(all('feed')[0]?.attributes.xmlns).toBe('http://www.w3.org/2005/Atom')
  expect(texts('feed/title')).toEqual(['Letters about a bridge: changes'])
  expect(texts('feed/id')).toEqual(['http://letters.example/history/feed.atom'])
  expect(texts('feed/updated')).toEqual(['2026-01-08T08:30:00.000Z'])
  expect(texts('feed/entry/title')).toEqual(body.changes.map(({ summary }: { summary: string }) => summary))
  expect(texts('feed/entry/updated')).toEqual(body.changes.map(({ madeAt }: { madeAt: string }) => madeAt))
  expect(texts('feed/entry/author/name')).toEqual(body.changes.map(({ actor }: { actor: string }) => actor))
  expect(texts('feed/entry/id')).toEqual([4, 3, 2, 1].map((n) => `http://letters.example/history/${n}`))
  for (const { attributes } of elements.filter(({ path }) => path.endsWith('/link'))) {
    expect(attributes.href).toMatch(/^http:\/\/letters\.example\//)
  }
  const page = await get('/history?actor=Ana')
  expect(page.text).toContain(
    '<link rel="alternate" type="application/atom+xml" title="Changes" href="/history/feed.atom?actor=Ana">',
  )
})

test('the feed takes the same filters, also where nothing fits, and holds no sign that XML cannot hold', async () => {
  const titles = async (query: string) =>
    readXml((await get(`/history/feed.atom${query}`).expect(200)).text)
      .filter(({ path }) => path === 'feed/entry/title')
      .map(({ text }) => text)
  expect(await titles('?actor=Ben')).toEqual(['Reworded a claim'])
  expect(await titles('?kind=claim&from=2026-01-06&kind=broken')).toHaveLength(2)
  expect(await titles('?actor=Nobody')).toEqual([])
  expect(await titles('?from=nonsense')).toHaveLength(4)
  const db = editedDatabase()
  makeChange(
    db,
    { actor: 'Eve\u0000\u0007', action: '"a" & <b>', summary: 'Odd \u001b]]> \uffff ’' },
    () => {},
  )
  const odd = readXml((await request(startTestApp(db).app).get('/history/feed.atom')).text)
  expect(odd.find(({ path }) => path === 'feed/entry/title')?.text).toBe('Odd ]]>  ’')
  expect(odd.find(({ path }) => path === 'feed/entry/category')?.attributes.term).toBe('"a" & <b>')
})

test('who has the feed already is told so until something changes', async () => {
  const db = editedDatabase()
  const changing = startTestApp(db).app
  const { headers } = await request(changing).get('/history/feed.atom')
  const again = () => request(changing).get('/history/feed.atom').set('If-None-Match', headers.etag!)
  await again().expect(304)
  makeChange(db, { actor: 'Ana', action: 'note', summary: 'Noted' }, () => {})
  await again().expect(200)
})

test('the pages of a claim, of a letter and every footer lead to the history', async () => {
  const claim = await get('/claims/road-open?left=south')
  expect(claim.text).toContain('href="/history/of/claim/road-open?left=south"')
  expect(claim.text).toContain('<li><a href="/history?left=south">History</a></li>')
  const letter = await get('/letters/north-letter')
  expect(letter.text).toContain('href="/history/of/letter/north-letter"')
})

test('what a change linked is called as it was called then, on its page and in the life of it', async () => {
  const { agent, db } = startDesk({ db: databaseWith(bridges()) })
  const latest = () => db.$client.prepare<[], number>('SELECT max(id) FROM changes').pluck().get()!
  const post = (path: string, fields: object) =>
    agent
      .post(path)
      .type('form')
      .send({ base: latest(), ...fields })
      .expect(303)
  const [stance] = readCorpus(db).stances.filter(({ claim }) => claim === 'bridge-shelled')
  await post(`/claims/bridge-shelled/stances/${stance!.assertion}`, { stance: 'qualifies' })
  const linked = latest()
  await post('/claims/bridge-shelled/rewording', { wording: 'South shelled the bridge twice.' })
  const named = async (path: string) => {
    const { body } = await agent.get(path).expect(200)
    const objects = body.objects ?? body.changes.flatMap((one: { objects: object[] }) => one.objects)
    return objects.find(({ kind }: { kind: string }) => kind === 'stance').names[0]
  }
  const then = { text: 'South shelled the bridge.', href: '/claims/bridge-shelled' }
  expect(await named(`/history/${linked}.json`)).toEqual(then)
  expect(await named('/history/of/claim/bridge-shelled.json')).toEqual(then)
})
