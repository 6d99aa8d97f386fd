import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { openDatabase } from '../../db/client.ts'
import { presentRecord, readCorpus } from '../../db/present.ts'
import { loadFolder } from '../../server/features/corpus/loadCorpus.ts'
import { seedsFolder, startTestApp } from '../support/app.ts'
import { bridges } from '../support/bridges.ts'
import { addManyAuthors, addManyLetters, databaseWith } from '../support/builders.ts'
import { agentOf, signInAs, startDesk } from '../support/desk.ts'
import { openIntakeOf } from '../support/intake.ts'
import { fieldsOf, optionsOf, textOf } from '../support/markedPage.ts'
import { faultsOf } from '../support/validHtml.ts'
import { zipFile } from '../support/zipFile.ts'

const letter = `Letter dated 3 May 2031 from the Observer of the North addressed to the Chair of the Council

The bridge over the river was closed by the guards of the

Southern Shore on 28 April, without notice.[1] The inhabits were not told.

Nobody has said why.

(Signed) Ada North

[1] See https://example.org/a.

Add a comment`

const start = () => startDesk({ db: databaseWith(bridges()) })

/** An open intake of the letter, and what is asked of it. */
function open(text = letter) {
  const desk = start()
  const id = openIntakeOf(desk.db, desk.visitor.id, text)
  const path = `/desk/intake/${id}`
  const draft = async () => (await desk.agent.get(`${path}.json`).expect(200)).body
  const paragraphs = async () =>
    (await draft()).items
      .filter((item: { kind: string }) => item.kind === 'paragraph')
      .map(
        ({ rows: [row] }: { rows: { role: string; parts: { text: string }[] }[] }) =>
          `${row!.role}: ${row!.parts.map((part) => part.text).join('')}`,
      )
  const post = (end: string, fields: object) => desk.agent.post(`${path}/${end}`).type('form').send(fields)
  return { ...desk, id, path, draft, paragraphs, post }
}

type Handing = ReturnType<ReturnType<typeof start>['agent']['post']>

/** Hands something in and waits until it has been read; gives its page. */
async function handIn(desk: ReturnType<typeof start>, fill: (request: Handing) => void) {
  const request = desk.agent.post('/desk/intake')
  fill(request)
  const { headers } = await request.expect(303)
  for (;;) {
    const { body } = await desk.agent.get(`${headers.location}.json`).expect(200)
    if (!['waiting', 'reading'].includes(body.intake.state)) return { body, path: headers.location as string }
    await wait(50)
  }
}

const details = {
  title: 'Letter of 3 May 2031',
  short_title: 'North to Chair',
  id: 'north-to-chair',
  author: '+',
  author_name: 'Observer of the North',
  author_person: 'Ada North',
  author_kind: 'government',
  author_party: '-',
  addressee: 'The Chair of the Council',
  language: 'en',
  written_from: '2031-05-03',
  written_to: '2031-05-03',
  written_ground: 'stated',
  written_basis: 'The heading.',
  answers_0_title: 'The notice of 28 April',
  answers_0_date: '2031-04-28',
  provenance: 'Pasted.',
}

describe('handing in', () => {
  test('a pasted text is read in a process of its own, and can then be put right', async () => {
    const desk = start()
    const { body, path } = await handIn(desk, (request) => request.field('text', letter))
    expect(body.intake).toMatchObject({ state: 'open', name: 'Pasted text', accountName: desk.visitor.name })
    const page = await desk.agent.get(path).expect(200)
    expect(page.text).toContain('Put the text right')
    expect(page.text).toContain('Divided sentences joined: 1')
  })

  test('a file keeps its name, whatever letters that has, and its bytes', async () => {
    const desk = start()
    const { body, path } = await handIn(desk, (request) =>
      request.attach('file', Buffer.from(letter), 'C:\\x\\Письмо “A”.txt'),
    )
    expect(body.intake.name).toBe('Письмо “A”.txt')
    const original = await desk.agent.get(`${path}/original`).expect(200)
    expect(original.headers['content-disposition']).toMatch(/^attachment/)
    expect(original.headers['content-type']).toMatch(/octet-stream/)
    expect(original.body.toString()).toBe(letter)
  })

  test('a file that can’t be read says what to do, and can be put away and taken back', async () => {
    const desk = start()
    const { body, path } = await handIn(desk, (request) =>
      request.attach(
        'file',
        Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 73, 72, 68, 82]),
        'letter.pdf',
      ),
    )
    expect(body.intake).toMatchObject({ state: 'failed', message: expect.stringMatching(/picture.*OCR/) })
    await desk.agent.post(`${path}/discarding`).expect(303)
    expect((await desk.agent.get(`${path}.json`)).body.intake.state).toBe('discarded')
    await desk.agent.post(`${path}/return`).expect(303)
    expect((await desk.agent.get(`${path}.json`)).body.intake.state).not.toBe('discarded')
  })

  test.each([
    ['nothing', () => {}, 'Paste the text of the letter, or choose a file'],
    [
      'both at once',
      (request: Handing) => request.field('text', 'x').attach('file', Buffer.from('y'), 'a.txt'),
      'not both',
    ],
    [
      'more than 50 MB',
      (request: Handing) => request.attach('file', Buffer.alloc(50 * 1024 * 1024 + 1), 'a.pdf'),
      'larger than 50 MB',
    ],
  ])('%s is refused with the form as it was', async (_, fill, message) => {
    const request = start().agent.post('/desk/intake').field('nothing', '')
    fill(request)
    const page = await request.expect(422)
    expect(page.text).toContain(message)
  })

  test('a corpus folder in a zip adds what is new; the same again adds nothing; other content is listed and refused', async () => {
    const db = openDatabase(':memory:')
    loadFolder(db, seedsFolder)
    const desk = startDesk({ db })
    const file = (name: string) => ({ name, data: readFileSync(join(seedsFolder, name), 'utf8') })
    const topics = file('topics.yaml')
    const added = {
      ...topics,
      data: `${topics.data}- id: rivers\n  name: Rivers\n  definition: What is said of rivers.\n`,
    }
    const first = await handIn(desk, (request) =>
      request.attach('file', zipFile([file('corpus.yaml'), added]), 'corpus.zip'),
    )
    expect(first.body.intake).toMatchObject({ state: 'loaded', message: 'Added 1 topic.' })
    const again = await handIn(desk, (request) => request.attach('file', zipFile([added]), 'corpus.zip'))
    expect(again.body.intake.message).toMatch(/nothing was added/)
    const other = { ...added, data: added.data.replace('What is said of rivers.', 'Other words.') }
    const refused = await handIn(desk, (request) => request.attach('file', zipFile([other]), 'corpus.zip'))
    expect(refused.body.intake).toMatchObject({
      state: 'failed',
      message: expect.stringMatching(
        /^Nothing was added\. .*\n.*“rivers” is in the collection already, with other content/,
      ),
    })
    const list = (await desk.agent.get('/desk/intake').expect(200)).text
    expect(list).toContain('Nothing was added.')
    expect(list).not.toContain('“rivers” is in the collection already')
    expect(list).toMatch(/\d kB/)
    expect(db.$client.prepare('SELECT actor FROM changes ORDER BY id DESC LIMIT 1').pluck().get()).toBe(
      desk.visitor.name,
    )
  })

  test('what a server that was stopped had begun to read is read by the next', async () => {
    const desk = start()
    const id = openIntakeOf(desk.db, desk.visitor.id, letter)
    desk.db.$client.exec(
      `INSERT INTO intakes (account_id, made_at, file_name, is_pasted, bytes, sha256, state) SELECT account_id, made_at, '', 1, bytes, sha256, 'reading' FROM intakes WHERE id = ${id}`,
    )
    desk.db.$client.exec(
      `INSERT INTO intake_originals SELECT ${id + 1}, bytes FROM intake_originals WHERE intake_id = ${id}`,
    )
    const { app } = startTestApp(desk.db)
    const agent = agentOf(app, signInAs(desk.db, 'editor').token)
    for (;;) {
      const { body } = await agent.get(`/desk/intake/${id + 1}.json`).expect(200)
      if (body.intake.state === 'open') break
      await wait(50)
    }
  })
})

describe('putting the text right', () => {
  test('the draft has all that is proposed, each with its reason', async () => {
    const { paragraphs, draft } = open()
    expect(await paragraphs()).toEqual([
      'heading: Letter dated 3 May 2031 from the Observer of the North addressed to the Chair of the Council',
      'text: The bridge over the river was closed by the guards of the Southern Shore on 28 April, without notice. The inhabits were not told.',
      'text: Nobody has said why.',
      'signature: (Signed) Ada North',
    ])
    expect(
      (await draft()).kinds.map(({ kind, open }: { kind: string; open: number }) => [kind, open]),
    ).toEqual([
      ['notes', 1],
      ['furniture', 1],
      ['joins', 1],
      ['roles', 2],
    ])
  })

  test('a proposal can be taken back and done after all, alone or with all of its kind', async () => {
    const { paragraphs, post, draft } = open()
    await post('verdicts', { revision: 0, id: 'joins 2:0', verdict: 'rejected' }).expect(303)
    expect(await paragraphs()).toContain('text: The bridge over the river was closed by the guards of the')
    await post('verdicts', { revision: 1, id: 'joins 2:0', verdict: 'kept' }).expect(303)
    expect(await paragraphs()).not.toContain(
      'text: The bridge over the river was closed by the guards of the',
    )
    await post('verdicts', { revision: 2, kind: 'roles', verdict: 'kept' }).expect(303)
    expect((await draft()).kinds.find(({ kind }: { kind: string }) => kind === 'roles')).toMatchObject({
      open: 0,
      rejected: 0,
    })
    await post('verdicts', { revision: 3, kind: 'roles', verdict: 'rejected' }).expect(303)
    expect((await paragraphs()).at(-1)).toMatch(/^text: \(Signed\)/)
  })

  test('a divided word is written the other way with one button; a missing note is asked for; “(a)” gets no bullet', async () => {
    const { agent, path, post } = open(`Dear Chair,

The bridge was closed.[1] The alle-
gations are untrue, as everybody knows.[3] We ask for:

(a) the maps of the town;
(b) the bridge.

[1] See one.

[3] See three.`)
    const verdict = (body: object) => post('verdicts', body)
    const page = (await agent.get(path).expect(200)).text
    expect(page).toContain('The allegations are untrue')
    expect(page).toContain('>With the hyphen<')
    expect(page).toContain('By the count of the notes, note 2 is missing. Look for it among the paragraphs')
    expect(page).not.toContain('•')
    await verdict({ revision: 0, id: 'letters 1:34', verdict: 'other' }).expect(303)
    const other = (await agent.get(path).expect(200)).text
    expect(other).toContain('The alle-gations are untrue')
    expect(other).toContain('>Without the hyphen<')
    await verdict({ revision: 1, id: 'lists 2:0', verdict: 'other' }).expect(400)
    await verdict({ revision: 1, kind: 'letters', verdict: 'other' }).expect(400)
    const preview = (await agent.get(`${path}/preview`).expect(200)).text
    expect(preview).not.toContain('•')
    await verdict({ revision: 1, id: 'letters 1:34', verdict: 'kept' }).expect(303)
    expect((await agent.get(path).expect(200)).text).toContain('The allegations are untrue')
  })

  test('paragraphs are joined, parted, left out, put back, and given another role', async () => {
    const { paragraphs, post } = open()
    await post('acts', { revision: 0, place: '1:0', act: 'join' }).expect(303)
    expect((await paragraphs())[1]).toMatch(/not told\. Nobody has said why\.$/)
    await post('acts', { revision: 1, place: '3:0', act: 'part' }).expect(303)
    await post('acts', { revision: 2, place: '3:0', act: 'leave out' }).expect(303)
    expect(await paragraphs()).not.toContain('text: Nobody has said why.')
    await post('acts', { revision: 3, place: '3:0', act: 'put back' }).expect(303)
    await post('acts', { revision: 4, place: '3:0', act: 'role', role: 'heading' }).expect(303)
    expect(await paragraphs()).toContain('heading: Nobody has said why.')
    await post('acts', { revision: 5, place: '6:0', act: 'put back' }).expect(303)
    expect(await paragraphs()).toContain('text: Add a comment')
  })

  test('a corrected word and a new paragraph are typed into the words, and the correction is listed', async () => {
    const { paragraphs, post, agent, path } = open()
    const edit = await agent.get(`${path}/paragraphs/1:0`).expect(200)
    expect(edit.text).toContain('without notice.[^1] The inhabits')
    const words =
      'The bridge over the river was closed by the guards of the Southern Shore on 28 April, without notice.[^1]\r\n\r\nThe inhabitants were not told.'
    const saved = await post('paragraphs/1:0', { revision: 0, words, role: 'text', mark: '' }).expect(303)
    expect(saved.headers.location).toBe(`${path}#at-1-0`)
    expect((await paragraphs()).slice(1, 3)).toEqual([
      'text: The bridge over the river was closed by the guards of the Southern Shore on 28 April, without notice.',
      'text: The inhabitants were not told.',
    ])
    const { body } = await agent.get(`${path}/preview.json`)
    expect(body.changes).toContain('“inhabits” was corrected to “inhabitants”.')
    expect(body.paragraphs[1].parts[0].markers).toEqual(['1'])
  })

  test('what can’t be is said at the field, and what was typed comes back', async () => {
    const { post } = open()
    const page = await post('paragraphs/1:0', {
      revision: 0,
      words: 'Closed.[^7]',
      role: 'text',
      mark: '',
    }).expect(422)
    expect(page.text).toContain('There is no note “7”')
    expect(page.text).toContain('Closed.[^7]')
    await post('paragraphs/9:9', { revision: 0, words: 'x', role: 'text' }).expect(404)
    await post('acts', { revision: 0, place: '3:0', act: 'explode' }).expect(400)
  })

  test('a note is unlinked, linked behind other words, renamed, its address marked as broken, made text', async () => {
    const { post, agent, path, paragraphs } = open()
    const marked = async () => {
      const { body } = await agent.get(`${path}/preview.json`)
      return {
        markers: body.paragraphs[1].parts.map((part: { text: string; markers: string[] }) => [
          part.text.slice(-8),
          part.markers,
        ]),
        notes: body.notes,
      }
    }
    await post('acts', { revision: 0, place: '5:0', act: 'unlink' }).expect(303)
    expect((await marked()).markers).toEqual([['ot told.', []]])
    const asItIs = { words: 'See https://example.org/a.', label: '1' }
    const wrong = await post('notes/5:0', { ...asItIs, revision: 1, words: 'See b.', behind: 'the' }).expect(
      422,
    )
    expect(wrong.text).toContain('times in the text')
    expect(wrong.text).toContain('See b.</textarea>')
    await post('notes/5:0', { ...asItIs, revision: 1, behind: 'over the river' }).expect(303)
    expect((await marked()).markers[0]).toEqual(['he river', ['1']])
    await post('notes/5:0', {
      revision: 2,
      words: 'See https://example.org/a.',
      label: 'a',
      broken: 'https://example.org/a',
    }).expect(303)
    expect((await marked()).notes).toEqual([{ marker: 'a', text: 'See https://example.org/a.' }])
    expect((await marked()).markers[0][1]).toEqual(['a'])
    await post('acts', { revision: 3, place: '5:0', act: 'make text' }).expect(303)
    expect(await paragraphs()).toContain('text: [1] See https://example.org/a.')
  })

  test('a note’s words, its marker and where that stands are typed into one form and saved together', async () => {
    const { post, agent, path } = open()
    const page = (await agent.get(`${path}/notes/5:0`).expect(200)).text
    expect(page.match(/<form class="form"/g)).toHaveLength(1)
    await post('notes/5:0', {
      revision: 0,
      words: 'See the book of Ada.',
      label: 'b',
      behind: 'over the river',
    }).expect(303)
    const { body } = await agent.get(`${path}/preview.json`)
    expect(body.notes).toEqual([{ marker: 'b', text: 'See the book of Ada.' }])
    const markers = body.paragraphs.flatMap(({ parts }: { parts: { text: string; markers: string[] }[] }) =>
      parts.flatMap((part) => part.markers.map((marker) => `${marker} behind ${part.text.slice(-9)}`)),
    )
    expect(markers).toEqual(['b behind the river', 'b behind t notice.'])
    const [step] = (await agent.get(`${path}/steps.json`)).body.steps
    expect(step.summary).toBe('Put right note b, and set its marker behind “over the river”.')
  })

  test('htmx gets the changed draft alone, with the step that was taken', async () => {
    const { post } = open()
    const part = await post('acts', { revision: 0, place: '3:0', act: 'leave out' })
      .set('HX-Request-Type', 'partial')
      .expect(200)
    expect(part.text).toMatch(/^\s*<div class="intake" id="draft">/)
    expect(part.text).toContain('Left out “Nobody has said why.”')
  })

  test('any step can be taken back while nothing later has changed the same, and that can be taken back too', async () => {
    const { post, paragraphs } = open()
    const before = await paragraphs()
    await post('acts', { revision: 0, place: '3:0', act: 'role', role: 'heading' })
    await post('acts', { revision: 1, place: '1:0', act: 'leave out' })
    await post('acts', { revision: 2, place: '3:0', act: 'role', role: 'address' })
    const refused = await post('steps/undoing', { revision: 3, step: 1 }).expect(409)
    expect(refused.text).toContain('step 3')
    await post('steps/undoing', { revision: 3, step: 3 }).expect(303)
    await post('steps/undoing', { revision: 4, step: 1 }).expect(303)
    await post('steps/undoing', { revision: 5, step: 2 }).expect(303)
    expect(await paragraphs()).toEqual(before)
    await post('steps/undoing', { revision: 6, step: 5 }).expect(303)
    expect(await paragraphs()).toContain('heading: Nobody has said why.')
  })

  test('a form made on an older draft is refused with what was typed and what was done meanwhile, and can be sent again', async () => {
    const { post, db, app, path, paragraphs } = open()
    const other = agentOf(app, signInAs(db, 'editor', 'Berta').token)
    await other
      .post(`${path}/acts`)
      .type('form')
      .send({ revision: 0, place: '4:0', act: 'leave out' })
      .expect(303)
    const fields = { revision: 0, words: 'Nobody has ever said why.', role: 'text', mark: '' }
    const stale = await post('paragraphs/3:0', fields).expect(409)
    expect(stale.text).toContain('Nobody has ever said why.')
    expect(stale.text).toContain('Berta: Left out “(Signed) Ada North”.')
    expect(stale.text).toContain('name="revision" value="1"')
    await post('paragraphs/3:0', { ...fields, revision: 1 }).expect(303)
    expect(await paragraphs()).toContain('text: Nobody has ever said why.')
  })

  test('a long draft is shown a page at a time', async () => {
    const { agent, path } = open(
      Array.from({ length: 150 }, (_, i) => `The bridge number ${i} was closed on that day.`).join('\n\n'),
    )
    const { body } = await agent.get(`${path}.json?page=3`).expect(200)
    expect(body.pages).toHaveLength(3)
    expect(body.items).toHaveLength(30)
    expect((await agent.get(`${path}.json?page=99`)).body.page).toBe(3)
  })
})

describe('accepting', () => {
  test('nothing is accepted before the details are confirmed', async () => {
    const { post, agent, path } = open()
    await post('acceptance', { revision: 0 }).expect(422)
    const { body } = await agent.get(`${path}/details.json`)
    expect(body.form.values).toMatchObject({
      written_from: '2031-05-03',
      author_name: 'Observer of the North',
      addressee: 'Chair of the Council',
    })
    const page = await post('details', {
      ...details,
      revision: 0,
      short_title: '',
      written_basis: '',
      written_to: '2030-01-01',
    }).expect(422)
    expect(page.text).toContain('Enter a short title')
    const { text } = await post('details', { ...details, revision: 0, author_kind: '', author_party: '' })
    expect(text).toContain('Say what kind of author it is')
    expect(text).toContain('Say whose side the author speaks for')
  })

  test('the accepted letter is part of the collection with its author, in one change, its text frozen', async () => {
    const { post, db, id, path, agent, visitor } = open()
    await post('details', { ...details, revision: 0 }).expect(303)
    const accepted = await post('acceptance', { revision: 1 }).expect(303)
    expect(accepted.headers.location).toMatch(/^\/desk\/letters\/north-to-chair\/suggestions\?brought=\d+$/)
    const next = await agent.get(accepted.headers.location!).expect(200)
    expect(next.text).toContain('Looking for assertions.')
    const record = presentRecord(db, 'letter', 'north-to-chair')!
    expect(record).toMatchObject({
      author: 'observer-of-the-north',
      dates: { written: { from: '2031-05-03', to: '2031-05-03', ground: 'stated', basis: 'The heading.' } },
      answers: [{ title: 'The notice of 28 April', date: '2031-04-28' }],
      provenance: ['Pasted.'],
      footnotes: [
        {
          marker: '1',
          text: 'See https://example.org/a.',
          urls: [{ url: 'https://example.org/a', state: 'usable' }],
        },
      ],
    })
    expect(record.paragraphs.map(({ label, role }) => `${label} ${role}`)).toEqual([
      'H1 heading',
      '1 text',
      '2 text',
      'S1 signature',
    ])
    expect(record.changes[0]).toMatch(/^Sentences that a page break/)
    const change = db.$client
      .prepare<[], { actor: string; account_id: number }>(
        'SELECT actor, account_id FROM changes ORDER BY id DESC LIMIT 1',
      )
      .get()
    expect(change).toMatchObject({ actor: visitor.name, account_id: visitor.id })
    await agent.get('/letters/north-to-chair').expect(200)
    await post('acts', { revision: 1, place: '3:0', act: 'leave out' }).expect(409)
    const list = await agent.get('/desk/intake.json')
    expect(list.body.intakes[0]).toMatchObject({ id, state: 'accepted', href: '/letters/north-to-chair' })
    const page = (await agent.get(path).expect(200)).text
    expect(page).toContain('it is part of the collection')
    expect(page).toContain('href="/letters/north-to-chair"')
    expect(page).not.toMatch(/undone|Work on it again/)
    expect(await faultsOf(page)).toEqual([])
  })

  test('an intake whose letter was undone can be worked on again, and accepted again', async () => {
    const { post, agent, path, db, visitor } = open()
    await post('details', { ...details, revision: 0 }).expect(303)
    await post('acceptance', { revision: 1 }).expect(303)
    await post('reopening', {}).expect(409)
    const change = db.$client.prepare<[], number>('SELECT max(id) FROM changes').pluck().get()
    await agent.post(`/history/${change}/undoing`).expect(303)
    const page = await agent.get(path).expect(200)
    expect(page.text).toContain('Work on it again')
    expect((await agent.get('/desk/intake').expect(200)).text).toContain('Accepted, and that was undone')
    await post('acts', { revision: 1, place: '3:0', act: 'leave out' }).expect(409, /Open it again first/)
    await post('reopening', {}).expect(303)
    expect((await agent.get(`${path}.json`)).body.intake).toMatchObject({ state: 'open', steps: 2 })
    const steps = (await agent.get(`${path}/steps.json`).expect(200)).body.steps
    expect(steps[0]).toMatchObject({ summary: 'Opened again', accountName: visitor.name, isOfDraft: false })
    await post('acceptance', { revision: 2 }).expect(303)
    await agent.get('/letters/north-to-chair').expect(200)
  })

  test('the same text again is recognised and refused; nearly the same asks first', async () => {
    const { post, db, agent, visitor } = open()
    await post('details', { ...details, revision: 0 })
    await post('acceptance', { revision: 1 }).expect(303)

    const again = openIntakeOf(db, visitor.id, letter)
    const send = (id: number, end: string, fields: object) =>
      agent.post(`/desk/intake/${id}/${end}`).type('form').send(fields)
    await send(again, 'details', {
      ...details,
      id: 'another',
      author: 'observer-of-the-north',
      revision: 0,
    }).expect(303)
    const refused = await send(again, 'acceptance', { revision: 1, is_another: 'yes' }).expect(422)
    expect(refused.text).toContain('has this very text already')

    const near = openIntakeOf(
      db,
      visitor.id,
      letter.replace('Nobody has said why.', 'Nobody has said why, and nobody will.'),
    )
    await send(near, 'details', {
      ...details,
      id: 'another',
      author: 'observer-of-the-north',
      revision: 0,
    }).expect(303)
    const asked = await send(near, 'acceptance', { revision: 1 }).expect(422)
    expect(asked.text).toContain('may be the same letter')
    await send(near, 'acceptance', { revision: 1, is_another: 'yes' }).expect(303)
  })

  test('where a collection has very many letters, the one that is answered is named by hand', async () => {
    const { post, db, agent, path } = open()
    const page = async () => (await agent.get(`${path}/details`).expect(200)).text
    expect(await page()).not.toContain('answers_0_other')
    addManyLetters(db)
    const many = await page()
    expect(optionsOf(many, 'answers_0_letter')).toHaveLength(101)
    expect(await faultsOf(many)).toEqual([])
    const typed = { ...details, answers_0_title: 'Your note', answers_0_other: 'Harbour', revision: 0 }
    const refused = await post('details', typed).expect(422)
    expect(textOf(refused.text, '.error-summary')).toContain('Note of the Harbour Board, 1 May: harbour-note')
    expect(fieldsOf(refused.text, {}, 'form.intake-details')).toMatchObject({ answers_0_other: ['Harbour'] })
    await post('details', { ...typed, answers_0_other: 'harbour-note' }).expect(303)
    expect(fieldsOf(await page(), {}, 'form.intake-details')).toMatchObject({
      answers_0_letter: ['harbour-note'],
      answers_0_other: [''],
    })
    await post('acceptance', { revision: 1 }).expect(303)
    expect(presentRecord(db, 'letter', details.id)!.answers).toMatchObject([
      { title: 'Your note', letter: 'harbour-note' },
    ])
  })

  test('an author is chosen from a list while there are few, and named by hand where there are very many', async () => {
    const { post, db, agent, path } = open()
    const page = async () => (await agent.get(`${path}/details`).expect(200)).text
    const few = await page()
    const authors = db.$client.prepare<[], string>('SELECT slug FROM authors').pluck().all()
    expect(optionsOf(few, 'author').sort()).toEqual(['', '+', ...authors].sort())
    expect(few).not.toContain('otherAuthor')

    addManyAuthors(db)
    const many = await page()
    expect(optionsOf(many, 'author')).toHaveLength(102)
    expect(await faultsOf(many)).toEqual([])
    const typed = {
      ...details,
      author: '',
      author_name: '',
      author_person: '',
      author_kind: '',
      author_party: '',
    }
    const refused = await post('details', {
      ...typed,
      otherAuthor: 'gazette',
      short_title: '',
      revision: 0,
    }).expect(422)
    expect(textOf(refused.text, '.error-summary')).toContain(
      'The Harbour Gazette (Ann Pilot): harbour-gazette',
    )
    expect(textOf(refused.text, '.error-summary')).toContain('Enter a short title')
    expect(fieldsOf(refused.text, {}, 'form.intake-details')).toMatchObject({
      otherAuthor: ['gazette'],
      title: [details.title],
    })
    expect(await faultsOf(refused.text)).toEqual([])
    await post('details', { ...typed, otherAuthor: 'the harbour gazette', revision: 0 }).expect(303)
    expect(fieldsOf(await page(), {}, 'form.intake-details')).toMatchObject({
      author: ['harbour-gazette'],
      otherAuthor: [''],
    })
    await post('acceptance', { revision: 1 }).expect(303)
    expect(presentRecord(db, 'letter', 'north-to-chair')).toMatchObject({ author: 'harbour-gazette' })
  })

  test.each([
    ['Armenian', 'Հայաստանի Հանրապետության արտաքին գործերի նախարարություն'],
    ['Chinese', '中华人民共和国外交部'],
  ])('an author whose name is %s is brought in, and so is a second one', async (_, name) => {
    const { post, db, visitor, agent } = open()
    await post('details', { ...details, author_name: name, revision: 0 }).expect(303)
    await post('acceptance', { revision: 1 }).expect(303)
    expect(presentRecord(db, 'letter', 'north-to-chair')).toMatchObject({ author: 'author' })
    expect(presentRecord(db, 'author', 'author')).toMatchObject({ name, person: 'Ada North' })

    const id = openIntakeOf(db, visitor.id, 'Dear Chair,\n\nThe mill has been standing still since May.')
    const send = (end: string, fields: object) =>
      agent.post(`/desk/intake/${id}/${end}`).type('form').send(fields)
    const other = { ...details, id: 'second', author_name: name, revision: 0 }
    await send('details', other).expect(303)
    expect((await send('acceptance', { revision: 1 }).expect(422)).text).toContain(
      'author of this name already',
    )
    await send('details', { ...other, author_name: [...name].reverse().join(''), revision: 1 }).expect(303)
    await send('acceptance', { revision: 2 }).expect(303)
    expect(presentRecord(db, 'letter', 'second')).toMatchObject({ author: 'author-2' })
  })

  test('what a letter is is asked for in the words of its page on the desk, and a day that is not known has no ground', async () => {
    const { agent, path, post } = open('The bridge was closed by the guards of the shore.')
    const form = (await agent.get(`${path}/details`).expect(200)).text
    const [first] = readCorpus(start().db).letters
    const onDesk = (await agent.get(`/desk/letters/${first!.id}`).expect(200)).text
    const labels = (html: string) =>
      Array.from(
        html.matchAll(/<label class="field__label" for="field-(?!id|author|further|changes)[^"]*">([^<]+)</g),
        ([, label]) => label!,
      )
    expect([...new Set(labels(form))]).toEqual([...new Set(labels(onDesk))])
    const captured = /<select[^>]*name="captured_ground"[\s\S]*?<\/select>/.exec(form)![0]
    expect(captured).not.toContain(' selected')
    const unsaid = { ...details, revision: 0, written_ground: '' }
    expect((await post('details', unsaid).expect(422)).text).toContain(
      'Say whether the day is stated or inferred',
    )
  })

  test('an id that is taken is refused, and a new author of a known name', async () => {
    const { post, db } = open()
    const known = db.$client
      .prepare<[], { letter: string; author: string }>(
        'SELECT (SELECT slug FROM letters LIMIT 1) AS letter, (SELECT name FROM authors LIMIT 1) AS author',
      )
      .get()!
    const taken = await post('details', { ...details, id: known.letter, revision: 0 }).expect(422)
    expect(taken.text).toContain('Another letter has or had this address')
    await post('details', { ...details, author_name: known.author, revision: 0 }).expect(303)
    const page = await post('acceptance', { revision: 1 }).expect(422)
    expect(page.text).toContain('author of this name already')
  })
})

test('only editors bring letters in', async () => {
  const { db, app, path } = open()
  const commenter = agentOf(app, signInAs(db, 'commenter').token)
  await commenter.get('/desk/intake').expect(403)
  await commenter.get(path).expect(403)
  await commenter.get(`${path}/original`).expect(403)
  await commenter.post('/desk/intake').field('text', letter).expect(403)
})
