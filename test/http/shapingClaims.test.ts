import request from 'supertest'
import { describe, expect, test } from 'vitest'
import type { Db } from '../../db/client.ts'
import { edit } from '../../db/edit.ts'
import { presentRecord } from '../../db/present.ts'
import type { Corpus } from '../../db/records.ts'
import { makeChange } from '../../db/writes/change.ts'
import { applyEdits } from '../../db/writes/edits.ts'
import { bridges } from '../support/bridges.ts'
import { aClaim, aLetter, anAssertion, aStance, databaseWith } from '../support/builders.ts'
import { startDesk } from '../support/desk.ts'
import { atLastMoment } from '../support/lastMoment.ts'
import { expectSound, stateOf } from '../support/soundness.ts'

type Fields = Record<string, string | string[]>

function start(given: Partial<Corpus> = {}, role: 'editor' | 'commenter' = 'editor') {
  const desk = startDesk({ role, db: databaseWith(bridges(given)) })
  const { agent, app, db } = desk
  const latest = () => db.$client.prepare<[], number>('SELECT max(id) FROM changes').pluck().get()!
  const post = (path: string, fields: Fields = {}) =>
    agent
      .post(path)
      .type('form')
      .send({ base: String(latest()), ...fields })
  return {
    ...desk,
    latest,
    post,
    get: (path: string) => agent.get(path),
    asStranger: (path: string) => request(app).get(path),
    undo: () => agent.post(`/history/${latest()}/undoing`).expect(303),
  }
}

const claimOf = (db: Db, slug: string) => presentRecord(db, 'claim', slug)
const stanceOf = (db: Db, claim: string, assertion: string) =>
  presentRecord(db, 'stance', `${claim} ${assertion}`)

const wordsOf = (html: string) =>
  html
    .replace(/<(head|svg)[\s\S]*?<\/\1>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')

/** Another assertion is linked to a claim by another process. */
const linkMeanwhile = (db: Db, claim: string, assertion: string) =>
  makeChange(db, { actor: 'Ben', action: 'link', summary: 'Linked meanwhile' }, (change) =>
    applyEdits(change, [edit('stance', null, aStance(claim, assertion))]),
  )

/** What a form on a page would send: its fields by name, where each assertion goes among them. */
function fieldsOf(html: string, action: string): Fields {
  const form = html.split(`action="${action}"`)[1]!.split('</form>')[0]!
  const fields: Fields = {}
  for (const [, name, value] of form.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)) {
    fields[name!] = value!
  }
  for (const [, name, body] of form.matchAll(/<select [^>]*name="([^"]+)"[^>]*>([\s\S]*?)<\/select>/g)) {
    fields[name!] = /value="([^"]*)" selected/.exec(body!)?.[1] ?? /value="([^"]*)"/.exec(body!)![1]!
  }
  for (const [, name, value] of form.matchAll(
    /type="checkbox"[^>]* value="([^"]*)" checked[^>]*name="([^"]+)"/g,
  )) {
    fields[value!] = name!
  }
  return fields
}

describe('Who may', () => {
  test('a stranger is asked to sign in, a commenter is refused, and a stranger’s page of a claim knows nothing of it', async () => {
    const { asStranger, get } = start()
    await asStranger('/desk/claims/bridge-shelled').expect(303)
    const { agent } = start({}, 'commenter')
    await agent.get('/desk/claims/bridge-shelled').expect(403)
    await agent.post('/claims/bridge-shelled/rewording').type('form').send({ wording: 'X.' }).expect(403)
    expect((await agent.get('/claims/bridge-shelled')).text).not.toContain('/desk/claims')
    expect((await asStranger('/claims/bridge-shelled')).text).not.toContain('/desk')
    expect((await get('/claims/bridge-shelled')).text).toContain('href="/desk/claims/bridge-shelled"')
    expect((await get('/claims/bridge-shelled?as-of=1')).text).not.toContain('/desk/claims/bridge-shelled')
  })

  test('a claim that is not there is a 404, an old address leads to the present one', async () => {
    const { get, post } = start()
    await get('/desk/claims/nobody-said-so').expect(404)
    await post('/claims/nobody-said-so/rewording', { wording: 'X.' }).expect(404)
    const moved = await get('/desk/claims/bridge-hit').expect(308)
    expect(moved.headers.location).toBe('/desk/claims/bridge-shelled')
  })
})

describe('Making and wording claims', () => {
  test('a claim is made with its topics, scope and an address of its words, and the desk says so', async () => {
    const { post, get, db } = start()
    const made = await post('/claims', {
      wording: '  The tunnel   was flooded. ',
      mainTopic: 'tunnels',
      topics: ['bridges', 'tunnels'],
      what: 'flooded the tunnel',
    }).expect(303)
    expect(made.headers.location).toBe('/desk/claims/the-tunnel-was-flooded?done=2')
    expect(claimOf(db, 'the-tunnel-was-flooded')).toEqual({
      id: 'the-tunnel-was-flooded',
      wording: 'The tunnel was flooded.',
      what: 'flooded the tunnel',
      topics: ['tunnels', 'bridges'],
      earlier_wordings: [],
    })
    const { text } = await get(made.headers.location!)
    expect(wordsOf(text)).toContain('Made the claim “The tunnel was flooded.” Change 2 Undo')
    expectSound(db)
    await post('/claims', { wording: 'The tunnel was flooded!', mainTopic: 'tunnels' }).expect(303)
    expect(claimOf(db, 'the-tunnel-was-flooded-2')).toBeDefined()
  })

  test.each<[string, Fields, string]>([
    ['no wording', { mainTopic: 'tunnels' }, 'Enter the claim in one sentence'],
    ['no topic', { wording: 'It rained.', mainTopic: '' }, 'Choose a topic'],
    [
      'a topic that is not there',
      { wording: 'It rained.', mainTopic: 'weather' },
      'Choose topics that are there',
    ],
    [
      'an address that is taken',
      { wording: 'It rained.', mainTopic: 'tunnels', slug: 'road-open' },
      'Another claim has this address',
    ],
    [
      'an address that was another’s',
      { wording: 'It rained.', mainTopic: 'tunnels', slug: 'bridge-hit' },
      'Another claim has this address',
    ],
    [
      'an address that is none',
      { wording: 'It rained.', mainTopic: 'tunnels', slug: 'Road open!' },
      'Enter small letters',
    ],
    [
      'an address of the desk',
      { wording: 'It rained.', mainTopic: 'tunnels', slug: 'suggestions' },
      'Another claim has this address',
    ],
  ])('with %s nothing is made, and what was typed comes back', async (_, fields, message) => {
    const { post, latest } = start()
    const { text } = await post('/claims', fields).expect(422)
    expect(text).toContain(message)
    if (fields.wording) expect(text).toContain(`${fields.wording}</textarea>`)
    expect(latest()).toBe(1)
  })

  test('a wording that is not neutral is hinted at and taken', async () => {
    const { post, get } = start()
    const made = await post('/claims', {
      wording: 'North allegedly did not open the road.',
      mainTopic: 'bridges',
    }).expect(303)
    const words = wordsOf((await get(made.headers.location!)).text)
    expect(words).toContain('“allegedly” keeps a distance')
    expect(words).toContain('“not” puts it in the negative')
  })

  test('stances stay pinned to the wording they were made against until each is confirmed, as it is or changed', async () => {
    const { post, get, asStranger, db } = start()
    await post('/claims/bridge-shelled/rewording', { wording: 'South shelled the bridge twice.' }).expect(303)
    expect(claimOf(db, 'bridge-shelled')).toMatchObject({
      wording: 'South shelled the bridge twice.',
      earlier_wordings: ['South shelled the bridge.'],
    })
    expect(stanceOf(db, 'bridge-shelled', 'north-shelled')?.wording).toBe(1)
    expect(wordsOf((await asStranger('/claims/bridge-shelled')).text)).toContain('set against wording 1')
    expect(wordsOf((await get('/desk')).text)).toContain('4 stances made against an earlier wording')
    expect(wordsOf((await get('/desk/claims')).text)).toContain(
      'South shelled the bridge twice. 4 stances to confirm',
    )
    const page = await get('/desk/claims/bridge-shelled?only=earlier')
    expect(wordsOf(page.text)).toContain('Made against wording 1: South shelled the bridge.')

    const confirmed = await post('/claims/bridge-shelled/confirmations', {
      assertion: 'north-shelled',
      stance: 'qualifies',
      only: 'earlier',
    }).expect(303)
    // On to the next that is to be confirmed, which stands on that page.
    const [, next] = /^\/desk\/claims\/bridge-shelled\?only=earlier&done=\d+#(.+)$/.exec(
      confirmed.headers.location!,
    )!
    expect((await get(confirmed.headers.location!)).text).toContain(`<li class="shaped__item" id="${next}">`)
    expect(stanceOf(db, 'bridge-shelled', next!)?.wording).toBe(1)
    expect(stanceOf(db, 'bridge-shelled', 'north-shelled')).toMatchObject({ stance: 'qualifies', wording: 2 })
    await post('/claims/bridge-shelled/confirmations', {
      assertion: ['society-shelled', 'south-not-shelled'],
    })
      .expect(303)
      .expect('Location', /^\/desk\/claims\/bridge-shelled\?done=\d+#[\w-]+$/)
    expect(stanceOf(db, 'bridge-shelled', 'south-not-shelled')).toEqual(
      aStance('bridge-shelled', 'south-not-shelled', 'disputes', {
        wording: 2,
        scope: { note: 'Speaks only of what was done “by us”.' },
      }),
    )
    expect(wordsOf((await get('/desk')).text)).toContain('1 stance made against an earlier wording')
    await post('/claims/bridge-shelled/confirmations', { assertion: 'north-shelled' }).expect(409)
    const nothing = await post('/claims/bridge-shelled/confirmations').expect(422)
    expect(nothing.text).toContain('Tick the stances that still hold')
    expectSound(db)
  })

  test('a claim that is worded so already is led to, not made or worded a second time', async () => {
    const { post, db } = start()
    const there = claimOf(db, 'bridge-shelled')!
    const again = { wording: there.wording.toUpperCase().replace(/\.$/, ''), mainTopic: 'tunnels' }
    const refused = (await post('/claims', again).expect(422)).text
    expect(refused).toContain(
      `There is such a claim already: <a href="/desk/claims/bridge-shelled">${there.wording}</a>`,
    )
    const other = db.$client
      .prepare<[], string>("SELECT slug FROM claims WHERE state = 'current' AND slug <> 'bridge-shelled'")
      .pluck()
      .get()!
    const reworded = await post(`/claims/${other}/rewording`, { wording: there.wording }).expect(422)
    expect(reworded.text).toContain('There is such a claim already')
  })

  test('what a claim says slot by slot is changed with its wording, in one change', async () => {
    const { post, get, asStranger, db, latest } = start()
    await post('/claims/bridge-shelled/scope', {
      mainTopic: 'bridges',
      who: 'South',
      whom: 'civilian areas',
      when: 'spring',
    }).expect(303)
    const page = (await get('/desk/claims/bridge-shelled/rewording')).text
    expect(page).toMatch(/<textarea[^>]*name="whom"[^>]*>\s*civilian areas<\/textarea>/)
    const wording = 'South shelled populated areas.'
    const before = latest()
    await post('/claims/bridge-shelled/rewording', {
      wording,
      who: 'South',
      whom: 'populated areas',
      when: '',
    }).expect(303)
    expect(latest()).toBe(before + 1)
    const claim = claimOf(db, 'bridge-shelled')!
    expect(claim).toMatchObject({ wording, who: 'South', whom: 'populated areas' })
    expect(claim.when).toBeUndefined()
    expect(wordsOf((await asStranger('/claims/bridge-shelled')).text)).not.toContain('civilian areas')
    // A program that sends the wording alone leaves the slots as they are.
    await post('/claims/bridge-shelled/rewording', { wording: 'South shelled towns.' }).expect(303)
    expect(claimOf(db, 'bridge-shelled')).toMatchObject({ whom: 'populated areas' })
    await post('/claims/bridge-shelled/rewording', { wording: 'South shelled towns.' }).expect(422)
    await post('/claims/bridge-shelled/rewording', { wording: 'South shelled towns.', whom: 'towns' }).expect(
      303,
    )
    expect(claimOf(db, 'bridge-shelled')).toMatchObject({
      whom: 'towns',
      earlier_wordings: ['South shelled the bridge.', wording],
    })
    expectSound(db)
  })

  test('the present wording is no new one', async () => {
    const { post } = start()
    const { text } = await post('/claims/road-open/rewording', { wording: ' The road is open.' }).expect(422)
    expect(text).toContain('This is the present wording')
  })

  test('who comes too late sees both versions, keeps what was typed, and can send it again', async () => {
    const { post, db } = start()
    await post('/claims/road-open/rewording', { wording: 'The road is open to all.' }).expect(303)
    const late = { base: '1', wording: 'The road is not closed.' }
    const { text } = await post('/claims/road-open/rewording', late).expect(409)
    const words = wordsOf(text)
    expect(words).toContain('Somebody else was faster')
    expect(words).toContain('The road is open to all.')
    expect(text).toContain('The road is not closed.</textarea>')
    const { base } = fieldsOf(text, '/claims/road-open/rewording')
    await post('/claims/road-open/rewording', { ...late, base: base! }).expect(303)
    expect(claimOf(db, 'road-open')?.earlier_wordings).toEqual([
      'The road is open.',
      'The road is open to all.',
    ])
  })

  test('scope and topics change together; slots that are emptied are gone', async () => {
    const { post, get, db } = start()
    await post('/claims/road-open/scope', { who: 'North', mainTopic: 'ferries', topics: ['tunnels'] }).expect(
      303,
    )
    expect(claimOf(db, 'road-open')).toMatchObject({ who: 'North', topics: ['ferries', 'tunnels'] })
    const { text } = await get('/desk/claims/road-open/scope')
    expect(text).toMatch(/name="who"[^>]*>\s*North<\/textarea>/)
    await post('/claims/road-open/scope', { who: '', mainTopic: 'ferries' }).expect(303)
    expect(claimOf(db, 'road-open')).toEqual(
      aClaim({ id: 'road-open', wording: 'The road is open.', topics: ['ferries'] }),
    )
    await post('/claims/road-open/scope', { mainTopic: 'weather' }).expect(422)
    expectSound(db)
  })

  test('a claim is retired with a reason that its page shows, and can be brought back', async () => {
    const { post, asStranger, db } = start()
    await post('/claims/road-open/retirement', { reason: ' ' }).expect(422)
    await post('/claims/road-open/retirement', { reason: 'Nobody speaks of it.' }).expect(303)
    const words = wordsOf((await asStranger('/claims/road-open').expect(200)).text)
    expect(words).toContain('This claim was retired. Nobody speaks of it.')
    expectSound(db)
    await post('/claims/road-open/reinstatement').expect(303)
    expect(claimOf(db, 'road-open')?.retired).toBeUndefined()
    await post('/claims/road-open/reinstatement').expect(409)
    expectSound(db)
  })

  test('at a new address the old one leads there, and the claim may go back to it', async () => {
    const { post, asStranger, db } = start()
    const moved = await post('/claims/road-open/address', { slug: 'The-Road' }).expect(303)
    expect(moved.headers.location).toMatch(/^\/desk\/claims\/the-road\?/)
    const old = await asStranger('/claims/road-open').expect(308)
    expect(old.headers.location).toBe('/claims/the-road')
    expect(stanceOf(db, 'the-road', 'north-road')).toBeDefined()
    await post('/claims/the-road/address', { slug: 'bridge-hit' }).expect(422)
    await post('/claims/the-road/address', { slug: 'the-road' }).expect(422)
    await post('/claims/the-road/address', { slug: 'road-open' }).expect(303)
    expect(claimOf(db, 'road-open')?.old_ids).toEqual(['the-road'])
    expectSound(db)
  })
})

describe('Stances', () => {
  test('an assertion is found by its words or its address, linked once, changed and unlinked', async () => {
    const { post, get, db } = start()
    const found = await get('/desk/claims/road-open/stances?q=shelled')
    expect(found.text).toContain('value="south-our-bridge"')
    expect((await get('/desk/claims/bridge-shelled/stances?q=shelled')).text).not.toContain(
      'value="society-shelled"',
    )
    const address = encodeURIComponent('http://localhost/letters/south-letter#south-our-bridge')
    const addressed = await get(`/desk/claims/road-open/stances?q=${address}`)
    expect(addressed.text.match(/name="assertion" value/g)).toHaveLength(1)

    await post('/claims/road-open/stances', { assertion: 'south-our-bridge' }).expect(422)
    await post('/claims/road-open/stances', { assertion: 'nobody', stance: 'asserts' }).expect(422)
    await post('/claims/road-open/stances', {
      assertion: 'south-our-bridge',
      stance: 'disputes',
      note: 'Speaks of a bridge.',
      where: 'not said',
    }).expect(303)
    expect(stanceOf(db, 'road-open', 'south-our-bridge')).toEqual(
      aStance('road-open', 'south-our-bridge', 'disputes', {
        scope: { note: 'Speaks of a bridge.', where: 'not said' },
      }),
    )
    const twice = await post('/claims/road-open/stances', {
      assertion: 'south-our-bridge',
      stance: 'asserts',
    })
    expect(twice.status).toBe(422)
    expect(twice.text).toContain('bears on the claim already')

    await post('/claims/road-open/stances/south-our-bridge', { stance: 'qualifies', note: '' }).expect(303)
    expect(stanceOf(db, 'road-open', 'south-our-bridge')).toEqual(
      aStance('road-open', 'south-our-bridge', 'qualifies'),
    )
    const wrong = await post('/claims/road-open/stances/south-our-bridge', {
      stance: 'denies',
      note: 'Kept.',
    })
    expect(wrong.status).toBe(422)
    expect(wrong.text).toContain('Kept.</textarea>')
    expectSound(db)
    await post('/claims/road-open/stances/south-our-bridge/removal').expect(303)
    expect(stanceOf(db, 'road-open', 'south-our-bridge')).toBeUndefined()
    await post('/claims/road-open/stances/south-our-bridge/removal').expect(404)
    await post('/claims/road-open/stances/south-our-bridge', { stance: 'asserts' }).expect(404)
    expectSound(db)
  })

  test('a stance that somebody changed meanwhile is a 409 that keeps what was typed', async () => {
    const { post } = start()
    await post('/claims/road-open/stances/north-road', { stance: 'qualifies' }).expect(303)
    const late = await post('/claims/road-open/stances/north-road', {
      base: '1',
      stance: 'asserts',
      note: 'Mine.',
    })
    expect(late.status).toBe(409)
    expect(late.text).toContain('Somebody else was faster')
    expect(late.text).toContain('Mine.</textarea>')
  })

  test('a claim with many stances shows them a page at a time', async () => {
    const { get } = start(crowded(120))
    const { text } = await get('/desk/claims/crowd')
    expect(text.match(/action="\/claims\/crowd\/stances\/a-\d+"/g)).toHaveLength(50)
    const next = /rel="next" href="([^"]+)"/.exec(text)![1]!.replaceAll('&amp;', '&')
    const { text: second } = await get(next.replace(/#.*/, ''))
    expect(second).toContain('id="a-60"')
    expect(second).not.toContain('id="a-10"')
  })
})

describe('Relations', () => {
  test('a relation is added as it reads on this claim’s page, its reason changed, and it is removed', async () => {
    const { post, get, db } = start()
    const found = await get('/desk/claims/ferry-sunk/relations?q=ferry')
    expect(found.text).toContain('value="ferry-repaired"')
    expect(found.text).not.toContain('name="other" value="ferry-sunk"')
    await post('/claims/ferry-sunk/relations', {
      other: 'ferry-repaired',
      kind: 'narrowed by',
      reason: 'A repair is told.',
    }).expect(303)
    expect(presentRecord(db, 'relation', 'ferry-repaired narrows ferry-sunk')?.reason).toBe(
      'A repair is told.',
    )
    const relation = 'ferry-repaired narrows ferry-sunk'
    await post('/claims/ferry-sunk/relations/reason', { relation, reason: '' }).expect(422)
    await post('/claims/ferry-sunk/relations/reason', { relation, reason: 'Only a part.' }).expect(303)
    expect(presentRecord(db, 'relation', relation)?.reason).toBe('Only a part.')
    const late = await post('/claims/ferry-sunk/relations/reason', {
      base: '2',
      relation,
      reason: 'Typed late.',
    })
    expect(late.status).toBe(409)
    expect(late.text).toContain('Typed late.</textarea>')
    expectSound(db)
    await post('/claims/ferry-sunk/relations/removal', { relation }).expect(303)
    await post('/claims/ferry-sunk/relations/removal', { relation }).expect(404)
    await post('/claims/road-open/relations/removal', {
      relation: 'bridge-shelled mirrors other-bridge-shelled',
    }).expect(404)
    expectSound(db)
  })

  test.each([
    ['to itself', 'bridge-shelled', 'contradicts'],
    ['to none that is there', 'nobody', 'contradicts'],
    ['the other way round, where the relation holds both ways', 'other-bridge-shelled', 'mirrors'],
  ])('a claim is not related %s', async (_, other, kind) => {
    const { post } = start()
    const from = other === 'other-bridge-shelled' ? other : 'bridge-shelled'
    const to = other === 'other-bridge-shelled' ? 'bridge-shelled' : other
    await post(`/claims/${from}/relations`, { other: to, kind, reason: 'Why.' }).expect(422)
  })
})

/** Two claims with assertions in common, related to each other and to a third in the same way. */
const alike = (): Partial<Corpus> => {
  const corpus = bridges()
  return {
    ...corpus,
    stances: [
      ...corpus.stances,
      aStance('other-bridge-shelled', 'north-shelled', 'reports', { scope: { note: 'Of another bridge.' } }),
    ],
    relations: [
      ...corpus.relations,
      { from: 'bridge-shelled', kind: 'narrows', to: 'ferry-sunk', reason: 'One.' },
      { from: 'other-bridge-shelled', kind: 'narrows', to: 'ferry-sunk', reason: 'Another.' },
      { from: 'road-open', kind: 'supports', to: 'other-bridge-shelled', reason: 'Roads lead there.' },
    ],
  }
}
const merging = '/claims/other-bridge-shelled/merging'

describe('Merging', () => {
  test('before it is done, the page says what will become of positions, stances and relations', async () => {
    const { get, post, latest } = start(alike())
    expect((await get('/desk/claims/other-bridge-shelled/merging?q=bridge')).text).toContain(
      'value="bridge-shelled"',
    )
    const preview = await get('/desk/claims/other-bridge-shelled/merging?into=bridge-shelled')
    const words = wordsOf(preview.text)
    expect(words).toContain('1 assertion goes over with stance and scope')
    expect(words).toContain('Dropped: “Mirrored by South shelled the bridge.”, since it is between the two.')
    expect(words).toContain('Dropped: “Narrows The ferry was sunk.”, since it is given already.')
    expect(words).toContain('1 relation goes over.')
    expect(words).toMatch(/The other afterwards .* Southern side Asserts and disputes 2 assertions/)
    const again = await post(merging, { into: 'bridge-shelled', step: 'preview', reversed: 'yes' }).expect(
      200,
    )
    expect(wordsOf(again.text)).toMatch(/The other afterwards .* Southern side Disputes 2 assertions/)
    expect(again.text).toMatch(/checked[^>]*name="reversed"/)
    expect(latest()).toBe(1)
  })

  test('stances and relations move, the editor decides where both have the same assertion, and both addresses work', async () => {
    const { post, asStranger, db } = start(alike())
    const done = await post(merging, { into: 'bridge-shelled', step: 'merge', kept: 'north-shelled' }).expect(
      303,
    )
    expect(done.headers.location).toMatch(/^\/desk\/claims\/bridge-shelled\?done=/)
    expect(stanceOf(db, 'bridge-shelled', 'north-shelled')).toEqual(
      aStance('bridge-shelled', 'north-shelled', 'reports', { scope: { note: 'Of another bridge.' } }),
    )
    expect(stanceOf(db, 'bridge-shelled', 'south-our-bridge')?.stance).toBe('asserts')
    expect(presentRecord(db, 'relation', 'road-open supports bridge-shelled')?.reason).toBe(
      'Roads lead there.',
    )
    expect(presentRecord(db, 'relation', 'bridge-shelled narrows ferry-sunk')?.reason).toBe('One.')
    expect((await asStranger('/claims/other-bridge-shelled').expect(308)).headers.location).toBe(
      '/claims/bridge-shelled',
    )
    await asStranger('/claims/bridge-shelled').expect(200)
    const late = await post('/claims/other-bridge-shelled/rewording', { wording: 'X.' }).expect(409)
    expect(late.text).toContain('This claim was merged into another meanwhile')
    expectSound(db)
  })

  test('a claim is not merged into itself, into none, or while it is retired', async () => {
    const { post } = start(alike())
    await post(merging, { into: 'other-bridge-shelled', step: 'merge' }).expect(422)
    await post(merging, { into: 'nobody', step: 'merge' }).expect(422)
    await post(merging, { step: 'merge' }).expect(422)
    await post('/claims/other-bridge-shelled/retirement', { reason: 'Unclear.' }).expect(303)
    await post(merging, { into: 'bridge-shelled', step: 'merge' }).expect(422)
  })

  test('what changed on either claim since the preview is a 409, whatever hangs on it', async () => {
    const { post, latest } = start(alike())
    const base = String(latest())
    await post('/claims/bridge-shelled/stances/society-shelled', { stance: 'reports' }).expect(303)
    const late = await post(merging, { base, into: 'bridge-shelled', step: 'merge' }).expect(409)
    expect(wordsOf(late.text)).toMatch(/Changed how “[^”]+” bears on the claim/)
    await post('/claims/ferry-sunk/rewording', { wording: 'The ferry sank.' }).expect(303)
    const other = { base: String(latest() - 1), into: 'bridge-shelled', step: 'merge' }
    await post(merging, other).expect(303)
  })

  test('what another process hangs on a claim at the last moment is not left behind on it: that is a 409, too', async () => {
    const { post, db, latest } = start(alike())
    const into = { base: String(latest()), into: 'bridge-shelled', step: 'merge' }
    atLastMoment(db, () => linkMeanwhile(db, 'other-bridge-shelled', 'north-sunk'))
    const late = await post(merging, into).expect(409)
    expect(wordsOf(late.text)).toContain('Linked meanwhile')
    expect(claimOf(db, 'other-bridge-shelled')).not.toHaveProperty('merged_into')
    expect(latest()).toBe(2)
    await post(merging, { into: 'bridge-shelled', step: 'merge' }).expect(303)
    expect(stanceOf(db, 'bridge-shelled', 'north-sunk')).toBeDefined()
    expectSound(db)
  })

  test('to a claim that is merged at the last moment no assertion is linked', async () => {
    const { post, db } = start()
    const link = { base: '9', assertion: 'north-sunk', stance: 'asserts' }
    atLastMoment(db, () =>
      makeChange(db, { actor: 'Ben', action: 'merge', summary: 'Merged' }, (change) =>
        applyEdits(change, [
          edit('claim', claimOf(db, 'ferry-repaired')!, {
            ...claimOf(db, 'ferry-repaired')!,
            merged_into: 'ferry-sunk',
          }),
        ]),
      ),
    )
    const refused = await post('/claims/ferry-repaired/stances', link).expect(422)
    expect(wordsOf(refused.text)).toContain('has been merged into “ferry-sunk”')
    expect(stanceOf(db, 'ferry-repaired', 'north-sunk')).toBeUndefined()
    expectSound(db)
  })

  test.each([
    ['as they were', {}],
    ['worded against each other', { reversed: 'yes' }],
    ['with the other’s stance kept', { kept: 'north-shelled' }],
  ] as [string, Fields][])(
    'merged (%s) and taken out again, everything is as it was, to the byte',
    async (_, choice) => {
      const { post, get, db } = start(alike())
      const before = stateOf(db).folder
      await post(merging, { into: 'bridge-shelled', step: 'merge', ...choice }).expect(303)
      const desk = await get('/desk/claims/bridge-shelled')
      expect(desk.text).toContain('/desk/claims/bridge-shelled/separation?claim=other-bridge-shelled')
      const page = await get('/desk/claims/bridge-shelled/separation?claim=other-bridge-shelled').expect(200)
      const fields = fieldsOf(page.text, '/claims/bridge-shelled/separation')
      expect(fields).toMatchObject({
        'place.society-shelled': 'stays',
        'place.south-our-bridge': 'moves',
        'place.north-shelled': 'both',
        relations: 'yes',
      })
      const preview = await post('/claims/bridge-shelled/separation', { ...fields, step: 'preview' }).expect(
        200,
      )
      expect(wordsOf(preview.text)).toMatch(
        /The claim taken out North shelled the other bridge\. One-sided 2 assertions/,
      )
      await post('/claims/bridge-shelled/separation', { ...fields, step: 'separate' }).expect(303)
      expect(stateOf(db).folder).toEqual(before)
      expectSound(db)
    },
  )

  test('after later edits what came from a claim is still chosen, goes as it is now, and the choice may be changed', async () => {
    const { post, get, db } = start(alike())
    await post(merging, { into: 'bridge-shelled', step: 'merge' }).expect(303)
    await post('/claims/bridge-shelled/address', { slug: 'the-bridge' }).expect(303)
    await post('/claims/the-bridge/stances/south-our-bridge', { stance: 'asserts', note: 'Later.' }).expect(
      303,
    )
    await post('/claims/the-bridge/stances/north-shelled/removal').expect(303)
    const page = await get('/desk/claims/the-bridge/separation?claim=other-bridge-shelled')
    const fields = fieldsOf(page.text, '/claims/the-bridge/separation')
    expect(fields['place.south-our-bridge']).toBe('moves')
    expect(wordsOf(page.text)).toContain('Came with it, and unlinked since')
    await post('/claims/the-bridge/separation', {
      ...fields,
      'place.society-shelled': 'both',
      relinked: 'north-shelled',
      step: 'separate',
    }).expect(303)
    expect(stanceOf(db, 'other-bridge-shelled', 'south-our-bridge')?.scope).toEqual({ note: 'Later.' })
    expect(stanceOf(db, 'other-bridge-shelled', 'society-shelled')).toBeDefined()
    expect(stanceOf(db, 'the-bridge', 'society-shelled')).toBeDefined()
    expect(stanceOf(db, 'other-bridge-shelled', 'north-shelled')?.stance).toBe('reports')
    expect(stanceOf(db, 'the-bridge', 'south-our-bridge')).toBeUndefined()
    expectSound(db)
  })

  test('where claims were merged one after another, every address leads on, and each is taken out in its turn', async () => {
    const { post, get, asStranger, db } = start(alike())
    const before = stateOf(db).folder
    await post(merging, { into: 'bridge-shelled', step: 'merge' }).expect(303)
    await post('/claims/bridge-shelled/merging', { into: 'ferry-sunk', step: 'merge' }).expect(303)
    expect((await asStranger('/claims/other-bridge-shelled')).headers.location).toBe('/claims/bridge-shelled')
    expect((await asStranger('/claims/bridge-shelled')).headers.location).toBe('/claims/ferry-sunk')
    expectSound(db)
    for (const [from, claim] of [
      ['ferry-sunk', 'bridge-shelled'],
      ['bridge-shelled', 'other-bridge-shelled'],
    ] as const) {
      const page = await get(`/desk/claims/${from}/separation?claim=${claim}`).expect(200)
      const fields = fieldsOf(page.text, `/claims/${from}/separation`)
      await post(`/claims/${from}/separation`, { ...fields, step: 'separate' }).expect(303)
    }
    expect(stateOf(db).folder).toEqual(before)
    expectSound(db)
  })

  test('a claim that was merged before this history began can be taken out by choosing', async () => {
    const corpus = bridges()
    const { post, get, db } = start({
      claims: [...corpus.claims, aClaim({ id: 'gone', wording: 'It is gone.', merged_into: 'road-open' })],
    })
    const page = await get('/desk/claims/road-open/separation?claim=gone')
    expect(wordsOf(page.text)).toContain('history does not tell what came with it')
    const fields = fieldsOf(page.text, '/claims/road-open/separation')
    await post('/claims/road-open/separation', {
      ...fields,
      'place.north-road': 'moves',
      step: 'separate',
    }).expect(303)
    expect(stanceOf(db, 'gone', 'north-road')).toBeDefined()
    await get('/desk/claims/road-open/separation?claim=gone').expect(404)
    expectSound(db)
  })
})

describe('Splitting', () => {
  const fields = { wording: 'South shelled the bridge once more.', mainTopic: 'bridges' }

  test('the page says what will become of both claims; then some stances go, some stay, some do both', async () => {
    const { post, get, db, latest } = start()
    const page = await get('/desk/claims/bridge-shelled/splitting').expect(200)
    const typed = { ...fieldsOf(page.text, '/claims/bridge-shelled/splitting'), ...fields }
    const placed = { ...typed, 'place.south-not-shelled': 'moves', 'place.society-shelled': 'both' }
    const preview = await post('/claims/bridge-shelled/splitting', { ...placed, step: 'preview' }).expect(200)
    expect(wordsOf(preview.text)).toMatch(/This claim afterwards .*? One-sided 3 assertions/)
    expect(wordsOf(preview.text)).toMatch(
      /The new claim South shelled the bridge once more\. Contested 2 assertions/,
    )
    expect(latest()).toBe(1)
    const done = await post('/claims/bridge-shelled/splitting', { ...placed, step: 'split' }).expect(303)
    expect(done.headers.location).toMatch(/^\/desk\/claims\/south-shelled-the-bridge-once-more\?done=2/)
    const slug = 'south-shelled-the-bridge-once-more'
    expect(stanceOf(db, slug, 'south-not-shelled')?.scope).toEqual({
      note: 'Speaks only of what was done “by us”.',
    })
    expect(stanceOf(db, 'bridge-shelled', 'south-not-shelled')).toBeUndefined()
    expect(stanceOf(db, 'bridge-shelled', 'society-shelled')).toBeDefined()
    expect(stanceOf(db, slug, 'society-shelled')).toBeDefined()
    expectSound(db)
  })

  test.each<[string, Fields, string]>([
    ['nothing chosen', {}, 'Choose at least one assertion'],
    [
      'the wording of the claim itself',
      { wording: 'South shelled the bridge.', 'place.north-shelled': 'moves' },
      'wording of its own',
    ],
    [
      'a taken address',
      { slug: 'road-open', 'place.north-shelled': 'moves' },
      'Another claim has this address',
    ],
    ['no wording', { wording: '', 'place.north-shelled': 'moves' }, 'Enter the claim in one sentence'],
  ])('with %s nothing is split, and the choices come back', async (_, more, message) => {
    const { post, latest } = start()
    const { text } = await post('/claims/bridge-shelled/splitting', {
      ...fields,
      ...more,
      step: 'split',
    }).expect(422)
    expect(text).toContain(message)
    if (more['place.north-shelled']) expect(text.match(/value="moves" selected/g)).toHaveLength(1)
    expect(latest()).toBe(1)
  })

  test('a claim that changed since is a 409 with the choices kept', async () => {
    const { post } = start()
    await post('/claims/bridge-shelled/stances/society-shelled', { stance: 'reports' }).expect(303)
    const late = { ...fields, base: '1', 'place.north-shelled': 'moves', step: 'split' }
    const { text } = await post('/claims/bridge-shelled/splitting', late).expect(409)
    expect(text.match(/value="moves" selected/g)).toHaveLength(1)
    expect(text).toContain('once more.</textarea>')
  })

  test('an assertion that another process links at the last moment is placed by the editor, too', async () => {
    const { post, db, latest } = start()
    const late = { ...fields, 'place.north-shelled': 'moves', step: 'split' }
    atLastMoment(db, () => linkMeanwhile(db, 'bridge-shelled', 'north-sunk'))
    await post('/claims/bridge-shelled/splitting', late).expect(409)
    expect(latest()).toBe(2)
  })

  test('of a claim with many assertions, what was chosen on one page is kept while others are turned to', async () => {
    const { post, get, db } = start(crowded(230))
    const first = await get('/desk/claims/crowd/splitting')
    const chosen = { ...fieldsOf(first.text, '/claims/crowd/splitting'), ...fields, 'place.a-7': 'moves' }
    const second = await post('/claims/crowd/splitting', { ...chosen, step: 'page-1' }).expect(200)
    expect(second.text).toContain('101–200 of 230')
    const more: Fields = {
      ...fieldsOf(second.text, '/claims/crowd/splitting'),
      ...fields,
      'place.a-150': 'both',
    }
    expect(more.moves).toBe('a-7')
    const third = await post('/claims/crowd/splitting', { ...more, step: 'page-2' }).expect(200)
    const all: Fields = {
      ...fieldsOf(third.text, '/claims/crowd/splitting'),
      ...fields,
      'place.a-229': 'moves',
    }
    const preview = await post('/claims/crowd/splitting', { ...all, step: 'preview' }).expect(200)
    const sent: Fields = { ...fieldsOf(preview.text, '/claims/crowd/splitting'), ...fields }
    await post('/claims/crowd/splitting', { ...sent, step: 'split' }).expect(303)
    const placed = ['a-7', 'a-150', 'a-229', 'a-8'].map((assertion) =>
      ['crowd', 'south-shelled-the-bridge-once-more'].map(
        (claim) => stanceOf(db, claim, assertion) !== undefined,
      ),
    )
    expect(placed).toEqual([
      [false, true],
      [true, true],
      [false, true],
      [true, false],
    ])
  })
})

test.each<[string, string, Fields]>([
  ['making', '/claims', { wording: 'It rained.', mainTopic: 'tunnels' }],
  ['rewording', '/claims/bridge-shelled/rewording', { wording: 'South hit the bridge.' }],
  ['changing scope', '/claims/bridge-shelled/scope', { what: 'hit it', mainTopic: 'ferries' }],
  ['retiring', '/claims/bridge-shelled/retirement', { reason: 'Unclear.' }],
  ['moving', '/claims/bridge-shelled/address', { slug: 'moved' }],
  ['linking', '/claims/bridge-shelled/stances', { assertion: 'north-road', stance: 'asserts' }],
  ['changing a stance', '/claims/bridge-shelled/stances/south-not-shelled', { stance: 'qualifies' }],
  ['unlinking', '/claims/bridge-shelled/stances/north-shelled/removal', {}],
  ['relating', '/claims/bridge-shelled/relations', { other: 'road-open', kind: 'supports', reason: 'Why.' }],
  [
    'unrelating',
    '/claims/bridge-shelled/relations/removal',
    { relation: 'bridge-shelled mirrors other-bridge-shelled' },
  ],
  ['merging', merging, { into: 'bridge-shelled', step: 'merge', reversed: 'yes', kept: 'north-shelled' }],
  [
    'splitting',
    '/claims/bridge-shelled/splitting',
    { wording: 'New.', mainTopic: 'ferries', 'place.north-shelled': 'moves', step: 'split' },
  ],
])(
  'undoing %s leaves the folder, the JSON and all that is kept ready-made as they were',
  async (_, path, fields) => {
    const { post, undo, db } = start(alike())
    const before = stateOf(db)
    await post(path, fields).expect(303)
    expect(stateOf(db).folder).not.toEqual(before.folder)
    expectSound(db)
    await undo()
    expect(stateOf(db)).toEqual(before)
    expectSound(db)
  },
)

describe('Suggestions', () => {
  const mirrored = (): Partial<Corpus> => {
    const corpus = bridges()
    return {
      relations: [],
      claims: [
        ...corpus.claims,
        aClaim({ id: 'n-hit', wording: 'North hit the old lighthouse of South with mortars.' }),
        aClaim({ id: 's-hit', wording: 'South hit the old lighthouse of North with mortars.' }),
      ],
    }
  }
  const key = { kind: 'mirror', claim: 'n-hit', other: 's-hit' }

  test('a mirrored pair is suggested with its reason and with ways to act on it; nothing is done unasked', async () => {
    const { get, latest } = start(mirrored())
    const { text } = await get('/desk/claims/suggestions').expect(200)
    expect(wordsOf(text)).toContain('Northern side in the one, Southern side in the other: both say')
    expect(text).toContain('/desk/claims/n-hit/relations?other=s-hit&amp;kind=mirrors')
    expect(wordsOf(text)).toContain('Among all 8 claims and all 11 assertions.')
    expect(latest()).toBe(1)
    const relating = await get('/desk/claims/n-hit/relations?other=s-hit&kind=mirrors').expect(200)
    expect(relating.text).toMatch(/name="other" value="s-hit" required checked/)
    expect(relating.text).toContain('<option value="mirrors" selected>')
  })

  test('a suggestion that is put aside is kept with who did it, whichever way round it is named, and can be brought back', async () => {
    const { get, post, db } = start(mirrored())
    const words = async () => wordsOf((await get('/desk/claims/suggestions')).text)
    const heads = async () => (await words()).split('Put aside by')
    await post('/desk/claims/suggestions/dismissals', { ...key, claim: 's-hit', other: 'n-hit' }).expect(303)
    await post('/desk/claims/suggestions/dismissals', key).expect(303)
    const put = await heads()
    expect(put).toHaveLength(2)
    expect(put[1]).toContain('An editor')
    expect(db.$client.prepare('SELECT count(*) FROM dismissals').pluck().get()).toBe(1)
    await post('/desk/claims/suggestions/returns', key).expect(303)
    await post('/desk/claims/suggestions/returns', key).expect(303)
    expect(await words()).not.toContain('Put aside These')
    expect(await words()).toMatch(
      /Put aside by An editor, .* Brought back by An editor, .*Brought back These/,
    )
    await post('/desk/claims/suggestions/dismissals', key).expect(303)
    expect(await words()).toMatch(/Put aside by An editor, .* Brought back by .* Put aside by An editor/)
    expect(db.$client.prepare('SELECT count(*) FROM dismissals').pluck().get()).toBe(3)
    for (const statement of ["UPDATE dismissals SET action = 'put aside'", 'DELETE FROM dismissals']) {
      expect(() => db.$client.prepare(statement).run()).toThrow('history is not rewritten')
    }
    await post('/desk/claims/suggestions/dismissals', { ...key, other: 'nobody' }).expect(404)
    await post('/desk/claims/suggestions/dismissals', {}).expect(404)
    expectSound(db)
  })

  test('what was put aside stays so when a claim of the pair leaves the collection and comes back', async () => {
    const { get, post, db } = start(mirrored())
    await post('/desk/claims/suggestions/dismissals', key).expect(303)
    const claim = presentRecord(db, 'claim', 's-hit')!
    const line = { actor: 'test', action: 'edit', summary: 'Removed a claim' }
    const removed = makeChange(db, line, (change) => {
      applyEdits(change, [edit('claim', claim, null)])
      return change.id
    })
    expect(wordsOf((await get('/desk/claims/suggestions')).text)).not.toContain('Put aside by')
    await post(`/history/${removed}/undoing`, {}).expect(303)
    expect(wordsOf((await get('/desk/claims/suggestions')).text)).toContain('Put aside by An editor')
  })

  test('once the two are related, the pair is suggested no more', async () => {
    const { get, post } = start(mirrored())
    await post('/claims/n-hit/relations', {
      other: 's-hit',
      kind: 'not comparable',
      reason: 'Two lighthouses.',
    }).expect(303)
    const { text } = await get('/desk/claims/suggestions').expect(200)
    expect(text).not.toContain('relations?other=s-hit')
  })
})

/** A claim on which so many assertions bear. */
function crowded(count: number): Partial<Corpus> {
  const corpus = bridges()
  const letter = aLetter({ id: 'crowd-letter', author: 'minister-of-north', texts: ['The crowd was large.'] })
  const assertions = Array.from({ length: count }, (_, i) =>
    anAssertion(letter, { id: `a-${i}`, quote: 'The crowd was large.' }),
  )
  return {
    letters: [...corpus.letters, letter],
    assertions: [...corpus.assertions, ...assertions],
    claims: [...corpus.claims, aClaim({ id: 'crowd', wording: 'The crowd was large.' })],
    stances: [...corpus.stances, ...assertions.map(({ id }) => aStance('crowd', id))],
  }
}
