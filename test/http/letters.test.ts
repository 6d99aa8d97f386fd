import request from 'supertest'
import { expect, test } from 'vitest'
import type { AssertionRecord, LetterRecord, StanceRecord } from '../../db/records.ts'
import { startTestApp } from '../support/app.ts'
import { aClaim, aCorpus, aLetter, anAssertion, aStance, databaseWith } from '../support/builders.ts'
import { disputedBridge } from '../support/disputedBridge.ts'
import { manyParties } from '../support/manyParties.ts'
import { countStatements } from '../support/statements.ts'

const { app } = startTestApp(databaseWith(disputedBridge()))
const seeded = startTestApp()

/** The text of a page with its tags taken out. */
const wordsOf = (html: string) =>
  html
    .replace(/<(head|svg)[\s\S]*?<\/\1>/g, '')
    .replace(/<[^>]+>/g, '')
    .replace(/\s+/g, ' ')
const page = async (path: string) => (await request(app).get(path).expect(200)).text
const model = async (path: string) => (await request(app).get(path).expect(200)).body

test('a letter’s page says who wrote it, to whom, when and on what ground, and how much it holds', async () => {
  const words = wordsOf(await page('/letters/first-letter'))
  expect(words).toContain('Northern side: Ada Doe, First Minister (government)')
  expect(words).toMatch(/Addressed to ?the Council/)
  expect(words).toMatch(/Written ?5 October 2020, stated\. The dateline\./)
  expect(words).toContain(
    '3 paragraphs, 2 footnotes, 5 assertions, which bear on 4 claims; 2 of these are contested.',
  )
  expect(words).toContain('This collection holds 3 letters from one side and 1 from the other.')
  const undated = wordsOf(await page('/letters/third-letter'))
  expect(undated).toMatch(/Date ?Not known/)
})

test('how the text reached us, what was changed in it and its checksum stand with it', async () => {
  const html = await page('/letters/first-letter')
  const words = wordsOf(html)
  expect(words).toContain('Sent by post.')
  expect(words).toContain('Line ends were joined.')
  expect(html).toMatch(/<code>[0-9a-f]{64}<\/code>/)
})

test('a letter that answers another leads to it where the collection holds it', async () => {
  expect(await page('/letters/second-letter')).toContain(
    '<a href="/letters/first-letter">The first letter</a>',
  )
})

/** The words of the letter's paragraphs as the page prints them, without margin, markers and numbers. */
const paragraphsOf = (html: string) =>
  [...html.matchAll(/<(p|h2) class="letter__text">([\s\S]*?)<\/\1>/g)].map((match) =>
    match[2]!
      .replace(/<sup[\s\S]*?<\/sup>/g, '')
      .replace(/<span class="letter__item"[\s\S]*?<\/span> /g, '')
      .replace(/<[^>]+>/g, '')
      .replace(
        /&amp;|&lt;|&gt;|&quot;|&#39;/g,
        (entity) => ({ '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" })[entity]!,
      ),
  )

test('the text is printed whole and unchanged, in every letter of the shipped corpus', async () => {
  const letters = seeded.db.$client
    .prepare<[], { slug: string; text: string }>('SELECT slug, text FROM letters')
    .all()
  expect(letters).toHaveLength(5)
  for (const { slug, text } of letters) {
    const { text: html } = await request(seeded.app).get(`/letters/${slug}`).expect(200)
    expect(paragraphsOf(html).join('\n\n'), slug).toBe(text)
  }
})

test('every assertion of the shipped corpus has exactly one place that its address leads to', async () => {
  const assertions = seeded.db.$client
    .prepare<[], { slug: string; letter: string }>(
      'SELECT a.slug, l.slug AS letter FROM assertions a JOIN letters l ON l.id = a.letter_id',
    )
    .all()
  expect(assertions.length).toBeGreaterThan(0)
  const pages = new Map<string, string>()
  for (const { slug, letter } of assertions) {
    if (!pages.has(letter)) pages.set(letter, (await request(seeded.app).get(`/letters/${letter}`)).text)
    expect(pages.get(letter)!.split(` id="${slug}"`), slug).toHaveLength(2)
  }
})

test('no address stands twice in a letter, and every link within it leads somewhere', async () => {
  for (const slug of ['first-letter', 'second-letter', 'third-letter']) {
    const html = await page(`/letters/${slug}`)
    const ids = [...html.matchAll(/ id="([^"]+)"/g)].map((match) => match[1]!)
    expect(new Set(ids).size).toBe(ids.length)
    for (const [, target] of html.matchAll(/ href="#([^"]+)"/g)) expect(ids).toContain(target)
  }
})

test('overlapping and divided assertions are cut into runs that each know what they carry', async () => {
  const html = await page('/letters/first-letter')
  expect(html).toMatch(
    /<a class="mark mark--2 mark--start[^"]*" id="a-1" [^>]*data-assertion="a-1 a-2">their gunners shelled<\/a>/,
  )
  expect(html).toContain('<span id="a-2" class="letter__opens"></span>')
  expect(html).toMatch(/<mark class="mark[^"]*" data-assertion="a-1"> the old bridge<\/mark>/)
  expect(html).toMatch(/<mark class="mark mark--start[^"]*" data-assertion="a-2">the new ferry<\/mark>/)
})

test('a mark leads to its note in the margin, which leads back and to the claim', async () => {
  const html = await page('/letters/first-letter')
  const [, note] = /id="a-3" href="#([^"]+)"/.exec(html)!
  const margin = html.slice(html.indexOf(`id="${note}"`))
  expect(margin.slice(0, margin.indexOf('</li>'))).toContain('href="/claims/people-fled"')
  expect(margin.slice(0, margin.indexOf('</li>'))).toContain('href="#a-3"')
})

test('the margin names each claim of a paragraph once, with what the other side says and where', async () => {
  const html = await page('/letters/first-letter')
  expect(html.match(/class="note__claim" href="\/claims\/bridge-shelled"/g)).toHaveLength(1)
  const words = wordsOf(html)
  expect(words).toMatch(
    /South shelled the old bridge of North on 3 May\. Southern side disputes, 12 November 2020, ¶ 1 words 1 /,
  )
  expect(html).toContain('href="/letters/second-letter#b-1"')
  expect(words).toContain('Southern side: not addressed. 1 letter, later than the claim')
})

test('where the other side has several letters, its earliest stands in the margin', async () => {
  const words = wordsOf(await page('/letters/second-letter'))
  expect(words).toMatch(/Northern side asserts, 5 October 2020, ¶ 1/)
  expect(words).toContain(
    'Northern side: not addressed. 3 letters: 1 certainly later than the claim, 1 earlier, 1 can’t be dated against it',
  )
})

test('what frames the letter is set apart and says whose words it is', async () => {
  const html = await page('/letters/third-letter')
  expect(html).toContain('letter__row--frame')
  expect(wordsOf(html)).toContain('Masthead, headline or lead: not the letter’s own words. Words of Agency.')
  expect(wordsOf(await page('/letters/first-letter'))).not.toContain('Words of')
})

test('what somebody else says in a letter stands in no side’s colour and under that name', async () => {
  const html = await page('/letters/third-letter')
  expect(html).toMatch(/class="mark[^"]*mark--others" id="c-0"/)
  expect(html).not.toMatch(/class="mark[^"]*mark--others" id="c-1"/)
  expect(wordsOf(html)).toMatch(/3 May\. Agency: Asserts .*? words/)
})

test('headings, lists and paragraph numbers are what they are', async () => {
  const html = await page('/letters/first-letter')
  expect(html).toContain('<h2 class="letter__text">What was done to the bridge</h2>')
  expect(html.match(/<li class="letter__row letter__row--list-item"/g)).toHaveLength(2)
  expect(html).toContain('<a class="letter__number" href="#p-1" aria-label="¶ 1">1</a>')
  expect(html).toContain('id="p-H1"')
})

test('footnotes stand with their paragraph, lead back to their marker, and tell broken addresses', async () => {
  const html = await page('/letters/first-letter')
  expect(html).toContain('<a id="fnref-1" href="#fn-1" aria-label="Note 1">1</a>')
  expect(html).toContain('href="#fnref-1" aria-label="Note 1, back to the text"')
  expect(wordsOf(html)).toContain('https://example.org/bro-ken (address broken, as printed)')
  expect(wordsOf(html)).toContain('Notes without a place in the text')
})

test('a topic, or contested claims alone, can be lit up; the others are dimmed, none goes away', async () => {
  const whole = await page('/letters/first-letter')
  expect(whole).not.toContain('mark--dimmed')
  const ferries = await model('/letters/first-letter.json?topic=ferries')
  expect(ferries.filter).toMatchObject({ topic: 'ferries', lit: 3 })
  const contested = await page('/letters/first-letter?contested=yes')
  expect(wordsOf(contested)).toContain('3 of 5 assertions bear on contested claims. The others are dimmed.')
  expect(contested).toMatch(/class="mark[^"]*mark--dimmed" id="a-3"/)
  expect(contested).not.toMatch(/class="mark[^"]*mark--dimmed" id="a-1"/)
  expect(paragraphsOf(contested)).toEqual(paragraphsOf(whole))
})

test('a filter that means nothing filters nothing', async () => {
  for (const query of [
    'topic=nothing',
    'contested=maybe',
    'topic=&contested=',
    'topic=a&topic=b',
    `topic=${'x'.repeat(300)}`,
  ]) {
    const { filter } = await model(`/letters/first-letter.json?${query}`)
    expect(filter, query).toMatchObject({ topic: null, contested: false, lit: 5 })
  }
})

test('the text alone comes to htmx, whole pages to everybody else', async () => {
  const part = await request(app)
    .get('/letters/first-letter?topic=ferries')
    .set('HX-Request-Type', 'partial')
    .expect(200)
    .expect('Vary', /HX-Request-Type/)
  expect(part.text).toMatch(/^\s*<div id="letter-text">/)
  expect(part.text).not.toContain('<html')
})

test('a letter takes the colour of its side’s place, and one of no side takes none', async () => {
  expect(await page('/letters/first-letter')).toContain('<article class="letter side--1"')
  expect(await page('/letters/first-letter?left=south')).toContain('<article class="letter side--2"')
  const corpus = aCorpus({ letters: [aLetter({ id: 'telegram', author: 'agency' })] })
  const { text } = await request(startTestApp(databaseWith(corpus)).app)
    .get('/letters/telegram')
    .expect(200)
  expect(text).toContain('<article class="letter" ')
  expect(wordsOf(text)).toContain('No side: Agency (news agency)')
  expect(wordsOf(text)).toContain('Nothing in this letter is marked yet.')
})

test('a letter of a third side is answered by both that face each other', async () => {
  const { app } = startTestApp(databaseWith(manyParties(3)))
  const { body } = await request(app).get('/letters/eastern-side-1.json').expect(200)
  const note = body.parts.flatMap((part: { rows: { notes: unknown[] }[] }) =>
    part.rows.flatMap((row) => row.notes),
  )[0]
  expect(note.replies.map(({ party }: { party: { slug: string } }) => party.slug)).toEqual([
    'northern-side',
    'southern-side',
  ])
})

test('beside a paragraph stand as many claims as its lines leave room for; those that the other side does not address are folded away first', async () => {
  const sentences = Array.from({ length: 9 }, (_, i) => `The bridge ${i} was shelled.`)
  const ours = aLetter({
    id: 'ours',
    author: 'minister-of-north',
    texts: [sentences.join(' '), 'Nobody was warned.'],
  })
  const theirs = aLetter({ id: 'theirs', author: 'minister-of-south', texts: ['Bridge 6 stands.'] })
  const assertions = [
    ...sentences.map((sentence, i) => anAssertion(ours, { id: `ours-${i}`, quote: sentence.slice(0, -1) })),
    anAssertion(theirs, { id: 'theirs-6', quote: 'Bridge 6 stands' }),
  ]
  const { app } = startTestApp(
    databaseWith(
      aCorpus({
        letters: [ours, theirs],
        assertions,
        claims: sentences.map((wording, i) => aClaim({ id: `claim-${i}`, wording })),
        stances: [
          ...sentences.map((_, i) => aStance(`claim-${i}`, `ours-${i}`)),
          aStance('claim-6', 'theirs-6', 'disputes'),
        ],
      }),
    ),
  )
  const { text } = await request(app).get('/letters/ours').expect(200)
  const [shown = '', folded = ''] = text.split('class="notes__fold"')
  const claimsIn = (html: string) =>
    [...html.matchAll(/class="note__claim" href="\/claims\/(claim-\d)"/g)].map(([, slug]) => slug)
  expect(claimsIn(shown)).toEqual(['claim-0', 'claim-6'])
  expect(claimsIn(folded)).toEqual([
    'claim-1',
    'claim-2',
    'claim-3',
    'claim-4',
    'claim-5',
    'claim-7',
    'claim-8',
  ])
  expect(wordsOf(folded)).toContain('7 more claims, not addressed by the South')
  const chosen = await request(app).get('/letters/ours?contested=yes').expect(200)
  expect(wordsOf(chosen.text)).toContain('7 more claims, outside your choice')
})

test('a letter can be cited, and set beside others that address the same claims', async () => {
  const body = await model('/letters/first-letter.json')
  expect(body.citation).toMatch(
    /^Ada Doe, First Minister: Title of first-letter, 5 October 2020\. http.*\/letters\/first-letter$/,
  )
  expect(
    body.beside.map(({ slug, sharedClaims }: { slug: string; sharedClaims: number }) => [slug, sharedClaims]),
  ).toEqual([
    ['second-letter', 3],
    ['third-letter', 2],
    ['fourth-letter', 1],
  ])
})

test('an unknown letter is not found, with ways on; an old slug is sent on', async () => {
  const { text } = await request(app).get('/letters/nothing').expect(404)
  expect(text).toContain('href="/letters"')
  const corpus = disputedBridge()
  corpus.letters[0]!.old_ids = ['letter-one']
  const { app: renamed } = startTestApp(databaseWith(corpus))
  await request(renamed)
    .get('/letters/letter-one.json?topic=ferries')
    .expect(308)
    .expect('Location', '/letters/first-letter.json?topic=ferries')
  await request(renamed)
    .get('/letters/second-letter/beside/letter-one?left=south')
    .expect(308)
    .expect('Location', '/letters/second-letter/beside/first-letter?left=south')
})

/** A letter with so many assertions, each on a claim of its own that the other side's letter disputes. */
function longLetter(count: number) {
  const texts = Array.from({ length: count }, (_, i) => `The bridge ${i} was shelled.`)
  const ours: LetterRecord = aLetter({ id: 'ours', author: 'minister-of-north', texts })
  const theirs: LetterRecord = aLetter({
    id: 'theirs',
    author: 'minister-of-south',
    texts: texts.map((text) => `No! ${text}`),
  })
  const assertions: AssertionRecord[] = []
  const stances: StanceRecord[] = []
  texts.forEach((_, i) => {
    assertions.push(anAssertion(ours, { id: `a-${i}`, quote: `bridge ${i} was shelled` }))
    stances.push(aStance(`claim-${i}`, `a-${i}`), aStance(`claim-${i}`, `b-${i}`, 'disputes'))
  })
  texts.forEach((_, i) => {
    assertions.push(anAssertion(theirs, { id: `b-${i}`, quote: `bridge ${i} was shelled` }))
  })
  const claims = texts.map((_, i) => aClaim({ id: `claim-${i}` }))
  return databaseWith(aCorpus({ letters: [ours, theirs], assertions, claims, stances }))
}

test('a letter, and two side by side, run as many statements for a hundred assertions as for two', async () => {
  for (const path of ['/letters/ours', '/letters/ours/beside/theirs', '/letters']) {
    const counts: number[] = []
    for (const size of [2, 100]) {
      const { app, db } = startTestApp(longLetter(size))
      await request(app).get(path).expect(200)
      counts.push(await countStatements(db, () => request(app).get(path).expect(200)))
    }
    expect(counts[1], path).toBe(counts[0])
    expect(counts[0], path).toBeLessThan(30)
  }
})

test('the letters stand by side and by date, with author and counts; authors of no side come last', async () => {
  const corpus = disputedBridge()
  const { app } = startTestApp(
    databaseWith({ ...corpus, letters: [...corpus.letters, aLetter({ id: 'telegram', author: 'agency' })] }),
  )
  const { body } = await request(app).get('/letters.json').expect(200)
  const slugsOf = (group: { letters: { slug: string }[] }) => group.letters.map(({ slug }) => slug)
  expect(body.groups.map(slugsOf)).toEqual([
    ['first-letter', 'fourth-letter', 'third-letter'],
    ['second-letter'],
    ['telegram'],
  ])
  const { text } = await request(app).get('/letters').expect(200)
  expect(wordsOf(text)).toContain(
    'Ada Doe, First Minister (government). To: the Council 3 paragraphs, 5 assertions, on 4 claims, of which 2 contested',
  )
  expect(wordsOf(text)).toContain('4 assertions and 1 evaluation or demand, on 4 claims')
  expect(wordsOf(text)).toContain('1 paragraph, not marked yet Two letters')
  expect(wordsOf(text)).toContain('Authors of no side 1 letter')
  const swapped = await request(app).get('/letters.json?left=south').expect(200)
  expect(swapped.body.groups.map(slugsOf)[0]).toEqual(['second-letter'])
  expect(text).toContain('href="/letters?left=south"')
})

test('a long list of letters comes page by page, each letter once', async () => {
  const letters = Array.from({ length: 230 }, (_, i) =>
    aLetter({ id: `letter-${i}`, author: i % 3 ? 'minister-of-north' : 'minister-of-south' }),
  )
  const { app } = startTestApp(databaseWith(aCorpus({ letters })))
  const seen: string[] = []
  let path = '/letters.json'
  while (path) {
    const { body } = await request(app).get(path).expect(200)
    for (const group of body.groups) seen.push(...group.letters.map(({ slug }: { slug: string }) => slug))
    path = body.nextAfter ? `/letters.json?after=${body.nextAfter}` : ''
  }
  expect(seen).toHaveLength(230)
  expect(new Set(seen).size).toBe(230)
  expect((await request(app).get('/letters.json?after=nothing').expect(200)).body.first).toBe(1)
})

test('two letters are chosen by a plain form', async () => {
  const offered = [...(await page('/letters')).matchAll(/<option value="([^"]+)" selected>/g)]
  expect(offered.map(([, slug]) => slug)).toEqual(['first-letter', 'second-letter'])
  await request(app)
    .get('/letters?one=first-letter&other=second-letter&left=south')
    .expect(303)
    .expect('Location', '/letters/first-letter/beside/second-letter?left=south')
  for (const query of [
    'one=first-letter&other=first-letter',
    'one=first-letter&other=nothing',
    'one=first-letter',
  ]) {
    expect(wordsOf(await page(`/letters?${query}`)), query).toContain('Choose two different letters')
  }
})

test('two letters are aligned on the claims that both address, the first on the left', async () => {
  const body = await model('/letters/first-letter/beside/second-letter.json')
  expect(body.shared.map(({ claim }: { claim: { slug: string } }) => claim.slug)).toEqual([
    'bridge-shelled',
    'water-cut',
    'people-fled',
  ])
  const [left, right] = body.shared[0].sides
  expect(left.quotes.map(({ slug }: { slug: string }) => slug)).toEqual(['a-1', 'a-2'])
  expect(right).toMatchObject({ position: 'disputes', base: '2 assertions' })
  expect(right.quotes[1]).toMatchObject({ slug: 'b-3', isApart: true })
  expect(body.shared[2].sides.map(({ base }: { base: string }) => base)).toEqual([
    '1 assertion',
    '1 evaluation or demand',
  ])
  expect(body.counts).toMatchObject({ shared: 3, contested: 2, claims: [4, 4] })
})

test('a claim of the one is set beside its mirror in the other, and what neither answers stands apart', async () => {
  const body = await model('/letters/first-letter/beside/second-letter.json')
  const slugs = body.mirrored.map(({ sides }: { sides: { claim: { slug: string } }[] }) =>
    sides.map(({ claim }) => claim.slug),
  )
  expect(slugs).toEqual([['bridge-shelled', 'mill-shelled']])
  const only = body.only.map((list: { claim: { slug: string } }[]) => list.map(({ claim }) => claim.slug))
  expect(only).toEqual([['ferry-stopped'], []])
  const html = await page('/letters/first-letter/beside/second-letter')
  expect(wordsOf(html)).toContain('1 of 4 claims, not addressed in the other')
  expect(html).toContain('href="/letters/second-letter#b-2"')
})

test('two letters say which is later and could answer, or that it can’t be told', async () => {
  const time = async (one: string, other: string) =>
    (await model(`/letters/${one}/beside/${other}.json`)).time
  expect(await time('second-letter', 'first-letter')).toBe(
    'The letter on the left says that it answers the one on the right.',
  )
  expect(await time('first-letter', 'fourth-letter')).toContain('The letter on the right is certainly later')
  expect(await time('fourth-letter', 'second-letter')).toContain('The letter on the left is certainly later')
  expect(await time('first-letter', 'third-letter')).toContain('can’t be told')
})

test('swapping two letters exchanges them in the address and nothing else in their order', async () => {
  const html = await page('/letters/first-letter/beside/second-letter')
  expect(html).toContain('href="/letters/second-letter/beside/first-letter"')
  const one = await model('/letters/first-letter/beside/second-letter.json')
  const other = await model('/letters/second-letter/beside/first-letter.json')
  expect(other.shared.map(({ claim }: { claim: { slug: string } }) => claim.slug)).toEqual(
    one.shared.map(({ claim }: { claim: { slug: string } }) => claim.slug),
  )
  expect(other.shared[0].sides).toEqual([one.shared[0].sides[1], one.shared[0].sides[0]])
  expect(other.only).toEqual([one.only[1], one.only[0]])
})

test('a letter beside itself is the letter, and beside nothing is not found', async () => {
  await request(app)
    .get('/letters/first-letter/beside/first-letter')
    .expect(303)
    .expect('Location', '/letters/first-letter')
  await request(app).get('/letters/first-letter/beside/nothing').expect(404)
})

test('two letters that share no claim say so', async () => {
  const letters = [
    aLetter({ id: 'one', author: 'minister-of-north' }),
    aLetter({ id: 'two', author: 'minister-of-south' }),
  ]
  const assertions = letters.map((letter) =>
    anAssertion(letter, { id: `shelled-${letter.id}`, quote: 'The bridge was shelled' }),
  )
  const { app } = startTestApp(databaseWith(aCorpus({ letters, assertions })))
  const { text } = await request(app).get('/letters/one/beside/two').expect(200)
  expect(wordsOf(text)).toContain('The two letters address no claim in common.')
  expect(wordsOf(text)).toContain('0 of 0 claims')
})
