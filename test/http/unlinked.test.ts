import { expect, test } from 'vitest'
import { bridges } from '../support/bridges.ts'
import { aLetter, anAssertion, databaseWith } from '../support/builders.ts'
import { agentOf, signInAs, startDesk } from '../support/desk.ts'
import { hrefsOf, textOf } from '../support/markedPage.ts'

test('from wherever an editor sees an assertion there is a way to change it; others see none', async () => {
  const { app, db, agent } = startDesk({ db: databaseWith(bridges()) })
  const others = [agentOf(app), agentOf(app, signInAs(db, 'commenter').token)]
  const pages = [
    '/letters/north-letter',
    '/claims/bridge-shelled',
    '/claims/bridge-shelled/quotes/north',
    '/history/of/assertion/north-shelled',
  ]
  const change = '/desk/assertions/north-shelled'
  for (const path of pages) {
    expect(hrefsOf((await agent.get(path).expect(200)).text)).toContain(change)
    for (const other of others) expect((await other.get(path).expect(200)).text).not.toContain(change)
  }
  expect(hrefsOf((await agent.get('/desk/claims/bridge-shelled').expect(200)).text)).toContain(change)
  const before = (await agent.get('/claims/bridge-shelled?as-of=1').expect(200)).text
  expect(before).not.toContain(change)
})

test('assertions that bear on no claim are counted on the desk and listed page by page, the last marked first', async () => {
  const texts = Array.from({ length: 65 }, (_, i) => `Boat number ${i + 1} was new.`)
  const letter = aLetter({ id: 'long-letter', author: 'minister-of-north', texts: [texts.join(' ')] })
  const { letters, assertions } = bridges()
  const boats = texts.map((quote, i) => anAssertion(letter, { id: `boat-${i + 1}`, quote }))
  const { app, db, agent } = startDesk({
    db: databaseWith(bridges({ letters: [...letters, letter], assertions: [...assertions, ...boats] })),
  })
  expect(textOf((await agent.get('/desk').expect(200)).text, 'main')).toContain('65 assertions')
  const open = async (path: string) => {
    const { text } = await agent.get(path).expect(200)
    const [newer, older] = ['prev', 'next'].map(
      (rel) => new RegExp(`rel="${rel}" href="([^"]+)"`).exec(text)?.[1],
    )
    return { text, newer, older, boats: [...text.matchAll(/id="boat-(\d+)"/g)].map(([, n]) => Number(n)) }
  }
  const first = await open('/desk/assertions')
  expect(textOf(first.text, '.page-head__facts')).toContain('65 assertions')
  expect([first.boats[0], first.boats.at(-1), first.newer]).toEqual([65, 36, undefined])
  expect(hrefsOf(first.text)).toContain('/desk/assertions/boat-65')
  const second = await open(first.older!)
  const third = await open(second.older!)
  expect(third.boats).toEqual([5, 4, 3, 2, 1])
  expect(third.older).toBeUndefined()
  expect((await open(third.newer!)).boats).toEqual(second.boats)
  // An unreadable place is the beginning.
  expect((await open('/desk/assertions?before=x&after=y')).boats).toEqual(first.boats)
  const mark = (await agent.get('/letters/long-letter').expect(200)).text
  expect(hrefsOf(mark)).toContain('/desk/assertions/boat-1')
  await agentOf(app, signInAs(db, 'commenter').token).get('/desk/assertions').expect(403)
})

test('where every assertion bears on a claim the list says so', async () => {
  const { agent } = startDesk({ db: databaseWith(bridges()) })
  const { text } = await agent.get('/desk/assertions').expect(200)
  expect(textOf(text, '.empty')).toContain('Every assertion bears on a claim.')
})
