import type { Express } from 'express'
import request from 'supertest'
import { beforeAll, describe, expect, test } from 'vitest'
import type { comparePage } from '../../server/features/compare/compareView.ts'
import { startTestApp } from '../support/app.ts'
import { bridges } from '../support/bridges.ts'
import { aClaim, databaseWith } from '../support/builders.ts'
import { manyParties } from '../support/manyParties.ts'
import { randomCorpus } from '../support/randomCorpus.ts'
import { countStatements } from '../support/statements.ts'

type Model = ReturnType<typeof comparePage>

let app: Express
beforeAll(() => {
  app = startTestApp(databaseWith(bridges())).app
})

const html = async (path: string, of = app) => (await request(of).get(path).expect(200)).text
const model = async (path: string, of = app): Promise<Model> => {
  const [page = '/', query] = path.split('?', 2)
  const address = `${page === '/' ? '/compare' : page}.json${query ? `?${query}` : ''}`
  return (await request(of).get(address).expect(200)).body
}
const slugs = async (path: string, of = app) => (await model(path, of)).claims.map(({ slug }) => slug)
const claimIn = async (path: string, slug: string, of = app) =>
  (await model(path, of)).claims.find((claim) => claim.slug === slug)!
/** The words of a page, without its markup. */
const words = (page: string) =>
  page
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .replaceAll('&quot;', '"')

describe('Compare', () => {
  test('shows each claim with the two sides’ positions, their base, and the words that speak for them', async () => {
    const page = await html('/')
    const text = words(page)
    expect(text).toContain('Letters about a bridge')
    expect(text).toContain('South shelled the bridge.')
    expect(text).toMatch(/Northern side Asserts 2 assertions in 2 of 2 letters/)
    expect(text).toMatch(/Southern side Disputes 1 assertion in 1 of 1 letter/)
    expect(text).toContain('No bridge was shelled by us.')
    expect(text).toContain('Scope Speaks only of what was done “by us”.')
    expect(text).toContain('Minister of South , 20 October 2020 , ¶ 1')
    expect(page).toContain('href="/letters/south-letter#south-not-shelled"')
    expect(page).toContain('href="/claims/bridge-shelled"')
  })

  test('comes whole to a browser, in part to htmx, and as JSON with the same claims', async () => {
    expect(await html('/?topic=ferries')).toMatch(/^\s*<!doctype html>/)
    const part = await request(app).get('/?topic=ferries').set('HX-Request-Type', 'partial').expect(200)
    expect(part.text).toMatch(/^\s*<live-page id="compare" /)
    expect(part.text).not.toContain('<html')
    expect(part.headers.vary).toContain('HX-Request-Type')
    for (const slug of await slugs('/?topic=ferries')) expect(part.text).toContain(`id="${slug}"`)
  })

  test('counts the collection at its head, and evaluations apart', async () => {
    expect((await model('/')).facts).toBe(
      '6 claims, 10 assertions and 1 evaluation or demand in 3 letters, 5 October 2020 to 10 November 2020',
    )
    expect((await model('/topics/ferries')).facts).toMatch(/^3 claims, /)
    const corpus = bridges()
    const [first, ...others] = corpus.letters.map((letter) => ({ ...letter, dates: {} }))
    const factsOf = async (letters: typeof corpus.letters) =>
      (await model('/', startTestApp(databaseWith({ ...corpus, letters })).app)).facts
    expect(await factsOf([first!, ...corpus.letters.slice(1)])).toMatch(/in 3 letters, \d.* 2020, 1 undated$/)
    expect(await factsOf([first!, ...others])).toMatch(/in 3 letters, undated$/)
  })

  test('says how many letters of each side stand behind the counts', async () => {
    expect(words(await html('/'))).toContain(
      'This collection holds 2 letters from one side and 1 from the other. Counts describe the collection, not the dispute.',
    )
  })

  test('quotes the earliest letter first, whatever the order in which assertions were linked', async () => {
    const { sides } = await claimIn('/', 'bridge-shelled')
    expect(sides[0]?.quotes.map(({ words: quoted, date }) => [quoted, date])).toEqual([
      ['the bridge was shelled.', '5 October 2020'],
    ])
    expect(sides[0]?.more).toMatchObject({
      text: '1 more',
      href: '/claims/bridge-shelled#side-north',
      quotesHref: '/claims/bridge-shelled/quotes/north',
    })
  })

  test('does not take the words of an agency for those of the side in whose letter they stand', async () => {
    const { sides } = await claimIn('/', 'bridge-shelled')
    expect(sides[0]?.base).toBe('2 assertions in 2 of 2 letters')
  })

  test('says who is cited in a sentence that leads to that side’s own words', async () => {
    const { sides } = await claimIn('/', 'bridge-shelled')
    expect(sides[0]?.quotes[0]?.attribution).toEqual({
      text: 'Minister of North, citing South itself',
      author: 'Minister of North',
      links: [{ words: ', citing ', name: 'South itself', href: '/claims/bridge-shelled#side-south' }],
    })
  })

  test('leads to the page of a source of the author’s own side, not back to the words where it is named', async () => {
    const corpus = bridges()
    const of = startTestApp(
      databaseWith({
        ...corpus,
        authorities: [
          ...corpus.authorities,
          { id: 'ferryman', name: 'The ferryman', kind: 'other', party: 'north' },
        ],
        assertions: corpus.assertions.map((one) =>
          one.attribution.length
            ? { ...one, attribution: [{ name: 'the ferryman', authority: 'ferryman', adopted: true }] }
            : one,
        ),
      }),
    ).app
    const { sides } = await claimIn('/', 'bridge-shelled', of)
    expect(sides[0]?.quotes[0]?.attribution?.links).toEqual([
      { words: ', citing ', name: 'the ferryman', href: '/sources/ferryman' },
    ])
  })

  test('dates the silence of a side that does not address a claim', async () => {
    const stopped = await claimIn('/', 'ferry-stopped')
    expect(stopped.sides[1]).toMatchObject({
      position: 'not addressed',
      silence: '1 letter, earlier than the claim',
      quotes: [],
    })
    const other = await claimIn('/', 'other-bridge-shelled')
    expect(other.sides[0]?.silence).toBe('2 letters: 1 certainly later than the claim, 1 earlier')
    expect(words(await html('/'))).toContain('Not addressed 1 letter, earlier than the claim')
  })

  test('shows a qualification beside an assertion', async () => {
    const { sides } = await claimIn('/', 'ferry-stopped')
    expect(sides[0]).toMatchObject({ position: 'asserts' })
    expect(sides[0]?.quotes.map(({ stance, words: quoted }) => [stance, quoted])).toEqual([
      [null, 'The ferry was stopped.'],
      ['Also qualifies', 'How shameful that the ferry was stopped!'],
    ])
  })

  test('names a claim’s mirror on it and puts the two one under the other', async () => {
    const claims = (await model('/')).claims
    expect(claims.slice(0, 2).map(({ slug }) => slug)).toEqual(['bridge-shelled', 'other-bridge-shelled'])
    expect(claims[0]?.mirrors).toEqual([
      { wording: 'North shelled the other bridge.', href: '/claims/other-bridge-shelled' },
    ])
    expect(words(await html('/'))).toContain('Mirrored by: North shelled the other bridge.')
  })

  test('counts evaluations and demands only when asked to', async () => {
    const base = async (path: string) => (await claimIn(path, 'ferry-stopped')).sides[0]?.base
    expect(await base('/')).toBe('1 assertion in 1 of 2 letters, and 1 evaluation or demand besides')
    expect(await base('/?kinds=all')).toBe('2 assertions of any kind in 1 of 2 letters')
    expect(await html('/?kinds=all')).toMatch(/name="kinds" value="all" checked/)
  })

  test('puts contested claims first, or orders by topic, date or size', async () => {
    expect(await slugs('/')).toEqual([
      'bridge-shelled',
      'other-bridge-shelled',
      'ferry-sunk',
      'road-open',
      'ferry-stopped',
      'ferry-repaired',
    ])
    expect((await slugs('/?sort=topic')).slice(0, 3)).toEqual([
      'bridge-shelled',
      'other-bridge-shelled',
      'road-open',
    ])
    expect((await slugs('/?sort=date')).slice(-2)).toEqual(['ferry-stopped', 'ferry-repaired'])
    expect((await slugs('/?sort=size'))[0]).toBe('bridge-shelled')
  })
})

describe('The filters of Compare', () => {
  test('take any value of one filter, and every filter', async () => {
    expect(await slugs('/?pattern=contested')).toEqual(['bridge-shelled'])
    expect(await slugs('/?pattern=contested&pattern=qualified')).toEqual(['bridge-shelled', 'ferry-sunk'])
    expect(await slugs('/?pattern=only-north')).toEqual(['ferry-stopped'])
    expect(await slugs('/?pattern=only-south&mirrored=yes')).toEqual(['other-bridge-shelled'])
    expect(await slugs('/?pattern=only-north&mirrored=yes')).toEqual([])
    expect(await slugs('/?kind=civil-society')).toEqual(['bridge-shelled', 'ferry-stopped'])
    expect(await slugs('/?letter=south-letter&stance=qualifies')).toEqual(['ferry-sunk'])
    expect(await slugs('/?month=2020-11&topic=ferries')).toEqual(['ferry-stopped'])
  })

  test('count what each value would show, given what is chosen in the others', async () => {
    const counts = async (path: string) => {
      const { form } = await model(path)
      return Object.fromEntries(
        form.filters.flatMap(({ options }) =>
          options.map(({ name, value, claims }) => [`${name} ${value}`, claims]),
        ),
      )
    }
    expect(await counts('/')).toMatchObject({
      'pattern contested': 1,
      'pattern qualified': 1,
      'pattern shared': 1,
      'pattern only-north': 1,
      'pattern only-south': 1,
      'pattern unclaimed': 1,
      'mirrored yes': 2,
      'topic bridges': 4,
      'topic ferries': 3,
      'kind government': 4,
      'kind civil-society': 2,
      'letter south-letter': 4,
      'month 2020-10': 4,
      'stance disputes': 1,
    })
    const ofFerries = await counts('/?topic=ferries&pattern=qualified')
    // A second topic would add a claim; a second pattern, one of the other ferries.
    expect(ofFerries).toMatchObject({ 'topic ferries': 1, 'pattern qualified': 1, 'pattern only-north': 1 })
    expect(ofFerries['kind civil-society']).toBeUndefined()
    expect(ofFerries['pattern contested']).toBeUndefined()
  })

  test('leave out values that would show nothing, unless they are chosen', async () => {
    const page = await html('/?topic=tunnels')
    expect(page).toMatch(
      /facet__option--none"><input type="checkbox" id="topic--tunnels" name="topic" value="tunnels" checked/,
    )
    expect(words(page)).toContain('No claim fits these filters together.')
    expect(await html('/')).not.toContain('value="tunnels"')
  })

  test('say how many claims fit out of how many, and offer each choice without itself', async () => {
    const { found, form } = await model('/?pattern=contested&topic=bridges&left=south')
    expect(found).toBe('1 of 6 claims fits the filters')
    expect(form.chips).toEqual([
      { text: 'Contested', href: '/topics/bridges?left=south' },
      { text: 'Bridges', href: '/?pattern=contested&left=south' },
    ])
    expect(form.clearHref).toBe('/?left=south')
    expect(form.kept).toEqual([{ name: 'left', value: 'south' }])
  })

  test('fold away all but twelve of many letters, but not one that is chosen', async () => {
    const corpus = manyParties(6)
    const { app: many } = startTestApp(databaseWith(corpus))
    expect(corpus.letters).toHaveLength(12)
    expect((await model('/', many)).form.filters.find(({ legend }) => legend === 'Letter')?.more).toBeNull()
    const { app: random } = startTestApp(databaseWith(lettersApart(15)))
    const filter = (await model('/?letter=letter-14', random)).form.filters.find(
      ({ legend }) => legend === 'Letter',
    )!
    expect(filter.options.map(({ value }) => value)).toContain('letter-14')
    expect(filter.options.length + filter.more!.options.length).toBe(15)
    expect(filter.more!.summary).toBe('All 15 letters')
  })

  test('never fail on what cannot be read', async () => {
    const plain = await slugs('/')
    for (const query of [
      'pattern=nonsense&kind=none&stance=&month=2020-13&mirrored=no',
      'topic=nowhere&letter=%00%F0%9F%98%80',
      'sort=sideways&after=elsewhere&before=%27%3B',
      'after=0.1&kinds=some&left=nobody&right=nobody',
      'after=1e9.1.1&sort[]=date&by=planet',
      'pattern=only-nobody&pattern[]=contested&topic=%F0%9F%98%80',
      `letter=${'x'.repeat(8000)}`,
    ]) {
      expect(await slugs(`/?${query}`), query).toEqual(plain)
      await request(app).get(`/?${query}`).expect(200)
    }
  })

  test('understand a former slug of a topic, and answer with the present one', async () => {
    const { form, claims } = await model('/?topic=crossings&pattern=contested')
    expect(claims.map(({ slug }) => slug)).toEqual(['bridge-shelled'])
    expect(form.chips[0]?.href).toBe('/topics/bridges')
  })
})

describe('A page of a topic', () => {
  test('is Compare with that topic chosen, under the topic’s name', async () => {
    const page = await html('/topics/ferries?pattern=qualified')
    expect(page).toMatch(/<h1>Ferries<\/h1>/)
    expect(words(page)).toContain('What was done to ferries.')
    expect(words(page)).toContain('Leaves out Bridges.')
    expect(page).toMatch(/value="ferries" checked/)
    expect(await slugs('/topics/ferries?pattern=qualified')).toEqual(['ferry-sunk'])
    expect(await slugs('/topics/ferries')).toEqual(await slugs('/?topic=ferries'))
    expect((await model('/topics/ferries')).found).toBe('3 claims on this topic')
  })

  test('is sought in vain under a slug of nothing, with ways on', async () => {
    const { text } = await request(app).get('/topics/bridges-of-north').expect(404)
    expect(text).toContain('href="/topics/bridges"')
    const problem = await request(app).get('/topics/nowhere.json').expect(404)
    expect(problem.type).toBe('application/problem+json')
  })

  test('is found under its former slug, with the query and the ending', async () => {
    const page = await request(app).get('/topics/crossings?pattern=contested').expect(308)
    expect(page.headers.location).toBe('/topics/bridges?pattern=contested')
    const json = await request(app).get('/topics/crossings.json?sort=date').expect(308)
    expect(json.headers.location).toBe('/topics/bridges.json?sort=date')
  })
})

describe('The sides of Compare', () => {
  test('can be exchanged, which stays in every address of the page', async () => {
    expect((await model('/?topic=ferries&sort=date')).swapHref).toBe('/topics/ferries?sort=date&left=south')
    const swapped = await model('/?left=south')
    expect(swapped.facing.map(({ name }) => name)).toEqual(['Southern side', 'Northern side'])
    expect(swapped.claims[0]?.sides.map(({ position }) => position)).toEqual(['disputes', 'asserts'])
    expect(swapped.swapHref).toBe('/?left=north')
    const page = await html('/?left=south')
    const main = page.slice(page.indexOf('<main'), page.indexOf('</main>'))
    for (const [, href] of main.matchAll(/href="(\/[^"#]*)/g)) {
      if (href!.startsWith('/static')) continue
      expect(href).toMatch(/[?;]left=(south|north)/)
    }
  })

  test('are two of three or more, with the positions of the others in a line', async () => {
    const { app: three } = startTestApp(databaseWith(manyParties(3)))
    const page = await html('/', three)
    const { claims, sidesChoice, swapHref } = await model('/', three)
    expect(claims[0]?.sides).toHaveLength(2)
    expect(claims[0]?.others.map(({ name }) => name)).toEqual(['Eastern side'])
    expect(sidesChoice?.parties).toHaveLength(3)
    expect(swapHref).toBe('/?left=southern-side&right=northern-side')
    expect(words(page)).toMatch(/Eastern side\s+(asserts|disputes|qualifies|only reports)/)
    const chosen = await model('/?left=eastern-side&right=northern-side', three)
    expect(chosen.facing.map(({ name }) => name)).toEqual(['Eastern side', 'Northern side'])
    expect(chosen.claims[0]?.others.map(({ name }) => name)).toEqual(['Southern side'])
  })

  test('may be one alone', async () => {
    const { app: one } = startTestApp(databaseWith(manyParties(1)))
    const { claims, swapHref, banner } = await model('/', one)
    expect(claims[0]?.sides).toHaveLength(1)
    expect(swapHref).toBeNull()
    expect(banner).toContain('all from one side')
    await html('/', one)
  })
})

describe('The pages of Compare', () => {
  const many = startTestApp(databaseWith(randomCorpus(140))).app

  test('hold fifty claims and lead on to each claim once, and back again', async () => {
    for (const sort of ['contested', 'topic', 'date', 'size']) {
      const seen: string[] = []
      const pages: string[] = []
      let path: string | null = `/?sort=${sort}`
      while (path) {
        const page: Model = await model(path, many)
        expect(page.claims.length).toBeLessThanOrEqual(50)
        seen.push(...page.claims.map(({ slug }) => slug))
        pages.push(path)
        path = page.pager.nextHref
      }
      expect(pages.length).toBe(3)
      expect(new Set(seen).size).toBe(seen.length)
      expect(seen.length).toBe((await model('/', many)).form.filters.length && 132)
      const last = await model(pages[2]!, many)
      const middle = await slugs(last.pager.previousHref!, many)
      expect(middle).toEqual(await slugs(pages[1]!, many))
    }
  })

  test('have a way back to the first where a place lies behind all claims', async () => {
    const page = await html('/?after=9.1.1', many)
    expect(words(page)).toContain('There are no claims after this place.')
    expect(await slugs('/?before=0.0.0', many)).toEqual(await slugs('/', many))
  })

  test('take as many statements for fifty claims as for six', async () => {
    const few = startTestApp(databaseWith(bridges()))
    const more = startTestApp(databaseWith(randomCorpus(140)))
    for (const path of ['/', '/?pattern=contested&kind=government', '/topics/bridges']) {
      const counts = []
      for (const { app: one, db } of [few, more]) {
        await request(one).get(path)
        counts.push(await countStatements(db, () => request(one).get(path).expect(200)))
      }
      expect(counts[1], path).toBe(counts[0])
    }
  })
})

test('the shipped corpus opens with its five letters and its contested claims', async () => {
  const { app: shipped } = startTestApp()
  const page = await model('/', shipped)
  expect(page.facts).toMatch(/in 5 letters/)
  expect(page.claims[0]?.pattern).toBe('contested')
  expect(page.claims).toHaveLength(50)
  await request(shipped).get('/topics/mercenaries').expect(200)
})

/** One claim for each of so many letters. */
function lettersApart(count: number) {
  const corpus = manyParties(2)
  const [letter] = corpus.letters
  const [assertion] = corpus.assertions
  const letters = Array.from({ length: count }, (_, i) => ({
    ...letter!,
    id: `letter-${i}`,
    short_title: `Letter ${i}`,
    sha256: String(i).padStart(64, '0'),
  }))
  const assertions = letters.map((one, i) => ({ ...assertion!, id: `said-${i}`, letter: one.id }))
  return {
    ...corpus,
    letters,
    assertions,
    claims: letters.map((_, i) => aClaim({ id: `claim-${i}` })),
    stances: letters.map((_, i) => ({
      claim: `claim-${i}`,
      assertion: `said-${i}`,
      stance: 'asserts' as const,
      wording: 1,
    })),
    relations: [],
  }
}

test('whoever takes ".json" off the front page’s address as data comes to the front page', async () => {
  await request(startTestApp().app)
    .get('/compare?pattern=contested')
    .expect(308)
    .expect('Location', '/?pattern=contested')
})
