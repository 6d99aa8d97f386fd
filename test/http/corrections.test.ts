import { expect, test } from 'vitest'
import type { Db } from '../../db/client.ts'
import { findDrift } from '../../db/derived/recount.ts'
import { type Edit, edit } from '../../db/edit.ts'
import { presentRecord, readCorpus } from '../../db/present.ts'
import { makeChange } from '../../db/writes/change.ts'
import { applyEdits } from '../../db/writes/edits.ts'
import { lastChangeOf } from '../../db/writes/stale.ts'
import { decide } from '../../db/writes/suggestions.ts'
import { typedDetails } from '../../server/domain/correction/letterDetails.ts'
import { typedLetter } from '../../server/domain/correction/letterForm.ts'
import { suggestionQueries } from '../../server/features/suggestions/queries.ts'
import { bridges } from '../support/bridges.ts'
import {
  aCorpus,
  addManyAuthors,
  addManyLetters,
  aLetter,
  anAssertion,
  databaseWith,
} from '../support/builders.ts'
import { startDesk } from '../support/desk.ts'
import { disputedBridge } from '../support/disputedBridge.ts'
import { atLastMoment } from '../support/lastMoment.ts'
import { fieldsOf, optionsOf, textOf as wordsOf } from '../support/markedPage.ts'
import { suggest } from '../support/suggested.ts'
import { faultsOf } from '../support/validHtml.ts'

/** The form with a letter's text as it would be sent, some paragraphs' words changed. */
function formOf(db: Db, slug: string, change: (words: string, index: number) => string, more: object = {}) {
  const { paragraphs, notes } = typedLetter(presentRecord(db, 'letter', slug)!)
  const fields: Record<string, string> = {
    base: String(lastChangeOf(db, 'letter', slug)),
    reason: 'Mended after the print.',
    step: 'save',
  }
  paragraphs.forEach(({ role, mark, words }, i) => {
    Object.assign(fields, { [`p${i}-role`]: role, [`p${i}-mark`]: mark, [`p${i}-words`]: change(words, i) })
  })
  notes.forEach(({ was, marker, words, authorities }, i) => {
    Object.assign(fields, {
      [`n${i}-was`]: was,
      [`n${i}-marker`]: marker,
      [`n${i}-words`]: words,
      [`n${i}-authorities`]: authorities.join(', '),
    })
  })
  return { ...fields, ...more }
}

const textOf = (db: Db) => presentRecord(db, 'letter', 'north-letter')!.text

const make = (db: Db, edits: Edit[]) =>
  makeChange(db, { actor: 'Ben', action: 'edit', summary: 'Edited' }, (change) => applyEdits(change, edits))

const desk = () => startDesk({ db: databaseWith(disputedBridge()) })

/** A letter with an assertion, and another word for one of its words. */
function aTarget(db: Db) {
  const { assertions } = readCorpus(db)
  const assertion = assertions.find(({ ranges }) => ranges.length === 1)!
  const [word] = /\p{L}{5,}/u.exec(assertion.ranges[0]!.exact)!
  return { slug: assertion.letter, assertion, word, fresh: `${word}x` }
}

test('the form shows the letter, and what it would do before anything is saved', async () => {
  const { db, agent } = desk()
  const { slug, assertion, word, fresh } = aTarget(db)
  const page = await agent.get(`/desk/letters/${slug}/correction`).expect(200)
  expect(page.text).toContain(word)
  const form = formOf(db, slug, (words) => words.replace(word, fresh), { step: 'preview' })
  const preview = await agent.post(`/desk/letters/${slug}/correction`).type('form').send(form).expect(200)
  expect(preview.text).toContain('What this correction does')
  expect(preview.text).toContain(assertion.gist)
  expect(presentRecord(db, 'assertion', assertion.id)).toEqual(assertion)
})

test('a correction takes an assertion whose words changed off the record until a person marks it again; both can be read in the history', async () => {
  const { db, agent } = desk()
  const { slug, assertion, word, fresh } = aTarget(db)
  const stances = readCorpus(db).stances.filter((stance) => stance.assertion === assertion.id)
  await agent
    .post(`/desk/letters/${slug}/correction`)
    .type('form')
    .send(formOf(db, slug, (words) => words.replace(word, fresh)))
    .expect(303)
    .expect('Location', `/desk/waiting?letter=${slug}&done=2`)
  expect(presentRecord(db, 'assertion', assertion.id)).toBeUndefined()
  expect(presentRecord(db, 'letter', slug)?.changes.at(-1)).toBe('Mended after the print.')
  expect(findDrift(db)).toEqual([])

  const letter = await agent.get(`/letters/${slug}`).expect(200)
  expect(letter.text).toContain('Version 2')
  const list = await agent.get(`/desk/waiting?letter=${slug}`).expect(200)
  expect(list.text).toContain(`<del>${word}</del>`)
  expect(list.text).toContain(`<ins>${fresh}</ins>`)

  const page = await agent.get(`/desk/waiting/${assertion.id}`).expect(200)
  const offer = /name="r0-choice" value="(\d+-\d+)"/.exec(page.text)![1]!
  await agent
    .post(`/desk/waiting/${assertion.id}/words`)
    .type('form')
    .send(fieldsOf(page.text, { 'r0-choice': offer, confirmed: 'yes', act: 'save' }, '.form--wide'))
    .expect(303)
    .expect('Location', `/letters/${slug}?done=3#${assertion.id}`)
  const again = presentRecord(db, 'assertion', assertion.id)!
  expect(again.ranges[0]!.exact).toContain(fresh)
  expect(readCorpus(db).stances.filter((stance) => stance.assertion === assertion.id)).toEqual(stances)
  expect(presentRecord(db, 'waiting', assertion.id)).toBeUndefined()
  expect(findDrift(db)).toEqual([])
  for (const path of [
    `/history/of/assertion/${assertion.id}`,
    `/history/of/letter/${slug}`,
    '/history/2',
    '/history/3',
  ]) {
    await agent.get(path).expect(200)
  }
  await agent
    .get(`/desk/waiting/${assertion.id}`)
    .expect(303)
    .expect('Location', `/assertions/${assertion.id}`)
})

test('what was suggested and decided stays with the words that a correction leaves alone', async () => {
  const { db, agent, visitor } = startDesk({ db: databaseWith(bridges()) })
  suggest(db, 'north-letter', ['Our ferry was sunk', 'As South … says', 'The road is open'])
  const states = () =>
    suggestionQueries(db)
      .queueOf('north-letter')
      .map(({ quote, ranges, state }) => [
        ranges.map(({ start, end }) => textOf(db).slice(start, end)).join(' … ') === quote,
        quote,
        state,
      ])
  const [, second] = suggestionQueries(db).queueOf('north-letter')
  decide(db, {
    suggestionId: second!.id,
    decision: 'rejected',
    accountId: visitor.id,
    expectedDecision: null,
  })
  const before = states()
  await agent
    .post('/desk/letters/north-letter/correction')
    .type('form')
    .send(formOf(db, 'north-letter', (words) => words.replace('Our ferry', 'Our great ferry')))
    .expect(303)
  expect(states()).toEqual([
    [true, 'As South … says', 'rejected'],
    [true, 'The road is open', 'open'],
  ])
  const change = db.$client.prepare<[], number>('SELECT max(id) FROM changes').pluck().get()
  await agent.post(`/history/${change}/undoing`).expect(303)
  expect(states()).toEqual(before)
})

test('an assertion that another process marks at the last moment moves with the text, too', async () => {
  const { db, agent } = startDesk({ db: databaseWith(bridges()) })
  const fresh = anAssertion(presentRecord(db, 'letter', 'north-letter')!, {
    id: 'north-open',
    quote: 'road is open',
  })
  atLastMoment(db, () => make(db, [edit('assertion', null, fresh)]))
  await agent
    .post('/desk/letters/north-letter/correction')
    .type('form')
    .send(formOf(db, 'north-letter', (words) => words.replace('Our ferry', 'Our great ferry')))
    .expect(303)
  const [range] = presentRecord(db, 'assertion', 'north-open')!.ranges
  expect(textOf(db).slice(range!.start, range!.end)).toBe('road is open')
  expect(findDrift(db)).toEqual([])
})

test('where a claim is merged at the last moment, what is marked again bears on the claim that it went into', async () => {
  const { db, agent } = startDesk({ db: databaseWith(bridges()) })
  await agent
    .post('/desk/letters/south-letter/correction')
    .type('form')
    .send(formOf(db, 'south-letter', (words) => words.replace('only damaged', 'merely damaged')))
    .expect(303)
  const claim = presentRecord(db, 'claim', 'ferry-sunk')!
  const left = presentRecord(db, 'stance', 'ferry-sunk north-sunk')!
  atLastMoment(db, () =>
    make(db, [edit('stance', left, null), edit('claim', claim, { ...claim, merged_into: 'ferry-stopped' })]),
  )
  await agent
    .post('/desk/waiting/south-damaged/words')
    .type('form')
    .send({ base: 9, confirmed: 'yes', 'r0-choice': 'typed', 'r0-words': 'The ferry was merely damaged.' })
    .expect(303)
  expect(presentRecord(db, 'stance', 'ferry-sunk south-damaged')).toBeUndefined()
  expect(presentRecord(db, 'stance', 'ferry-stopped south-damaged')).toMatchObject({ stance: 'qualifies' })
  expect(findDrift(db)).toEqual([])
})

test('what the new words put in doubt is pointed out and changed or confirmed, in the same change', async () => {
  const letter = aLetter({
    id: 'flight',
    author: 'minister-of-north',
    texts: ['The Red Cross says that at least 2,000 people fled. The bridge stands.'],
    footnotes: [{ marker: '1', text: 'A list.', urls: [], offsets: [50], authorities: [] }],
  })
  const fled = anAssertion(letter, {
    id: 'flight-001',
    quote: 'at least 2,000 people fled',
    gist: 'At least 2,000 people fled.',
    attribution: [{ name: 'The Red Cross', authority: 'red-cross', adopted: true }],
    figures: [{ number: 2000, bound: 'at least', unit: 'people', counted: 'people who fled' }],
    citations: [{ footnote: '1' }, { authority: 'red-cross' }],
  })
  const { db, agent } = startDesk({ db: databaseWith(aCorpus({ letters: [letter], assertions: [fled] })) })
  const form = formOf(db, 'flight', (words) => words.replace('2,000', '3,000'))
  await agent.post('/desk/letters/flight/correction').type('form').send(form).expect(303)

  const page = (await agent.get('/desk/waiting/flight-001').expect(200)).text
  expect(await faultsOf(page)).toEqual([])
  expect(wordsOf(page, '#field-gist-doubt')).toContain('“2,000”')
  expect(wordsOf(page, '#field-figure-1-number-doubt')).toContain('“2,000”')
  expect(page).not.toContain('field-figure-1-unit-doubt')
  expect(fieldsOf(page, {}, '.form--wide')).toMatchObject({
    gist: [fled.gist],
    'figure-1-number': ['2000'],
    'attribution-1-name': ['The Red Cross'],
    authority: ['red-cross'],
    'c0-note': ['1'],
  })
  const offer = /name="r0-choice" value="(\d+-\d+)"/.exec(page)![1]!
  const post = (more: Record<string, string | null>) =>
    agent
      .post('/desk/waiting/flight-001/words')
      .type('form')
      .send(fieldsOf(page, { 'r0-choice': offer, act: 'save', ...more }, '.form--wide'))
  // Nothing of it was looked at, or only a part.
  expect((await post({}).expect(422)).text).toContain('Look at what is pointed out')
  const half = (await post({ gist: 'At least 3,000 people fled.' }).expect(422)).text
  expect(half).not.toContain('field-gist-doubt')
  expect(half).toContain('field-figure-1-number-doubt')
  await post({ gist: '' }).expect(422, /Say in one sentence/)
  await post({ 'figure-1-number': 'many' }).expect(422, /Give the number in digits/)
  expect(fieldsOf((await post({ act: 'more' }).expect(200)).text, {}, '.form--wide')).toHaveProperty(
    'figure-2-number',
  )
  await post({ gist: 'At least 3,000 people fled.', 'figure-1-number': '3,000', 'c0-note': '' }).expect(303)
  expect(presentRecord(db, 'assertion', 'flight-001')).toMatchObject({
    gist: 'At least 3,000 people fled.',
    ranges: [{ exact: 'at least 3,000 people fled' }],
    figures: [{ number: 3000, bound: 'at least', unit: 'people', counted: 'people who fled' }],
    attribution: fled.attribution,
    citations: [{ authority: 'red-cross' }],
  })
  expect(findDrift(db)).toEqual([])
  expect(lastChangeOf(db, 'assertion', 'flight-001')).toBe(3)
})

test('what is pointed out can be confirmed as it is', async () => {
  const { db, agent } = desk()
  const { slug, assertion, word, fresh } = aTarget(db)
  await agent
    .post(`/desk/letters/${slug}/correction`)
    .type('form')
    .send(formOf(db, slug, (words) => words.replace(word, fresh)))
    .expect(303)
  const page = (await agent.get(`/desk/waiting/${assertion.id}`)).text
  const offer = /name="r0-choice" value="(\d+-\d+)"/.exec(page)![1]!
  const fields = fieldsOf(page, { 'r0-choice': offer, act: 'save' }, '.form--wide')
  const post = (more: object) =>
    agent
      .post(`/desk/waiting/${assertion.id}/words`)
      .type('form')
      .send({ ...fields, ...more })
  await post({}).expect(422)
  await post({ confirmed: 'yes' }).expect(303)
  expect(presentRecord(db, 'assertion', assertion.id)?.gist).toBe(assertion.gist)
})

test('where a long letter is replaced by quite another one, only words that stand once in both keep their assertions', async () => {
  const pages = (name: string, kept: string) =>
    Array.from({ length: 300 }, (_, i) =>
      i === 150 ? kept : `${Array.from({ length: 60 }, (_, j) => `${name}${i}x${j}`).join(' ')}.`,
    )
  const texts = pages('a', 'We saw that the bridge was shelled. The ferry sank. The ferry sank.')
  const letter = aLetter({ id: 'long-letter', author: 'minister-of-north', texts })
  const assertions = ['the bridge was shelled', 'The ferry sank', 'a7x1 a7x2'].map((quote, i) =>
    anAssertion(letter, { id: `said-${i}`, quote }),
  )
  const { db, agent } = startDesk({ db: databaseWith(aCorpus({ letters: [letter], assertions })) })
  const others = pages('b', 'They wrote that the bridge was shelled. The ferry sank. The ferry sank.')
  const send = (step: string) =>
    agent
      .post('/desk/letters/long-letter/correction')
      .type('form')
      .send(formOf(db, 'long-letter', (_, i) => others[i]!, { step }))
  const preview = await send('preview').expect(200)
  expect(preview.text).toContain('What this correction does')
  await send('save').expect(303)
  const [range] = presentRecord(db, 'assertion', 'said-0')!.ranges
  expect(presentRecord(db, 'letter', 'long-letter')!.text.slice(range!.start, range!.end)).toBe(
    'the bridge was shelled',
  )
  expect(presentRecord(db, 'waiting', 'said-1')).toMatchObject({ reason: 'place' })
  expect(presentRecord(db, 'waiting', 'said-2')).toMatchObject({ reason: 'words' })
  await agent.get('/desk/waiting').expect(200, /Its words stand there, but at more than one place/)
  await agent.get('/desk/waiting/said-1').expect(200)
})

test('a correction is told in words: the paragraphs that differ, what moved in one line, and the sentence of what waits', async () => {
  const { db, agent } = desk()
  const change = (words: string) => words.replace('fifty', 'sixty hundred')
  await agent
    .post('/desk/letters/second-letter/correction')
    .type('form')
    .send(formOf(db, 'second-letter', change))
    .expect(303)
  const { text } = await agent.get('/history/2').expect(200)
  expect(await faultsOf(text)).toEqual([])
  expect(text).not.toMatch(/Sha256|Offsets|Start:/)
  expect(wordsOf(text, '.change-objects')).toMatch(/\d+ assertions? moved along with the corrected text/)
  const { gist } = presentRecord(db, 'waiting', 'b-3')!.assertion
  // Its stances went with it, and are called by it.
  expect(text).toContain(`Stance removed</span> `)
  expect(wordsOf(text, '.change-objects')).toContain(`· ${gist}`)
  const { text: late } = await agent
    .post('/desk/letters/second-letter/correction')
    .type('form')
    .send({ ...formOf(db, 'second-letter', (words) => `${words} Late.`), base: '1' })
    .expect(409)
  expect(late).not.toMatch(/Sha256|Offsets|Start:/)
  expect(wordsOf(late, '.diff')).toContain('sixty hundred')
})

test('typed words must stand in the letter, once; a waiting assertion may be let go with a reason', async () => {
  const { db, agent } = desk()
  const { slug, assertion, word, fresh } = aTarget(db)
  await agent
    .post(`/desk/letters/${slug}/correction`)
    .type('form')
    .send(formOf(db, slug, (words) => words.replace(word, fresh)))
    .expect(303)
  const base = lastChangeOf(db, 'waiting', assertion.id)
  const mark = (fields: object) =>
    agent
      .post(`/desk/waiting/${assertion.id}/words`)
      .type('form')
      .send({ base, ...fields })
  await mark({}).expect(422, /Choose where the words stand/)
  await mark({ 'r0-choice': '1-99999' }).expect(422, /no place in the letter/)
  await mark({ 'r0-choice': 'typed', 'r0-words': 'zeppelin' }).expect(422, /do not stand in the letter/)
  await mark({ 'r0-choice': 'typed', 'r0-words': 'e' }).expect(422, /times in the letter/)
  await mark({ base: 0, 'r0-choice': 'typed', 'r0-words': fresh, confirmed: 'yes' }).expect(
    409,
    /Somebody else was faster/,
  )
  await agent
    .post(`/desk/waiting/${assertion.id}/release`)
    .type('form')
    .send({ base })
    .expect(422, /Say why/)
  await agent
    .post(`/desk/waiting/${assertion.id}/release`)
    .type('form')
    .send({ base, reason: 'The print does not have it.' })
    .expect(303)
  expect(presentRecord(db, 'waiting', assertion.id)).toBeUndefined()
  await agent.get(`/desk/waiting/${assertion.id}`).expect(404)
  await agent.get(`/history/of/waiting/${assertion.id}`).expect(200)
})

test('a correction that changes nothing, gives no reason or is no letter comes back as typed', async () => {
  const { db, agent } = desk()
  const { slug } = aTarget(db)
  const post = (form: object) => agent.post(`/desk/letters/${slug}/correction`).type('form').send(form)
  await post(formOf(db, slug, (words) => words)).expect(422, /Nothing differs/)
  await post(formOf(db, slug, (words) => `${words} More.`, { reason: ' ' })).expect(422, /Say in a line/)
  await post(formOf(db, slug, (words) => `${words}[^99]`)).expect(422, /There is no note “99”/)
  await post(formOf(db, slug, () => '')).expect(422, /at least one paragraph/)
  await post({}).expect(422)
  const other = readCorpus(db).letters.find(({ id }) => id !== slug)!
  await post(formOf(db, slug, (_, i) => (i ? '' : other.text))).expect(422, /has exactly this text/)
  expect(lastChangeOf(db, 'letter', slug)).toBe(1)
})

test('a correction begun before somebody else’s comes back in the text as it is now, and takes nothing of theirs back', async () => {
  const { db, agent } = desk()
  const slug = 'second-letter'
  const path = `/desk/letters/${slug}/correction`
  const post = (form: object) => agent.post(path).type('form').send(form)
  const last = typedLetter(presentRecord(db, 'letter', slug)!).paragraphs.length - 1
  const late = formOf(db, slug, (words, i) => (i === last ? `${words} Typed late.` : words))
  await post(formOf(db, slug, (words, i) => (i === 0 ? `${words} Typed early.` : words))).expect(303)
  // What it would do is not shown for a text that is not there any more.
  for (const step of ['preview', 'save']) {
    const refused = (await post({ ...late, step }).expect(409)).text
    expect(refused).toContain('An editor made change 2')
    const fields = fieldsOf(refused, {}, '#correction')
    expect(fields['p0-words']![0]).toContain('Typed early.')
    expect(fields[`p${last}-words`]![0]).toContain('Typed late.')
    expect(refused).not.toContain('typed__theirs')
    expect(await faultsOf(refused)).toEqual([])
  }
  expect(presentRecord(db, 'letter', slug)?.text).not.toContain('Typed late.')
  const refused = (await post(late).expect(409)).text
  const preview = (await post(fieldsOf(refused, { step: 'preview' }, '#correction')).expect(200)).text
  expect(preview).not.toContain('It takes the place of')
  await post(fieldsOf(preview, { step: 'save' }, '#correction')).expect(303)
  const { text } = presentRecord(db, 'letter', slug)!
  expect(text).toContain('Typed early.')
  expect(text).toContain('Typed late.')
})

test('where two editors corrected the same paragraph, both versions are shown, and what would replace the other’s is said', async () => {
  const { db, agent } = desk()
  const slug = 'second-letter'
  const post = (form: object) => agent.post(`/desk/letters/${slug}/correction`).type('form').send(form)
  const with1 = (more: string) => formOf(db, slug, (words, i) => (i === 1 ? `${words} ${more}` : words))
  const late = with1('Typed late.')
  await post(with1('Typed early.')).expect(303)
  const refused = (await post(late).expect(409)).text
  expect(wordsOf(refused, '.typed__theirs')).toMatch(/reads now: .*Typed early\. You typed: .*Typed late\./)
  expect(fieldsOf(refused, {}, '#correction')['p1-words']![0]).toContain('Typed late.')
  const preview = (await post(fieldsOf(refused, { step: 'preview' }, '#correction')).expect(200)).text
  expect(wordsOf(preview, '.preview__replaced')).toMatch(
    /takes the place of what An editor made of .+ with change 2/,
  )
  expect(await faultsOf(preview)).toEqual([])
})

test('a correction that was begun before something else was said about the letter is saved', async () => {
  const { db, agent } = desk()
  const form = formOf(db, 'first-letter', (words) => `${words} More.`)
  const details = { ...typedDetails(presentRecord(db, 'letter', 'first-letter')!), title: 'Another title' }
  const base = lastChangeOf(db, 'letter', 'first-letter')
  await agent
    .post('/desk/letters/first-letter')
    .type('form')
    .send({ ...details, base })
    .expect(303)
  await agent.post('/desk/letters/first-letter/correction').type('form').send(form).expect(303)
  expect(presentRecord(db, 'letter', 'first-letter')).toMatchObject({ title: 'Another title' })
})

test('only editors correct a text; a letter that is not there is not found', async () => {
  const { db, agent } = startDesk({ role: 'commenter', db: databaseWith(disputedBridge()) })
  const { slug } = aTarget(db)
  await agent.get(`/desk/letters/${slug}/correction`).expect(403)
  await agent.post(`/desk/letters/${slug}/correction`).type('form').send({}).expect(403)
  const editor = desk()
  await editor.agent.get('/desk/letters/nobody-wrote-it/correction').expect(404)
  await editor.agent.get('/desk/waiting/nothing').expect(404)
  await editor.agent.get('/desk/letters?q=zeppelin').expect(200, /No letter’s title/)
  await editor.agent.get('/desk/waiting').expect(200, /Nothing waits/)
})

test('what is said about a letter can be changed; what is wrong comes back at its field, and an older form with both versions', async () => {
  const { db, agent } = desk()
  const slug = 'first-letter'
  await agent.get(`/desk/letters/${slug}`).expect(200, /First possible day/)
  const base = lastChangeOf(db, 'letter', slug)
  const fields = { ...typedDetails(presentRecord(db, 'letter', slug)!), base }
  const post = (more: object) =>
    agent
      .post(`/desk/letters/${slug}`)
      .type('form')
      .send({ ...fields, ...more })
  await post({ title: '' }).expect(422, /Give the letter a title/)
  await post({
    'captured-from': '2031-06-01',
    'captured-basis': 'Its page.',
    'captured-ground': '',
  }).expect(422, /Say whether the day is stated or inferred/)
  await post({}).expect(303)
  expect(lastChangeOf(db, 'letter', slug)).toBe(base)
  await post({ title: 'Another title', author: 'first-league', symbol: 'A/1' })
    .expect(303)
    .expect('Location', `/letters/${slug}?done=2`)
  expect(presentRecord(db, 'letter', slug)).toMatchObject({
    title: 'Another title',
    author: 'first-league',
    symbol: 'A/1',
  })
  expect(findDrift(db)).toEqual([])
  const late = await post({ title: 'A third title' }).expect(409)
  expect(late.text).toContain('Another')
  expect(late.text).toContain('A third title')
  expect(late.text).toMatch(/<td data-side="Now">[^\n]*(?<!-)League/)
  await agent.get('/desk/letters/nobody-wrote-it').expect(404)
  await agent.post('/desk/letters/nobody-wrote-it').type('form').send({}).expect(404)
})

test('where a collection has more authors than a list can hold, a letter’s author is named by hand', async () => {
  const { db, agent } = desk()
  const path = '/desk/letters/first-letter'
  const open = async () => (await agent.get(path).expect(200)).text
  const few = await open()
  const authors = db.$client.prepare<[], string>('SELECT slug FROM authors').pluck().all()
  expect(optionsOf(few, 'author').sort()).toEqual(authors.sort())
  expect(few).not.toContain('otherAuthor')

  addManyAuthors(db)
  const many = await open()
  const { author } = presentRecord(db, 'letter', 'first-letter')!
  expect(fieldsOf(many, {}, 'form.form')).toMatchObject({ author: [author], otherAuthor: [''] })
  expect(optionsOf(many, 'author')).toHaveLength(101)
  expect(await faultsOf(many)).toEqual([])
  const post = (more: object) =>
    agent
      .post(path)
      .type('form')
      .send({ ...fieldsOf(many, {}, 'form.form'), ...more })

  const refused = await post({ otherAuthor: 'harbour', title: 'Typed', addressee: '' }).expect(422)
  expect(wordsOf(refused.text, '.error-summary')).toContain(
    'The Harbour Gazette (Ann Pilot): harbour-gazette',
  )
  expect(wordsOf(refused.text, '.error-summary')).toContain('Say to whom')
  expect(fieldsOf(refused.text, {}, 'form.form')).toMatchObject({
    author: [author],
    otherAuthor: ['harbour'],
    title: ['Typed'],
  })
  expect(await faultsOf(refused.text)).toEqual([])
  await post({ otherAuthor: 'the twin' }).expect(422, /give the address of one, twin-one or twin-two/)
  await post({ otherAuthor: 'gency 4' }).expect(422, /and others; type more of the name/)
  await post({ otherAuthor: '%' }).expect(422, /No author has/)

  await post({ otherAuthor: ' ann pilot ' }).expect(303)
  expect(presentRecord(db, 'letter', 'first-letter')).toMatchObject({ author: 'harbour-gazette' })
  expect(fieldsOf(await open(), {}, 'form.form')).toMatchObject({
    author: ['harbour-gazette'],
    otherAuthor: [''],
  })
  // Nothing typed: the choice holds.
  await agent
    .post(path)
    .type('form')
    .send({ ...fieldsOf(await open(), {}, 'form.form'), author: 'agency-400' })
    .expect(303)
  expect(presentRecord(db, 'letter', 'first-letter')).toMatchObject({ author: 'agency-400' })
})

test('where a collection has more letters than a list can hold, the one that is answered is named by hand', async () => {
  const { db, agent } = desk()
  const path = '/desk/letters/first-letter'
  const open = async () => (await agent.get(path).expect(200)).text
  const few = await open()
  expect(optionsOf(few, 'answers-0-letter')).toEqual(['', 'second-letter', 'fourth-letter', 'third-letter'])
  expect(few).not.toContain('answers-0-other')

  addManyLetters(db)
  const many = await open()
  expect(optionsOf(many, 'answers-0-letter')).toHaveLength(101)
  expect(await faultsOf(many)).toEqual([])
  const post = async (answered: string) => {
    const form = fieldsOf(await open(), {}, 'form.form')
    return agent
      .post(path)
      .type('form')
      .send({ ...form, 'answers-0-title': 'Your note', 'answers-0-other': answered })
  }
  const near = await post('harbour board')
  expect(near.status).toBe(422)
  expect(wordsOf(near.text, '.error-summary')).toContain('Note of the Harbour Board, 1 May: harbour-note')
  expect(fieldsOf(near.text, {}, 'form.form')).toMatchObject({ 'answers-0-other': ['harbour board'] })
  expect(await faultsOf(near.text)).toEqual([])
  expect((await post('note of the twins')).text).toContain(
    'give the address of one, twin-note-1 or twin-note-2',
  )
  expect((await post('No such note')).text).toContain('No letter has this name or address')
  expect((await post('first-letter')).text).toContain('This is the letter itself')

  expect((await post('note of the harbour board, 1 may')).status).toBe(303)
  expect(presentRecord(db, 'letter', 'first-letter')!.answers).toEqual([
    { title: 'Your note', letter: 'harbour-note' },
  ])
  expect(fieldsOf(await open(), {}, 'form.form')).toMatchObject({ 'answers-0-letter': ['harbour-note'] })
})

test('a note’s sources are offered in a list that stays one, and others can be typed', async () => {
  const { db, agent } = desk()
  const add = db.$client.prepare("INSERT INTO authorities (slug, name, kind) VALUES (?, ?, 'other')")
  for (let i = 0; i < 420; i++) add.run(`register-${i}`, `Register ${i}`)
  const { text } = await agent.get('/desk/letters/first-letter/correction').expect(200)
  expect(text.match(/<option value="register-/g)!.length).toBeLessThanOrEqual(400)
})
