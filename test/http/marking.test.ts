import { beforeAll, expect, test } from 'vitest'
import { presentRecord } from '../../db/present.ts'
import { bridges } from '../support/bridges.ts'
import { databaseWith } from '../support/builders.ts'
import { agentOf, signInAs, startDesk } from '../support/desk.ts'
import { fieldsOf, textOf } from '../support/markedPage.ts'
import { faultsOf } from '../support/validHtml.ts'

let desk: ReturnType<typeof startDesk>
// One for all tests: what the words tell is learned in a process of its own, which takes a second to start.
beforeAll(() => {
  desk = startDesk({ db: databaseWith(bridges()) })
})

const address = '/desk/letters/north-letter/marking'
const open = async (query = '') => (await desk.agent.get(`${address}${query}`).expect(200)).text
const send = (fields: object) => desk.agent.post(address).type('form').send(fields)
const texts = (db = desk.db) => db.$client.prepare('SELECT slug, quote FROM assertions ORDER BY id').all()
const countChanges = () => desk.db.$client.prepare<[], number>('SELECT count(*) FROM changes').pluck().get()!
const latest = () => texts().at(-1) as { slug: string; quote: string }

test('words that were selected in the letter come filled in with what they tell, and no claim is chosen unasked', async () => {
  const html = await open('?start=0&end=18')
  const fields = fieldsOf(html)
  expect(fields).toMatchObject({
    range: ['0-18'],
    gist: ['Our ferry was sunk.'],
    kind: ['fact'],
    modality: ['plain'],
    'link-1-claim': ['none'],
  })
  expect(textOf(html, '#claims')).toContain('The ferry was sunk.')
  // The other side's position, with its words.
  expect(textOf(html, '#claims')).toContain('The ferry was only damaged.')
})

test('marked words become an assertion with its stance, signed, in one change', async () => {
  const html = await open('?start=0&end=18')
  const before = texts().length
  const { headers } = await send(
    fieldsOf(html, {
      act: 'save',
      topic: ['ferries'],
      'link-1-claim': 'claim:ferry-sunk',
      'link-1-stance-ferry-sunk': 'qualifies',
      'link-1-note': 'Says nothing about when.',
      'link-1-when': 'not said',
      'figure-1-number': '1,200',
      'figure-1-unit': 'people',
      'figure-1-counted': 'people on board',
      'attribution-1-name': 'the Red Cross',
      'attribution-1-who': 'authority:red-cross',
      'attribution-1-adopted': 'yes',
      authority: ['red-cross'],
    }),
  ).expect(303)
  const { slug } = latest()
  expect(texts()).toHaveLength(before + 1)
  expect(headers.location).toMatch(new RegExp(`^/letters/north-letter\\?done=\\d+#${slug}$`))
  const letter = await desk.agent.get(headers.location!.split('#')[0]!).expect(200)
  expect(textOf(letter.text, '.said')).toMatch(/^Marked “.*” in .*\. Change \d+\s?Undo$/)
  expect(presentRecord(desk.db, 'assertion', slug)).toMatchObject({
    letter: 'north-letter',
    ranges: [{ start: 0, end: 18, exact: 'Our ferry was sunk', prefix: '' }],
    gist: 'Our ferry was sunk.',
    topics: ['ferries'],
    figures: [{ number: 1200, bound: 'exactly', unit: 'people', counted: 'people on board' }],
    attribution: [{ name: 'the Red Cross', authority: 'red-cross', adopted: true }],
    citations: [{ authority: 'red-cross' }],
  })
  expect(presentRecord(desk.db, 'stance', `ferry-sunk ${slug}`)).toEqual({
    claim: 'ferry-sunk',
    assertion: slug,
    stance: 'qualifies',
    wording: 1,
    scope: { note: 'Says nothing about when.', when: 'not said' },
  })
  const change = desk.db.$client.prepare('SELECT actor, action, summary FROM changes ORDER BY id DESC').get()
  expect(change).toEqual({
    actor: desk.visitor.name,
    action: 'mark',
    summary: 'Marked “Our ferry was sunk” in north-letter',
  })
})

test('a new claim is made on the same page, in the same change, with the topics of the words', async () => {
  const changes = countChanges()
  const html = await open('?start=0&end=18')
  await send(
    fieldsOf(html, {
      act: 'save',
      topic: ['ferries'],
      'link-1-claim': 'new',
      'link-1-wording': 'The ferry of the Northern side was sunk by a mine.',
      'link-1-claim-who': 'a mine',
      'link-1-newStance': 'asserts',
    }),
  ).expect(303)
  const { slug } = latest()
  expect(presentRecord(desk.db, 'claim', 'ferry-northern-side-sunk-mine')).toMatchObject({
    wording: 'The ferry of the Northern side was sunk by a mine.',
    who: 'a mine',
    topics: ['ferries'],
  })
  expect(presentRecord(desk.db, 'stance', `ferry-northern-side-sunk-mine ${slug}`)).toBeDefined()
  expect(countChanges()).toBe(changes + 1)
})

test('a claim that is there already is not made a second time: it is offered, and said to be there', async () => {
  const before = presentRecord(desk.db, 'claim', 'road-open')
  const html = await open('?start=0&end=18')
  const fields = { topic: ['ferries'], 'link-1-claim': 'new', 'link-1-wording': 'the road  is open' }
  const { text } = await send(fieldsOf(html, { act: 'save', ...fields })).expect(422)
  expect(textOf(text, '.error-summary')).toContain('There is such a claim already: “The road is open.”')
  expect(text).toContain('value="claim:road-open"')
  const claims = desk.db.$client.prepare('SELECT count(*) FROM claims WHERE wording LIKE ?').pluck()
  expect(claims.get('the road is open%')).toBe(1)
  await send(fieldsOf(text, { act: 'save', 'link-1-claim': 'claim:road-open' })).expect(303)
  expect(presentRecord(desk.db, 'stance', `road-open ${latest().slug}`)).toBeDefined()
  expect(presentRecord(desk.db, 'claim', 'road-open')).toEqual(before)
})

test('words bear on several claims, and another one is found by its words', async () => {
  const html = await open('?start=0&end=18')
  const more = await send(fieldsOf(html, { act: 'more', 'link-1-claim': 'claim:ferry-sunk' })).expect(200)
  const found = await send(
    fieldsOf(more.text, { act: 'find-2', 'link-2-find': 'road op', 'link-2-claim': 'find' }),
  ).expect(200)
  expect(textOf(found.text, '#link-2')).toContain('The road is open.')
  const refused = await send(fieldsOf(found.text, { act: 'save' })).expect(422)
  expect(textOf(refused.text, '.error-summary')).toContain('Find the claim and choose it')
  await send(fieldsOf(found.text, { act: 'save', 'link-2-claim': 'claim:road-open' })).expect(303)
  const { slug } = latest()
  for (const claim of ['ferry-sunk', 'road-open']) {
    expect(presentRecord(desk.db, 'stance', `${claim} ${slug}`)).toBeDefined()
  }
})

test('words that are typed are found with other quotation marks and capitals, and come with what they tell', async () => {
  const html = await open()
  const { text } = await send(fieldsOf(html, { act: 'words', quote: '  the ROAD  is open ' })).expect(200)
  const fields = fieldsOf(text)
  expect(fields).toMatchObject({ gist: ['The road is open.'], quote: [''] })
  await send(fieldsOf(text, { act: 'save' })).expect(303)
  expect(latest().quote).toBe('The road is open')
})

test('words that the letter does not hold are refused, and stay as typed', async () => {
  const html = await open('?start=0&end=18')
  const { text } = await send(
    fieldsOf(html, {
      act: 'save',
      range: null,
      quote: 'Our ferries were sunk',
      gist: 'Mine <b>own</b>',
      topic: ['tunnels'],
    }),
  ).expect(422)
  expect(textOf(text, '.error-summary')).toContain('The letter does not hold these words')
  expect(fieldsOf(text)).toMatchObject({
    quote: ['Our ferries were sunk'],
    gist: ['Mine <b>own</b>'],
    topic: ['tunnels'],
  })
  expect(text).not.toContain('<b>own</b>')
})

test('words that stand in several places are offered place by place', async () => {
  const south = '/desk/letters/south-letter/marking'
  const page = await desk.agent.get(south).expect(200)
  const post = (fields: object) => desk.agent.post(south).type('form').send(fields)
  const { text } = await post(fieldsOf(page.text, { act: 'words', quote: 'bridge' })).expect(422)
  expect(textOf(text, '.error-summary')).toContain('These words stand in 2 places')
  const places = [...text.matchAll(/id="place-\d+" name="place" value="([\d-]+)"/g)].map((match) => match[1]!)
  expect(places).toHaveLength(2)
  const chosen = await post(fieldsOf(text, { act: 'words', place: places[1]! })).expect(200)
  expect(fieldsOf(chosen.text)).toMatchObject({ range: [places[1]] })
})

test('words are chosen by the numbers of the first and the last one in their paragraph, apart ones too', async () => {
  const html = await open('?paragraph=1')
  const { text } = await send(fieldsOf(html, { act: 'words', first: '2', last: '4' })).expect(200)
  expect(fieldsOf(text)).toMatchObject({ range: ['4-18'] })
  const second = await send(fieldsOf(text, { act: 'words', first: '11', last: '12', beside: 'yes' })).expect(
    200,
  )
  await send(fieldsOf(second.text, { act: 'save' })).expect(303)
  expect(latest().quote).toBe('ferry was sunk … was shelled')
  const wrong = await send(fieldsOf(html, { act: 'words', first: '4', last: '99' })).expect(422)
  expect(textOf(wrong.text, '.error-summary')).toContain('Give the numbers of the first and of the last word')
})

test('a range that runs over the end of a paragraph is refused', async () => {
  const html = await open('?start=0&end=18')
  const { text } = await send(fieldsOf(html, { act: 'save', range: '50-75' })).expect(422)
  expect(textOf(text, '.error-summary')).toContain('within one paragraph')
})

test('each field says what is wrong with it, and nothing that was typed is lost', async () => {
  const html = await open('?start=0&end=18')
  const typed = {
    gist: '',
    kind: 'rumour',
    'figure-1-number': 'many',
    'figure-1-unit': '',
    'figure-1-counted': 'ferries',
    'attribution-1-name': '',
    'attribution-1-who': 'party:south',
    otherFootnotes: '99',
    'link-1-claim': 'new',
    'link-1-wording': '  ',
  }
  const { text } = await send(fieldsOf(html, { act: 'save', topic: [], ...typed })).expect(422)
  for (const message of [
    'Say in one sentence what the words state.',
    'Choose a kind.',
    'Give the number in digits',
    'Say in what it is counted',
    'Give the name as the letter has it.',
    'The letter has no note 99.',
    'Word the claim in one neutral sentence',
    'Choose at least one topic for the new claim.',
  ]) {
    expect(textOf(text, '.error-summary')).toContain(message)
  }
  const { 'link-1-wording': _, kind: __, ...kept } = typed
  expect(fieldsOf(text)).toMatchObject(
    Object.fromEntries(
      Object.entries(kept)
        .filter(([name]) => name !== 'otherFootnotes')
        .map(([name, value]) => [name, [value]]),
    ),
  )
})

test('after marking, the next words of the same sentence can be chosen at once', async () => {
  const html = await open('?start=0&end=18&to=suggestions&at=7')
  const { headers } = await send(fieldsOf(html, { act: 'save-and-stay' })).expect(303)
  const next = await desk.agent.get(headers.location!).expect(200)
  expect(textOf(next.text, '.said')).toContain('Marked “Our ferry was sunk')
  expect(next.text).toContain('Choose the next words of this sentence.')
  expect(textOf(next.text, '.picker__text')).toBe('¶ 1 Our ferry was sunk.')
  expect(fieldsOf(next.text)).toMatchObject({ to: ['suggestions'], at: ['7'] })
})

test('a letter’s assertions are numbered on, and a number that was given once is never given again', async () => {
  const html = await open('?start=0&end=18')
  await send(fieldsOf(html, { act: 'save' })).expect(303)
  const first = latest().slug
  expect(first).toMatch(/^north-letter-\d{3}$/)
  const edit = await desk.agent.get(`/desk/assertions/${first}`).expect(200)
  await desk.agent
    .post(`/desk/assertions/${first}/removal`)
    .type('form')
    .send({ base: fieldsOf(edit.text).base![0] })
    .expect(303)
  await send(fieldsOf(html, { act: 'save' })).expect(303)
  expect(latest().slug).toBe(`north-letter-${String(Number(first.slice(-3)) + 1).padStart(3, '0')}`)
})

test('an unknown letter is not found, and only editors come here', async () => {
  await desk.agent.get('/desk/letters/nobodys/marking').expect(404)
  await desk.agent.post('/desk/letters/nobodys/marking').expect(404)
  await agentOf(desk.app, signInAs(desk.db, 'commenter').token).get(address).expect(403)
  await agentOf(desk.app).get(address).expect(303)
})

test('where there are more sources and authors than a list can hold, another one is named by hand', async () => {
  expect(await open('?start=0&end=18')).not.toContain('otherAuthority')
  const many = startDesk({ db: databaseWith(bridges()) })
  const add = (table: string, kind: string, name: string, slug: string) =>
    many.db.$client.prepare(`INSERT INTO ${table} (slug, name, kind) VALUES (?, ?, ?)`).run(slug, name, kind)
  add('authors', 'news agency', 'The Harbour Gazette', 'harbour-gazette')
  for (let i = 0; i < 420; i++) {
    add('authorities', 'other', `Register ${i}`, `register-${i}`)
    add('authors', 'news agency', `Agency ${i}`, `agency-${i}`)
  }
  add('authorities', 'other', 'Registry of Boats', 'registry-of-boats')
  for (const slug of ['twin-one', 'twin-two']) add('authorities', 'other', 'The Twin', slug)
  const page = (await many.agent.get(`${address}?start=0&end=18`).expect(200)).text
  expect(page).not.toContain('Registry of Boats')
  expect(page).not.toContain('The Harbour Gazette')
  const save = (fields: object) =>
    many.agent
      .post(address)
      .type('form')
      .send(fieldsOf(page, { act: 'save', topic: ['ferries'], ...fields }))
  const refused = await save({ otherAuthority: 'the twin', otherAuthor: 'Nobody' }).expect(422)
  expect(textOf(refused.text, '.error-summary')).toContain('give the address of one, twin-one or twin-two')
  expect(textOf(refused.text, '.error-summary')).toContain('No author has this name or address.')
  expect(fieldsOf(refused.text)).toMatchObject({ otherAuthority: ['the twin'], otherAuthor: ['Nobody'] })
  expect(await faultsOf(refused.text)).toEqual([])
  await save({ otherAuthority: 'registry of boats', otherAuthor: 'harbour-gazette' }).expect(303)
  const slug = many.db.$client
    .prepare<[], string>('SELECT slug FROM assertions ORDER BY id DESC')
    .pluck()
    .get()!
  expect(presentRecord(many.db, 'assertion', slug)).toMatchObject({
    author: 'harbour-gazette',
    citations: [{ authority: 'registry-of-boats' }],
  })
  // Changed again, they are among those to choose from.
  const again = await many.agent.get(`/desk/assertions/${slug}`).expect(200)
  expect(fieldsOf(again.text)).toMatchObject({
    author: ['harbour-gazette'],
    authority: ['registry-of-boats', ''],
  })
})
