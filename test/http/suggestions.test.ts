import { parseHTML } from 'linkedom'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { edit } from '../../db/edit.ts'
import { presentRecord } from '../../db/present.ts'
import { setUsesKeys } from '../../db/writes/accounts.ts'
import { makeChange } from '../../db/writes/change.ts'
import { applyEdits } from '../../db/writes/edits.ts'
import { undo } from '../../db/writes/undo.ts'
import type { Suggestion } from '../../server/domain/suggest/suggest.ts'
import { bridges } from '../support/bridges.ts'
import { aLetter, databaseWith } from '../support/builders.ts'
import { agentOf, signInAs, startDesk } from '../support/desk.ts'
import { actionOf, fieldsOf, textOf } from '../support/markedPage.ts'
import { suggest } from '../support/suggested.ts'

const quotes = ['Our ferry was sunk', 'the bridge was shelled', 'The road is open']

let desk: ReturnType<typeof startDesk>
let bob: ReturnType<typeof agentOf>
// One for all tests: what words tell is learned in a process of its own, which takes a second to start.
beforeAll(() => {
  desk = startDesk({ db: databaseWith(bridges()) })
  bob = agentOf(desk.app, signInAs(desk.db, 'editor', 'Bob').token)
})

let letter = ''
let address = ''
let letters = 0
beforeEach(() => {
  letter = `letter-${++letters}`
  address = `/desk/letters/${letter}/suggestions`
  const texts = [
    'Our ferry was sunk. As South itself says, the bridge was shelled.',
    `The road is open, ${letters}.`,
  ]
  const record = aLetter({ id: letter, author: 'minister-of-north', texts })
  makeChange(desk.db, { actor: 'test', action: 'load', summary: 'A letter' }, (change) =>
    applyEdits(change, [edit('letter', null, record)]),
  )
  suggest(desk.db, letter, quotes)
})

const open = async (query = '', agent = desk.agent) => (await agent.get(address + query).expect(200)).text
const press = (html: string, act: string, changed: Parameters<typeof fieldsOf>[1] = {}, agent = desk.agent) =>
  agent
    .post(actionOf(html))
    .type('form')
    .send(fieldsOf(html, { ...changed, act }))
const shownIn = (html: string) =>
  [...parseHTML(html).document.querySelectorAll('.letter--beside .now')].map(({ textContent }) => textContent)
const current = (html: string) => fieldsOf(html).gist![0]
const progress = (html: string) => textOf(html, '.queue__count')
const made = () =>
  desk.db.$client
    .prepare<[string], string>(
      'SELECT a.slug FROM assertions a JOIN letters l ON l.id = a.letter_id WHERE l.slug = ? ORDER BY a.id',
    )
    .pluck()
    .all(letter)
const decisions = () =>
  desk.db.$client
    .prepare<[string], { decision: string; action: string; actor: string }>(`
    SELECT d.decision, c.action, c.actor FROM suggestion_decisions d JOIN suggestions s ON s.id = d.suggestion_id
      JOIN letters l ON l.sha256 = s.text_sha256 LEFT JOIN changes c ON c.id = d.change_id WHERE l.slug = ? ORDER BY d.id`)
    .all(letter)

test('the first open suggestion comes in its sentence, its words marked in the letter, with why it is proposed', async () => {
  const html = await open()
  expect(current(html)).toBe('Our ferry was sunk.')
  expect(progress(html)).toBe('0 of 3 decided')
  expect(textOf(html, '#now')).toBe('Our ferry was sunk')
  expect(textOf(html, '.queue__why')).toContain('Clause.')
  expect(textOf(html, '.picker__text')).toBe('¶ 1 Our ferry was sunk.')
  expect(textOf(html, '#claims')).toContain('Southern side qualifies')
})

test('what is marked already is shown in the letter, and named where it is in these very words', async () => {
  const html = await open()
  await press(html, 'save', { gist: 'A ferry was sunk.' }).expect(303)
  const again = await open(`?at=${/suggestions\/(\d+)\/decision/.exec(html)![1]}`)
  expect(textOf(again, '.queue__decided')).toContain('accepted')
  const marking = await desk.agent.get(`/desk/letters/${letter}/marking`).expect(200)
  expect(textOf(marking.text, `a[href="/desk/assertions/${made()[0]}"]`)).toBe('Our ferry was sunk')
})

test('accepting adds the assertion with its stance and decides in one change; the next open one comes', async () => {
  const html = await open()
  const { headers } = await press(html, 'save', {
    'link-1-claim': 'claim:ferry-sunk',
    'link-1-stance-ferry-sunk': 'asserts',
  }).expect(303)
  const [slug] = made()
  expect(presentRecord(desk.db, 'stance', `ferry-sunk ${slug}`)).toBeDefined()
  expect(decisions()).toEqual([{ decision: 'accepted', action: 'mark', actor: desk.visitor.name }])
  const next = await open(headers.location!.replace(address, '').replace('#now', ''))
  expect(current(next)).toBe('The bridge was shelled.')
  expect(progress(next)).toBe('1 of 3 decided (1 accepted)')
})

test('accepting with other words or fields counts as changed', async () => {
  await press(await open(), 'save', { kind: 'legal' }).expect(303)
  const html = await open()
  await press(html, 'save', { range: null, quote: 'South itself says, the bridge was shelled' }).expect(303)
  expect(decisions().map(({ decision }) => decision)).toEqual(['changed', 'changed'])
  const [, second] = made()
  expect(presentRecord(desk.db, 'assertion', second!)).toMatchObject({
    gist: 'South itself says, the bridge was shelled.',
    ranges: [{ exact: 'South itself says, the bridge was shelled' }],
  })
})

test('what was proposed for other words goes with them, what an editor has typed stays, and the words that are marked are told', async () => {
  const proposed: Partial<Suggestion> = { kind: 'legal', agent: 'implied', topics: ['tunnels'] }
  suggest(desk.db, letter, ['As South itself says, the bridge was shelled'], proposed)
  const html = await open()
  const fields = { quote: 'the bridge was shelled', agent: 'absent', topic: ['bridges'] }
  const changed = await press(html, 'words', fields).expect(200)
  expect(fieldsOf(changed.text)).toMatchObject({
    gist: ['The bridge was shelled.'],
    kind: ['fact'],
    agent: ['absent'],
    topic: ['bridges'],
  })
  expect(textOf(changed.text, '#why')).toContain('chosen by hand')
  const { headers } = await press(html, 'save', fields).expect(303)
  expect(presentRecord(desk.db, 'assertion', made()[0]!)).toMatchObject({
    ranges: [{ exact: 'the bridge was shelled' }],
    gist: 'The bridge was shelled.',
    kind: 'fact',
    agent: 'absent',
    topics: ['bridges'],
  })
  expect(textOf(await open(headers.location!.replace(address, '').replace('#now', '')), '.queue__said')).toBe(
    '“the bridge was shelled” is accepted with changes. It bears on no claim yet. Look at it again',
  )
})

test('words that end within one of the letter’s are shown as they are, not as the whole word', async () => {
  suggest(desk.db, letter, ['South itself says, the bri'])
  const marked = [
    ...(await open()).matchAll(/<span class="picker__word picker__word--marked"[^>]*>([^<]*)</g),
  ]
  expect(marked.map(([, words]) => words)).toEqual(['South', 'itself', 'says', 'the', 'bri'])
})

test('a suggestion whose words stand apart shows each stretch in the letter, and is accepted with all of them', async () => {
  suggest(desk.db, letter, ['Our ferry … the bridge was shelled'])
  const html = await open()
  expect(current(html)).toBe('Our ferry … the bridge was shelled.')
  expect(fieldsOf(html).range).toHaveLength(2)
  expect(shownIn(html)).toEqual(['Our ferry', 'the bridge was shelled'])
  await press(html, 'save').expect(303)
  expect(presentRecord(desk.db, 'assertion', made()[0]!)).toMatchObject({
    ranges: [{ exact: 'Our ferry' }, { exact: 'the bridge was shelled' }],
  })
  expect(decisions().map(({ decision }) => decision)).toEqual(['accepted'])
})

test('a part of the words that stand apart counts as changed', async () => {
  suggest(desk.db, letter, ['Our ferry … the bridge was shelled'])
  const html = await open()
  await press(html, 'save', { range: [fieldsOf(html).range![1]!] }).expect(303)
  expect(decisions().map(({ decision }) => decision)).toEqual(['changed'])
})

test('skipped and rejected suggestions add nothing, are listed, and can be opened again', async () => {
  await press(await open(), 'skip').expect(303)
  await press(await open(), 'reject').expect(303)
  expect(made()).toEqual([])
  const html = await open()
  expect(progress(html)).toBe('2 of 3 decided (1 skipped, 1 rejected)')
  expect(current(html)).toBe('The road is open.')
  expect(current(await open('?show=skipped'))).toBe('Our ferry was sunk.')
  const list = (await desk.agent.get(`${address}/all?show=rejected`).expect(200)).text
  expect(textOf(list, 'ol.list')).toContain('the bridge was shelled')
  expect(textOf(list, 'ol.list')).not.toContain('Our ferry was sunk')
  await desk.agent
    .post(actionOf(list, 'ol.list form'))
    .type('form')
    .send(fieldsOf(list, {}, 'ol.list form'))
    .expect(303)
  expect(progress(await open())).toBe('1 of 3 decided (1 skipped)')
})

test('a skipped suggestion is accepted later; when all are decided the page says so', async () => {
  for (const act of ['skip', 'reject', 'reject']) await press(await open(), act).expect(303)
  expect(textOf(await open(), '.empty')).toContain('Every suggestion is decided: 1 skipped, 2 rejected.')
  await press(await open('?show=skipped'), 'save').expect(303)
  expect(textOf(await open('?show=skipped'), '.empty')).toContain('No suggestion is skipped now.')
  expect(progress(await open())).toBe('3 of 3 decided (1 accepted, 2 rejected)')
})

test('a decision that somebody else has made meanwhile is kept, and what was typed stands beside it', async () => {
  const mine = await open()
  const theirs = await open('', bob)
  await press(theirs, 'save', { gist: 'A ferry was sunk, says Bob.' }, bob).expect(303)
  const { text } = await press(mine, 'save', { gist: 'My own gist', 'link-1-note': 'My note' }).expect(409)
  expect(made()).toHaveLength(1)
  expect(textOf(text, '.error-summary')).toContain('Bob has decided on this suggestion meanwhile: accepted')
  expect(textOf(text, '.standing')).toContain('A ferry was sunk, says Bob.')
  expect(fieldsOf(text)).toMatchObject({ gist: ['My own gist'], 'link-1-note': ['My note'] })
  // Sent again, it takes the place of theirs; theirs stays in the history.
  await press(text, 'save').expect(303)
  expect(made()).toHaveLength(1)
  expect(presentRecord(desk.db, 'assertion', made()[0]!)).toMatchObject({ gist: 'My own gist' })
})

test('looking for a claim on an older state tells so too, and keeps what was typed', async () => {
  const mine = await open()
  await press(await open('', bob), 'save', {}, bob).expect(303)
  const { text } = await press(mine, 'find-1', { 'link-1-find': 'road', gist: 'Mine' }).expect(409)
  expect(textOf(text, '#marking')).toContain('Bob has decided on this suggestion meanwhile')
  expect(textOf(text, '#claims')).toContain('The road is open.')
  expect(fieldsOf(text)).toMatchObject({ gist: ['Mine'] })
})

test('words that the letter does not hold are refused as soon as they are typed', async () => {
  const html = await open()
  const { text } = await press(html, 'words', { quote: 'Your ferry was sunk' }).expect(422)
  expect(textOf(text, '.error-summary')).toContain('The letter does not hold these words')
  expect(fieldsOf(text)).toMatchObject({ quote: ['Your ferry was sunk'] })
})

test('skipping, rejecting and opening again are refused as well on an older state', async () => {
  const mine = await open()
  await press(await open('', bob), 'reject', {}, bob).expect(303)
  const { text } = await press(mine, 'skip').expect(409)
  expect(textOf(text, '.error-summary')).toContain('Bob has decided on this suggestion meanwhile: rejected')
  const list = (await desk.agent.get(`${address}/all?show=rejected`)).text
  const reopening = fieldsOf(list, {}, 'ol.list form')
  await bob.post(actionOf(list, 'ol.list form')).type('form').send(reopening).expect(303)
  await press(await open('', bob), 'reject', {}, bob).expect(303)
  await desk.agent.post(actionOf(list, 'ol.list form')).type('form').send(reopening).expect(409)
  // What was refused may be sent again, on what holds now.
  await press(text, 'save').expect(409)
  const again = await open('?show=rejected')
  await press(again, 'save').expect(303)
  expect(made()).toHaveLength(1)
})

test('what others decide is told in the part of the page that is asked for again and again', async () => {
  const html = await open()
  const news = /hx-get="([^"]*news[^"]*)"/.exec(html)![1]!.replaceAll('&amp;', '&')
  const before = (await desk.agent.get(news).expect(200)).text
  expect(before).toContain('0 of 3 decided')
  expect(before).not.toContain('Bob')
  await press(await open('', bob), 'reject', {}, bob).expect(303)
  const after = (await desk.agent.get(news).expect(200)).text
  expect(after).toContain('1 of 3 decided')
  expect(textOf(after, '.queue__others')).toBe('Bob: rejected, Our ferry was sunk')
  expect(textOf(after, '.queue__taken')).toContain(
    'Bob has just decided on the suggestion that you are looking at: rejected.',
  )
  // What one did oneself is no news.
  expect((await bob.get(news).expect(200)).text).not.toContain('queue__others')
})

test('taking back the change opens the suggestion again, and nothing is left of its assertion', async () => {
  await press(await open(), 'save').expect(303)
  const change = desk.db.$client.prepare<[], number>('SELECT max(id) FROM changes').pluck().get()!
  expect(undo(desk.db, { actor: 'Bob', action: 'undo', summary: 'Took it back' }, change)).toMatchObject({
    isDone: true,
  })
  expect(made()).toEqual([])
  expect(progress(await open())).toBe('0 of 3 decided')
  await press(await open(), 'save').expect(303)
  expect(progress(await open())).toBe('1 of 3 decided (1 accepted)')
})

test('htmx gets the next suggestion in place, and its address', async () => {
  const html = await open()
  const partial = { 'HX-Request': 'true', 'HX-Request-Type': 'partial' }
  const { text, headers } = await press(html, 'reject').set(partial).expect(200)
  expect(text).toMatch(/^\s*<decision-queue id="queue"/)
  expect(textOf(text, '.queue__said')).toBe('“Our ferry was sunk” is rejected. Look at it again')
  expect(current(text)).toBe('The bridge was shelled.')
  expect(headers['hx-replace-url']).toMatch(/suggestions\?at=\d+$/)
  const wrong = await press(text, 'save', { gist: ' ' }).set(partial).expect(422)
  expect(textOf(wrong.text, '.error-summary')).toContain('Say in one sentence')
})

test('from one sentence another span is marked, and the way back leads to the next suggestion', async () => {
  const { headers } = await press(await open(), 'save-and-stay').expect(303)
  const page = (await desk.agent.get(headers.location!).expect(200)).text
  expect(textOf(page, '.picker__text')).toBe('¶ 1 Our ferry was sunk.')
  const chosen = await desk.agent
    .post(actionOf(page))
    .type('form')
    .send(fieldsOf(page, { act: 'words', first: '2', last: '2' }))
    .expect(200)
  const saved = await desk.agent
    .post(actionOf(chosen.text))
    .type('form')
    .send(fieldsOf(chosen.text, { act: 'save' }))
    .expect(303)
  expect(saved.headers.location).toMatch(/\/suggestions\?at=\d+&done=\d+#now$/)
  expect(current(await open(saved.headers.location!.replace(address, '').replace('#now', '')))).toBe(
    'The bridge was shelled.',
  )
  expect(made()).toHaveLength(2)
})

test('a claim that somebody has just made comes to be among the likely ones of the next suggestion', async () => {
  await press(await open(), 'save', {
    'link-1-claim': 'new',
    'link-1-wording': 'The road over the pass is open.',
    'link-1-claimTopic': ['bridges'],
  }).expect(303)
  await press(await open(), 'skip').expect(303)
  // Learned beside what answers: on a busy machine the page does not wait for it.
  const likely = async () => textOf(await open(), '#claims')
  await expect.poll(likely, { timeout: 30_000 }).toContain('The road over the pass is open.')
})

test('a letter without suggestions offers to have it read, and says how far that is', async () => {
  const south = '/desk/letters/south-letter/suggestions'
  const html = (await desk.agent.get(south).expect(200)).text
  expect(textOf(html, '.empty')).toContain('Nothing is suggested for this letter yet.')
  await desk.agent.post(south).expect(303).expect('Location', south)
  expect(textOf((await desk.agent.get(south).expect(200)).text, '#job')).toContain('Looking for assertions.')
  for (let tries = 0; tries < 450; tries++) {
    const page = (await desk.agent.get(south)).text
    if (!page.includes('id="job"')) {
      expect(progress(page)).toMatch(/^0 of \d+ decided$/)
      return
    }
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('The letter was never read.')
})

test('when single keys are turned off, the page says so and no key acts', async () => {
  expect(await open()).toContain('<key-actions data-keys="on">')
  setUsesKeys(desk.db, desk.visitor.id, false)
  const html = await open()
  expect(html).not.toContain('data-keys')
  expect(textOf(html, '#keys')).toContain('Single keys are off for your account')
})

test('what was typed on an older text of the letter is kept, the words found anew', async () => {
  const html = await open()
  const fields = fieldsOf(html, { act: 'save', gist: 'Mine', text: 'f'.repeat(64) })
  const { text } = await desk.agent.post(actionOf(html)).type('form').send(fields).expect(409)
  expect(textOf(text, '.error-summary')).toContain('The letter’s text was corrected meanwhile')
  expect(fieldsOf(text)).toMatchObject({ gist: ['Mine'] })
  expect(made()).toEqual([])
})

/** Bob corrects the words of the letter's paragraphs. */
async function correctText(change: (words: string) => string) {
  const path = `/desk/letters/${letter}/correction`
  const { text } = await bob.get(path).expect(200)
  const fields = fieldsOf(text, { reason: 'Misread.', step: 'save' }, '#correction')
  const changed = Object.entries(fields).map(([name, values]) => [
    name,
    /^p\d+-words$/.test(name) ? values.map(change) : values,
  ])
  await bob.post(path).type('form').send(Object.fromEntries(changed)).expect(303)
}

test('when the text is corrected elsewhere meanwhile, an open suggestion says so, keeps what was typed and its address, and is accepted', async () => {
  const html = await open()
  const news = /hx-get="([^"]*news[^"]*)"/.exec(html)![1]!.replaceAll('&amp;', '&')
  await correctText((words) => words.replace('The road', 'Good news: The road'))
  const told = (await desk.agent.get(news).expect(200)).text
  expect(textOf(told, '.queue__taken')).toContain('Bob has just corrected the letter’s text.')
  expect(textOf(told, '.queue__taken')).toContain('What you have typed is kept.')
  expect(told).not.toContain('queue__others')
  const { text } = await press(html, 'save', { gist: 'Mine', 'link-1-note': 'My note' }).expect(409)
  expect(textOf(text, '.error-summary')).toMatch(
    /The letter’s text was corrected meanwhile Bob made change \d+, .*: Corrected the text of .*: Misread\./,
  )
  expect(fieldsOf(text)).toMatchObject({ gist: ['Mine'], 'link-1-note': ['My note'] })
  // The browser keeps drafts by this address.
  expect(actionOf(text)).toBe(actionOf(html))
  expect(current(await open())).toBe('Our ferry was sunk.')
  await press(text, 'save').expect(303)
  expect(presentRecord(desk.db, 'assertion', made()[0]!)).toMatchObject({
    gist: 'Mine',
    ranges: [{ exact: 'Our ferry was sunk' }],
  })
  expect(progress(await open())).toBe('1 of 3 decided (1 accepted)')
})

test('words that were chosen and stand twice in the letter are found again where the correction left them', async () => {
  suggest(desk.db, letter, ['was'])
  const html = await open()
  await correctText((words) => words.replace('Our ferry', 'Then our ferry'))
  const { text } = await press(html, 'save', { gist: 'Mine' }).expect(409)
  expect(shownIn(text)).toEqual(['was'])
})

test('a suggestion whose words were corrected is gone, and what was typed on it comes back to be marked with other words', async () => {
  const html = await open()
  const news = /hx-get="([^"]*news[^"]*)"/.exec(html)![1]!.replaceAll('&amp;', '&')
  await correctText((words) => words.replace('Our ferry', 'Our large ferry'))
  expect(textOf((await desk.agent.get(news).expect(200)).text, '.queue__taken')).toContain(
    'send it: it is kept',
  )
  const { text } = await press(html, 'save', { gist: 'Mine', 'link-1-note': 'My note' }).expect(409)
  expect(textOf(text, '.error-summary')).toContain('Bob made change')
  expect(textOf(text, '.error-summary')).toContain('the suggestion was left behind')
  expect(text).toContain(`href="${address}#now"`)
  expect(fieldsOf(text)).toMatchObject({
    gist: ['Mine'],
    'link-1-note': ['My note'],
    quote: ['Our ferry was sunk'],
  })
  await desk.agent
    .post(actionOf(text))
    .type('form')
    .send(fieldsOf(text, { act: 'save', quote: 'Our large ferry was sunk' }))
    .expect(303)
  expect(presentRecord(desk.db, 'assertion', made()[0]!)).toMatchObject({ gist: 'Mine' })
  // Nothing was typed, and nothing is left to decide: the next one comes.
  const skipped = await press(html, 'skip').expect(409)
  expect(textOf(skipped.text, '.error-summary')).toContain('there is nothing to decide on any more')
  expect(current(skipped.text)).toBe('The bridge was shelled.')
})

test('what others decided before the text was corrected too stands beside what was typed', async () => {
  const html = await open()
  await press(await open('', bob), 'reject', {}, bob).expect(303)
  await correctText((words) => words.replace('The road', 'Good news: The road'))
  const { text } = await press(html, 'save', { gist: 'Mine' }).expect(409)
  expect(text).toContain('Bob has decided on this suggestion meanwhile: rejected')
  expect(fieldsOf(text)).toMatchObject({ gist: ['Mine'] })
  const list = (await desk.agent.get(`${address}/all?show=rejected`)).text
  const reopening = fieldsOf(list, {}, 'ol.list form')
  await correctText((words) => words.replace('Good news', 'Good tidings'))
  const refused = await desk.agent
    .post(actionOf(list, 'ol.list form'))
    .type('form')
    .send(reopening)
    .expect(409)
  expect(textOf(refused.text, '.error-summary')).toContain('The letter’s text was corrected meanwhile')
})

test('unknown letters and suggestions are not found; only editors come here', async () => {
  await desk.agent.get('/desk/letters/nobodys/suggestions').expect(404)
  await desk.agent.post(`${address}/999/decision`).expect(404)
  await desk.agent.post(`${address}/999/reopening`).expect(404)
  await desk.agent.get(`${address}?at=999&show=nonsense`).expect(200)
  const commenter = agentOf(desk.app, signInAs(desk.db, 'commenter').token)
  for (const path of [address, `${address}/all`, `${address}/news`]) await commenter.get(path).expect(403)
})

test('reading a letter is the same to a stranger before and after it was suggested', async () => {
  const stranger = agentOf(desk.app)
  const before = (await stranger.get('/letters/south-letter')).text
  suggest(desk.db, 'south-letter', ['The road is open'])
  makeChange(desk.db, { actor: 'test', action: 'nothing', summary: 'Nothing' }, () => {})
  const after = (await stranger.get('/letters/south-letter')).text
  const alike = (html: string) => html.replaceAll(/as-of=\d+|change \d+|127\.0\.0\.1:\d+/g, '')
  expect(alike(after)).toBe(alike(before))
})
