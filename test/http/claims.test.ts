import request from 'supertest'
import { expect, test } from 'vitest'
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

test('a claim’s page shows its proposition, pattern, mirror, and each side’s position with its base', async () => {
  const words = wordsOf(await page('/claims/bridge-shelled'))
  expect(words).toContain('South shelled the old bridge of North on 3 May.')
  expect(words).toContain('Contested')
  expect(words).toContain('Mirrored by: North shelled the mill of South on 4 May.')
  expect(words).toContain('Asserts 4 assertions in 3 of 3 letters')
  expect(words).toContain('Disputes 2 assertions in 1 of 1 letter')
  expect(words).toContain('This collection holds 3 letters from one side and 1 from the other.')
})

test('every quote stands in its sentence with only its words marked, and leads to its place in the letter', async () => {
  const html = await page('/claims/bridge-shelled')
  expect(html).toContain(
    'On 3 May <mark class="mark mark--start mark--end">their gunners shelled the old bridge</mark> and the new ferry.',
  )
  expect(html).toContain(
    'On 3 May <mark class="mark mark--start mark--end">their gunners shelled</mark> the old bridge and <mark class="mark mark--start mark--end">the new ferry</mark>.',
  )
  expect(html).toContain('href="/letters/first-letter#a-1"')
  expect(wordsOf(html)).toContain('First Minister, 5 October 2020, ¶ 1')
})

test('the quotes that make up a side’s position come first, by date, then what it only qualifies or reports', async () => {
  const { facing } = await model('/claims/bridge-shelled.json')
  const slugs = facing.map((side: { quotes: { slug: string }[] }) => side.quotes.map(({ slug }) => slug))
  expect(slugs).toEqual([
    ['a-1', 'a-2', 'd-1', 'c-1'],
    ['b-1', 'b-3'],
  ])
})

test('of many sources two are shown, the rest folded, and those of the quote above are not said again', async () => {
  const letter = aLetter({
    id: 'noted',
    author: 'minister-of-north',
    texts: ['The bridge was shelled at dawn, the ferry was sunk at noon, and the mill burnt at night.'],
    footnotes: ['1', '2', '3', '4'].map((marker) => ({
      marker,
      text: `Report number ${marker}.`,
      urls: [],
      offsets: [],
      authorities: [],
    })),
  })
  const resting = (id: string, quote: string, notes: string[]) =>
    anAssertion(letter, { id, quote, citations: notes.map((footnote) => ({ footnote })) })
  const { app: one } = startTestApp(
    databaseWith(
      aCorpus({
        letters: [letter],
        assertions: [
          resting('dawn', 'shelled at dawn', ['1', '2', '3', '4']),
          resting('noon', 'sunk at noon', ['1', '2', '3', '4']),
          resting('night', 'burnt at night', ['1']),
        ],
        claims: [aClaim({ id: 'war' })],
        stances: ['dawn', 'noon', 'night'].map((id) => aStance('war', id)),
      }),
    ),
  )
  const { text } = await request(one).get('/claims/war').expect(200)
  const [, fold = ''] =
    /<summary class="more__summary">2 more sources<\/summary>([\s\S]*?)<\/details>/.exec(text) ?? []
  expect(wordsOf(fold)).toMatch(/3 Report number 3\. 4 Report number 4\./)
  expect(wordsOf(text)).toContain('The same 4 sources as above')
  expect(['1', '2', '3', '4'].map((n) => text.split(`Report number ${n}.`).length - 1)).toEqual([2, 1, 1, 1])
  const { body } = await request(one).get('/claims/war.json').expect(200)
  const quotes: { sources: unknown[]; repeatsSources: boolean }[] = body.facing[0].quotes
  expect(quotes.map(({ sources, repeatsSources }) => [sources.length, repeatsSources])).toEqual([
    [4, false],
    [4, true],
    [1, false],
  ])
})

test('a quote tells its kind, its modality, its scope, and a stance that differs from the position', async () => {
  const words = wordsOf(await page('/claims/bridge-shelled'))
  expect(words).toContain('legal characterisation')
  expect(words).toMatch(/Qualifies\s+hedged/)
  expect(words).toContain('Scope Speaks of bridges within the town only.')
  expect(words).toContain('set against wording 1')
})

test('sources stand with their words; broken and empty addresses are marked and not followed', async () => {
  const html = await page('/claims/bridge-shelled')
  expect(html).toContain('<a class="footnote__url" href="https://example.org/bridge"')
  expect(html).not.toContain('href="https://example.org/bro-ken"')
  const words = wordsOf(html)
  expect(words).toContain('https://example.org/bro-ken (address broken, as printed)')
  expect(words).toContain('&lt;&gt; (address empty, as printed)')
  expect(words).toContain('No source given')
  expect(html).toContain('href="/letters/first-letter#fn-1"')
})

test('an attribution leads to the named party’s own words on the claim, and a source to its page', async () => {
  const html = await page('/claims/bridge-shelled')
  expect(html).toContain(
    'Second Minister, relaying <a href="/claims/bridge-shelled#side-north">they themselves</a>',
  )
  expect(html).toContain('id="side-north"')
  expect(await page('/claims/ferry-stopped')).toContain(
    'First Minister, citing <a href="/sources/red-cross">the Red Cross</a>',
  )
})

test('a party that is named but says nothing on the claim itself is led to by its own page', async () => {
  const corpus = disputedBridge()
  const db = databaseWith({
    ...corpus,
    stances: corpus.stances.filter(
      ({ claim, assertion }) => claim !== 'bridge-shelled' || assertion === 'b-3',
    ),
  })
  const { text } = await request(startTestApp(db).app).get('/claims/bridge-shelled').expect(200)
  expect(text).toContain('relaying <a href="/parties/north">they themselves</a>')
})

test('an authority that speaks for the other side leads to that side’s own words too', async () => {
  const corpus = disputedBridge()
  const authorities = corpus.authorities.map((one) =>
    one.id === 'second-general' ? { ...one, party: 'north' } : one,
  )
  const { app: ofNorth } = startTestApp(databaseWith({ ...corpus, authorities }))
  const { text } = await request(ofNorth).get('/claims/water-cut').expect(200)
  expect(text).toContain('<a href="/sources/second-general">the General</a>')
  expect(text).toContain('(<a href="/claims/water-cut#side-north">Northern side</a>’s own words)')
})

test('whoever is of the author’s own side does not lead back to the words among which it is named', async () => {
  expect(await page('/claims/water-cut')).toContain(
    'Second Minister, citing <a href="/sources/second-general">the General</a></p>',
  )
  const corpus = disputedBridge()
  const assertions = corpus.assertions.map((one) =>
    one.id === 'b-3' ? { ...one, attribution: [{ ...one.attribution[0]!, party: 'south' }] } : one,
  )
  const { app: ofSouth } = startTestApp(databaseWith({ ...corpus, assertions }))
  const { text } = await request(ofSouth).get('/claims/bridge-shelled').expect(200)
  expect(text).toContain('relaying <a href="/parties/south">they themselves</a>')
})

test('the scope stands slot by slot, and what a letter does not say is told from what nobody noted', async () => {
  const { scope } = await model('/claims/bridge-shelled.json')
  expect(scope.rows.map(({ slot }: { slot: string }) => slot)).toEqual(['who', 'what', 'when'])
  const html = await page('/claims/bridge-shelled')
  expect(html).toContain('<q>Our gunners</q>')
  expect(html).toMatch(/slots__open"[^>]*>not said/)
  expect(html).toContain('no difference noted')
})

test('silence is dated: how many letters of the side there are, and which could have answered', async () => {
  const words = wordsOf(await page('/claims/ferry-stopped'))
  expect(words).toMatch(/Not addressed\s+1 letter, later than the claim\./)
})

test('figures that count the same stand beside each other with a verdict, others with the reason against it', async () => {
  const { figures } = await model('/claims/people-fled.json')
  expect(figures.comparable).toHaveLength(1)
  expect(figures.comparable[0].verdict).toBe('compatible')
  expect(figures.apart[0].reason).toContain('different units')
  const words = wordsOf(await page('/claims/people-fled'))
  expect(words).toContain('They may all be true.')
  expect(words).toContain('Figure 40 people: people who left the town')
})

test('authors of no side stand apart and make up nobody’s position', async () => {
  const html = await page('/claims/bridge-shelled')
  expect(html).toContain('id="side-no_party"')
  expect(wordsOf(html)).toContain('Agency, in the letter of League of the First Town, undated')
})

test('relations stand with their words, reason and the other claim’s positions, read from either end', async () => {
  const words = wordsOf(await page('/claims/bridge-shelled'))
  expect(words).toContain('Narrowed by The guns came from abroad. Names whose guns.')
  expect(wordsOf(await page('/claims/foreign-guns'))).toContain('Narrows South shelled the old bridge')
  expect(words).toContain(
    'Northern side Not addressed 3 letters: 1 certainly later than the claim, 1 earlier, 1 can’t be dated',
  )
  expect(words).not.toContain('0 of')
})

test('of very many relations the first are shown, and it is said that there are more', async () => {
  const others = Array.from({ length: 70 }, (_, i) => aClaim({ id: `other-${i}` }))
  const corpus = aCorpus({
    claims: [aClaim({ id: 'hub' }), ...others],
    relations: others.map(({ id }) => ({
      from: 'hub',
      kind: 'supports' as const,
      to: id,
      reason: 'It does.',
    })),
  })
  const { text } = await request(startTestApp(databaseWith(corpus)).app)
    .get('/claims/hub')
    .expect(200)
  expect(text.match(/class="relation"/g)).toHaveLength(60)
  expect(wordsOf(text)).toContain('The first 60 relations; there are more in the collection.')
})

test('history tells earlier wordings, and the changes by whom and when', async () => {
  const words = wordsOf(await page('/claims/bridge-shelled'))
  expect(words).toContain('Wording 2, present South shelled the old bridge of North on 3 May.')
  expect(words).toContain('Wording 1 South shelled a bridge.')
  expect(words).toContain(
    'Loaded a corpus, by test. Concerns this claim, what 7 assertions say of it, 2 relations.',
  )
})

test('other claims that rest on the same assertions are named', async () => {
  const { sharedClaims } = await model('/claims/bridge-shelled.json')
  expect(sharedClaims.map(({ slug }: { slug: string }) => slug)).toEqual(['ferry-stopped'])
})

test('a claim and each quote can be cited', async () => {
  const claim = await model('/claims/bridge-shelled.json')
  expect(claim.citation).toMatch(
    /^“South shelled the old bridge of North on 3 May\.” Counterclaim, as of change 1\. http/,
  )
  expect(claim.facing[0].quotes[0].citation).toMatch(
    /^“their gunners shelled the old bridge” Ada Doe, First Minister: Title of first-letter, 5 October 2020, ¶ 1\. http.*\/assertions\/a-1$/,
  )
  const [quote] = claim.withoutParty.quotes
  expect(quote.citation).toContain('Agency, in League of the First Town: Title of third-letter')
})

test('sides are swapped by an address that says so, and every link keeps it', async () => {
  expect(await page('/claims/bridge-shelled')).toContain('href="/claims/bridge-shelled?left=south"')
  const swapped = await page('/claims/bridge-shelled?left=south')
  expect(swapped.indexOf('id="side-south"')).toBeLessThan(swapped.indexOf('id="side-north"'))
  expect(swapped).toMatch(/<section class="side side--1" id="side-south"/)
  expect(swapped).toContain('href="/letters/first-letter?left=south#a-1"')
  expect(swapped).toContain('href="/claims/mill-shelled?left=south"')
})

test('a retired claim says so and why, and keeps its quotes', async () => {
  const words = wordsOf(await page('/claims/bridge-loved'))
  expect(words).toContain('This claim was retired. No letter can show it.')
  expect(words).toContain('We say again that the old bridge was shelled')
  expect(words).toContain('1 assertion in 1 of 3 letters')
})

test('a merged claim and an old slug are sent on for good, with query and ending', async () => {
  await request(app)
    .get('/claims/bridge-hit?left=south')
    .expect(308)
    .expect('Location', '/claims/bridge-shelled?left=south')
  await request(app)
    .get('/claims/shelling-of-the-bridge.json')
    .expect(308)
    .expect('Location', '/claims/bridge-shelled.json')
  await request(app)
    .get('/claims/shelling-of-the-bridge/quotes/north?after=a-1')
    .expect(308)
    .expect('Location', '/claims/bridge-shelled/quotes/north?after=a-1')
})

test('a claim that was never there is not found, and a search for its words is offered', async () => {
  const { text } = await request(app).get('/claims/nobody-said-so').expect(404)
  expect(text).toContain('href="/search?q=nobody+said+so"')
  await request(app)
    .get('/claims/nobody-said-so.json')
    .expect(404)
    .expect('Content-Type', /problem\+json/)
  await request(app).get('/claims/bridge-shelled/quotes/nobody').expect(404)
})

test('the quotes of one side are a page of their own, and a part of one for htmx', async () => {
  const whole = await page('/claims/bridge-shelled/quotes/south')
  expect(whole).toContain('<h1')
  expect(whole).toContain('Our gunners have not shelled any bridge within the town')
  expect(whole).not.toContain('their gunners shelled the old bridge')
  const part = await request(app)
    .get('/claims/bridge-shelled/quotes/south')
    .set('HX-Request-Type', 'partial')
    .expect(200)
    .expect('Vary', /HX-Request-Type/)
  expect(part.text).toMatch(/^\s*<div class="quotes" id="quotes-bridge-shelled-south-1">/)
  const none = wordsOf(await page('/claims/ferry-stopped/quotes/south'))
  expect(none).toContain('1 letter, later than the claim')
})

test('a page of quotes after one that is not there begins at the beginning', async () => {
  for (const after of ['nothing', 'a-1', '%00', 'x'.repeat(500)]) {
    const { side } = await model(`/claims/bridge-shelled/quotes/south.json?after=${after}`)
    expect(side.first).toBe(1)
  }
  await request(app)
    .get('/claims/bridge-shelled?left=%F0&right[]=1')
    .expect((res) => expect(res.status).toBeLessThan(500))
})

/** One claim with `perLetter` quotes of each side in each of so many letters of each. */
function crowdedClaim(letterCount: number, perLetter: number) {
  const authors = ['minister-of-north', 'minister-of-south']
  const letters = Array.from({ length: letterCount * 2 }, (_, i) =>
    aLetter({
      id: `letter-${i}`,
      author: authors[i % 2]!,
      texts: Array.from({ length: perLetter }, (_, j) => `The bridge ${i} ${j} was shelled.`),
    }),
  )
  const assertions = letters.flatMap((letter, i) =>
    Array.from({ length: perLetter }, (_, j) =>
      anAssertion(letter, { id: `a-${i}-${j}`, quote: `bridge ${i} ${j} was shelled` }),
    ),
  )
  return aCorpus({
    letters,
    assertions,
    claims: [aClaim({ id: 'crowded' }), aClaim({ id: 'beside' })],
    stances: assertions.flatMap(({ id }) => [aStance('crowded', id), aStance('beside', id)]),
    relations: [{ from: 'crowded', kind: 'mirrors', to: 'beside', reason: 'The same.' }],
  })
}

test('a claim with many quotes shows forty a side and leads to every other one', async () => {
  const { app } = startTestApp(databaseWith(crowdedClaim(10, 9)))
  const { text } = await request(app).get('/claims/crowded').expect(200)
  expect(text.match(/<figure class="quote"/g)).toHaveLength(80)
  expect(wordsOf(text)).toContain('40 of 90 are shown')

  const seen: string[] = []
  let path = '/claims/crowded/quotes/north.json'
  while (path) {
    const { body } = await request(app).get(path).expect(200)
    seen.push(...body.side.quotes.map(({ slug }: { slug: string }) => slug))
    path = body.side.nextAfter ? `/claims/crowded/quotes/north.json?after=${body.side.nextAfter}` : ''
  }
  expect(new Set(seen).size).toBe(90)
  expect(seen).toHaveLength(90)
})

test('figures of all quotes are set against each other, whichever page the quotes stand on', async () => {
  const corpus = crowdedClaim(10, 9)
  const figure = { bound: 'exactly' as const, unit: 'people', counted: 'people on the bridge' }
  const withFigure = ({ id, ...rest }: (typeof corpus.assertions)[number]) => {
    const number = { 'a-0-0': 3, 'a-8-8': 4 }[id]
    return number ? { id, ...rest, figures: [{ number, ...figure }] } : { id, ...rest }
  }
  const { app } = startTestApp(
    databaseWith({ ...corpus, assertions: corpus.assertions.map((one) => withFigure(one)) }),
  )
  const { body } = await request(app).get('/claims/crowded.json').expect(200)
  const shown = body.facing.flatMap((side: { quotes: { slug: string }[] }) =>
    side.quotes.map(({ slug }) => slug),
  )
  expect(shown).toContain('a-0-0')
  expect(shown).not.toContain('a-8-8')
  expect(body.figures.total).toBe(2)
  expect(body.figures.isCut).toBe(false)
  expect(body.figures.comparable[0].verdict).toBe('differ')
  const { text } = await request(app).get('/claims/crowded').expect(200)
  expect(wordsOf(text)).toContain('They cannot all be true as given.')
})

test('where a side gives more figures than a page can set out, the page says so and each side keeps its share', async () => {
  const corpus = crowdedClaim(10, 9)
  const figure = { bound: 'exactly' as const, unit: 'people', counted: 'people on the bridge', number: 3 }
  const { app } = startTestApp(
    databaseWith({
      ...corpus,
      assertions: corpus.assertions.map((one) => ({ ...one, figures: [figure] })),
    }),
  )
  const { body } = await request(app).get('/claims/crowded.json').expect(200)
  const sides = body.figures.comparable[0].figures.map(({ side }: { side: { slug: string } }) => side.slug)
  expect(body.figures.isCut).toBe(true)
  const share = (side: string) => sides.filter((one: string) => one === side).length
  expect([share('north'), share('south')]).toEqual([30, 30])
  const { text } = await request(app).get('/claims/crowded').expect(200)
  expect(wordsOf(text)).toContain('more quotes on this claim give figures')
})

test('a claim’s page runs as many statements for a thousand quotes as for two', async () => {
  const counts: number[] = []
  for (const [letterCount, perLetter] of [
    [1, 1],
    [20, 25],
  ] as const) {
    const { app, db } = startTestApp(databaseWith(crowdedClaim(letterCount, perLetter)))
    await request(app).get('/claims/crowded').expect(200)
    counts.push(await countStatements(db, () => request(app).get('/claims/crowded').expect(200)))
  }
  expect(counts[1]).toBe(counts[0])
  expect(counts[0]).toBeLessThan(30)
})

test('with three parties two face each other, chosen in the address, and the third stands beneath', async () => {
  const { app } = startTestApp(databaseWith(manyParties(3)))
  const { text } = await request(app).get('/claims/claim-1?left=eastern-side&right=northern-side').expect(200)
  expect(text).toContain('<select class="field__input" id="choose-left" name="left">')
  expect(text).toContain('href="/claims/claim-1?left=northern-side&amp;right=eastern-side"')
  const order = ['eastern-side', 'northern-side', 'southern-side'].map((slug) =>
    text.indexOf(`id="side-${slug}"`),
  )
  expect(order).toEqual(order.toSorted((a, b) => a - b))
  expect(text).toContain('Other sides')
})

test('a collection of one party has no facing side and no swap', async () => {
  const { app } = startTestApp(databaseWith(manyParties(1)))
  const { text } = await request(app).get('/claims/claim-1').expect(200)
  expect(text).not.toContain('Swap sides')
  expect(text).toContain('id="side-northern-side"')
})

test('a claim without any statement is shown as such', async () => {
  const { app } = startTestApp(databaseWith(aCorpus({ claims: [aClaim({ id: 'lonely' })] })))
  const words = wordsOf((await request(app).get('/claims/lonely').expect(200)).text)
  expect(words).toContain('Unclaimed')
  expect(words).toContain('No letter of this side in the collection.')
})

test('an assertion’s address leads to its place in its letter, and keeps the sides', async () => {
  await request(app).get('/assertions/b-1').expect(302).expect('Location', '/letters/second-letter#b-1')
  await request(app)
    .get('/assertions/b-1?left=south')
    .expect(302)
    .expect('Location', '/letters/second-letter?left=south#b-1')
  await request(app).get('/assertions/a-one').expect(308).expect('Location', '/assertions/a-1')
  await request(app).get('/assertions/nothing').expect(404)
})

test('an assertion’s JSON is the assertion whole', async () => {
  const body = await model('/assertions/b-3.json')
  expect(body).toMatchObject({
    slug: 'b-3',
    letter: { slug: 'second-letter' },
    author: { slug: 'second-minister', party: 'south' },
    quote: 'They themselves say that fifty people left',
    modality: 'relayed',
    topics: [{ slug: 'bridges' }],
    attribution: { text: 'Second Minister, relaying they themselves' },
    stances: [{ claim: { slug: 'bridge-shelled' }, stance: 'reports', scope: null }],
  })
  const letter = await model('/assertions/a-2.json')
  expect(letter.ranges.map(({ exact }: { exact: string }) => exact)).toEqual([
    'their gunners shelled',
    'the new ferry',
  ])
})

test('every claim of the shipped corpus has a page whose quotes its letters contain', async () => {
  const slugs = seeded.db.$client.prepare<[], string>('SELECT slug FROM claims ORDER BY id').pluck().all()
  const texts = new Map(
    seeded.db.$client.prepare<[], [string, string]>('SELECT slug, text FROM letters').raw().all(),
  )
  for (const slug of slugs) {
    const { body, status } = await request(seeded.app).get(`/claims/${slug}.json`)
    if (status === 308) continue
    expect(status, slug).toBe(200)
    for (const side of [...body.facing, ...body.others]) {
      for (const quote of side.quotes) {
        for (const exact of quote.exact) expect(texts.get(quote.letter.slug)).toContain(exact)
        const marked = quote.sentence.filter((piece: { marked: boolean }) => piece.marked)
        expect(marked.map((piece: { text: string }) => piece.text).join('')).toBe(quote.exact.join(''))
      }
    }
  }
})
